/*
 * FlMiss: why a rule has no match in a unit. A plain value that borrows from the rule.
 */
#pragma once

#include "fl-run.h"

typedef enum {
  FL_MISS_NONE,    /* it has one */
  FL_MISS_PATTERN, /* its pattern did not fit */
  FL_MISS_GUARD,   /* an `unless` stopped it */
  FL_MISS_AVOID,   /* it would have crossed a mention that it avoids */
  FL_MISS_LIMIT,   /* it gave up */
} FlMissKind;

typedef struct {
  FlMissKind kind;
  const FlAlternative *alternative;
  /* Whether the pattern is tried there at all: all that it needs is there. Else what is not: one of some literals
   * or mentions (NULL: all are there), or a mention of one of these types (0). */
  bool tried;
  const FlNeed *missing;
  uint64_t missing_types;
  guint n_met; /* how many of its needs are */
  FlPatternProgress
      progress;         /* of PATTERN, in the unit's part of the view; all 0 when it did not even begin */
  FlSpan part;          /* the unit's part of the view */
  FlSpan found;         /* of GUARD and AVOID: what would have matched, in the clean text */
  FlSpan stop;          /* what stopped that: what the `unless` fits, or the mention; in the clean text */
  const FlGuard *guard; /* of GUARD */
} FlMiss;

/* Looks at one unit again, to explain it: one alternative, or the one that came nearest. With the run's hits it is
 * known what is tried; without them everything is. */
FlMiss fl_run_find_alternative_miss(FlRun *self, const FlUnit *unit, const FlAlternative *alternative);
FlMiss fl_run_find_miss(FlRun *self, const FlUnit *unit);
