/*
 * FlJsonText: JSON being read, one text after the other in the same memory. Lines of facts come by the million.
 *
 * What is plain, as we write it, is read here in one pass, and its values lie in one array. Anything else is read
 * by fl_json_parse(), which alone says what is wrong with a text: both have the same values, and refuse the same.
 *
 * Used by one thread.
 */
#pragma once

#include "fl-json.h"

typedef struct _FlJsonText FlJsonText;

/* A value; what it is made of follows it. A plain value, in the text's memory. */
typedef struct {
  FlJsonType type;
  uint32_t size;   /* of how many values it is made, itself among them */
  const char *key; /* of a member; NULL of others */
  union {
    uint32_t n_items; /* of an array or an object */
    const char *string;
    int64_t integer;
    double number;
    bool truth;
  };
} FlJsonValue;

FlJsonText *fl_json_text_new(void);
void fl_json_text_free(FlJsonText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlJsonText, fl_json_text_free)

/* Reads a text: what it holds, good until the next is read. NULL with `error` as by fl_json_parse(). */
const FlJsonValue *fl_json_text_parse(FlJsonText *self, const char *text, size_t length, GError **error);

/* A number, also where it is written as a whole one; false when it is none. */
static inline bool
fl_json_value_get_number(const FlJsonValue *self, double *ret_number)
{
  if (self->type != FL_JSON_INTEGER && self->type != FL_JSON_NUMBER)
    return false;
  *ret_number = self->type == FL_JSON_INTEGER ? (double)self->integer : self->number;
  return true;
}

/* The item behind `last` of an array or an object, NULL for the first. NULL behind the last, and when `self` has
 * none or is NULL. */
static inline const FlJsonValue *
fl_json_value_next(const FlJsonValue *self, const FlJsonValue *last)
{
  if (self == NULL)
    return NULL;
  const FlJsonValue *next = last != NULL ? last + last->size : self + 1;
  return next < self + self->size ? next : NULL;
}
