/*
 * FlValue: what a property holds: a string, a whole number, a number or a date.
 *
 * A plain value; it owns nothing. A string or date points into the pool of whatever holds the value (a fact
 * batch, a graph) and lives as long as that.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
  FL_VALUE_NONE,    /* no value */
  FL_VALUE_STRING,  /* UTF-8 */
  FL_VALUE_INTEGER, /* 64 bits, signed */
  FL_VALUE_NUMBER,  /* a finite double */
  FL_VALUE_DATE,    /* a string: ISO 8601 year, year-month or day, or two of them with a slash between */
} FlValueType;

typedef struct {
  FlValueType type;
  union {
    const char *string; /* STRING and DATE */
    int64_t integer;
    double number;
  };
} FlValue;

/* The longest text of a number, with its end: the largest double has
 * 309 digits, and there are no exponents. */
enum { FL_NUMBER_TEXT_SIZE = 320 };

FlValue fl_value_string(const char *string);
FlValue fl_value_integer(int64_t integer);
FlValue fl_value_number(double number);

/* Writes a number as every output shows it: C locale, no exponent, at most four decimals and at least one
 * (5.5, 130.0, 2600000000000.0, 0.0312). Returns `buffer`. A number past 1e15 keeps the digits that a double
 * has; not a number and infinities are the caller's error. */
const char *fl_number_format(double number, char buffer[FL_NUMBER_TEXT_SIZE]);

/* The number that its text shows: 0.031249 is 0.0312. It is read as it was written, so batches hold it. */
double fl_number_round(double number);

/* The value as text: the string itself, or `buffer` with the number in it; "" for none. */
const char *fl_value_format(FlValue value, char buffer[FL_NUMBER_TEXT_SIZE]);

/* Reads `text` as a value of the given type; the string is borrowed from `text`. Returns false when it is not
 * one: a number that does not parse whole, a date that is not ISO 8601. An empty text is FL_VALUE_NONE. */
bool fl_value_parse(FlValueType type, const char *text, FlValue *ret_value);

/* Whether `text` is one full day, as in 2024-02-08. */
bool fl_date_is_day(const char *text);

/* "string", "int", "double" or "date": the names that schemas and outputs use. */
const char *fl_value_type_name(FlValueType type);
bool fl_value_type_from_name(const char *name, FlValueType *ret_type);
