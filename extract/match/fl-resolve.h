/*
 * The end of a document: contexts are complete, so what hung on them is resolved: mentions that are a
 * context's node, updates, edges.
 */
#pragma once

#include "fl-analysis.h"

void fl_resolve(FlAnalysis *self, FlMatcher *matcher);

/* What a rule's `from`, `to` or `update` means in a match: entities, the caller's array of FlEntity, with
 * NULL where a member of a list is none. */
GPtrArray *fl_resolve_who(FlAnalysis *self, const FlMatch *match, FlWho who);
