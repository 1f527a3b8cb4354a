#include "fl-docx-numbering.h"
#include "readings.h"

#include <string.h>

#define NAMESPACE "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

/* A document of a body, and of what stands in further parts (names and contents by turns). */
static char *
describe_body(const char *body, const char *const *more)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(parts, g_strdup("word/document.xml"));
  g_ptr_array_add(parts, g_strdup_printf("<w:document " NAMESPACE "><w:body>%s</w:body></w:document>", body));
  for (; more != NULL && *more != NULL; more += 2) {
    g_ptr_array_add(parts, g_strdup(more[0]));
    g_ptr_array_add(parts, g_strdup_printf("<w:x " NAMESPACE ">%s</w:x>", more[1]));
  }
  g_ptr_array_add(parts, NULL);
  return describe_docx((const char *const *)parts->pdata);
}

static void
assert_body(const char *body, const char *const *more, const char *expected)
{
  g_autofree char *found = describe_body(body, more);
  g_assert_cmpstr(found, ==, expected);
}

#define RUN(text)        "<w:r><w:t>" text "</w:t></w:r>"
#define PARAGRAPH(text)  "<w:p>" RUN(text) "</w:p>"
#define STYLED(id, text) "<w:p><w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr>" RUN(text) "</w:p>"
#define CELL(text)       "<w:tc>" PARAGRAPH(text) "</w:tc>"

static void
test_paragraphs(void)
{
  assert_body(PARAGRAPH("甲") "<w:p/>" PARAGRAPH("丙"), NULL, "1|甲\n3|丙\n");
  assert_body("<w:p>" RUN("a") "<w:r><w:tab/></w:r>" RUN(" b") "<w:r><w:br/><w:t>c</w:t></w:r></w:p>", NULL,
              "1|a\t b\n1+5|c\n");
  assert_body("<w:p><w:hyperlink>" RUN("a") "</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>" RUN(
                  "b") "</w:sdtContent></w:sdt><w:fldSimple>" RUN("c") "</w:fldSimple></w:p>",
              NULL, "1|abc\n");
  assert_body("", NULL, "");
}

static void
test_left_out(void)
{
  assert_body(
      "<w:p>" RUN("a") "<w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins>" RUN(
          "b") "</w:ins><w:moveFrom>" RUN("no") "</w:moveFrom><w:moveTo>" RUN("c") "</w:moveTo></w:p>",
      NULL, "1|abc\n");
  assert_body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish "
              "w:val=\"0\"/></w:rPr><w:t>a"
              "</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
              NULL, "1|a\n");
  assert_body("<w:p><w:ruby><w:rt>" RUN("no") "</w:rt><w:rubyBase>" RUN("漢") "</w:rubyBase></w:ruby></w:p>",
              NULL, "1|漢\n");
}

static void
test_boxes(void)
{
  assert_body(
      "<w:p>" RUN("host") "<w:r><AlternateContent><Choice><w:txbxContent>" PARAGRAPH(
          "box") "</w:txbxContent></Choice><Fallback><w:txbxContent>" PARAGRAPH("box") "</w:txbxContent>"
                                                                                       "</Fallback></"
                                                                                       "AlternateContent></"
                                                                                       "w:r></w:p>" PARAGRAPH(
                                                                                           "next"),
      NULL, "1|host\n2|box\n3|next\n");
}

static void
test_tables(void)
{
  assert_body("<w:tbl><w:tr>" CELL("省") CELL("元") "</w:tr><w:tr>" CELL("云川") "<w:tc>" PARAGRAPH("5")
                  PARAGRAPH("6") "</w:tc></w:tr></w:tbl>" PARAGRAPH("z") "<w:tbl><w:tr>" CELL(
                      "alone") "</w:tr></w:tbl>",
              NULL, "1 t1r1|省\t元\n2 t1r2|云川\t5 6\n3|z\n4 t2r1|alone\n");
}

static void
test_alternatives(void)
{
  assert_body(
      "<AlternateContent><Choice>" PARAGRAPH("new") "</Choice><Fallback>" PARAGRAPH(
          "old") "</Fallback></AlternateContent><AlternateContent><Fallback>" PARAGRAPH("alone") "</Fallback>"
                                                                                                 "</"
                                                                                                 "AlternateCo"
                                                                                                 "ntent>",
      NULL, "1|new\n2|alone\n");
  assert_body("<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" CELL("no") CELL("no") "</w:tr><w:tr>" CELL("a")
                  CELL("b") "</w:tr></w:tbl>",
              NULL, "1 t1r1|a\tb\n");
}

static void
test_headings(void)
{
  const char *const styles[] = {
      "word/styles.xml",
      "<w:style w:styleId=\"1\"><w:name w:val=\"Heading 1\"/></w:style>"
      "<w:style w:styleId=\"2\"><w:name w:val=\"own\"/><w:basedOn w:val=\"3\"/></w:style>"
      "<w:style w:styleId=\"3\"><w:name w:val=\"x\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>"
      "<w:style w:styleId=\"4\"><w:name w:val=\"a\"/><w:basedOn w:val=\"5\"/></w:style>"
      "<w:style w:styleId=\"5\"><w:name w:val=\"b\"/><w:basedOn w:val=\"4\"/></w:style>",
      NULL};
  assert_body(STYLED("1", "a") STYLED("2", "b") STYLED("4", "c") STYLED("none", "d"), styles,
              "1 h1|a\n2 h3|b\n3|c\n4|d\n");
  assert_body("<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/></w:pPr>" RUN("a") "</w:p>",
              styles, "1|a\n");
}

static void
test_pages(void)
{
  assert_body(PARAGRAPH("a") "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" PARAGRAPH("b"), NULL,
              "1|a\n3 page|b\n");
  assert_body("<w:p>" RUN("a") "<w:r><w:br w:type=\"page\"/></w:r></w:p>" PARAGRAPH(
                  "b") "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>" RUN("c") "</w:p>",
              NULL, "1|a\n2 page|b\n3 page|c\n");
}

static void
test_notes(void)
{
  const char *const notes[] = {
      "word/footnotes.xml",
      "<w:footnote w:type=\"separator\" w:id=\"0\">" PARAGRAPH(
          "no") "</w:footnote><w:footnote w:id=\"2\">" PARAGRAPH("注") "</w:footnote>",
      "word/endnotes.xml", "<w:endnote w:id=\"9\">" PARAGRAPH("尾") "</w:endnote>", NULL};
  assert_body("<w:p>" RUN("a") "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>", notes,
              "1|a\n2 fn1|注\n3 en1|尾\n");
}

#define LISTED(num, level, text)                                                                             \
  "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num                                  \
  "\"/></w:numPr></w:pPr>" RUN(text) "</w:p>"

static void
test_numbering(void)
{
  const char *const lists[] = {
      "word/numbering.xml",
      "<w:abstractNum w:abstractNumId=\"0\">"
      "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1章\"/></w:lvl>"
      "<w:lvl w:ilvl=\"1\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText "
      "w:val=\"%2.\"/></w:lvl>"
      "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/>"
      "<w:lvlText w:val=\"*\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
      "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride "
      "w:val=\"1\"/>"
      "</w:lvlOverride></w:num>"
      "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>",
      NULL};
  assert_body(LISTED("1", "0", "甲") LISTED("1", "1", "a") LISTED("1", "1", "b") LISTED("1", "0", "乙")
                  LISTED("1", "1", "c") LISTED("2", "0", "丙") LISTED("3", "0", "d") LISTED("9", "0", "e")
                      LISTED("0", "0", "f"),
              lists, "1|第一章甲\n2|3. a\n3|4. b\n4|第二章乙\n5|3. c\n6|第一章丙\n7|d\n8|e\n9|f\n");
}

static void
test_numbers(void)
{
  static const struct {
    const char *format;
    int number;
    const char *expected;
  } cases[] = {{"chineseCounting", 0, "〇"},
               {"chineseCounting", 10, "十"},
               {"chineseCounting", 18, "十八"},
               {"chineseCounting", 20, "二十"},
               {"chineseCounting", 105, "一百零五"},
               {"chineseCounting", 110, "一百一十"},
               {"chineseCounting", 2030, "二千零三十"},
               {"decimal", 12, "12"},
               {"upperRoman", 1994, "MCMXCIV"},
               {"lowerRoman", 4, "iv"},
               {"upperLetter", 26, "Z"},
               {"lowerLetter", 27, "aa"},
               {"decimalEnclosedCircle", 3, "③"},
               {"decimalEnclosedCircle", 21, "21"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new("x");
    g_assert_true(fl_docx_number_append(out, cases[i].format, cases[i].number));
    g_assert_cmpstr(out->str + 1, ==, cases[i].expected);
  }
  g_autoptr(GString) none = g_string_new(NULL);
  g_assert_false(fl_docx_number_append(none, "hebrew1", 1));
}

static void
assert_refused(const char *bytes, gsize length, const char *begins)
{
  g_autofree char *found = describe_reading("a.docx", bytes, length);
  if (!g_str_has_prefix(found, begins))
    g_error("'%s' does not begin with '%s'", found, begins);
}

static void
test_broken(void)
{
  static const char *const parts[] = {
      "word/document.xml", "<w:document " NAMESPACE "><w:body>" PARAGRAPH("a") "</w:body></w:document>",
      NULL};
  g_autoptr(GBytes) whole = zip_parts(parts);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(whole, &length);
  for (gsize n = 1; n < length; n++) { /* cut anywhere it is said, and nothing worse happens */
    g_autofree char *found = describe_reading("a.docx", bytes, n);
    g_assert_true(g_str_has_prefix(found, "error: ") || strcmp(found, "1|a\n") == 0);
  }
  assert_refused(bytes, length / 2, "error: a damaged or truncated archive");
  assert_refused("", 0, "error: a damaged or truncated archive");
  assert_refused("no zip at all", 13, "error: a damaged or truncated archive");
  assert_refused("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "error: an old Office file");
  g_autoptr(GBytes) other = zip_parts((const char *const[]){"a.txt", "a", NULL});
  bytes = g_bytes_get_data(other, &length);
  assert_refused(bytes, length, "error: no Word document: there is no word/document.xml in it");
  g_autoptr(GBytes) bad = zip_parts((const char *const[]){"word/document.xml", "<w:document>", NULL});
  bytes = g_bytes_get_data(bad, &length);
  assert_refused(bytes, length, "error: word/document.xml in it: line 1 of the markup");
}

static void
test_bomb(void)
{
  g_autofree char *spaces = g_strnfill((gsize)40 << 20, ' ');
  g_autofree char *document = g_strconcat("<w:document " NAMESPACE ">", spaces, "</w:document>", NULL);
  g_autoptr(GBytes) bomb = zip_parts((const char *const[]){"word/document.xml", document, NULL});
  gsize length = 0;
  const char *bytes = g_bytes_get_data(bomb, &length);
  g_assert_cmpuint(length, <, 100000);
  assert_refused(bytes, length, "error: what it unpacks to is more than");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/docx/paragraphs are lines", test_paragraphs);
  g_test_add_func("/docx/what is left out", test_left_out);
  g_test_add_func("/docx/text boxes", test_boxes);
  g_test_add_func("/docx/rows of tables", test_tables);
  g_test_add_func("/docx/alternatives, and rows that are deleted", test_alternatives);
  g_test_add_func("/docx/headings", test_headings);
  g_test_add_func("/docx/pages", test_pages);
  g_test_add_func("/docx/notes", test_notes);
  g_test_add_func("/docx/numbers before paragraphs", test_numbering);
  g_test_add_func("/docx/numbers", test_numbers);
  g_test_add_func("/docx/broken files", test_broken);
  g_test_add_func("/docx/a bomb", test_bomb);
  return g_test_run();
}
