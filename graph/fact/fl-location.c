#include "fl-location.h"

static int
compare_numbers(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

int
fl_location_compare_starts(const FlLocation *a, const FlLocation *b)
{
  return a->line != b->line ? compare_numbers(a->line, b->line) : compare_numbers(a->column, b->column);
}

int
fl_location_compare_ends(const FlLocation *a, const FlLocation *b)
{
  return a->end_line != b->end_line ? compare_numbers(a->end_line, b->end_line)
                                    : compare_numbers(a->end_column, b->end_column);
}
