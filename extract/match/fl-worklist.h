/*
 * FlWorklist: where recall is lost: what rules look for and make nothing of, what the pack says is worth a look, steps
 * on the way that lead nowhere, rules that bring nothing, and names that may be one.
 *
 * Filled with one analysis after another by one thread, then finished and read. It borrows the rule set. What is listed
 * is a guess, the most promising first; nothing of a domain is known here.
 */
#pragma once

#include "fl-tally.h"

/* A place worth a look; strings are the worklist's. */
typedef struct {
  const char *file;
  guint line;
  const char *text;  /* the sentence */
  const char *focus; /* what in it is meant; NULL: all */
} FlWorkPlace;

/* One thing to do. */
typedef struct {
  char *title;
  double gain;    /* a guess, by which the items of a section are ordered */
  GArray *places; /* of FlWorkPlace: a few */
} FlWorkItem;

/* Things of one kind. */
typedef struct {
  char *title;
  GPtrArray *items; /* of FlWorkItem; once it is finished, those with most to gain first */
} FlWorkSection;

typedef struct _FlWorklist FlWorklist;

FlWorklist *fl_worklist_new(const FlRuleSet *rules);
void fl_worklist_free(FlWorklist *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlWorklist, fl_worklist_free)

/* Looks through an analysis. */
void fl_worklist_add(FlWorklist *self, const FlAnalysis *analysis);

/* After all analyses. Returns an array of FlWorkSection, the worklist's. */
const GPtrArray *fl_worklist_finish(FlWorklist *self);

/* How a report is written. */
typedef struct {
  guint most;    /* items shown of each section; 0: all */
  bool colour;   /* for a terminal */
  gsize columns; /* how wide lines may be */
} FlWorklistReport;

/* Of a worklist that is finished. */
void fl_worklist_append_text(const FlWorklist *self, const FlWorklistReport *report, GString *out);
void fl_worklist_append_json(const FlWorklist *self, GString *out);
