/*
 * FlSource: where the bytes of a document lie: in a file, packed or not; in an archive as one of its members; in a
 * corpus as one of its records; or on standard input.
 */
#pragma once

#include "fl-document.h"

/* What stands for standard input, as path and as name. */
#define FL_SOURCE_STDIN "-"

typedef struct {
  char *path;      /* where it lies */
  char *name;      /* what it is called in all outputs: a.txt, archive.zip/a.txt, corpus.ndjson/ID */
  char *member;    /* what an archive calls it; NULL: it is no member of one */
  uint64_t offset; /* of a member or a record in its file, */
  uint64_t length; /* and how many bytes hold it; 0: the file is the source */
} FlSource;

/* A source that was asked for and is not there. */
typedef struct {
  FlSource source;
  char *message; /* begins with its path */
} FlMissingSource;

/* What is found where sources are looked for. */
typedef struct {
  GPtrArray *sources; /* of FlSource */
  GPtrArray *missing; /* of FlMissingSource */
} FlFoundSources;

void fl_source_free(FlSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlSource, fl_source_free)

/* Arrays that own what is in them; the caller's. */
GPtrArray *fl_sources_new(void);
GPtrArray *fl_missing_sources_new(void);

/* Add a source, which is copied, and one that can't be read, with what is wrong with it. */
void fl_found_sources_add(FlFoundSources *self, const FlSource *source);
void fl_found_sources_add_missing(FlFoundSources *self, const char *path, const char *name,
                                  const char *problem);

/* Reads the bytes of a source, unpacked; the caller's. Messages of this and the next two begin with its path. */
GBytes *fl_source_read(const FlSource *self, GError **error);

/* Makes a document of these bytes. */
FlDocument *fl_source_parse(const FlSource *self, GBytes *bytes, const FlReadOptions *options,
                            GError **error);

/* Both. */
FlDocument *fl_source_load(const FlSource *self, const FlReadOptions *options, GError **error);
