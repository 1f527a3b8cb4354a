/*
 * Applying the filters of a template: number, date, scale, … Private to this folder.
 */
#pragma once

#include "fl-evaluate.h"

/* What the filter makes of `value`: the arena's text, the filter's, or `value` itself; "" where it fails, which is
 * reported. A pattern that gave up on its way is reported too. */
const char *fl_filter_apply(const FlFilter *filter, const FlEvaluation *evaluation, const char *value);
