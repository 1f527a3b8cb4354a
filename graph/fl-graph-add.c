/* Batches go in: their nodes and edges, with their values and evidence. */
#include "fl-graph-private.h"
#include "fl-graph-put.h"

#include <math.h>
#include <string.h>

/* Half of what an index can name: every mention's evidence stands for an edge as well. */
enum { LIMIT = INT32_MAX };

/* What is looked for lies all over the memory: it is fetched so many turns before. */
enum { AHEAD = 8 };

GQuark
fl_graph_error_quark(void)
{
  return g_quark_from_static_string("fl-graph-error-quark");
}

typedef struct {
  FlGraph *graph;
  const FlFactBatch *batch;
  uint32_t document;   /* the graph's */
  uint32_t *nodes;     /* the graph's, by index in the batch */
  uint32_t *sentences; /* handles, by index in the batch */
  uint32_t *texts;     /* handles of the values of all nodes, node after node */
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
add_sentences(const Adding *adding)
{
  FlStringPool *pool = adding->graph->pool;
  uint32_t n = fl_fact_batch_get_n_sentences(adding->batch);
  for (uint32_t i = 0; i < n; i++) {
    if (i + AHEAD < n)
      fl_string_pool_fetch(pool, fl_fact_batch_get_sentence(adding->batch, i + AHEAD));
    adding->sentences[i] = fl_string_pool_add(pool, fl_fact_batch_get_sentence(adding->batch, i));
  }
}

static void
add_values(FlGraph *self, bool of_edge, uint32_t element, const uint32_t *texts, guint n, uint32_t evidence)
{
  for (guint i = 0; i < n; i++)
    fl_graph_claim(self, of_edge, element, (int)i, (FlClaim){texts[i], evidence});
}

static guint
count_values(const Adding *adding, uint32_t index)
{
  int type = fl_fact_batch_get_node(adding->batch, index)->type;
  return fl_schema_get_node_type(adding->graph->schema, type)->properties->len;
}

static void
fetch_values(const Adding *adding, uint32_t index)
{
  const FlValue *values = fl_fact_batch_get_node(adding->batch, index)->values;
  for (guint i = 0, n = count_values(adding, index); i < n; i++)
    if (values[i].type == FL_VALUE_STRING)
      fl_string_pool_fetch(adding->graph->pool, values[i].string);
}

/* Each node is put AHEAD turns after its key is known. */
static void
find_nodes(const Adding *adding)
{
  FlGraph *self = adding->graph;
  uint32_t n = fl_fact_batch_get_n_nodes(adding->batch), *texts = adding->texts;
  FlNodeKey keys[AHEAD];
  uint32_t hashes[AHEAD];
  for (uint32_t i = 0; i < n + AHEAD; i++) {
    FlNodeKey *key = &keys[i % AHEAD];
    if (i >= AHEAD)
      adding->nodes[i - AHEAD] = fl_graph_put_node(self, key, hashes[i % AHEAD]);
    if (i + AHEAD < n)
      fetch_values(adding, i + AHEAD);
    if (i >= n)
      continue;
    const FlFactNode *fact = fl_fact_batch_get_node(adding->batch, i);
    *key = (FlNodeKey){fact->type, texts};
    keep_texts(self, fact->values, count_values(adding, i), texts);
    texts += count_values(adding, i);
    hashes[i % AHEAD] = fl_graph_fetch_node(self, key);
  }
}

static void
add_nodes(const Adding *adding)
{
  FlGraph *self = adding->graph;
  const uint32_t *texts = adding->texts;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(adding->batch); i++) {
    const FlFactNode *fact = fl_fact_batch_get_node(adding->batch, i);
    uint32_t node = adding->nodes[i], n_values = count_values(adding, i);
    uint32_t evidence = add_evidence(adding, false, node, fact->evidence);
    add_values(self, false, node, texts, n_values, evidence);
    texts += n_values;
    for (const char **alias = fact->aliases; alias != NULL && *alias != NULL; alias++) {
      FlAlias added = {node, fl_string_pool_add(self->pool, *alias)};
      g_array_append_val(self->aliases, added);
    }
  }
}

static void
fetch_edge(const Adding *adding, uint32_t index)
{
  const FlFactEdge *fact = fl_fact_batch_get_edge(adding->batch, index);
  fl_graph_fetch_edge(adding->graph, fact->type, adding->nodes[fact->from], adding->nodes[fact->to]);
}

static void
add_edges(const Adding *adding)
{
  FlGraph *self = adding->graph;
  uint32_t texts[FL_SCHEMA_MAX_PROPERTIES], n = fl_fact_batch_get_n_edges(adding->batch);
  for (uint32_t i = 0; i < n; i++) {
    if (i + AHEAD < n)
      fetch_edge(adding, i + AHEAD);
    const FlFactEdge *fact = fl_fact_batch_get_edge(adding->batch, i);
    uint32_t edge = fl_graph_put_edge(self, fact->type, adding->nodes[fact->from], adding->nodes[fact->to]);
    uint32_t evidence = add_evidence(adding, true, edge, fact->evidence);
    guint n_values = fl_schema_get_edge_type(self->schema, fact->type)->properties->len;
    keep_texts(self, fact->values, n_values, texts);
    add_values(self, true, edge, texts, n_values, evidence);
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

static size_t
count_node_values(const FlFactBatch *batch)
{
  size_t n = 0;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(batch); i++) {
    int type = fl_fact_batch_get_node(batch, i)->type;
    n += fl_schema_get_node_type(fl_fact_batch_get_schema(batch), type)->properties->len;
  }
  return n;
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
  g_autofree uint32_t *texts = g_new0(uint32_t, count_node_values(batch));
  const Adding adding = {self, batch, add_document(self, document), nodes, sentences, texts};
  add_sentences(&adding);
  find_nodes(&adding);
  add_nodes(&adding);
  add_edges(&adding);
  add_findings(&adding);
  fl_graph_add_origin(self, batch);
  return true;
}
