/*
 * FlFactBatch: what one document says: nodes, edges and the evidence for each, as plain values. It is the
 * waist of factloom: all that passes from extraction to the graph, in memory or as NDJSON (fl-fact-json.h).
 *
 * A batch is made and filled by one thread, sealed, and then constant; it may be handed to another thread. It
 * owns every string in it (a pool of its own) and holds a reference to its schema. Nodes, edges and sentences
 * are named by their index in the batch. The same node (by type and key) may stand in it more than once, say
 * once an article: the graph joins them.
 *
 * What goes in is made what comes out of the NDJSON form again: texts are clean (fl-string.h), an empty one
 * is no value, numbers and confidences have four decimals (fl_number_round()).
 */
#pragma once

#include "fl-finding.h"
#include "fl-location.h"
#include "fl-schema.h"

/* One mention of a node, or one statement that supports an edge. */
typedef struct {
  FlLocation at;
  uint32_t article;  /* node index of the Article it stands in */
  uint32_t sentence; /* index of the sentence's text in the batch */
  double confidence; /* 0 to 1 */
  const char *rule;  /* the rule's id; list:FILE, propagated:RULE or layout for what no rule found */
  const char *text;  /* the mention */
  const char
      *place; /* what its line is called there where that is more than a number: p3L12; NULL or "": nothing */
} FlEvidence;

typedef struct {
  const FlEvidence *items; /* in order of place; NULL until the batch is sealed */
  uint32_t n;
} FlEvidenceList;

typedef struct {
  int type;
  FlValue *values;      /* one for each property of the type */
  const char **aliases; /* ends in NULL; NULL when there are none */
  FlEvidenceList evidence;
} FlFactNode;

typedef struct {
  int type;
  uint32_t from, to; /* node indices */
  FlValue *values;   /* one for each property of the type; NULL when the type has none */
  FlEvidenceList evidence;
} FlFactEdge;

typedef struct _FlFactBatch FlFactBatch;

/* A new, empty batch for the source `document` (its path as given, relative). Takes a reference to the
 * schema. */
FlFactBatch *fl_fact_batch_new(FlSchema *schema, const char *document);
void fl_fact_batch_free(FlFactBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlFactBatch, fl_fact_batch_free)

/* Says what the batch was made of: the digests (fl-digest.h) of the document's bytes and of the rules; ""
 * where they are not known. May be said of a sealed batch, by the thread that made it. */
void fl_fact_batch_set_origin(FlFactBatch *self, const char *digest, const char *rules);

/* ---- filling. Strings are copied into the batch's pool. A value must be of its property's type, as
 * fl_value_parse() makes it; any other, and a number that is not finite, is dropped. */

uint32_t fl_fact_batch_add_node(FlFactBatch *self, int type);
uint32_t fl_fact_batch_add_edge(FlFactBatch *self, int type, uint32_t from, uint32_t to);
void fl_fact_batch_set_node_value(FlFactBatch *self, uint32_t node, int property, FlValue value);
void fl_fact_batch_set_edge_value(FlFactBatch *self, uint32_t edge, int property, FlValue value);
void fl_fact_batch_add_alias(FlFactBatch *self, uint32_t node, const char *alias);
uint32_t fl_fact_batch_add_sentence(FlFactBatch *self, const char *text);
void fl_fact_batch_add_node_evidence(FlFactBatch *self, uint32_t node, const FlEvidence *evidence);
void fl_fact_batch_add_edge_evidence(FlFactBatch *self, uint32_t edge, const FlEvidence *evidence);
void fl_fact_batch_add_finding(FlFactBatch *self, const FlFinding *finding);

/* Ends the filling: evidence is put in order of place and rule, aliases by their bytes, each once. Nothing
 * may be added afterwards; sealed once. */
void fl_fact_batch_seal(FlFactBatch *self);

/* ---- reading. All borrowed, valid as long as the batch. */

const char *fl_fact_batch_get_document(const FlFactBatch *self);
const char *fl_fact_batch_get_digest(const FlFactBatch *self); /* of the document's bytes, or "" */
const char *fl_fact_batch_get_rules(const FlFactBatch *self);  /* the digest of the rules, or "" */
FlSchema *fl_fact_batch_get_schema(const FlFactBatch *self);
uint32_t fl_fact_batch_get_n_nodes(const FlFactBatch *self);
uint32_t fl_fact_batch_get_n_edges(const FlFactBatch *self);
uint32_t fl_fact_batch_get_n_sentences(const FlFactBatch *self);
uint32_t fl_fact_batch_get_n_findings(const FlFactBatch *self);
size_t fl_fact_batch_get_n_evidence(const FlFactBatch *self); /* of all nodes and edges */
const FlFactNode *fl_fact_batch_get_node(const FlFactBatch *self, uint32_t index);
const FlFactEdge *fl_fact_batch_get_edge(const FlFactBatch *self, uint32_t index);
const char *fl_fact_batch_get_sentence(const FlFactBatch *self, uint32_t index);
const FlFinding *fl_fact_batch_get_finding(const FlFactBatch *self, uint32_t index);
