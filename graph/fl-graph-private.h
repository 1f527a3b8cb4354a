/*
 * The inside of FlGraph, for the files fl-graph-*.c.
 */
#pragma once

#include "fl-graph-record.h"
#include "fl-string-pool.h"

#include <string.h>

/* What the ids of edges begin with; no node type has it (fl-schema.c). */
#define FL_GRAPH_EDGE_PREFIX "e"

struct _FlGraph {
  FlSchema *schema;
  int article_type, mentions_type;
  FlStringPool *pool;
  GArray *nodes;     /* of FlGraphNode */
  GArray *edges;     /* of FlGraphEdge */
  GArray *claims;    /* of FlClaim */
  GArray *rivals;    /* of FlRival; once values are settled, those that lost */
  GArray *documents; /* of uint32_t: the names of all documents; once evidence is ordered, in order */
  GArray *origins;   /* of FlGraphOrigin, strings in the pool; once the graph is finished, each once */
  GArray *evidence;  /* of FlEvidenceRecord; once it is ordered, each once */
  GArray *aliases;   /* of FlAlias; once names are made, each node's together and in order */
  GArray *findings;  /* of FlFinding, strings in the pool */
  FlHandleTable node_table, edge_table; /* while the graph is built */
  GArray *ambiguities;                  /* of FlAmbiguity */
  uint32_t *originals;  /* by node: for an article the first that has its fingerprint, else itself */
  uint32_t *by_element; /* evidence, each element's together and in order; nodes, then edges */
};

static inline FlGraphNode *
fl_graph_node(const FlGraph *self, uint32_t index)
{
  return &g_array_index(self->nodes, FlGraphNode, index);
}

static inline FlGraphEdge *
fl_graph_edge(const FlGraph *self, uint32_t index)
{
  return &g_array_index(self->edges, FlGraphEdge, index);
}

static inline FlEvidenceRecord *
fl_graph_record(const FlGraph *self, uint32_t index)
{
  return &g_array_index(self->evidence, FlEvidenceRecord, index);
}

/* The name of the document in which evidence lies. */
static inline const char *
fl_graph_file(const FlGraph *self, const FlEvidenceRecord *record)
{
  return fl_string_pool_get(self->pool, g_array_index(self->documents, uint32_t, record->document));
}

static inline FlClaim *
fl_graph_node_claim(const FlGraph *self, uint32_t node, int property)
{
  return &g_array_index(self->claims, FlClaim,
                        fl_graph_node(self, node)->element.values + (uint32_t)property);
}

static inline FlClaim *
fl_graph_edge_claim(const FlGraph *self, uint32_t edge, int property)
{
  return &g_array_index(self->claims, FlClaim,
                        fl_graph_edge(self, edge)->element.values + (uint32_t)property);
}

static inline const char *
fl_graph_string(const FlGraph *self, uint32_t handle)
{
  return fl_string_pool_get(self->pool, handle);
}

static inline int
fl_graph_compare_texts(const FlGraph *self, uint32_t a, uint32_t b)
{
  return a == b ? 0 : strcmp(fl_graph_string(self, a), fl_graph_string(self, b));
}

static inline const FlNodeType *
fl_graph_type_of(const FlGraph *self, uint32_t node)
{
  return fl_schema_get_node_type(self->schema, fl_graph_node(self, node)->type);
}

/* Puts array[order[i]] in place i, for all i, of a new array in the place of the old. */
void fl_graph_permute(GArray **array, const uint32_t *order); /* fl-graph-order.c */

/* Keeps what a batch was made of (fl-graph-origin.c). */
void fl_graph_add_origin(FlGraph *self, const FlFactBatch *batch);
