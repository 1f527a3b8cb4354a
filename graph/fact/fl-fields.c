#include "fl-fields.h"

#include <string.h>

static bool
is(const FlJsonValue *value, FlJsonType type)
{
  return value != NULL && value->type == type;
}

FlFields
fl_fields_of(const FlJsonValue *object)
{
  FlFields self = {.object = is(object, FL_JSON_OBJECT) ? object : NULL};
  if (self.object == NULL)
    fl_fields_fail(&self, "record", "is not an object");
  return self;
}

static const FlJsonValue *
find(const FlFields *self, const char *key)
{
  const FlJsonValue *member = fl_json_value_next(self->object, NULL);
  while (member != NULL && strcmp(member->key, key) != 0)
    member = fl_json_value_next(self->object, member);
  return member;
}

bool
fl_fields_has(const FlFields *self, const char *key)
{
  return find(self, key) != NULL;
}

static const FlJsonValue *
ask(FlFields *self, const char *key)
{
  const FlJsonValue *value = find(self, key);
  if (value != NULL && self->n_asked < FL_FIELDS_MAX)
    self->asked[self->n_asked++] = key;
  return value;
}

const char *
fl_fields_get_string(FlFields *self, const char *key, const char *fallback)
{
  const FlJsonValue *value = ask(self, key);
  if (is(value, FL_JSON_STRING))
    return value->string;
  if (value == NULL && fallback == NULL)
    fl_fields_fail(self, key, "is missing");
  else if (value != NULL)
    fl_fields_fail(self, key, "is not a string");
  return fallback != NULL ? fallback : "";
}

static uint32_t
read_count(FlFields *self, const char *key, const FlJsonValue *value)
{
  if (value->type == FL_JSON_INTEGER && value->integer >= 0 && value->integer <= UINT32_MAX)
    return (uint32_t)value->integer;
  fl_fields_fail(self, key, "is not a whole number from 0 to 4294967295");
  return 0;
}

uint32_t
fl_fields_get_count(FlFields *self, const char *key)
{
  const FlJsonValue *value = ask(self, key);
  if (value == NULL) {
    fl_fields_fail(self, key, "is missing");
    return 0;
  }
  return read_count(self, key, value);
}

uint32_t
fl_fields_get_count_or(FlFields *self, const char *key, uint32_t fallback)
{
  const FlJsonValue *value = ask(self, key);
  return value != NULL ? read_count(self, key, value) : fallback;
}

double
fl_fields_get_number_or(FlFields *self, const char *key, double fallback)
{
  const FlJsonValue *value = ask(self, key);
  double number = fallback;
  if (value != NULL && !fl_json_value_get_number(value, &number))
    fl_fields_fail(self, key, "is not a number");
  return number;
}

bool
fl_fields_get_bool(FlFields *self, const char *key)
{
  const FlJsonValue *value = ask(self, key);
  if (value != NULL && value->type != FL_JSON_BOOL)
    fl_fields_fail(self, key, "is neither true nor false");
  return is(value, FL_JSON_BOOL) && value->truth;
}

/* The value, where it is of this type; `problem` is what it is otherwise. */
static const FlJsonValue *
ask_for(FlFields *self, const char *key, FlJsonType type, const char *problem)
{
  const FlJsonValue *value = ask(self, key);
  if (value == NULL || value->type == type)
    return value;
  fl_fields_fail(self, key, problem);
  return NULL;
}

const FlJsonValue *
fl_fields_get_list(FlFields *self, const char *key)
{
  return ask_for(self, key, FL_JSON_ARRAY, "is not a list");
}

const FlJsonValue *
fl_fields_get_object(FlFields *self, const char *key)
{
  return ask_for(self, key, FL_JSON_OBJECT, "is not an object");
}

void
fl_fields_fail(FlFields *self, const char *key, const char *problem)
{
  if (self->problem == NULL) {
    self->key = key;
    self->problem = problem;
  }
}

static bool
was_asked(const FlFields *self, const char *key)
{
  for (size_t i = 0; i < self->n_asked; i++)
    if (strcmp(self->asked[i], key) == 0)
      return true;
  return false;
}

static const char *
find_not_asked(const FlFields *self)
{
  const FlJsonValue *member = fl_json_value_next(self->object, NULL);
  while (was_asked(self, member->key))
    member = fl_json_value_next(self->object, member);
  return member->key;
}

bool
fl_fields_end(FlFields *self, GError **error)
{
  if (self->problem != NULL)
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "'%s' %s", self->key, self->problem);
  else if (self->n_asked < self->object->n_items)
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "no such field here: '%s'", find_not_asked(self));
  else
    return true;
  return false;
}
