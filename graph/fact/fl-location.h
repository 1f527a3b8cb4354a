/*
 * FlLocation: where a text stands in the source as it was given. A plain value.
 */
#pragma once

#include <stdint.h>

/* Lines and columns are 1-based, columns count code points, and the end is the place just behind the last character. */
typedef struct {
  uint32_t line, column;
  uint32_t end_line, end_column;
} FlLocation;

/* The order of two places by where they begin, or end: less than 0, 0, more than 0. */
int fl_location_compare_starts(const FlLocation *a, const FlLocation *b);
int fl_location_compare_ends(const FlLocation *a, const FlLocation *b);
