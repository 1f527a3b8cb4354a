/*
 * The captures of a match: what its groups hold, as spans, mentions and lists of texts. Private to this folder.
 */
#pragma once

#include "fl-unit-run.h"

/* Notes the groups of the match that was found last (in the run's `spans`), before anything else is matched:
 * guards and lists use the same matcher. */
void fl_captures_read_groups(const FlUnitRun *self, const FlAlternative *alternative);

/* Fills the captures of a match from the groups that were read; its values are the arena's. Where taking a list
 * apart gives up, that is reported. */
void fl_captures_take(const FlUnitRun *self, const FlAlternative *alternative, FlMatch *match);
