/*
 * FlMiss: why a rule has no match in a unit. A plain value that borrows from the rule.
 */
#pragma once

#include "fl-run.h"

typedef enum {
  FL_MISS_NONE,    /* it has one */
  FL_MISS_TYPES,   /* a type that it needs is not there */
  FL_MISS_PATTERN, /* its pattern did not fit */
  FL_MISS_GUARD,   /* an `unless` stopped it */
  FL_MISS_AVOID,   /* it would have crossed a mention that it avoids */
  FL_MISS_LIMIT,   /* it gave up */
} FlMissKind;

typedef struct {
  FlMissKind kind;
  const FlAlternative *alternative; /* the one that came nearest */
  FlPatternProgress
      progress; /* of PATTERN, in the unit's part of the view; all 0 when it did not even begin */
  FlSpan part;  /* the unit's part of the view */
  FlSpan found; /* of GUARD and AVOID: what would have matched, in the clean text */
} FlMiss;

/* Looks at one unit again, to explain it. */
FlMiss fl_run_find_miss(FlRun *self, const FlUnit *unit);
