#include "fl-json-string.h"
#include "fl-json-writer.h"
#include "fl-json.h"

#include <string.h>

static void
assert_string(const char *text, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_json_append_string(out, text);
  g_assert_cmpstr(out->str, ==, expected);
}

static void
test_escapes(void)
{
  assert_string("", "\"\"");
  assert_string("费思棠 attended", "\"费思棠 attended\"");
  assert_string("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\"");
  assert_string("\x01\t\n\x1f \x7f", "\"\\u0001\\u0009\\u000a\\u001f \x7f\"");
}

/* Each byte at each place of a text that is gone through eight bytes at a time. */
static void
test_places(void)
{
  enum { LENGTH = 19 };
  for (int place = 0; place < LENGTH; place++)
    for (int byte = 1; byte < 0x80; byte++) {
      char text[LENGTH + 1] = "", *found = NULL;
      memset(text, 'x', LENGTH);
      text[place] = (char)byte;
      g_autoptr(GString) out = g_string_new("[");
      fl_json_append_string(out, text);
      g_string_append_c(out, ']');
      g_autoptr(FlJson) value = fl_json_parse(out->str, out->len, NULL);
      g_assert_nonnull(value);
      g_assert_true(fl_json_get_string(fl_json_get_item(value, 0), (const char **)&found));
      g_assert_cmpstr(found, ==, text);
      g_assert_true((out->len > LENGTH + 4) == (byte < 0x20 || byte == '"' || byte == '\\'));
    }
}

static void
test_rows(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  FlJsonWriter writer = {.out = out};
  fl_json_writer_begin_object(&writer, NULL);
  fl_json_writer_begin_array(&writer, "files");
  for (guint i = 0; i < 2; i++) {
    fl_json_writer_begin_row(&writer);
    fl_json_writer_put_string(&writer, "file", "a\tb");
    fl_json_writer_put_count(&writer, "bytes", i);
    fl_json_writer_end_row(&writer);
  }
  fl_json_writer_end_array(&writer);
  fl_json_writer_put_bool(&writer, "last", true);
  fl_json_writer_end_object(&writer);
  g_assert_cmpstr(out->str, ==,
                  "{\n  \"files\": [\n    {\"file\": \"a\\u0009b\", \"bytes\": 0},\n"
                  "    {\"file\": \"a\\u0009b\", \"bytes\": 1}\n  ],\n  \"last\": true\n}\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/json-string/what is escaped", test_escapes);
  g_test_add_func("/json-string/at every place", test_places);
  g_test_add_func("/json-writer/objects on one line", test_rows);
  return g_test_run();
}
