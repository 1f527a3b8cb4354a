/*
 * FlPipeline: documents through extractors on several threads, their batches out again in the order of the
 * documents.
 *
 * Workers run ahead of the consumer by a few documents at most: a slow one never makes the others pile up in
 * memory. One that can't be read stops nothing but itself.
 */
#pragma once

#include "fl-fact-batch.h"
#include "fl-rules.h"

#include <gio/gio.h>

/* Called on the thread that runs the pipeline, in the order of the sources: with a batch, which it takes, or
 * with NULL and why the source could not be read. Returns false with `error` set to stop. */
typedef bool (*FlPipelineSink)(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data,
                               GError **error);

/* What to run, and how. */
typedef struct {
  FlRules *rules;
  FlCache *cache; /* where batches of earlier runs are; NULL: nowhere */
  guint n_threads;
  bool prefilter;
  guint *n_extracted; /* counts the sources that the rules were run over; NULL: not counted */
} FlPipeline;

/* Runs the rules over those of `sources` (of FlSource) that the cache knows nothing of. */
bool fl_pipeline_run(const FlPipeline *self, const GPtrArray *sources, FlPipelineSink sink, void *user_data,
                     GError **error);
