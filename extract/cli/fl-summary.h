/*
 * What a build came to, in a screenful.
 */
#pragma once

#include "fl-graph.h"
#include "fl-rules.h"

typedef struct {
  guint documents;
  int extracted; /* those of them that were not in the cache; -1: there is none */
  guint warnings;
  double seconds;
  const char *folder;
} FlBuildFigures;

/* Prints to standard output: documents, rules, nodes and edges by type, evidence, warnings, seconds, where
 * the files are. `rules` may be NULL. */
void fl_summary_print(const FlGraph *graph, const FlRules *rules, const FlBuildFigures *figures);
