/*
 * FlBuildRecord: what a build came to, kept in the cache: where nothing that it hung on has changed and its
 * files are still in place, there is nothing to be done but to say again what it said.
 */
#pragma once

#include "fl-graph.h"
#include "fl-session.h"

typedef struct {
  char *manifest;        /* the bytes of manifest.json */
  char *summary;         /* of the graph (fl-summary.h) */
  FlFactBatch *findings; /* of the graph, in order; it holds nothing else */
} FlBuildRecord;

void fl_build_record_free(FlBuildRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlBuildRecord, fl_build_record_free)

/* All that the files of a build hang on. */
typedef struct {
  char key[FL_DIGEST_SIZE];
  GHashTable *digests; /* of char*: those of the sources, as they were looked at */
} FlBuildKey;

/* NULL when a source can't be read, or there is no cache. */
FlBuildKey *fl_build_key_new(const FlSession *session);
void fl_build_key_free(FlBuildKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlBuildKey, fl_build_key_free)

/* NULL when there is none. */
FlBuildRecord *fl_build_record_find(const FlSession *session, const FlBuildKey *key);

/* Keeps what a build has come to, once its files are in place; not when sources have changed since they were
 * looked at for the key. */
void fl_build_record_store(const FlSession *session, const FlBuildKey *key, const FlGraph *graph);
