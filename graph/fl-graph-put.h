/*
 * Putting things into an FlGraph while it is built: each node and edge once, found by what makes it itself.
 */
#pragma once

#include "fl-graph-record.h"

/* What makes a node itself: its type and, as handles, the texts of its key. */
typedef struct {
  int type;
  const uint32_t *texts; /* of all properties */
} FlNodeKey;

/* The hash of a node's key; fetches into the processor's cache where it will be looked for. */
uint32_t fl_graph_fetch_node(const FlGraph *self, const FlNodeKey *key);

/* The node with this key, which is added when there is none. */
uint32_t fl_graph_put_node(FlGraph *self, const FlNodeKey *key, uint32_t hash);

/* Fetches into the processor's cache where an edge will be looked for. */
void fl_graph_fetch_edge(const FlGraph *self, int type, uint32_t from, uint32_t to);

/* The edge between two nodes, which is added when there is none. */
uint32_t fl_graph_put_edge(FlGraph *self, int type, uint32_t from, uint32_t to);

/* Says that an element has a value: it is taken, or noted as a rival. */
void fl_graph_claim(FlGraph *self, bool of_edge, uint32_t element, int property, FlClaim claim);

/* The order of evidence by place and rule, as far as conflicts need it: less than 0 when `a` comes first. */
int fl_graph_compare_places(const FlGraph *self, uint32_t a, uint32_t b);
