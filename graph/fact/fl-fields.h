/*
 * FlFields: the fields of a JSON object, read strictly: each is asked for by name and type, and what was not asked
 * for is an error.
 *
 * Fields keep their first problem, so that a record is read straight through and checked once, by
 * fl_fields_end(). A plain value; everything in it is borrowed from the text.
 */
#pragma once

#include "fl-json-text.h"

/* No record has more fields. */
enum { FL_FIELDS_MAX = 12 };

typedef struct {
  const FlJsonValue *object;
  const char *asked[FL_FIELDS_MAX]; /* the fields found so far */
  size_t n_asked;
  const char *key;     /* of the first problem */
  const char *problem; /* what it is, or NULL */
} FlFields;

/* The fields of an object; anything else is a problem. */
FlFields fl_fields_of(const FlJsonValue *object);

/* Whether there is such a field; does not count as asking. */
bool fl_fields_has(const FlFields *self, const char *key);

/* A string; the fallback when there is none, a problem when the fallback is NULL. */
const char *fl_fields_get_string(FlFields *self, const char *key, const char *fallback);

/* A whole number from 0 to 2^32 - 1, which must be there; or may be missing. */
uint32_t fl_fields_get_count(FlFields *self, const char *key);
uint32_t fl_fields_get_count_or(FlFields *self, const char *key, uint32_t fallback);

double fl_fields_get_number_or(FlFields *self, const char *key, double fallback);
bool fl_fields_get_bool(FlFields *self, const char *key); /* false when missing */

/* An array, or an object; NULL when there is none, or it is something else. */
const FlJsonValue *fl_fields_get_list(FlFields *self, const char *key);
const FlJsonValue *fl_fields_get_object(FlFields *self, const char *key);

/* Notes a problem with a field, unless there is one already. */
void fl_fields_fail(FlFields *self, const char *key, const char *problem);

/* Whether all is well: no problem, and no field that was not asked for. */
bool fl_fields_end(FlFields *self, GError **error);
