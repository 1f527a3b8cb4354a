#include "fl-columns.h"
#include "readings.h"

#include <string.h>

/* Lines of pages of 600 points, in letters 10 wide and 10 high, 16 from line to line. */
static void
add(GArray *lines, uint32_t page, double left, double top, const char *text)
{
  FlPrintedLine line = {.text = g_strdup(text),
                        .left = left,
                        .right = left + 10 * (double)g_utf8_strlen(text, -1),
                        .top = top,
                        .bottom = top + 10,
                        .page_height = 600,
                        .page = page};
  const FlPrintedLine *last = lines->len > 0 ? &g_array_index(lines, FlPrintedLine, lines->len - 1) : NULL;
  line.number = last != NULL && last->page == page ? last->number + 1 : 1;
  g_array_append_val(lines, line);
}

static char *
describe(const GArray *lines)
{
  GString *out = g_string_new(NULL);
  g_auto(FlReading) reading = {0};
  fl_printed_lines_read(lines, &reading);
  g_assert_true(fl_reading_end(&reading, NULL));
  g_auto(GStrv) texts = g_strsplit(reading.decoded.text, "\n", -1);
  for (guint i = 0; i < reading.lines->len; i++) {
    const FlSourceLine *line = &g_array_index(reading.lines, FlSourceLine, i);
    g_string_append_printf(out, "%u %s", line->number, reading.places->str + line->place);
    if (line->gap > 0)
      g_string_append_printf(out, " gap%u", line->gap);
    if (line->indent > 0)
      g_string_append_printf(out, " indent%u", line->indent);
    g_string_append_printf(out, "%s|%s\n", line->new_page ? " page" : "", texts[i]);
  }
  return g_string_free(out, FALSE);
}

static void
assert_lines(const GArray *lines, const char *expected)
{
  g_autofree char *found = describe(lines);
  g_assert_cmpstr(found, ==, expected);
}

static void
test_gaps(void)
{
  g_autoptr(GArray) lines = fl_printed_lines_new();
  add(lines, 1, 220, 100, "题目在中间"); /* of 100 to 390 */
  add(lines, 1, 120, 148, "首行缩进两字的一段从这里开始到此行尾部为止也");
  add(lines, 1, 100, 164, "第二行顶格直到行尾第二行顶格直到行尾第二行顶格直到行尾字");
  add(lines, 1, 100, 180, "第三行顶格。");
  add(lines, 1, 120, 196, "又一段");
  add(lines, 2, 100, 100, "页首顶格");
  assert_lines(lines, "1 p1L1|题目在中间\n2 p1L2 gap2 indent4|首行缩进两字的一段从这里开始到此行尾部为止也\n"
                      "3 p1L3|第二行顶格直到行尾第二行顶格直到行尾第二行顶格直到行尾字\n4 p1L4|第三行顶格。\n"
                      "5 p1L5 indent4|又一段\n6 p2L1 page|页首顶格\n");
}

static void
test_heads(void)
{
  g_autoptr(GArray) lines = fl_printed_lines_new();
  for (uint32_t page = 1; page <= 5; page++) {
    g_autofree char *head = g_strdup_printf("公报 第%u期", page), *number = g_strdup_printf("— %u —", page);
    g_autofree char *body = g_strdup_printf("正文%u", page);
    add(lines, page, 100, 20, head);
    add(lines, page, 100, 300, body);
    add(lines, page, 100, 316, "5"); /* a number, but not at the edge of the page */
    add(lines, page, 250, 580, number);
  }
  assert_lines(lines, "1 p1L2|正文1\n2 p1L3|5\n3 p2L2 page|正文2\n4 p2L3|5\n5 p3L2 page|正文3\n6 p3L3|5\n"
                      "7 p4L2 page|正文4\n8 p4L3|5\n9 p5L2 page|正文5\n10 p5L3|5\n");
}

/* Heads that differ from page to page are known by their numbers. */
static void
test_numbered_heads(void)
{
  static const char *const heads[] = {"第一章 总则 11", "第二章 职责 12", "13 公报", "第三章 附则 14"};
  g_autoptr(GArray) lines = fl_printed_lines_new();
  for (uint32_t page = 1; page <= 5; page++) {
    add(lines, page, 100, 20, page <= 4 ? heads[page - 1] : "共计 99");
    add(lines, page, 100, 300, "b");
  }
  assert_lines(lines,
               "1 p1L2|b\n2 p2L2 page|b\n3 p3L2 page|b\n4 p4L2 page|b\n5 p5L1 page|共计 99\n6 p5L2|b\n");
}

/* What stands at the edge of a page once is text. */
static void
test_no_heads(void)
{
  g_autoptr(GArray) lines = fl_printed_lines_new();
  for (uint32_t page = 1; page <= 3; page++) {
    g_autofree char *text = g_strnfill(page, 'a');
    add(lines, page, 100, 20, text);
    add(lines, page, 100, 300, "b");
  }
  assert_lines(lines, "1 p1L1|a\n2 p1L2|b\n3 p2L1 page|aa\n4 p2L2|b\n5 p3L1 page|aaa\n6 p3L2|b\n");
}

/* ---- columns */

/* Pieces by rows: left and text by turns, a NULL ends a row. */
static char *
order(const char *const *rows, size_t n)
{
  g_autoptr(GArray) pieces = fl_printed_lines_new(), lines = fl_printed_lines_new();
  uint32_t row = 1;
  for (size_t i = 0; i < n; i++) {
    if (rows[i] == NULL) {
      row++;
      continue;
    }
    add(pieces, 1, (double)g_ascii_strtoll(rows[i], NULL, 10), 100 + 16 * row, rows[i + 1]);
    g_array_index(pieces, FlPrintedLine, pieces->len - 1).number = row;
    i++;
  }
  fl_columns_read(pieces, lines);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    const FlPrintedLine *line = &g_array_index(lines, FlPrintedLine, i);
    g_assert_cmpuint(line->number, ==, i + 1);
    g_string_append_printf(out, "%s%s", i > 0 ? "/" : "", line->text);
  }
  return g_string_free(out, FALSE);
}

#define ASSERT_ORDER(expected, ...)                                                                          \
  do {                                                                                                       \
    const char *const rows[] = {__VA_ARGS__};                                                                \
    g_autofree char *found = order(rows, G_N_ELEMENTS(rows));                                                \
    g_assert_cmpstr(found, ==, expected);                                                                    \
  } while (0)

static void
test_columns(void)
{
  ASSERT_ORDER("TITLETITLETITLE/aaaaaaaa/bbbbbbbb/cccccccc/dddddddd/eeeeeeee/ffffffff", "80",
               "TITLETITLETITLE", NULL, "0", "aaaaaaaa", "120", "dddddddd", NULL, "0", "bbbbbbbb", "120",
               "eeeeeeee", NULL, "0", "cccccccc", "120", "ffffffff");
  /* what lies across in the middle divides the page */
  ASSERT_ORDER("aaaaaaaa/bbbbbbbb/cccccccc/dddddddd/--------------------/eeeeeeee/ffffffff/gggggggg/hhhh",
               "0", "aaaaaaaa", "120", "cccccccc", NULL, "0", "bbbbbbbb", "120", "dddddddd", NULL, "0",
               "--------------------", NULL, "0", "eeeeeeee", "120", "gggggggg", NULL, "0", "ffffffff", "120",
               "hhhh");
  ASSERT_ORDER("aaaa/bbbb/cccc/dddd/eeee/ffff/gggg/hhhh/iiii", "0", "aaaa", "80", "dddd", "160", "gggg", NULL,
               "0", "bbbb", "80", "eeee", "160", "hhhh", NULL, "0", "cccc", "80", "ffff", "160", "iiii");
}

static void
test_rows(void)
{
  /* a table: its cells fill no column */
  ASSERT_ORDER("place number/aaaaaaaaa 1/bb 22/cc 333/d 55555555", "0", "place", "120", "number", NULL, "0",
               "aaaaaaaaa", "120", "1", NULL, "0", "bb", "120", "22", NULL, "0", "cc", "120", "333", NULL,
               "0", "d", "120", "55555555");
  ASSERT_ORDER("governor name/text text text text/text", "0", "governor", "120", "name", NULL, "0",
               "text text text text", NULL, "0", "text");
  ASSERT_ORDER("", NULL);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/page/gaps and indents", test_gaps);
  g_test_add_func("/page/running heads and page numbers", test_heads);
  g_test_add_func("/page/running heads with the page's number", test_numbered_heads);
  g_test_add_func("/page/what is no running head", test_no_heads);
  g_test_add_func("/columns/left before right", test_columns);
  g_test_add_func("/columns/tables go by rows", test_rows);
  return g_test_run();
}
