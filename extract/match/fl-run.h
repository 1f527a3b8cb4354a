/*
 * Running one rule over one article: its patterns over the units of a view, its guards, and the matches that
 * come of it.
 */
#pragma once

#include "fl-analysis.h"
#include "fl-candidates.h"
#include "fl-profile.h"

typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
  const FlView *view;
  const FlHits *hits; /* of the whole clean text; NULL: no prefilter, every unit is tried */
  const FlRule *rule;
  GArray *candidates; /* scratch, of Turn */
  GArray *claimed;    /* scratch, of FlSpan: what earlier alternatives matched in the unit */
  GArray *spans;      /* scratch, of FlSpan: the groups of a match */
  FlProfile *profile; /* what it takes is noted here; NULL: it is not measured */
} FlRun;

/* Runs the rule over all units of its kind in the view's article. Matches are added to the analysis and
 * emitted. */
void fl_run_rule(FlRun *self);

/* Scratch for `candidates`. */
GArray *fl_run_new_candidates(void);
