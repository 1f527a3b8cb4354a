/*
 * Running one rule over one article: its patterns over the units of a view, its guards, and the matches that
 * come of it.
 */
#pragma once

#include "fl-analysis.h"
#include "fl-candidates.h"

typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
  const FlView *view;
  const FlHits *hits; /* of the whole clean text; NULL: no prefilter, every unit is tried */
  const FlRule *rule;
  GArray *candidates; /* scratch, of Turn */
  GArray *claimed;    /* scratch, of FlSpan: what earlier alternatives matched in the unit */
  GArray *spans;      /* scratch, of FlSpan: the groups of a match */
} FlRun;

/* Runs the rule over all units of its kind in the view's article. Matches are added to the analysis and
 * emitted. */
void fl_run_rule(FlRun *self);

/* Scratch for `candidates`. */
GArray *fl_run_new_candidates(void);

/* Why a rule has no match in a unit. */
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
