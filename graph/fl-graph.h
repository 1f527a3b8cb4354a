/*
 * FlGraph: fact batches woven into one graph: nodes of one type and key are one node, statements of one
 * relation between the same two nodes are one edge, and all evidence is kept.
 *
 * Batches are added in any order, then the graph is finished and from then on constant. Every choice (which
 * of two values wins, what is shown, names, order) goes by the content of the batches and never by their
 * order: the same batches give the same graph, and a batch given twice changes nothing.
 *
 * - Of two values for one property the one with the first evidence (file, line, column) wins; an absent
 *   value never conflicts. Each value left out is a finding "conflict".
 * - A node that lacks late parts of its key joins the only namesake that has them, with its evidence, edges
 *   and aliases. Where several could be meant it stays apart, with a finding "ambiguous-namesake".
 * - An article mentions every node that has evidence in it, itself excepted: these edges are made here.
 * - Articles of one fingerprint are one article printed again: all but the first (file, start_line) get the
 *   property duplicate_of. Of such a family an element's evidence counts in the first article that has any.
 *
 * A graph belongs to one thread while it is built; a finished graph may be read by many. It owns its strings.
 */
#pragma once

#include "fl-fact-batch.h"

#define FL_GRAPH_NONE UINT32_MAX

/* A type's prefix of at most three letters, an underscore, 16 hexadecimal digits, the end. */
enum { FL_GRAPH_ID_SIZE = 24 };

/* Labels, and the sentences shown as evidence, have at most so many characters (fl_string_append_cut()). */
enum { FL_GRAPH_LABEL_LIMIT = 40, FL_GRAPH_EVIDENCE_LIMIT = 300 };

#define FL_GRAPH_ERROR (fl_graph_error_quark())
GQuark fl_graph_error_quark(void);

typedef enum {
  FL_GRAPH_ERROR_SCHEMA, /* a batch of another schema */
  FL_GRAPH_ERROR_SIZE,   /* more nodes, edges or evidence than a graph can number */
} FlGraphError;

typedef struct _FlGraph FlGraph;

/* A new, empty graph; takes a reference to the schema. */
FlGraph *fl_graph_new(FlSchema *schema);
void fl_graph_free(FlGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlGraph, fl_graph_free)

/* Weaves in a sealed batch; everything is copied. On failure the graph is as it was. */
bool fl_graph_add_batch(FlGraph *self, const FlFactBatch *batch, GError **error);

/* The last pass: joins, names and orders. Nothing may be added afterwards; only now may it be read. */
void fl_graph_finish(FlGraph *self);

/* ---- reading a finished graph. Nodes, edges, evidence and findings are named by their index in the final
 * order: nodes by (type's name, name), edges by (source id, relation, target id), evidence by (file, line,
 * column, rule, element's id), findings by place. Strings are borrowed, valid as long as the graph. */

/* What the evidence of a node or an edge amounts to. */
typedef struct {
  uint32_t mentions;   /* places that count, at least 1 */
  uint32_t n_evidence; /* rows, with those in duplicate articles */
  uint32_t shown;      /* the evidence of highest confidence, first in order; FL_GRAPH_NONE without any */
  uint32_t first_day;  /* extent of the days of its articles, as 20240208; 0 without any */
  uint32_t last_day;
} FlSupport;

typedef struct {
  FlLocation at;
  bool of_edge;
  uint32_t element; /* the node or edge */
  uint32_t article; /* the node */
  double confidence;
  const char *file, *rule, *text, *sentence, *place;
} FlGraphEvidence;

/* A document that the graph was made of, as its batch has it (fl_fact_batch_set_origin()). */
typedef struct {
  const char *document, *digest, *rules;
} FlGraphOrigin;

const FlSchema *fl_graph_get_schema(const FlGraph *self);
uint32_t fl_graph_get_n_nodes(const FlGraph *self);
uint32_t fl_graph_get_n_edges(const FlGraph *self);
uint32_t fl_graph_get_n_evidence(const FlGraph *self);
uint32_t fl_graph_get_n_findings(const FlGraph *self);

/* Nodes: the type; the name, unique in its type; aliases, sorted, without the name; the text of a property's
 * value, "" for none; and the id, which is also the same in every other graph that has this node. Returns
 * `buffer`. */
int fl_graph_get_node_type(const FlGraph *self, uint32_t node);
const char *fl_graph_get_node_name(const FlGraph *self, uint32_t node);
uint32_t fl_graph_get_n_aliases(const FlGraph *self, uint32_t node);
const char *fl_graph_get_alias(const FlGraph *self, uint32_t node, uint32_t index);
const char *fl_graph_get_node_value(const FlGraph *self, uint32_t node, int property);
const char *fl_graph_format_node_id(const FlGraph *self, uint32_t node, char buffer[FL_GRAPH_ID_SIZE]);
const FlSupport *fl_graph_get_node_support(const FlGraph *self, uint32_t node);

/* The index of a node's evidence number `index`, in order. */
uint32_t fl_graph_get_node_evidence(const FlGraph *self, uint32_t node, uint32_t index);

int fl_graph_get_edge_type(const FlGraph *self, uint32_t edge);
uint32_t fl_graph_get_edge_from(const FlGraph *self, uint32_t edge);
uint32_t fl_graph_get_edge_to(const FlGraph *self, uint32_t edge);
const char *fl_graph_get_edge_value(const FlGraph *self, uint32_t edge, int property);
const char *fl_graph_format_edge_id(const FlGraph *self, uint32_t edge, char buffer[FL_GRAPH_ID_SIZE]);
const FlSupport *fl_graph_get_edge_support(const FlGraph *self, uint32_t edge);
uint32_t fl_graph_get_edge_evidence(const FlGraph *self, uint32_t edge, uint32_t index);

/* For who goes through all nodes or edges, or all evidence, in order and is at `index`: fetches into the
 * processor's cache what those that follow are made of, which lies all over the memory. */
void fl_graph_look_ahead(const FlGraph *self, bool of_edge, uint32_t index);
void fl_graph_look_ahead_in_evidence(const FlGraph *self, uint32_t index);

/* Documents in the order of their names; one that came with different bytes or rules is there for each. */
uint32_t fl_graph_get_n_origins(const FlGraph *self);
const FlGraphOrigin *fl_graph_get_origin(const FlGraph *self, uint32_t index);

FlGraphEvidence fl_graph_get_evidence(const FlGraph *self, uint32_t index);
const FlFinding *fl_graph_get_finding(const FlGraph *self, uint32_t index);
