/*
 * FlCoverage: what of an article mentions of some types lie over; asked for one span after another, it costs no more
 * where there are many.
 *
 * An array of FlSpan in order, none touching another.
 */
#pragma once

#include "fl-analysis.h"

typedef GArray FlCoverage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCoverage, g_array_unref)

/* The caller's. What extends a mention (a title before a name) is covered too. */
FlCoverage *fl_coverage_new(const FlAnalysis *analysis, uint32_t article, uint64_t types);

/* Whether any of a span is covered. */
bool fl_coverage_overlaps(const FlCoverage *self, FlSpan span);
