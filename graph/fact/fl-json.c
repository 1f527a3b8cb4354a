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

/* ---- records */

FlFields
fl_fields_of(const FlJson *object)
{
  FlFields self = {.object = object};
  if (!json_is_object(object))
    fl_fields_fail(&self, "record", "is not an object");
  return self;
}

bool
fl_fields_has(const FlFields *self, const char *key)
{
  return json_object_get(self->object, key) != NULL;
}

static const json_t *
ask(FlFields *self, const char *key)
{
  const json_t *value = json_object_get(self->object, key);
  if (value != NULL && self->n_asked < FL_FIELDS_MAX)
    self->asked[self->n_asked++] = key;
  return value;
}

const char *
fl_fields_get_string(FlFields *self, const char *key, const char *fallback)
{
  const json_t *value = ask(self, key);
  const char *string = fallback != NULL ? fallback : "";
  if (value == NULL && fallback == NULL)
    fl_fields_fail(self, key, "is missing");
  else if (value != NULL && !fl_json_get_string(value, &string))
    fl_fields_fail(self, key, "is not a string");
  return string;
}

static uint32_t
read_count(FlFields *self, const char *key, const json_t *value)
{
  int64_t count = -1;
  if (!fl_json_get_integer(value, &count) || count < 0 || count > UINT32_MAX) {
    fl_fields_fail(self, key, "is not a whole number from 0 to 4294967295");
    return 0;
  }
  return (uint32_t)count;
}

uint32_t
fl_fields_get_count(FlFields *self, const char *key)
{
  const json_t *value = ask(self, key);
  if (value == NULL) {
    fl_fields_fail(self, key, "is missing");
    return 0;
  }
  return read_count(self, key, value);
}

uint32_t
fl_fields_get_count_or(FlFields *self, const char *key, uint32_t fallback)
{
  const json_t *value = ask(self, key);
  return value != NULL ? read_count(self, key, value) : fallback;
}

double
fl_fields_get_number_or(FlFields *self, const char *key, double fallback)
{
  const json_t *value = ask(self, key);
  double number = fallback;
  if (value != NULL && !fl_json_get_number(value, &number))
    fl_fields_fail(self, key, "is not a number");
  return number;
}

bool
fl_fields_get_bool(FlFields *self, const char *key)
{
  const json_t *value = ask(self, key);
  if (value != NULL && !json_is_boolean(value))
    fl_fields_fail(self, key, "is neither true nor false");
  return json_is_true(value);
}

const FlJson *
fl_fields_get_list(FlFields *self, const char *key)
{
  const json_t *value = ask(self, key);
  if (value != NULL && !json_is_array(value))
    fl_fields_fail(self, key, "is not a list");
  return value;
}

const FlJson *
fl_fields_get_object(FlFields *self, const char *key)
{
  const json_t *value = ask(self, key);
  if (value != NULL && !json_is_object(value))
    fl_fields_fail(self, key, "is not an object");
  return value;
}

void
fl_fields_fail(FlFields *self, const char *key, const char *problem)
{
  if (self->problem == NULL) {
    self->key = key;
    self->problem = problem;
  }
}

static const char *
find_not_asked(const FlFields *self)
{
  void *member = NULL;
  const char *key = "";
  const FlJson *value = NULL;
  while (fl_json_next_member(self->object, &member, &key, &value)) {
    size_t i = 0;
    while (i < self->n_asked && !g_str_equal(self->asked[i], key))
      i++;
    if (i == self->n_asked)
      return key;
  }
  return "";
}

bool
fl_fields_end(FlFields *self, GError **error)
{
  if (self->problem != NULL)
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "'%s' %s", self->key, self->problem);
  else if (self->n_asked < json_object_size(self->object))
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "no such field here: '%s'", find_not_asked(self));
  else
    return true;
  return false;
}
