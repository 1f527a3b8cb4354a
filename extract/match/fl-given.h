/*
 * What a test of a rule gives in place of what other rules would find: mentions and contexts.
 */
#pragma once

#include "fl-analysis.h"

/* A mention that a test gives: every place where `text` stands becomes one. */
typedef struct {
  int type;
  const char *text;
  const char **values; /* by property of the type; NULL: none given */
} FlGivenMention;

/* A context that a test gives, for all of the source. */
typedef struct {
  int variable;
  const char *text; /* NULL for a node: */
  int type;
  const char **values; /* by property of the type */
} FlGivenContext;

/* Adds a mention at each place of an analysis where the text stands. */
void fl_given_add_mentions(FlAnalysis *analysis, const FlGivenMention *given);

/* Sets contexts (FlGivenContext; NULL: none). `nothing` is a rule that emits nothing, which is said to have set them;
 * it must outlive the analysis. */
void fl_given_set_contexts(FlAnalysis *analysis, const GArray *contexts, const FlRule *nothing);
