#include "cutters.h"
#include "documents.h"

#include <string.h>

static GPtrArray *documents; /* which lines are of: they live as long */

static GArray *
lines_new(const char *text)
{
  FlDocument *document = document_new("a.txt", text);
  g_ptr_array_add(documents, document);
  g_autoptr(FlPattern) end = pattern_new("[。！？]+[”’）】]*");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  return fl_lines_new(document, end, matcher);
}

static uint32_t
get_field(const FlLine *line, char field)
{
  switch (field) {
  case 'c':
    return line->chars;
  case 'i':
    return line->indent;
  case 'w':
    return line->width;
  case 'b':
    return line->gap_before;
  case 'a':
    return line->gap_after;
  case 'r':
    return line->repeats;
  case 'h':
    return line->heading;
  case 'P':
    return line->new_page;
  case 'B':
    return line->wide_before;
  case 'A':
    return line->wide_after;
  case 'N':
    return line->number;
  case 'E':
    return line->ends;
  default:
    return line->less;
  }
}

/* Of each line the fields that are asked for by letters; t is its text. */
static char *
render(const GArray *lines, const char *fields)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    const FlLine *line = &g_array_index(lines, FlLine, i);
    g_string_append(out, i > 0 ? " " : "");
    for (const char *field = fields; *field != '\0'; field++) {
      g_string_append(out, field > fields ? "," : "");
      if (*field == 't')
        g_string_append_len(out, line->text, line->length);
      else
        g_string_append_printf(out, "%u", get_field(line, *field));
    }
  }
  return g_string_free(out, FALSE);
}

static void
assert_lines(const char *text, const char *fields, const char *expected)
{
  g_autoptr(GArray) lines = lines_new(text);
  g_autofree char *rendered = render(lines, fields);
  g_assert_cmpstr(rendered, ==, expected);
}

static void
test_blank(void)
{
  assert_lines("", "t", "");
  assert_lines("\n\n", "t", "");
  assert_lines(" \t　\u00a0\u200b\ufeff\r\n\f\n", "t", "");
  assert_lines("\u2060\n\u00ad \u200e\n\x01", "t", "");
  assert_lines("a\n \n　\r\nb", "t", "a b");
}

static void
test_text(void)
{
  assert_lines("　　第一条 为了 a\u200bb　\r\n", "t", "第一条 为了ab");
  assert_lines("２０２４ 年 １２．５％", "t", "2024年12.5%");
  assert_lines("省长　　李乐成", "t", "省长 李乐成");
  assert_lines("a,中!", "t", "a,中!");
}

static void
test_measures(void)
{
  assert_lines("中文ab", "ciw", "4,0,6");
  assert_lines("　　中", "ciw", "1,4,2");
  assert_lines("  \u00a0中１", "ciw", "2,3,4");
  assert_lines("\u200b　a \n  b", "ciw", "1,2,1 1,2,1");
  assert_lines("e\u0301", "cw", "2,1");
  assert_lines("\f　　中\n\t中", "i", "4 1"); /* a form feed takes no column */
}

static void
test_gaps(void)
{
  assert_lines("a", "ba", "0,16");
  assert_lines("\n\na\n\nb\nc\n\n\nd", "ba", "0,1 1,0 0,2 2,16");
  assert_lines("a\n \n　\nb", "ba", "0,2 2,16");
  assert_lines("a\nb\nc\n\nd\ne\n", "BA", "1,0 0,0 0,1 1,0 0,1");
  assert_lines("a\n\nb\n\nc\n\n\nd\ne", "BA", "1,0 0,0 0,1 1,0 0,1");
}

static void
test_pages(void)
{
  assert_lines("a\nb\n\fc\n  \fd", "P", "1 0 1 1");
  assert_lines("a\n\n\f\nb\nc", "P", "1 1 0"); /* on a line of its own */
  assert_lines("a\f\nb\nc", "P", "1 1 0");     /* at the end of the last line of a page */
  assert_lines("a\n\f\n\n\nb\n\nc", "P", "1 1 0");
  assert_lines("a\n\nb\n\nc\nd\n\ne", "P", "1 0 0 1 0"); /* closer than lines are here */
  assert_lines("a\fb\nc", "P", "1 0");                   /* what page the rest of a line is on is not known */
}

static void
test_numbers(void)
{
  static const struct {
    const char *line;
    bool number;
  } cases[] = {{"8", true},      {"2024", true},   {"12345", false}, {"- 12 -", true},
               {"— 3 —", true},  {"－３－", true}, {"·5·", true},    {"1.2", true},
               {"第8页", false}, {"8/12", false},  {"-", false},     {"···", false},
               {"（8）", false}, {"8,", false},    {"1 2", true},    {"八", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_lines(cases[i].line, "N", cases[i].number ? "1" : "0");
}

static void
test_headings(void)
{
  assert_lines("# a\n###### b\n####### c\n#d\n#\n ## e\na #", "h", "1 6 0 0 0 2 0");
}

static void
test_repeats(void)
{
  assert_lines("head\na\n head \nb\nhead\nＨead", "r", "3 1 3 1 3 1");
}

static void
test_ends(void)
{
  assert_lines("好。\n好。”\n好！？）】\n好\n好。的\n。好。\n“好。”说\n好。　\n好”。”’）】”’）】", "E",
               "1 1 1 0 0 1 0 1 0");
  g_autoptr(FlDocument) document = document_new("a.txt", "好。");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(GArray) lines = fl_lines_new(document, NULL, matcher);
  g_assert_false(g_array_index(lines, FlLine, 0).ends);
}

static void
test_shortness(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 20; i++)
    g_string_append(text, "一二三四五六七八九十一二三四五六七八九十\n"); /* 40 columns */
  g_string_append(text, "一二三四五六七八九十一二三四五六七\n");         /* 34: not under 85 of a hundred */
  g_string_append(text, "一二三四五六七八九十一二三四五六a\n");          /* 33 */
  g_string_append(text, "　　一二三四五六七八九十一二三四五\n");         /* 30 and 4 */
  g_autoptr(GArray) lines = lines_new(text->str);
  g_autofree char *rendered = render(lines, "S");
  g_assert_cmpstr(rendered + 40, ==, "0 1 0");
  for (int i = 0; i < 40; i += 2)
    g_assert_cmpint(rendered[i], ==, '0');
}

/* ---- taking lines out */

static void
test_page_number(void)
{
  const char *text = "head\n\none\n\ntwo\n\n8\n\nthree\n\nfour\n";
  g_autoptr(GArray) lines = lines_new(text);
  bool removed[] = {false, false, false, true, false, false};
  fl_lines_remove(lines, removed);
  g_autofree char *rendered = render(lines, "tba");
  g_assert_cmpstr(rendered, ==, "head,0,1 one,1,1 two,1,1 three,1,1 four,1,16");
}

static void
test_page_turn(void)
{
  /* the number at the top of the next page, or at the foot of the last */
  static const char *const texts[] = {"one\n\ntwo\n8\n\nthree\n\nfour\n", "one\n\ntwo\n\n8\nthree\n\nfour\n",
                                      "one\ntwo\n\f8\nthree\nfour\n"};
  bool removed[] = {false, false, true, false, false};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GArray) lines = lines_new(texts[i]);
    fl_lines_remove(lines, removed);
    g_autofree char *rendered = render(lines, "tP");
    g_assert_cmpstr(rendered, ==, "one,1 two,0 three,1 four,0");
  }
}

static void
test_remove_all(void)
{
  g_autoptr(GArray) lines = lines_new("a\nb\n"), none = lines_new("");
  bool removed[] = {true, true};
  fl_lines_remove(lines, removed);
  fl_lines_remove(none, removed);
  g_assert_cmpuint(lines->len, ==, 0);
  g_assert_cmpuint(none->len, ==, 0);
}

/* Any lines taken out of any document: those that stay are as they were but for gaps, which are the widest
 * around. */
static void
test_remove_any(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(9);
  for (int round = 0; round < 1000; round++) {
    g_autofree char *text = make_random_text(random);
    g_autoptr(GArray) lines = lines_new(text), all = lines_new(text);
    g_autofree bool *removed = g_new0(bool, lines->len + 1);
    for (guint i = 0; i < lines->len; i++)
      removed[i] = g_rand_int_range(random, 0, 3) == 0;
    fl_lines_remove(lines, removed);
    uint32_t gap = 0;
    guint kept = 0;
    for (guint i = 0; i < all->len; i++) {
      const FlLine *before = &g_array_index(all, FlLine, i);
      gap = MAX(gap, before->gap_before);
      if (removed[i])
        continue;
      g_assert_cmpuint(kept, <, lines->len);
      const FlLine *line = &g_array_index(lines, FlLine, kept);
      g_assert_cmpuint(line->span.start, ==, before->span.start);
      g_assert_cmpmem(line->text, line->length, before->text, before->length);
      g_assert_cmpuint(line->gap_before, ==, gap);
      if (kept > 0)
        g_assert_cmpuint(g_array_index(lines, FlLine, kept - 1).gap_after, ==, gap);
      gap = 0;
      kept++;
    }
    g_assert_cmpuint(kept, ==, lines->len);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line/blank ones are none", test_blank);
  g_test_add_func("/line/text", test_text);
  g_test_add_func("/line/length, indent and width", test_measures);
  g_test_add_func("/line/gaps", test_gaps);
  g_test_add_func("/line/pages", test_pages);
  g_test_add_func("/line/numbers alone", test_numbers);
  g_test_add_func("/line/headings of Markdown", test_headings);
  g_test_add_func("/line/repeats", test_repeats);
  g_test_add_func("/line/ends of sentences", test_ends);
  g_test_add_func("/line/shortness", test_shortness);
  g_test_add_func("/line/a page number is taken out", test_page_number);
  g_test_add_func("/line/a page turns over what is taken out", test_page_turn);
  g_test_add_func("/line/all are taken out", test_remove_all);
  g_test_add_func("/line/any are taken out", test_remove_any);
  documents = g_ptr_array_new_with_free_func((GDestroyNotify)fl_document_free);
  int code = g_test_run();
  g_ptr_array_unref(documents);
  return code;
}
