/*
 * FlProfile: what each rule costs and what it brings, over documents that one extractor analyses.
 *
 * Times are of the processor, of the thread that runs, without what measuring takes. It borrows the rule set.
 */
#pragma once

#include "fl-tally.h"

typedef struct {
  guint64 units;  /* that there were, of the kind it looks in */
  guint64 tried;  /* in which a pattern of it was tried */
  guint64 limits; /* in which it gave up */
  gint64 time;    /* nanoseconds; of the slowest unit too: */
  gint64 slowest;
  char *slowest_file, *slowest_text; /* NULL: it was never tried */
  guint slowest_line;
} FlRuleProfile;

typedef struct _FlProfile FlProfile;

FlProfile *fl_profile_new(const FlRuleSet *rules);
void fl_profile_free(FlProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlProfile, fl_profile_free)

/* ---- for the extractor */

/* The processor's time of this thread, in nanoseconds. */
gint64 fl_profile_read_clock(void);

FlRuleProfile *fl_profile_get_rule(FlProfile *self, const FlRule *rule);

/* A unit that took from `start` to `end`, and whether any pattern was tried in it. */
void fl_rule_profile_add_unit(FlRuleProfile *self, const FlAnalysis *analysis, const FlUnit *unit, bool tried,
                              gint64 start, gint64 end);

/* All units of an article, of which `n_measured` were measured on the way. */
void fl_profile_add_run(FlProfile *self, FlRuleProfile *rule, guint64 n_units, guint64 n_measured,
                        gint64 taken);

/* A whole document; `taken` with all that is no rule's. */
void fl_profile_add_document(FlProfile *self, const FlAnalysis *analysis, gint64 taken);

/* ---- as a report (fl-profile-report.c) */

/* How a report is written. */
typedef struct {
  guint most;  /* rules shown, those that take longest; 0: all */
  bool colour; /* for a terminal */
} FlProfileReport;

/* For a person, and for a program: JSON has all rules. */
void fl_profile_append_text(FlProfile *self, const FlProfileReport *report, GString *out);
void fl_profile_append_json(FlProfile *self, GString *out);
