/*
 * Strict reading of JSON: each field of an object is asked for by name and type, and what was not asked for
 * is an error. And making it, for what is not written line by line. The only place in graph/ that knows jansson.
 *
 * Fields keep their first problem, so that a record is read straight through and checked once, by
 * fl_fields_end().
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

/* Parses one text, the caller's. NULL with `error` when it is not JSON, names
 * a field twice, or is not UTF-8. */
FlJson *fl_json_parse(const char *text, size_t length, GError **error);
void fl_json_free(FlJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlJson, fl_json_free)

/* An array's items; none when it is no array. */
size_t fl_json_get_n_items(const FlJson *self);
const FlJson *fl_json_get_item(const FlJson *self, size_t index);

/* Goes through an object's members: NULL `iterator` at first. Returns false behind the last. */
bool fl_json_next_member(const FlJson *self, void **iterator, const char **ret_key, const FlJson **ret_value);

/* The content of a value; false when it is of another type. A number may be written as a whole one. */
bool fl_json_get_string(const FlJson *self, const char **ret_string);
bool fl_json_get_integer(const FlJson *self, int64_t *ret_integer);
bool fl_json_get_number(const FlJson *self, double *ret_number);

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

/* ---- records */

/* No record has more fields. */
enum { FL_FIELDS_MAX = 12 };

typedef struct {
  const FlJson *object;
  const char *asked[FL_FIELDS_MAX]; /* the fields found so far */
  size_t n_asked;
  const char *key;     /* of the first problem */
  const char *problem; /* what it is, or NULL */
} FlFields;

/* The fields of an object; anything else is a problem. */
FlFields fl_fields_of(const FlJson *object);

/* Whether there is such a field; does not count as asking. */
bool fl_fields_has(const FlFields *self, const char *key);

/* A string; the fallback when there is none, a problem when the fallback is NULL. */
const char *fl_fields_get_string(FlFields *self, const char *key, const char *fallback);

/* A whole number from 0 to 2^32 - 1, which must be there; or may be missing. */
uint32_t fl_fields_get_count(FlFields *self, const char *key);
uint32_t fl_fields_get_count_or(FlFields *self, const char *key, uint32_t fallback);

double fl_fields_get_number_or(FlFields *self, const char *key, double fallback);
bool fl_fields_get_bool(FlFields *self, const char *key); /* false when missing */

/* An array, or an object; NULL when there is none. */
const FlJson *fl_fields_get_list(FlFields *self, const char *key);
const FlJson *fl_fields_get_object(FlFields *self, const char *key);

/* Notes a problem with a field, unless there is one already. */
void fl_fields_fail(FlFields *self, const char *key, const char *problem);

/* Whether all is well: no problem, and no field that was not asked for. */
bool fl_fields_end(FlFields *self, GError **error);
