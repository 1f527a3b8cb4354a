#include "fl-cleaner.h"

#include <string.h>

static const FlCleaning all = {
    .join_lines = true, .drop_spaces = true, .fold_width = true, .fold_punctuation = true};

/* Cleans a paragraph whose lines stand as they are in the source; `|` stands for a line feed. */
static char *
clean(const FlCleaning *cleaning, FlRole role, const char *text)
{
  g_autofree char *source = g_strdelimit(g_strdup(text), "|", '\n');
  g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
  FlCleaner cleaner;
  uint32_t at = 0;
  fl_cleaner_init(&cleaner, source, 0);
  fl_cleaner_begin(&cleaner, cleaning, role);
  for (char **line = lines; *line != NULL; line++) {
    uint32_t length = (uint32_t)strlen(*line);
    if (line > lines)
      fl_cleaner_break_line(&cleaner, at - 1);
    fl_cleaner_add(&cleaner, (FlSpan){at, at + length});
    at += length + 1;
  }
  FlSpan span = fl_cleaner_end(&cleaner);
  g_assert_cmpuint(span.start, ==, 0);
  g_assert_cmpuint(span.end + (span.end > 0), ==,
                   cleaner.clean->len); /* and a line feed behind what there is */
  g_string_truncate(cleaner.clean, span.end);
  g_array_unref(cleaner.segments);
  return g_string_free(cleaner.clean, FALSE);
}

static void
assert_cleans(const FlCleaning *cleaning, FlRole role, const char *text, const char *expected)
{
  g_autofree char *cleaned = clean(cleaning, role, text);
  g_assert_cmpstr(cleaned, ==, expected);
}

static void
test_nothing(void)
{
  const FlCleaning none = {0};
  assert_cleans(&none, FL_ROLE_BODY, "", "");
  assert_cleans(&none, FL_ROLE_BODY, " \t　| ", "");
  assert_cleans(&none, FL_ROLE_BODY, "  中  文\tａ , １|二|  三 ", "中 文 ａ , １ 二 三");
  assert_cleans(&none, FL_ROLE_BODY, "中\u200b文\u00ad\x01|\u2060|a",
                "中文 a"); /* not seen, whatever is asked */
}

static void
test_joined_lines(void)
{
  assert_cleans(&all, FL_ROLE_BODY, "中|文", "中文");
  assert_cleans(&all, FL_ROLE_BODY, "中| | |　文", "中文");
  assert_cleans(&all, FL_ROLE_BODY, "中|ab|cd|文", "中ab cd文");
  assert_cleans(&all, FL_ROLE_BODY, "中 ab |cd 文", "中ab cd文");
  assert_cleans(&all, FL_ROLE_BODY, "a|1|2", "a 1 2");
  assert_cleans(&all, FL_ROLE_BODY, "２０２４|年", "2024年");
  assert_cleans(&all, FL_ROLE_TITLE, "中|文", "中文");
  const FlCleaning latin = {.join_lines = true};
  assert_cleans(&latin, FL_ROLE_BODY, "The State|Council met  on|  Monday",
                "The State Council met on Monday");
  assert_cleans(&latin, FL_ROLE_BODY, "中 文|字", "中 文字");
  const FlCleaning drop = {.drop_spaces = true};
  assert_cleans(&drop, FL_ROLE_BODY, "中 文|字", "中文 字");
}

static void
test_spaces(void)
{
  assert_cleans(&all, FL_ROLE_BODY, "中 文　字 1 a b ，c", "中文字1 a b，c");
  assert_cleans(&all, FL_ROLE_TITLE, "省长　李 1 月 a b", "省长 李1月a b");
  assert_cleans(&all, FL_ROLE_BYLINE, "省长  李", "省长 李");
  assert_cleans(&all, FL_ROLE_HEAD, "附件 1", "附件1");
  /* full-width digits and letters are digits and letters also beside a space */
  assert_cleans(&all, FL_ROLE_BODY, "GDP ６ ％ a Ｂ", "GDP 6 % a B");
  assert_cleans(&all, FL_ROLE_TITLE, "省长 １ 月", "省长1月");
}

static void
test_folding(void)
{
  assert_cleans(&all, FL_ROLE_BODY, "０９ＡＺａｚ％", "09AZaz%");
  assert_cleans(&all, FL_ROLE_BODY, "３．５．中．", "3.5.中．");
  assert_cleans(&all, FL_ROLE_BODY, "＋（）＃", "＋（）＃");
  assert_cleans(&all, FL_ROLE_BODY, "中,文;好:a,b:”;’!1,2?", "中，文；好：a,b:”；’！1,2?");
  assert_cleans(&all, FL_ROLE_BODY, "好,,", "好，，");
  const FlCleaning width = {.fold_width = true}, punctuation = {.fold_punctuation = true};
  assert_cleans(&width, FL_ROLE_BODY, "１,中,", "1,中,");
  assert_cleans(&punctuation, FL_ROLE_BODY, "１,中,", "１，中，");
}

static void
test_private_use(void)
{
  FlCleaner cleaner;
  const char *source = "a\U000F0000b\ue000\U00100000";
  fl_cleaner_init(&cleaner, source, 0);
  g_assert_false(cleaner.private_use);
  fl_cleaner_begin(&cleaner, &all, FL_ROLE_BODY);
  fl_cleaner_add(&cleaner, (FlSpan){0, (uint32_t)strlen(source)});
  fl_cleaner_end(&cleaner);
  g_assert_cmpstr(cleaner.clean->str, ==, "a\ufffdb\ue000\U00100000\n");
  g_assert_true(cleaner.private_use);
  g_array_unref(cleaner.segments);
  g_string_free(cleaner.clean, TRUE);
}

/* What is copied as it stands is one segment, however long. */
static void
test_segments(void)
{
  FlCleaner cleaner;
  const char *source = "一二三１四五 a b　c";
  static const FlSegment expected[] = {{0, 0, 9},   {9, 9, 3},   {10, 12, 6}, {16, 19, 3},
                                       {19, 22, 3}, {20, 25, 1}, {21, 26, 0}};
  fl_cleaner_init(&cleaner, source, 0);
  fl_cleaner_begin(&cleaner, &all, FL_ROLE_BODY);
  fl_cleaner_add(&cleaner, (FlSpan){0, 9});
  fl_cleaner_add(&cleaner, (FlSpan){9, (uint32_t)strlen(source)});
  fl_cleaner_end(&cleaner);
  g_assert_cmpstr(cleaner.clean->str, ==, "一二三1四五a b c\n");
  g_assert_cmpmem(cleaner.segments->data, cleaner.segments->len * sizeof(FlSegment), expected,
                  sizeof expected);
  g_array_unref(cleaner.segments);
  g_string_free(cleaner.clean, TRUE);
}

static void
test_blank(void)
{
  static const gunichar blank[] = {0,      1,      '\t',   '\n',   '\v',   '\f',   '\r',
                                   ' ',    0x7f,   0x85,   0xa0,   0xad,   0x2002, 0x200b,
                                   0x200d, 0x2028, 0x202e, 0x2060, 0x3000, 0xfeff},
                        seen[] = {'a', '.', 0x301, 0x2010, 0x3001, 0xe000, 0xfffd, 0xf0000, 0x1f600};
  for (size_t i = 0; i < G_N_ELEMENTS(blank); i++)
    g_assert_true(fl_is_blank(blank[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(seen); i++)
    g_assert_false(fl_is_blank(seen[i]));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cleaner/nothing asked", test_nothing);
  g_test_add_func("/cleaner/lines joined", test_joined_lines);
  g_test_add_func("/cleaner/spaces dropped", test_spaces);
  g_test_add_func("/cleaner/width and punctuation folded", test_folding);
  g_test_add_func("/cleaner/private use replaced", test_private_use);
  g_test_add_func("/cleaner/segments", test_segments);
  g_test_add_func("/cleaner/what is blank", test_blank);
  return g_test_run();
}
