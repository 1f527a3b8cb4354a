#include "fl-json.h"

#include <jansson.h>
#include <math.h>

GQuark
fl_json_error_quark(void)
{
  return g_quark_from_static_string("fl-json-error-quark");
}

FlJson *
fl_json_parse(const char *text, size_t length, GError **error)
{
  json_error_t problem;
  json_t *parsed = json_loadb(text, length, JSON_REJECT_DUPLICATES, &problem);
  if (parsed == NULL) {
    g_autofree char *message = g_utf8_make_valid(problem.text, -1); /* it may quote a part of a character */
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "not JSON: %s, in column %d", message,
                problem.column);
  }
  return parsed;
}

void
fl_json_free(FlJson *self)
{
  json_decref(self);
}

FlJsonType
fl_json_get_type(const FlJson *self)
{
  static const FlJsonType types[] = {
      [JSON_OBJECT] = FL_JSON_OBJECT,   [JSON_ARRAY] = FL_JSON_ARRAY, [JSON_STRING] = FL_JSON_STRING,
      [JSON_INTEGER] = FL_JSON_INTEGER, [JSON_REAL] = FL_JSON_NUMBER, [JSON_TRUE] = FL_JSON_BOOL,
      [JSON_FALSE] = FL_JSON_BOOL,      [JSON_NULL] = FL_JSON_NULL,
  };
  return types[json_typeof(self)];
}

size_t
fl_json_get_n_items(const FlJson *self)
{
  return json_array_size(self);
}

const FlJson *
fl_json_get_item(const FlJson *self, size_t index)
{
  return json_array_get(self, index);
}

bool
fl_json_next_member(const FlJson *self, void **iterator, const char **ret_key, const FlJson **ret_value)
{
  json_t *object = (json_t *)self; /* jansson's iterators can also change the object */
  *iterator = *iterator == NULL ? json_object_iter(object) : json_object_iter_next(object, *iterator);
  if (*iterator == NULL)
    return false;
  *ret_key = json_object_iter_key(*iterator);
  *ret_value = json_object_iter_value(*iterator);
  return true;
}

bool
fl_json_get_string(const FlJson *self, const char **ret_string)
{
  if (!json_is_string(self))
    return false;
  *ret_string = json_string_value(self);
  return true;
}

bool
fl_json_get_integer(const FlJson *self, int64_t *ret_integer)
{
  if (!json_is_integer(self))
    return false;
  *ret_integer = json_integer_value(self);
  return true;
}

bool
fl_json_get_number(const FlJson *self, double *ret_number)
{
  if (!json_is_number(self))
    return false;
  *ret_number = json_number_value(self);
  return true;
}

bool
fl_json_is_true(const FlJson *self)
{
  return json_is_true(self);
}

/* ---- making JSON */

FlJson *
fl_json_new_object(void)
{
  return json_object();
}

FlJson *
fl_json_new_array(void)
{
  return json_array();
}

FlJson *
fl_json_new_string(const char *text)
{
  return json_string(text);
}

FlJson *
fl_json_new_bool(bool value)
{
  return json_boolean(value);
}

FlJson *
fl_json_new_number(double number)
{
  return number == floor(number) ? json_integer((json_int_t)number) : json_real(number);
}

void
fl_json_put(FlJson *self, const char *key, FlJson *take_value)
{
  json_object_set_new(self, key, take_value);
}

void
fl_json_append(FlJson *self, FlJson *take_value)
{
  json_array_append_new(self, take_value);
}

char *
fl_json_format(const FlJson *self)
{
  char *text = json_dumps(self, JSON_INDENT(2)), *copy = g_strconcat(text, "\n", NULL);
  free(text); /* jansson's own */
  return copy;
}
