/*
 * FlDay: a day, a month or a year of the calendar, as ISO 8601 has them.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The parts of a date; 0 where there is none. */
typedef struct {
  int year, month, day;
} FlDay;

/* Reads an ISO 8601 day, month or year (of an interval: its start); false for anything else. */
bool fl_day_parse(const char *iso, FlDay *ret_day);

/* Below, `parts` are a year, a month and a day, 0 where there is none. */

/* A year, a month of it, or a day of that. */
bool fl_day_is_valid(const int *parts);

/* Whether one date lies before the other; false where the parts that both have are the same. */
bool fl_day_is_before(const int *parts, const int *others);

/* Appends what there is: 2032, 2032-05, 2032-05-09. */
void fl_day_append(GString *out, const int *parts);
