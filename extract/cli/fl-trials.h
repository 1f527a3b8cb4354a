/*
 * Trials: for each sentence in which a rule found something, what the rule emits when the packs are run over
 * that sentence alone, as a test of the rule would have it. The review page makes tests of them.
 */
#pragma once

#include "fl-graph.h"
#include "fl-rule-set.h"

/* The caller's array of FlReviewTrial, whose strings are its own but for sentences and rule ids: those are the
 * graph's and the rule set's. A rule that looks at the name of a source has none. */
GPtrArray *fl_trials_new(const FlGraph *graph, FlRuleSet *rules);
