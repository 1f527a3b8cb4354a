/*
 * Settling and finishing types: which of overlapping mentions stand, what their properties are, where else in
 * the article a name stands, which mentions are one entity.
 */
#pragma once

#include "fl-analysis.h"

/* Decides the overlaps among an article's pending mentions of a type, after hiding those inside mentions that
 * mask them. */
void fl_settle(FlAnalysis *self, uint32_t article, int type);

/* Whether a mention of a settled type stands just there. */
bool fl_settle_stands(const FlAnalysis *self, uint32_t article, int type, FlSpan span);

/* Decides again, with `more` mentions (of FlMention) beside those that stand. */
void fl_settle_more(FlAnalysis *self, uint32_t article, int type, GPtrArray *more);

/* Moves those of `mentions` that are refused, or only claim their text, over to `lost`. */
void fl_settle_drop_refused(GPtrArray *mentions, GPtrArray *lost);

/* Fills the properties of a settled type's mentions, propagates names, and joins mentions to entities. */
void fl_finish(FlAnalysis *self, FlMatcher *matcher, uint32_t article, int type);
