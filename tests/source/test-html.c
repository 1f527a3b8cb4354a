#include "readings.h"

#include <string.h>

static void
assert_reads(const char *name, const char *bytes, const char *expected)
{
  g_autofree char *found = describe_reading(name, bytes, strlen(bytes));
  g_assert_cmpstr(found, ==, expected);
}

static void
assert_html(const char *body, const char *expected)
{
  g_autofree char *page = g_strdup_printf("<html><meta charset=utf-8><body>%s</body></html>", body);
  assert_reads("a.html", page, expected);
}

static void
test_blocks(void)
{
  assert_html("<p>one<p>two", "1 /html/body/p[1]|one\n2 /html/body/p[2]|two\n");
  assert_html("<h2>甲</h2><p> 乙 \n <b>丙</b><a href=x> 丁</a>。</p>",
              "1 /html/body/h2 h2|甲\n2 /html/body/p|乙 丙 丁。\n");
  assert_html("before<div>in<p>deep</p>after</div>behind",
              "1 /html/body|before\n2 /html/body/div|in\n3 /html/body/div/p|deep\n4 /html/body/div|after\n"
              "5 /html/body|behind\n");
  assert_html("<ul><li>a<li>b</ul>", "1 /html/body/ul/li[1]|a\n2 /html/body/ul/li[2]|b\n");
  assert_html("<my-card>own <x-y>names</x-y></my-card>",
              "1 /html/body/my-card|own\n2 /html/body/my-card/x-y|names\n");
}

static void
test_lines(void)
{
  assert_html("<p>甲乙<br>丙 <br/>丁</p>", "1 /html/body/p|甲乙\n1+3 /html/body/p|丙\n1+5 /html/body/p|丁\n");
  assert_html("<pre>a  b\n c</pre>", "1 /html/body/pre|a  b\n1+5 /html/body/pre| c\n");
  assert_html("<p>a&amp;b&nbsp;&#20013;</p>", "1 /html/body/p|a&b\u00a0中\n");
  assert_html("<p><span>甲<o:p></o:p></span>乙</p>", "1 /html/body/p|甲乙\n"); /* as Word writes it */
  assert_html("<p>  </p><p></p><br>", "");
}

static void
test_tables(void)
{
  assert_html("<table><tr><th>省<th>元<tr><td><p>云川</p><td>5</table>",
              "1 /html/body/table/tr[1]|省\t元\n2 /html/body/table/tr[2]|云川\t5\n");
  assert_html("<table><tr><td><p>a<o:p></o:p></p></td><td>b</td></tr></table>",
              "1 /html/body/table/tr|a\tb\n");
  assert_html("<table><tr><td><p>one</p><p>two</p></td></tr></table>",
              "1 /html/body/table/tr/td/p[1]|one\n2 /html/body/table/tr/td/p[2]|two\n");
  assert_html("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>",
              "1 /html/body/table/tr/td[1]/p[1]|a\n2 /html/body/table/tr/td[1]/p[2]|b\n"
              "3 /html/body/table/tr/td[2]|c\n");
}

static void
test_boilerplate(void)
{
  assert_html("<nav>a</nav><script>b</script><style>c</style><aside>d</aside><footer>e</footer><p>f",
              "1 /html/body/p|f\n");
  assert_html(
      "<div hidden>a</div><p style='color:red; DISPLAY : none'>b</p><p style='display:none'>c</p><p>d",
      "1 /html/body/p[1]|b\n2 /html/body/p[3]|d\n");
  assert_html("<div role=navigation>a</div><p>x<del>y</del>z</p>", "1 /html/body/p|xz\n");
  const char *links = "<a href=1>first</a> <a href=2>second</a> <a href=3>third</a>";
  g_autofree char *menu = g_strdup_printf("<div>%s</div><p>text</p>", links);
  g_autofree char *few =
      g_strdup_printf("<div>and many words that stand beside them, more than in them: %s</div>", links);
  assert_html(menu, "1 /html/body/p|text\n");
  assert_html(
      few, "1 /html/body/div|and many words that stand beside them, more than in them: first second third\n");
  assert_html(links, "1 /html/body|first second third\n"); /* the page as a whole is never a menu */
}

static void
test_xml(void)
{
  assert_reads("a.xml",
               "<?xml version='1.0'?><r><title>T</title><s><p>a <b>bold</b>  word</p><p/>\n<p>c</p></s></r>",
               "1 /r/title h1|T\n2 /r/s/p[1]|a bold word\n3 /r/s/p[3]|c\n");
  assert_reads("a.xml",
               "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a<br/>b</p><nav>c</nav></body></html>",
               "1 /html/body/p|a\n1+2 /html/body/p|b\n");
  assert_reads("a.xml", "<r><![CDATA[a < b]]></r>", "1 /r|a < b\n");
  assert_reads("a.xml", "<r><p>a</r>",
               "error: line 1 of the markup: Premature end of data in tag r line 1\n");
  assert_reads("a.xml", "", "");
  assert_reads("a.xml", "  ", "error: line 1 of the markup: Start tag expected, '<' not found\n");
}

/* No entity is expanded, and nothing is fetched. */
static void
test_entities(void)
{
  assert_reads("a.xml",
               "<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><r>1&a;2&f;3&lt;</r>",
               "1 /r|123<\n");
  GString *bomb = g_string_new("<!DOCTYPE r [<!ENTITY a0 'ha'>");
  for (int i = 1; i < 40; i++)
    g_string_append_printf(bomb, "<!ENTITY a%d '&a%d;&a%d;'>", i, i - 1, i - 1);
  g_string_append(bomb, "]><r>&a39;x</r>");
  assert_reads("a.xml", bomb->str, "error: line 1 of the markup: Detected an entity reference loop\n");
  g_string_free(bomb, TRUE);
}

static void
test_deep(void)
{
  static const char *const names[] = {"a.xml", "a.html"};
  GString *deep = g_string_new(NULL);
  for (int i = 0; i < 100000; i++)
    g_string_append(deep, "<div>");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    assert_reads(names[i], deep->str,
                 "error: its elements are nested more than 256 deep: convert it to text\n");
  g_string_free(deep, TRUE);
}

/* What a tag of `n` attributes, and what else is in one, is read as: one that has too many is not read. */
static char *
read_attributes(const char *before, const char *attribute, guint n)
{
  g_autoptr(GString) page = g_string_new("<html><body>");
  g_string_append_printf(page, "%s<p ", before);
  for (guint i = 0; i < n; i++)
    g_string_append_printf(page, attribute, i);
  g_string_append(page, ">x</p></body></html>");
  return describe_reading("a.html", page->str, page->len);
}

static void
test_attributes(void)
{
  static const char *const good = "1 /html/body/p|x\n",
                           *const bad =
                               "error: a tag in it has more than 4096 attributes: convert it to text\n";
  static const char *const kinds[] = {"a%u ", "a%u=1 ", "a%u=\"<p>\" ", "a%u = 'x y' "};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *most = read_attributes("", kinds[i], 4096), *more = read_attributes("", kinds[i], 4097);
    g_assert_cmpstr(most, ==, good);
    g_assert_cmpstr(more, ==, bad);
  }
  g_autofree char *many = g_strnfill(20000, ' ');
  for (size_t i = 0; i < 20000; i += 2)
    many[i] = 'a';
  g_autofree char *script = g_strconcat("<script>i<n ", many, "</script>", NULL),
                  *quoted = g_strconcat("<br title=\"", many, "\">", NULL),
                  *in_script = read_attributes(script, "a%u ", 9),
                  *in_quotes = read_attributes(quoted, "a%u ", 9);
  g_assert_cmpstr(in_script, ==, good);
  g_assert_cmpstr(in_quotes, ==, good);
}

static void
test_encodings(void)
{
  const char *text = "<meta http-equiv=Content-Type content=\"text/html; charset=%s\"><p>會議在鎮上召開</p>";
  static const struct {
    const char *said, *is, *read;
  } cases[] = {
      {"big5", "CP950", "Big5"},     {"GB2312", "GB18030", "GB18030"},
      {"utf-8", "UTF-8", "UTF-8"},   {"utf-16", "UTF-8", "UTF-8"}, /* in that it could not have been read */
      {"klingon", "UTF-8", "UTF-8"}, {"big5", "UTF-8", "UTF-8"}};  /* wrong: what it is is found out */
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    gsize length = 0;
    g_autofree char *page =
        g_strdup_printf(text, cases[i].said); // NOLINT(clang-diagnostic-format-nonliteral)
    g_autofree char *bytes = g_convert(page, -1, cases[i].is, "UTF-8", NULL, &length, NULL);
    g_autoptr(GBytes) given = g_bytes_new(bytes, length);
    g_autoptr(FlDocument) document = fl_document_new("a.html", given, NULL);
    g_assert_cmpstr(fl_document_get_decoded(document)->encoding, ==, cases[i].read);
    g_assert_cmpstr(fl_document_get_text(document, NULL), ==, "會議在鎮上召開");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/html/blocks are lines", test_blocks);
  g_test_add_func("/html/line breaks and white space", test_lines);
  g_test_add_func("/html/rows of tables", test_tables);
  g_test_add_func("/html/boilerplate is left out", test_boilerplate);
  g_test_add_func("/html/encodings", test_encodings);
  g_test_add_func("/xml/elements with text are lines", test_xml);
  g_test_add_func("/xml/no entity is expanded", test_entities);
  g_test_add_func("/markup/deep nesting", test_deep);
  g_test_add_func("/markup/attributes", test_attributes);
  return g_test_run();
}
