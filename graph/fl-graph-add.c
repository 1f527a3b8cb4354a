/* Batches go in: nodes and edges are found or added, their values claimed, their evidence kept. */
#include "fl-graph-private.h"

#include <math.h>
#include <string.h>

/* Half of what an index can name: every mention's evidence stands for an edge as well. */
enum { LIMIT = INT32_MAX };

GQuark
fl_graph_error_quark(void)
{
  return g_quark_from_static_string("fl-graph-error-quark");
}

/* ---- places and claims */

int
fl_graph_compare_places(const FlGraph *self, uint32_t a, uint32_t b)
{
  if (a == FL_GRAPH_NONE || b == FL_GRAPH_NONE)
    return (a == FL_GRAPH_NONE) - (b == FL_GRAPH_NONE);
  const FlEvidenceRecord *p = fl_graph_record(self, a), *q = fl_graph_record(self, b);
  int order = p->document == q->document ? 0 : strcmp(fl_graph_file(self, p), fl_graph_file(self, q));
  if (order == 0)
    order = fl_location_compare_starts(&p->at, &q->at);
  return order != 0 ? order : fl_graph_compare_texts(self, p->rule, q->rule);
}

void
fl_graph_claim(FlGraph *self, bool of_edge, uint32_t element, int property, FlClaim claim)
{
  if (claim.text == 0)
    return;
  FlClaim *held =
      of_edge ? fl_graph_edge_claim(self, element, property) : fl_graph_node_claim(self, element, property);
  if (held->text == 0)
    *held = claim;
  else if (held->text == claim.text) {
    if (fl_graph_compare_places(self, claim.evidence, held->evidence) < 0)
      held->evidence = claim.evidence;
  } else {
    FlRival rival = {.of_edge = of_edge, .property = (uint16_t)property, .element = element, .claim = claim};
    g_array_append_val(self->rivals, rival);
  }
}

static uint32_t
add_claims(FlGraph *self, guint n)
{
  uint32_t first = self->claims->len;
  const FlClaim none = {.evidence = FL_GRAPH_NONE};
  for (guint i = 0; i < n; i++)
    g_array_append_val(self->claims, none);
  return first;
}

/* ---- nodes and edges */

typedef struct {
  int type;
  const uint32_t *texts; /* of all properties */
} NodeKey;

static bool
has_node_key(uint32_t node, const void *key, const void *owner)
{
  const NodeKey *wanted = key;
  const FlGraph *self = owner;
  if (fl_graph_node(self, node)->type != wanted->type)
    return false;
  const GArray *parts = fl_graph_type_of(self, node)->key;
  for (guint i = 0; i < parts->len; i++) {
    int property = g_array_index(parts, int, i);
    if (fl_graph_node_claim(self, node, property)->text != wanted->texts[property])
      return false;
  }
  return true;
}

static uint32_t
put_node(FlGraph *self, int type_index, const uint32_t *texts)
{
  const FlNodeType *type = fl_schema_get_node_type(self->schema, type_index);
  uint32_t hash = (uint32_t)type_index;
  for (guint i = 0; i < type->key->len; i++) {
    uint32_t words[] = {hash, texts[g_array_index(type->key, int, i)]};
    hash = fl_hash_bytes(words, sizeof words);
  }
  const NodeKey key = {type_index, texts};
  uint32_t node = fl_handle_table_find(&self->node_table, hash, has_node_key, &key, self);
  if (node != FL_NO_HANDLE)
    return node;
  node = self->nodes->len;
  FlGraphNode added = {.type = type_index, .element.values = add_claims(self, type->properties->len)};
  g_array_append_val(self->nodes, added);
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    fl_graph_node_claim(self, node, property)->text = texts[property];
  }
  fl_handle_table_insert(&self->node_table, hash, node);
  return node;
}

typedef struct {
  uint32_t type, from, to;
} EdgeKey;

static bool
has_edge_key(uint32_t edge, const void *key, const void *owner)
{
  const EdgeKey *wanted = key;
  const FlGraphEdge *found = fl_graph_edge(owner, edge);
  return found->from == wanted->from && found->to == wanted->to && (uint32_t)found->type == wanted->type;
}

uint32_t
fl_graph_put_edge(FlGraph *self, int type, uint32_t from, uint32_t to)
{
  const EdgeKey key = {(uint32_t)type, from, to};
  uint32_t hash = fl_hash_bytes(&key, sizeof key);
  uint32_t edge = fl_handle_table_find(&self->edge_table, hash, has_edge_key, &key, self);
  if (edge != FL_NO_HANDLE)
    return edge;
  edge = self->edges->len;
  const GArray *properties = fl_schema_get_edge_type(self->schema, type)->properties;
  FlGraphEdge added = {
      .type = type, .from = from, .to = to, .element.values = add_claims(self, properties->len)};
  g_array_append_val(self->edges, added);
  fl_handle_table_insert(&self->edge_table, hash, edge);
  return edge;
}

/* ---- a batch */

typedef struct {
  FlGraph *graph;
  const FlFactBatch *batch;
  uint32_t document;   /* the graph's */
  uint32_t *nodes;     /* the graph's, by index in the batch */
  uint32_t *sentences; /* handles, by index in the batch */
} Adding;

static void
keep_texts(FlGraph *self, const FlValue *values, guint n, uint32_t *ret_texts)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  for (guint i = 0; i < n; i++)
    ret_texts[i] = values[i].type == FL_VALUE_NONE
                       ? 0
                       : fl_string_pool_add(self->pool, fl_value_format(values[i], buffer));
}

/* Returns the index of the first, which is also the first in place: the batch has it in order. */
static uint32_t
add_evidence(const Adding *adding, bool of_edge, uint32_t element, FlEvidenceList list)
{
  FlGraph *self = adding->graph;
  if (list.n == 0)
    return FL_GRAPH_NONE;
  uint32_t first = self->evidence->len;
  for (uint32_t i = 0; i < list.n; i++) {
    const FlEvidence *evidence = &list.items[i];
    FlEvidenceRecord record = {
        .at = evidence->at,
        .element = element,
        .article = adding->nodes[evidence->article],
        .document = adding->document,
        .rule = fl_string_pool_add(self->pool, evidence->rule),
        .text = fl_string_pool_add(self->pool, evidence->text),
        .sentence = adding->sentences[evidence->sentence],
        .place = *evidence->place == '\0' ? 0 : fl_string_pool_add(self->pool, evidence->place),
        .confidence = (uint16_t)lrint(evidence->confidence * 10000),
        .of_edge = of_edge,
    };
    g_array_append_val(self->evidence, record);
  }
  return first;
}

static void
add_values(FlGraph *self, bool of_edge, uint32_t element, const GArray *properties, const FlValue *values,
           uint32_t evidence)
{
  uint32_t texts[FL_SCHEMA_MAX_PROPERTIES];
  keep_texts(self, values, properties->len, texts);
  for (guint i = 0; i < properties->len; i++)
    fl_graph_claim(self, of_edge, element, (int)i, (FlClaim){texts[i], evidence});
}

static void
find_nodes(const Adding *adding)
{
  FlGraph *self = adding->graph;
  uint32_t texts[FL_SCHEMA_MAX_PROPERTIES];
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(adding->batch); i++) {
    const FlFactNode *fact = fl_fact_batch_get_node(adding->batch, i);
    const GArray *properties = fl_schema_get_node_type(self->schema, fact->type)->properties;
    keep_texts(self, fact->values, properties->len, texts);
    adding->nodes[i] = put_node(self, fact->type, texts);
  }
}

static void
add_nodes(const Adding *adding)
{
  FlGraph *self = adding->graph;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(adding->batch); i++) {
    const FlFactNode *fact = fl_fact_batch_get_node(adding->batch, i);
    uint32_t node = adding->nodes[i];
    uint32_t evidence = add_evidence(adding, false, node, fact->evidence);
    add_values(self, false, node, fl_graph_type_of(self, node)->properties, fact->values, evidence);
    for (const char **alias = fact->aliases; alias != NULL && *alias != NULL; alias++) {
      FlAlias added = {node, fl_string_pool_add(self->pool, *alias)};
      g_array_append_val(self->aliases, added);
    }
  }
}

static void
add_edges(const Adding *adding)
{
  FlGraph *self = adding->graph;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_edges(adding->batch); i++) {
    const FlFactEdge *fact = fl_fact_batch_get_edge(adding->batch, i);
    uint32_t edge = fl_graph_put_edge(self, fact->type, adding->nodes[fact->from], adding->nodes[fact->to]);
    uint32_t evidence = add_evidence(adding, true, edge, fact->evidence);
    const GArray *properties = fl_schema_get_edge_type(self->schema, fact->type)->properties;
    add_values(self, true, edge, properties, fact->values, evidence);
  }
}

static const char *
keep(FlGraph *self, const char *text)
{
  return fl_graph_string(self, fl_string_pool_add(self->pool, text));
}

static void
add_findings(const Adding *adding)
{
  FlGraph *self = adding->graph;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_findings(adding->batch); i++) {
    FlFinding finding = *fl_fact_batch_get_finding(adding->batch, i);
    finding.id = keep(self, finding.id);
    finding.rule = keep(self, finding.rule);
    finding.file = keep(self, finding.file);
    finding.message = keep(self, finding.message);
    g_array_append_val(self->findings, finding);
  }
}

static bool
has_room(const FlGraph *self, const FlFactBatch *batch)
{
  size_t n_elements = (size_t)fl_fact_batch_get_n_nodes(batch) + fl_fact_batch_get_n_edges(batch);
  return self->nodes->len + n_elements <= LIMIT && self->edges->len + n_elements <= LIMIT &&
         self->claims->len + n_elements * FL_SCHEMA_MAX_PROPERTIES <= LIMIT &&
         self->evidence->len + fl_fact_batch_get_n_evidence(batch) <= LIMIT;
}

/* A document in two batches is there twice; the last pass makes it one. */
static uint32_t
add_document(FlGraph *self, const char *name)
{
  uint32_t handle = fl_string_pool_add(self->pool, name);
  g_array_append_val(self->documents, handle);
  return self->documents->len - 1;
}

bool
fl_graph_add_batch(FlGraph *self, const FlFactBatch *batch, GError **error)
{
  const char *document = fl_fact_batch_get_document(batch);
  if (!fl_schema_equal(self->schema, fl_fact_batch_get_schema(batch))) {
    g_set_error(error, FL_GRAPH_ERROR, FL_GRAPH_ERROR_SCHEMA, "%s: facts of another schema", document);
    return false;
  }
  if (!has_room(self, batch)) {
    g_set_error(error, FL_GRAPH_ERROR, FL_GRAPH_ERROR_SIZE, "%s: the graph is full", document);
    return false;
  }
  g_autofree uint32_t *nodes = g_new0(uint32_t, fl_fact_batch_get_n_nodes(batch));
  g_autofree uint32_t *sentences = g_new0(uint32_t, fl_fact_batch_get_n_sentences(batch));
  const Adding adding = {self, batch, add_document(self, document), nodes, sentences};
  for (uint32_t i = 0; i < fl_fact_batch_get_n_sentences(batch); i++)
    sentences[i] = fl_string_pool_add(self->pool, fl_fact_batch_get_sentence(batch, i));
  find_nodes(&adding);
  add_nodes(&adding);
  add_edges(&adding);
  add_findings(&adding);
  fl_graph_add_origin(self, batch);
  return true;
}
