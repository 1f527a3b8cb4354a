/*
 * How FlGraph is made, for the files fl-graph-*.c: arrays of plain values that name each other by index and
 * their strings by handle, and the passes that fl_graph_finish() makes over them.
 */
#pragma once

#include "fl-graph.h"
#include "fl-string-pool.h"

#include <string.h>

/* What the ids of edges begin with; no node type has it (fl-schema.c). */
#define FL_GRAPH_EDGE_PREFIX "e"

/* A value as text (0: none) and its first evidence, by which conflicts are decided; FL_GRAPH_NONE is last. */
typedef struct {
  uint32_t text;
  uint32_t evidence;
} FlClaim;

/* What nodes and edges have in common. */
typedef struct {
  uint64_t id;
  uint32_t values;   /* where its claims begin, one for each property of its type */
  uint32_t evidence; /* where its evidence begins in by_element */
  FlSupport support;
} FlElement;

typedef struct {
  FlElement element;
  uint32_t name;
  uint32_t aliases, n_aliases;
  int type;
} FlGraphNode;

typedef struct {
  FlElement element;
  uint32_t from, to;
  int type;
} FlGraphEdge;

/* A claim that is not the one its element holds: a conflict, unless it turns out to say the same. */
typedef struct {
  bool of_edge;
  uint16_t property;
  uint32_t element;
  FlClaim claim;
} FlRival;

/* Of four bytes a field: there are more of these than of anything else. */
typedef struct {
  FlLocation at;
  uint32_t element;
  uint32_t article;
  uint32_t document; /* index in documents */
  uint32_t rule, text, sentence, place;
  uint16_t confidence; /* in ten-thousandths */
  bool of_edge;
} FlEvidenceRecord;

typedef struct {
  uint32_t node;
  uint32_t text;
} FlAlias;

/* A node that could join several. */
typedef struct {
  uint32_t node;
  uint32_t n_namesakes;
} FlAmbiguity;

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

/* ---- fl-graph-put.c */

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

/* Keeps what a batch was made of (fl-graph-origin.c). */
void fl_graph_add_origin(FlGraph *self, const FlFactBatch *batch);

/* ---- the passes, in this order */

void fl_graph_join_late_keys(FlGraph *self);   /* fl-graph-join.c */
void fl_graph_derive_mentions(FlGraph *self);  /* fl-graph-article.c */
void fl_graph_settle_values(FlGraph *self);    /* fl-graph-conflict.c */
void fl_graph_make_ids(FlGraph *self);         /* fl-graph-id.c */
void fl_graph_make_names(FlGraph *self);       /* fl-graph-name.c */
void fl_graph_order_nodes(FlGraph *self);      /* fl-graph-order.c */
void fl_graph_order_edges(FlGraph *self);      /* fl-graph-order.c */
void fl_graph_mark_duplicates(FlGraph *self);  /* fl-graph-article.c */
void fl_graph_report_conflicts(FlGraph *self); /* fl-graph-conflict.c; claims know no evidence from here on */
void fl_graph_order_evidence(FlGraph *self);   /* fl-graph-evidence.c */
void fl_graph_measure(FlGraph *self);          /* fl-graph-measure.c */
void fl_graph_report_namesakes(FlGraph *self); /* fl-graph-join.c */
void fl_graph_order_findings(FlGraph *self);   /* fl-graph-order.c */
void fl_graph_order_origins(FlGraph *self);    /* fl-graph-origin.c */
