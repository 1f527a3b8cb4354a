/* Names that look like one, and names that do not; and that it takes no square of time. */

#include "fl-alike.h"

#include "../processor-time.h"

#include <string.h>

static FlNumerals *
numerals_new(void)
{
  FlNumerals *numerals = fl_numerals_new();
  fl_numerals_add(numerals, "一", FL_NUMERAL_DIGIT, 1);
  fl_numerals_add(numerals, "二", FL_NUMERAL_DIGIT, 2);
  fl_numerals_add(numerals, "十", FL_NUMERAL_MULTIPLIER, 10);
  return numerals;
}

/* Pairs as text: `one|other kind`. */
static void
assert_alike(const char *const *names, const char *expected)
{
  guint n = g_strv_length((char **)names);
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(GArray) found = fl_alike_find(names, n, numerals);
  g_autoptr(GString) text = g_string_new(NULL);
  static const char kinds[] = {'s', 'c', 'i'};
  for (guint i = 0; i < found->len; i++) {
    const FlAlike *pair = &g_array_index(found, FlAlike, i);
    g_string_append_printf(text, "%s%s|%s %c", i > 0 ? "; " : "", names[pair->one], names[pair->other],
                           kinds[pair->kind]);
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void
test_spelling(void)
{
  assert_alike((const char *[]){"“双碳”目标", "双碳目标", "mary-ann", "Mary Ann", "Ｍary Ann", NULL},
               "双碳目标|“双碳”目标 s; mary-ann|Mary Ann s; mary-ann|Ｍary Ann s; Mary Ann|Ｍary Ann c");
  assert_alike((const char *[]){"…", "·", "", NULL}, "");
}

static void
test_character(void)
{
  assert_alike((const char *[]){"云川购物节", "云川购物街", "岚砚高速公路", "岚砚高速路", NULL},
               "云川购物节|云川购物街 c; 岚砚高速路|岚砚高速公路 c");
  /* Short ones say too little; numbers are what tells things apart. */
  assert_alike((const char *[]){"晏如海", "晏如河", "第一次会议", "第二次会议", "第十一次会议", "3号专题会",
                                "4号专题会", NULL},
               "");
  assert_alike((const char *[]){"parish hall", "parish halls", "perish hall", NULL},
               "parish hall|parish halls c; parish hall|perish hall c");
}

static void
test_contained(void)
{
  assert_alike((const char *[]){"临澜港务集团", "云川临澜港务集团", "临澜港务集团董事会", "集团", NULL},
               "临澜港务集团|云川临澜港务集团 i; 临澜港务集团|临澜港务集团董事会 i");
  assert_alike((const char *[]){"全省专题会议", "全省专题会议十一", NULL}, "");
}

/* Very many names, most of them alike to some: a square of time would be minutes. */
static void
test_scale(void)
{
  enum { N = 25000 };
  g_autofree const char **names = g_new0(const char *, N + 1);
  for (guint i = 0; i < N; i++)
    names[i] = g_strdup_printf("%c%c%c%cliang gang%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
                               'a' + i / 17576 % 26, 'a' + i % 7);
  clock_t started = clock();
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(GArray) found = fl_alike_find(names, N, numerals);
  double seconds = processor_seconds_since(started);
  g_test_message("%d names, %u pairs: %.2f s", N, found->len, seconds);
  g_assert_cmpuint(found->len, >, N / 10);
  g_assert_cmpfloat(seconds, <, 60);
  for (guint i = 0; i < N; i++)
    g_free((char *)names[i]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/alike/spelling", test_spelling);
  g_test_add_func("/alike/character", test_character);
  g_test_add_func("/alike/contained", test_contained);
  g_test_add_func("/alike/scale", test_scale);
  return g_test_run();
}
