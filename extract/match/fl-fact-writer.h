/*
 * From an analysis to a fact batch: entities become nodes, mentions their evidence, resolved statements
 * edges.
 */
#pragma once

#include "fl-analysis.h"
#include "fl-fact-batch.h"

/* The caller's batch, sealed. */
FlFactBatch *fl_analysis_write_batch(FlAnalysis *analysis);
