/*
 * FlLineKind: one kind of line, by what a line looks like and what stands in it.
 *
 * Filled by a pack's loader, then constant; it owns what it points to. Fields are read directly.
 */
#pragma once

#include "fl-line.h"
#include "fl-pattern.h"

typedef struct {
  bool asked;
  uint32_t min, max;
} FlRange;

typedef enum { FL_ANSWER_ANY, FL_ANSWER_NO, FL_ANSWER_YES } FlAnswer;

/* One kind of line: all that is asked must hold. The fields are those of FlLine. */
typedef struct {
  char *name;
  FlPattern *match, *unlike; /* of the line's text; NULL: not asked */
  FlRange length, indent, gap_before, gap_after, repeats, heading;
  FlAnswer wide_before, wide_after, new_page, number, ends, less;
} FlLineKind;

/* A kind that asks nothing. */
FlLineKind *fl_line_kind_new(const char *name);
void fl_line_kind_free(FlLineKind *self);

/* Whether a line is of this kind. */
bool fl_line_kind_fits(const FlLineKind *self, const FlLine *line, FlMatcher *matcher);
