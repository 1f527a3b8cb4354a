/*
 * FlPackSource: a file that a rule set was made of. All of them together, with their digests, say which rules
 * these are: who has the list can tell, without compiling anything, whether they are still the same.
 */
#pragma once

#include "fl-digest.h"

typedef struct {
  char *path; /* where it lies */
  char *name; /* PACK/FILE, the file as the pack names it */
  char digest[FL_DIGEST_SIZE];
} FlPackSource;

/* An array of FlPackSource, the caller's. */
GPtrArray *fl_pack_sources_new(void);

/* Adds a file of a pack that lies in `folder`, unless it is there. */
void fl_pack_sources_add(GPtrArray *self, const char *folder, const char *pack, const char *file,
                         const char *digest);

/* Adds one that is not there. */
void fl_pack_sources_append(GPtrArray *self, const char *path, const char *name, const char *digest);

/* The digest of the list: what sha256sum says of the lines that it would write for the files by these names,
 * in this order. Returns `buffer`. */
const char *fl_pack_sources_format_digest(const GPtrArray *self, char buffer[FL_DIGEST_SIZE]);

/* The names of the YAML files that a pack in a folder has, in the order in which they are read: pack.yaml,
 * schema.yaml where there is one, then the others. An array of char*, the caller's. */
GPtrArray *fl_pack_list_files(const char *folder);

/* The digest of the bytes in a file of a pack; false when it can't be read. */
bool fl_pack_digest_file(const char *path, char buffer[FL_DIGEST_SIZE]);
