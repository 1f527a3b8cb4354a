#include "fl-island.h"
#include "fl-json.h"

#include <string.h>

/* What no text may bring into the page. */
static void
assert_harmless(const GString *island)
{
  static const char *const forbidden[] = {"<", ">", "&", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
    g_assert_null(strstr(island->str, forbidden[i]));
  for (gsize i = 0; i < island->len; i++)
    g_assert_cmpint((unsigned char)island->str[i], >=, 0x20);
  g_assert_true(g_utf8_validate(island->str, (gssize)island->len, NULL));
}

/* The text as a JSON reader gets it back. */
static void
assert_kept(const char *text)
{
  g_autoptr(GString) island = g_string_new("[");
  g_autoptr(GError) error = NULL;
  const char *read = NULL;
  fl_island_append_string(island, text);
  g_string_append_c(island, ']');
  assert_harmless(island);
  g_autoptr(FlJson) json = fl_json_parse(island->str, island->len, &error);
  g_assert_no_error(error);
  g_assert_true(fl_json_get_string(fl_json_get_item(json, 0), &read));
  g_assert_cmpstr(read, ==, text);
}

static void
test_texts_are_kept(void)
{
  static const char *const texts[] = {
      "",
      "费思棠出席座谈会",
      "</script><script>alert(1)</script>",
      "<!-- <script> -->",
      "]]>&amp;&lt;",
      "\"quoted\" and \\ back",
      "line\nfeed\ttab\rreturn",
      "\x01\x1f\x7f",
      "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c\xe2\x80\xaa"
      "d",
      "\xe2\x80\xa8",
      "\xf0\x9f\x90\x8e",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    assert_kept(texts[i]);
}

/* Every character of two bytes and every one around those that are escaped. */
static void
test_all_characters_are_kept(void)
{
  for (gunichar c = 1; c < 0x3000; c++) {
    char text[8] = "";
    text[g_unichar_to_utf8(c, text)] = '\0';
    assert_kept(text);
  }
}

static void
test_commas_stand_between(void)
{
  g_autoptr(GString) out = g_string_new("{");
  fl_island_append_key(out, "a");
  g_string_append_c(out, '[');
  fl_island_append_number(out, 1);
  fl_island_append_number(out, 20);
  g_string_append_c(out, ']');
  fl_island_append_key(out, "b");
  fl_island_append_string(out, "[");
  fl_island_append_key(out, "c");
  fl_island_append_number(out, 0);
  g_string_append_c(out, '}');
  g_assert_cmpstr(out->str, ==, "{\"a\":[1,20],\"b\":\"[\",\"c\":0}");
}

static void
test_html_is_escaped(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_island_append_html(out, "a<b>&\"c'");
  g_assert_cmpstr(out->str, ==, "a&lt;b&gt;&amp;&quot;c&apos;");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/island/texts-are-kept", test_texts_are_kept);
  g_test_add_func("/island/all-characters-are-kept", test_all_characters_are_kept);
  g_test_add_func("/island/commas-stand-between", test_commas_stand_between);
  g_test_add_func("/island/html-is-escaped", test_html_is_escaped);
  return g_test_run();
}
