/*
 * FlJson: JSON as a tree: parsed, or made, for what is not written line by line. The only place in graph/ that
 * knows jansson. What reads many texts has FlJsonText.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define FL_JSON_ERROR (fl_json_error_quark())
GQuark fl_json_error_quark(void);

typedef enum {
  FL_JSON_ERROR_SYNTAX, /* not JSON, or not the fields that were asked for */
} FlJsonError;

/* Any JSON value. Items and members are borrowed from the value that was parsed. */
typedef struct json_t FlJson;

typedef enum {
  FL_JSON_NULL,
  FL_JSON_BOOL,
  FL_JSON_STRING,
  FL_JSON_INTEGER,
  FL_JSON_NUMBER, /* not written as a whole one */
  FL_JSON_ARRAY,
  FL_JSON_OBJECT,
} FlJsonType;

/* Parses one text, the caller's. NULL with `error` when it is not JSON, names
 * a field twice, or is not UTF-8. */
FlJson *fl_json_parse(const char *text, size_t length, GError **error);
void fl_json_free(FlJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlJson, fl_json_free)

FlJsonType fl_json_get_type(const FlJson *self);

/* An array's items; none when it is no array. */
size_t fl_json_get_n_items(const FlJson *self);
const FlJson *fl_json_get_item(const FlJson *self, size_t index);

/* Goes through an object's members: NULL `iterator` at first. Returns false behind the last. */
bool fl_json_next_member(const FlJson *self, void **iterator, const char **ret_key, const FlJson **ret_value);

/* The content of a value; false when it is of another type. A number may be written as a whole one. */
bool fl_json_get_string(const FlJson *self, const char **ret_string);
bool fl_json_get_integer(const FlJson *self, int64_t *ret_integer);
bool fl_json_get_number(const FlJson *self, double *ret_number);
bool fl_json_is_true(const FlJson *self);

/* ---- making JSON: values are the caller's until they are put into another, which takes them */

FlJson *fl_json_new_object(void);
FlJson *fl_json_new_array(void);
FlJson *fl_json_new_string(const char *text);
FlJson *fl_json_new_bool(bool value);
FlJson *fl_json_new_number(double number); /* written as a whole one where it is one */

/* A member comes behind those before it; in place of one of the same name. */
void fl_json_put(FlJson *self, const char *key, FlJson *take_value);
void fl_json_append(FlJson *self, FlJson *take_value);

/* The text of a value, indented, with a line feed at its end; the caller's. */
char *fl_json_format(const FlJson *self);
