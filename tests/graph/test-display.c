/* How many columns a text takes; what is cut stays whole characters. */

#include "fl-display.h"

static void
test_measure(void)
{
  g_assert_cmpuint(fl_display_measure("", -1), ==, 0);
  g_assert_cmpuint(fl_display_measure("ab", -1), ==, 2);
  g_assert_cmpuint(fl_display_measure("省a长，", -1), ==, 7);
  g_assert_cmpuint(fl_display_measure("e\xcc\x81", -1), ==, 1); /* with a combining accent */
  g_assert_cmpuint(fl_display_measure("省长", 3), ==, 2);
}

static void
test_clipped(void)
{
  static const struct {
    const char *text;
    gsize columns;
    const char *expected;
  } cases[] = {{"abc", 3, "abc"},
               {"abcd", 3, "ab…"},
               {"省长王五", 8, "省长王五"},
               {"省长王五", 7, "省长王…"},
               {"省长王五", 6, "省长…"},
               {"省长", 1, "…"},
               {"省长", 0, ""},
               {"", 0, ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    fl_display_append_clipped(out, cases[i].text, -1, cases[i].columns);
    g_assert_cmpstr(out->str, ==, cases[i].expected);
    g_assert_cmpuint(fl_display_measure(out->str, -1), <=, cases[i].columns);
  }
}

static void
test_padded(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_display_append_left(out, "省长", 6);
  fl_display_append_right(out, "12", 5);
  fl_display_append_left(out, "longer", 2);
  g_assert_cmpstr(out->str, ==, "省长     12longer");
}

static void
test_safe(void)
{
  g_autofree char *safe = fl_display_make_safe("a\033[31m\xc2\x9b"
                                               "b\x7f\t");
  g_assert_cmpstr(safe, ==, "a\uFFFD[31m\uFFFDb\uFFFD\uFFFD");
  g_assert_null(fl_display_make_safe("省长·Müller\u00a0"));
}

static void
test_window(void)
{
  static const char text[] = "一二三四五六七八九十abc十九八七六五四三二一";
  for (gsize columns = 4; columns < 60; columns++) {
    g_autoptr(GString) out = g_string_new(NULL);
    fl_display_append_window(out, false, text, "abc", FL_STYLE_STRONG, columns);
    g_assert_true(g_utf8_validate(out->str, -1, NULL));
    g_assert_cmpuint(fl_display_measure(out->str, -1), <=, MAX(columns, 5));
    g_assert_nonnull(g_strstr_len(out->str, -1, "abc"));
  }
  g_autoptr(GString) out = g_string_new(NULL);
  fl_display_append_window(out, true, text, "abc", FL_STYLE_GAINED, 17);
  g_assert_cmpstr(out->str, ==, "…九十\033[32mabc\033[0m十九八七…");
  g_string_truncate(out, 0);
  fl_display_append_window(out, true, text, "none", FL_STYLE_GAINED, 9);
  g_assert_cmpstr(out->str, ==, "一二三…");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/display/measure", test_measure);
  g_test_add_func("/display/clipped", test_clipped);
  g_test_add_func("/display/padded", test_padded);
  g_test_add_func("/display/safe", test_safe);
  g_test_add_func("/display/window", test_window);
  return g_test_run();
}
