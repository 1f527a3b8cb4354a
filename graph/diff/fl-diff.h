/*
 * FlDiff: what one graph says that another does not: nodes and edges gained, lost and changed, each with the evidence
 * that came or went, grouped by the rule that did it.
 *
 * - Elements are the same where their ids are: type and key. A node that is gone and one that is new, of one type and
 *   found at one place of one sentence, are one node that changed (its key is other than before); an edge whose ends
 *   alone became others with them has only followed.
 * - Evidence is the same wherever it stands in its file: lines that moved are no change. Where only the rule is
 *   another, that is a change of `rule`.
 * - `mentions` edges, which a graph makes of the evidence of nodes, are only counted.
 *
 * Constant once made. It borrows both snapshots, which must outlive it.
 */
#pragma once

#include "fl-snapshot.h"

typedef enum {
  FL_CHANGE_GAINED,
  FL_CHANGE_LOST,
  FL_CHANGE_CHANGED,
  FL_N_CHANGE_KINDS,
} FlChangeKind;

typedef struct {
  const char *property; /* also name, confidence, and rule */
  const char *before, *after;
} FlValueChange;

typedef struct {
  FlChangeKind kind;
  bool of_edge;
  uint32_t before, after;          /* in the snapshots; FL_SNAPSHOT_NONE where it is not there */
  const char *rule;                /* whose evidence came or went; without `propagated:` */
  GArray *values;                  /* of FlValueChange; of what is changed */
  GPtrArray *gained, *lost;        /* of const FlSnapshotEvidence */
  const FlSnapshotEvidence *shown; /* a place where it is now, or was; NULL: nothing is known of it */
} FlChange;

/* The changes of one rule. */
typedef struct {
  const char *rule;
  guint first, n; /* among `changes` */
  guint counts[FL_N_CHANGE_KINDS];
} FlRuleChanges;

typedef struct {
  const FlSnapshot *before, *after;
  GArray *changes;                    /* of FlChange, by rule; then by kind, nodes first, type and name */
  GArray *rules;                      /* of FlRuleChanges, those with most first */
  guint counts[2][FL_N_CHANGE_KINDS]; /* of nodes, of edges */
  guint derived[2];                   /* `mentions` edges gained and lost */
  guint followed;                     /* edges that are others only as their ends are */
} FlDiff;

FlDiff *fl_diff_new(const FlSnapshot *before, const FlSnapshot *after);
void fl_diff_free(FlDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDiff, fl_diff_free)

/* Whether there is any difference. */
bool fl_diff_is_empty(const FlDiff *self);

const FlChange *fl_diff_get(const FlDiff *self, guint index);

/* ---- as a report (fl-diff-report.c, fl-diff-json.c) */

/* How a report is written. */
typedef struct {
  const char *before, *after; /* what the graphs are called */
  guint most;                 /* changes shown of each rule; 0: all */
  bool colour;                /* of text, for a terminal */
} FlDiffReport;

/* For a person at a terminal; for a comment on a pull request, in Markdown and bounded in length; for a program. */
void fl_diff_append_text(const FlDiff *self, const FlDiffReport *report, GString *out);
void fl_diff_append_markdown(const FlDiff *self, const FlDiffReport *report, GString *out);
void fl_diff_append_json(const FlDiff *self, const FlDiffReport *report, GString *out);

/* A comment on a pull request may have 65,536 characters on the best known host. */
enum { FL_DIFF_MARKDOWN_LIMIT = 60000 };
