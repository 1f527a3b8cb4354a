/*
 * Emitting: what a match says becomes mentions (pending until their type is settled), contexts, and
 * statements to be resolved at the end.
 */
#pragma once

#include "fl-analysis.h"

/* A new mention in the arena, pending for its type; the caller fills the rest. */
FlMention *fl_analysis_add_mention(FlAnalysis *self, int type, uint32_t article, FlSpan span);

/* The same of one that no rule's match made; its values (NULL: none) are copied. */
FlMention *fl_analysis_add_named(FlAnalysis *self, uint32_t type, const char *const *values, uint32_t article,
                                 FlSpan span);

/* Carries out the emissions of a match, in order. */
void fl_emit(FlAnalysis *self, FlMatcher *matcher, FlMatch *match);
