/*
 * FlUnitRun: one unit that a rule runs over, and what stops a match in it. Private to this folder.
 *
 * A plain value on the stack that borrows all it points to. Spans of what was found are counted from where the
 * unit's part of the view begins.
 */
#pragma once

#include "fl-run.h"

typedef struct {
  FlRun *run;
  const FlUnit *unit;
  FlSpan part; /* of the view */
} FlUnitRun;

/* The unit's part of the view; it ends with `part`, not with a zero byte. */
const char *fl_unit_run_get_subject(const FlUnitRun *self);

/* Reports that the rule gave up on the unit; `consequence` ends the sentence. */
void fl_unit_run_report_limit(const FlUnitRun *self, const char *consequence);

/* Whether all types that an alternative needs are among those of the unit. */
bool fl_alternative_may_match(const FlAlternative *alternative, uint64_t types);

/* Whether what was found crosses a mention that the rule avoids. */
bool fl_unit_run_crosses_avoided(const FlUnitRun *self, FlSpan found);

/* The `unless` that stops what was found, and what it fits, in the clean text; NULL: none does. Uses the matcher:
 * groups must have been read before. */
const FlGuard *fl_unit_run_find_guard(const FlUnitRun *self, FlSpan found, FlSpan *ret_stop);
