#include "fl-string-pool.h"
#include "fl-string.h"

static void
assert_cleans_to(const char *text, const char *expected)
{
  g_autofree char *clean = fl_string_clean(text);
  g_assert_cmpstr(clean, ==, expected);
}

static void
test_clean(void)
{
  assert_cleans_to("", "");
  assert_cleans_to("习近平", "习近平");
  assert_cleans_to("  a \t b\r\n\vc　d  e\x0c ", "a b c d e");
  assert_cleans_to("  ", "");
  assert_cleans_to("a\x01\x02 b\x7f", "a b\x7f");
  assert_cleans_to("a\377b", "a\357\277\275b");
  assert_cleans_to("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  assert_cleans_to("x\xEF\xBF\xBEy\xEF\xBF\xBFz", "xyz");
  assert_cleans_to("e\xCC\x81", "é");
  assert_cleans_to("a \xE2\x80\xAA b", "a \xE2\x80\xAA b");
  assert_cleans_to("\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80");
}

static char *
make_random_text(GRand *random)
{
  static const char *const pieces[] = {
      "习", "a",  " ",  "\t",   "\xCC\x81", "\xCC\xA3",     "\xCD\x84", "\xff",         "\xED\xA0", "é",
      "ᄀ", "ᅡ", "ᆨ", "\x01", "　",       "\xEF\xBF\xBE", "\\",       "\xE2\x80\x80", "﷐",      "<"};
  GString *text = g_string_new(NULL);
  for (int n = g_rand_int_range(random, 0, 60); n > 0; n--) {
    const char *piece = pieces[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(pieces))];
    for (int times = g_rand_int_range(random, 0, 40) == 0 ? 50 : 1; times > 0; times--)
      g_string_append(text, piece);
  }
  return g_string_free(text, FALSE);
}

static void
test_clean_stays(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text = make_random_text(random);
    g_autofree char *once = fl_string_clean(text);
    g_autofree char *twice = fl_string_clean(once);
    g_autofree char *composed = g_utf8_normalize(once, -1, G_NORMALIZE_NFC);
    g_assert_true(g_utf8_validate(once, -1, NULL));
    g_assert_cmpstr(once, ==, twice);
    g_assert_cmpstr(once, ==, composed);
    if (fl_string_is_clean(text))
      g_assert_cmpstr(text, ==, once);
  }
}

/* Without a limit the marks would take hours to put in order. */
static void
test_many_marks(void)
{
  g_autoptr(GString) text = g_string_new("a");
  for (int i = 0; i < 1000000; i++)
    g_string_append(text, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA3");
  g_autofree char *clean = fl_string_clean(text->str);
  g_assert_cmpint(g_utf8_strlen(clean, -1), <=, 31);
}

static void
test_cut(void)
{
  static const struct {
    const char *text;
    size_t limit;
    const char *expected;
  } cases[] = {{"", 3, ""},
               {"abc", 3, "abc"},
               {"abcd", 3, "ab…"},
               {"一二三", 3, "一二三"},
               {"一二三四", 3, "一二…"},
               {"a bcd", 3, "a…"},
               {"abcd", 1, "…"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    fl_string_append_cut(out, cases[i].text, cases[i].limit);
    g_assert_cmpstr(out->str, ==, cases[i].expected);
  }
}

static void
test_append(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_string_append_doubled(out, "\\a\\\\b\\");
  g_assert_cmpstr(out->str, ==, "\\\\a\\\\\\\\b\\\\");
  g_string_truncate(out, 0);
  fl_string_append_number(out, 0);
  fl_string_append_number(out, UINT32_MAX);
  g_assert_cmpstr(out->str, ==, "04294967295");
  g_string_truncate(out, 0);
  for (int i = 0; i < 1000; i++)
    fl_string_append(out, "0123456789");
  g_assert_cmpuint(out->len, ==, 10000);
  g_assert_cmpuint(strlen(out->str), ==, 10000);
}

static void
test_pool(void)
{
  g_autoptr(FlStringPool) pool = fl_string_pool_new();
  g_autoptr(GPtrArray) strings = g_ptr_array_new();
  g_autoptr(GString) text = g_string_new(NULL);
  g_assert_cmpuint(fl_string_pool_add(pool, ""), ==, 0);
  for (int round = 0; round < 2; round++) {
    for (guint i = 1; i < 20000; i++) {
      g_string_printf(text, "%u", i);
      while (i % 1000 == 0 && text->len < (gsize)i * 10) /* some longer than a block */
        g_string_append(text, "abcdefghijklmnop");
      uint32_t handle = fl_string_pool_add(pool, text->str);
      const char *kept = fl_string_pool_get(pool, handle);
      g_assert_cmpstr(kept, ==, text->str);
      if (round == 0)
        g_ptr_array_add(strings, (char *)kept);
      g_assert_true(strings->pdata[i - 1] == kept);
    }
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/string/cleaning", test_clean);
  g_test_add_func("/string/clean text stays as it is", test_clean_stays);
  g_test_add_func("/string/a million marks on one letter", test_many_marks);
  g_test_add_func("/string/cutting", test_cut);
  g_test_add_func("/string/appending", test_append);
  g_test_add_func("/string-pool/keeps each string once, in one place", test_pool);
  return g_test_run();
}
