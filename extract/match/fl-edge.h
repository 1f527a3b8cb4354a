/*
 * Edges of a document that is complete: what statements say of entities, with the properties they give.
 */
#pragma once

#include "fl-analysis.h"

/* Resolves the statements that are edges into `edges`; those that can't be one go to `lost_edges`, and each
 * becomes a note of the report. */
void fl_edges_resolve(FlAnalysis *self, FlMatcher *matcher);
