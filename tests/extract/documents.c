#include "documents.h"

#include <string.h>

FlDocument *
document_new(const char *name, const char *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) all = g_bytes_new(bytes, strlen(bytes));
  FlDocument *document = fl_document_new(name, all, &error);
  g_assert_no_error(error);
  return document;
}

FlDocument *
document_new_gb18030(const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, NULL, &error);
  g_assert_no_error(error);
  return document_new(name, bytes);
}

const char *
pick(GRand *random, const char *const *strings, size_t n)
{
  return strings[g_rand_int_range(random, 0, (gint32)n)];
}

#define PICK(random, strings) pick(random, strings, G_N_ELEMENTS(strings))

static const char *const words[] = {
    "会议", "强调", "国务院总理", "李强", "出席", "的",     "和", "a",    "GDP", "growth rate", "naïve",
    "x",    "1",    "2024",       "6.5",  "１２", "３．５", "％", "Ａｂ", "年",  "月",          "万亿元"};
static const char *const marks[] = {"。", "，", "；", "、", "：", "！", "？", "。”", "）", "（", "“", "”",
                                    "《", "》", ",",  ";",  ":",  "!",  "?",  ".",   "’",  "……", "——"};
static const char *const spaces[] = {" ",      "  ",     "\t",           "　",  "\u00a0",
                                     "\u2002", "\u2009", "\u3000\u3000", " \t "};
static const char *const oddities[] = {
    "\u200b",  "\ufeff",   "\u200d",         "\u00ad",     "\u202a",     "\u2060",     "\v",
    "\x01",    "\xc2\x85", "\ue000",         "\U000F0000", "\U000FFFFD", "\U00100000", "😀",
    "e\u0301", "𠀀",       "\u2028",         "<p>",        "</p>",       "<br>",       "<b>",
    "&nbsp;",  "<",        "<a href=\"x\">", "\r",         "\f"};

static void
append_words(GRand *random, GString *out, int n)
{
  for (; n > 0; n--) {
    int kind = g_rand_int_range(random, 0, 20);
    g_string_append(out, kind < 11   ? PICK(random, words)
                         : kind < 15 ? PICK(random, marks)
                         : kind < 18 ? PICK(random, spaces)
                                     : PICK(random, oddities));
  }
}

static void
append_line(GRand *random, GString *out)
{
  static const char *const lines[] = {"8",           "- 12 -",           "１３",           "第一章 总则",
                                      "第二节 任务", "一、总体要求",     "（一）目标。好", "# 标题",
                                      "### 二级",    "（2024年1月1日）", "政府工作报告",   "各位代表：",
                                      "---"};
  static const char *const indents[] = {"", "", "", "　　", "    ", "\u00a0\u00a0", "\f", "\u200b", "\t"};
  g_string_append(out, PICK(random, indents));
  int kind = g_rand_int_range(random, 0, 12);
  if (kind < 3)
    g_string_append(out, PICK(random, spaces)); /* blank */
  else if (kind < 6)
    g_string_append(out, PICK(random, lines));
  else
    append_words(random, out, g_rand_int_range(random, 1, kind < 9 ? 6 : 30));
  if (g_rand_int_range(random, 0, 6) == 0)
    g_string_append(out, PICK(random, spaces));
}

/* Longer than a unit may be; some without an end of a sentence in it. */
static void
append_long_line(GRand *random, GString *out)
{
  static const char *const pieces[] = {"会议", "强调", "a", "1", "，", " ", "。", "<b>"};
  size_t n = (size_t)g_rand_int_range(random, 5, (gint32)G_N_ELEMENTS(pieces) + 1);
  for (gsize end = out->len + (gsize)g_rand_int_range(random, 8000, 40000); out->len < end;)
    g_string_append(out, pick(random, pieces, n));
}

char *
make_random_text(GRand *random)
{
  static const char *const ends[] = {"\n", "\n", "\r\n", "\n\n"};
  GString *out = g_string_new(NULL);
  const char *end = PICK(random, ends);
  for (int n = g_rand_int_range(random, 0, 25); n > 0; n--) {
    append_line(random, out);
    if (n > 1 || g_rand_boolean(random))
      g_string_append(out, end);
  }
  if (g_rand_int_range(random, 0, 60) == 0)
    append_long_line(random, out);
  return g_string_free(out, FALSE);
}
