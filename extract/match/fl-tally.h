/*
 * FlTally: what became of the matches of each rule: how much of what they said stands, and who took the rest.
 *
 * Added up over documents; belongs to one thread. It borrows the rule set.
 */
#pragma once

#include "fl-analysis.h"

typedef struct {
  guint64 matches;
  guint64 stands;     /* mentions that stand, edges, updates and contexts */
  guint64 lost;       /* mentions that lost their text to another rule's, or were refused */
  guint64 best_taken; /* how many of those went to the rule that took most: */
  const char *best;   /* its id; NULL: none */
  GHashTable *takers; /* id (the tally's) to how many; NULL: none */
} FlRuleTally;

typedef struct {
  const FlRuleSet *rules;
  FlRuleTally *by_rule;
  GStringChunk *ids;
} FlTally;

FlTally *fl_tally_new(const FlRuleSet *rules);
void fl_tally_free(FlTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlTally, fl_tally_free)

void fl_tally_add(FlTally *self, const FlAnalysis *analysis);

const FlRuleTally *fl_tally_get(const FlTally *self, const FlRule *rule);
