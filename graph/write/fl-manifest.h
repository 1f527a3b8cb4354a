/*
 * manifest.json: what a folder was made of, and what is in it: the program's version, digests of sources,
 * rules and files, how much was found, and what was noticed. No clock, no path of a machine: the same input
 * gives the same bytes. Private to this folder.
 */
#pragma once

#include "fl-file-sink.h"
#include "fl-graph.h"

/* A file of the folder, as its sink knows it. */
typedef struct {
  const char *name;
  uint64_t length;
  const char *digest;
} FlManifestFile;

/* `files` are FlManifestFile, in the order in which they will stand. `version` may be NULL. */
void fl_manifest_write(const FlGraph *graph, const char *version, const GArray *files, FlFileSink *sink);
