/*
 * What of a graph is drawn: a picture of more than a few hundred nodes shows nothing.
 */
#pragma once

#include "fl-graph.h"

typedef struct {
  GArray *nodes; /* of uint32_t, in the graph's order */
  GArray *edges; /* of uint32_t, in the graph's order */
} FlDotPick;

/* Picks at most `top` nodes and as many edges; 0 picks everything. The heaviest statements are taken, with
 * their nodes; the other nodes only when the graph has no more than `top`, or no statements. That an article
 * mentions something is drawn only where nothing else holds a node. */
void fl_dot_pick_init(FlDotPick *self, const FlGraph *graph, uint32_t top);
void fl_dot_pick_clear(FlDotPick *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlDotPick, fl_dot_pick_clear)
