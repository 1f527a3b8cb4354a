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
  bool written; /* or it was as it should be */
} FlBuildFigures;

/* Appends what a graph has: nodes and edges by type, evidence. */
void fl_summary_append_graph(GString *out, const FlGraph *graph);

/* Prints to standard output: documents, rules, what the graph has (`of_graph`, as above), warnings, seconds,
 * where the files are. `rules` may be NULL. */
void fl_summary_print(const char *of_graph, const FlRules *rules, const FlBuildFigures *figures);
