#include "fl-start-filter.h"

#include <string.h>

/* The places where a match may begin, with those that stand behind one another as `first-last`. */
static char *
find_all(const char *pattern, const char *subject, size_t last)
{
  g_autoptr(FlSyntax) syntax = fl_syntax_parse(pattern);
  g_autoptr(FlStartFilter) filter = fl_start_filter_new(syntax);
  GString *out = g_string_new(filter == NULL ? "everywhere" : NULL);
  size_t length = strlen(subject), first = 0, end = 0;
  for (size_t start = 0; filter != NULL && start <= length; start = end + 1) {
    if (!fl_start_filter_find(filter, subject, length, start, last, &first, &end))
      break;
    g_string_append_printf(out, "%s%zu", out->len > 0 ? " " : "", first);
    if (end > first)
      g_string_append_printf(out, "-%zu", end);
  }
  return g_string_free(out, FALSE);
}

static void
assert_starts(const char *pattern, const char *subject, const char *expected)
{
  g_autofree char *starts = find_all(pattern, subject, strlen(subject));
  g_assert_cmpstr(starts, ==, expected);
}

static void
test_first(void)
{
  assert_starts("[ab]x", "xaxabx", "1 3-4");
  assert_starts("(?:foo|bar)+", "a foo bar", "2 6");
  assert_starts("x?(?<n>[ab])", "axcb", "0-1 3");
  assert_starts("[ab]*c", "abxc", "0-1 3");
  assert_starts("(?=[ab]).+", "xabx", "1-2");
  assert_starts("(?!a)[ab]", "ab", "0-1");
  assert_starts("\\d(?:年|月)", "a12年", "everywhere"); /* of one, which PCRE2 looks for by itself */
  assert_starts("(?:\\d|年)", "a12年", "1-3");
  assert_starts("(?:\\d|年)", "a١年", "1-3"); /* a digit, too */
}

static void
test_previous(void)
{
  assert_starts("(?<=[ab])x", "axbxx", "1 3");
  assert_starts("(?<=ba|c)x*", "axcx", "1 3");
  assert_starts("(?:^|(?<=，))\\w", "甲，乙", "0 6");
  assert_starts("(?:^|(?<=，))(?=a|b)", "a，b，c", "0 4");
  assert_starts("^.", "ab", "0");
  assert_starts("\\A(?:a|b)", "cab", "");
  assert_starts("(?:(?<=a)b)+", "abab", "1 3");
  assert_starts("(?<=a$|b)", "ab", "1-2");
}

/* What may be anything, may be nothing, or is not understood, leaves nothing out. */
static void
test_everywhere(void)
{
  static const char *const patterns[] = {
      ".",       "[^a]",   "a?",        "(?:a|)",   "(?i)a|b",   "(?:^|a)b?", "(?:^)?.", "(?<=a)?.",
      "\\Ga|b",  "a|b\\K", "(?1)(a)",   "\\p{L}b",  "(?<=a|^).", "(?<=|a).",  "(?<!a).", "\\b.",
      "(?:a|.)", "a{0}.",  "(?=a|b)?.", "(?!a|b).", "(?<=x*?).", "\\R",       "$"};
  for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++)
    assert_starts(patterns[i], "ab", "everywhere");
}

static void
test_last(void)
{
  g_autofree char *starts = find_all("[ab]", "abxab", 3);
  g_assert_cmpstr(starts, ==, "0-1 3");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/start-filter/the character a match begins with", test_first);
  g_test_add_func("/start-filter/the character before it", test_previous);
  g_test_add_func("/start-filter/nothing known", test_everywhere);
  g_test_add_func("/start-filter/the last start", test_last);
  return g_test_run();
}
