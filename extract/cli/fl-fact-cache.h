/*
 * FlFactCache: the facts of a source as an earlier run found them: with the same program, rules and options,
 * in the same bytes, under the same name. May be used by many threads.
 */
#pragma once

#include "fl-cache.h"
#include "fl-digest.h"
#include "fl-encoding.h"
#include "fl-fact-batch.h"

typedef struct {
  FlCache *cache;
  FlSchema *schema;
  const char *rules; /* the digest of all their files */
  bool prefilter;
  FlDeclaration encoding; /* of sources, and who says so: findings repeat it */
} FlFactCache;

/* Adds to a key what sources are said to be in. */
void fl_fact_cache_add_encoding(FlDigest *key, FlDeclaration encoding);

/* The batch of the source of this name whose bytes have this digest, the caller's; NULL when it is not
 * there. */
FlFactBatch *fl_fact_cache_find(const FlFactCache *self, const char *name, const char *digest);

/* Keeps the batch of a source for the next run; its origin must be set. */
void fl_fact_cache_store(const FlFactCache *self, const char *name, const FlFactBatch *batch);
