/* JSON read by FlJsonText and by jansson alone: the same values, or the same refusal, whatever the bytes. */
#include "fl-json-text.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static size_t
count_items(const FlJsonValue *value)
{
  size_t n = 0;
  const FlJsonValue *item = NULL;
  while ((item = fl_json_value_next(value, item)) != NULL)
    n++;
  return n;
}

static void check(const FlJsonValue *value, const FlJson *expected);

static void
check_items(const FlJsonValue *value, const FlJson *expected)
{
  void *member = NULL;
  const char *key = NULL;
  const FlJson *other = NULL;
  size_t n = 0;
  g_assert_cmpuint(count_items(value), ==, value->n_items);
  for (const FlJsonValue *item = NULL; (item = fl_json_value_next(value, item)) != NULL; n++) {
    if (value->type == FL_JSON_OBJECT) {
      g_assert_true(fl_json_next_member(expected, &member, &key, &other));
      g_assert_cmpstr(item->key, ==, key);
    } else {
      other = fl_json_get_item(expected, n);
      g_assert_null(item->key);
    }
    check(item, other);
  }
  if (value->type == FL_JSON_OBJECT)
    g_assert_false(fl_json_next_member(expected, &member, &key, &other));
  else
    g_assert_cmpuint(n, ==, fl_json_get_n_items(expected));
}

static void
check(const FlJsonValue *value, const FlJson *expected)
{
  const char *string = NULL;
  int64_t integer = 0;
  double number = 0, own = 0;
  g_assert_cmpint(value->type, ==, fl_json_get_type(expected));
  if (value->type == FL_JSON_ARRAY || value->type == FL_JSON_OBJECT) {
    check_items(value, expected);
    return;
  }
  g_assert_cmpuint(value->size, ==, 1);
  g_assert_cmpint(value->type == FL_JSON_BOOL && value->truth, ==, fl_json_is_true(expected));
  if (fl_json_get_string(expected, &string))
    g_assert_cmpstr(value->string, ==, string);
  if (fl_json_get_integer(expected, &integer))
    g_assert_cmpint(value->integer, ==, integer);
  g_assert_cmpint(fl_json_value_get_number(value, &own), ==, fl_json_get_number(expected, &number));
  g_assert_cmpmem(&own, sizeof own, &number, sizeof number); /* to the bit */
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  g_autoptr(FlJsonText) text = fl_json_text_new();
  g_autoptr(GError) error = NULL, other_error = NULL;
  g_autoptr(FlJson) expected = fl_json_parse((const char *)bytes, length, &other_error);
  for (int again = 0; again < 2; again++) {
    g_clear_error(&error);
    const FlJsonValue *value = fl_json_text_parse(text, (const char *)bytes, length, &error);
    g_assert_cmpint(value != NULL, ==, expected != NULL);
    if (value != NULL)
      check(value, expected);
    else
      g_assert_cmpstr(error->message, ==, other_error->message);
  }
  return 0;
}
