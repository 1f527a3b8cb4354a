#include "fl-fact-batch.h"

#include "fl-string-pool.h"
#include "fl-string.h"
#include "fl-supports.h"

#include <math.h>
#include <string.h>

typedef struct {
  FlFactNode node;
  uint32_t n_aliases;
} BatchNode;

struct _FlFactBatch {
  FlSchema *schema;
  const char *document;
  const char *digest, *rules; /* of what it was made */
  FlStringPool *pool;
  GArray *nodes; /* of BatchNode */
  GArray *edges; /* of FlFactEdge */
  FlSupports of_nodes, of_edges;
  GPtrArray *sentences; /* of const char*, in the pool */
  GArray *findings;     /* of FlFinding */
};

/* What is in the pool is clean: nothing else is put there. */
static const char *
keep(FlFactBatch *self, const char *text)
{
  FlPoolKey key = fl_string_pool_key(text != NULL ? text : "");
  uint32_t known = fl_string_pool_find(self->pool, key);
  if (known == FL_NO_HANDLE && fl_string_is_clean(text))
    known = fl_string_pool_add_new(self->pool, key);
  if (known != FL_NO_HANDLE)
    return fl_string_pool_get(self->pool, known);
  g_autofree char *clean = fl_string_clean(text);
  return fl_string_pool_get(self->pool, fl_string_pool_add(self->pool, clean));
}

FlFactBatch *
fl_fact_batch_new(FlSchema *schema, const char *document)
{
  FlFactBatch *self = g_new0(FlFactBatch, 1);
  self->schema = fl_schema_ref(schema);
  self->pool = fl_string_pool_new();
  self->document = keep(self, document);
  self->digest = self->rules = keep(self, "");
  self->nodes = g_array_new(FALSE, FALSE, sizeof(BatchNode));
  self->edges = g_array_new(FALSE, FALSE, sizeof(FlFactEdge));
  fl_supports_init(&self->of_nodes);
  fl_supports_init(&self->of_edges);
  self->sentences = g_ptr_array_new();
  self->findings = g_array_new(FALSE, FALSE, sizeof(FlFinding));
  return self;
}

void
fl_fact_batch_set_origin(FlFactBatch *self, const char *digest, const char *rules)
{
  self->digest = keep(self, digest);
  self->rules = keep(self, rules);
}

static BatchNode *
get_node(const FlFactBatch *self, uint32_t index)
{
  return &g_array_index(self->nodes, BatchNode, index);
}

static FlFactEdge *
get_edge(const FlFactBatch *self, uint32_t index)
{
  return &g_array_index(self->edges, FlFactEdge, index);
}

void
fl_fact_batch_free(FlFactBatch *self)
{
  if (self == NULL)
    return;
  for (uint32_t i = 0; i < self->nodes->len; i++) {
    FlFactNode *node = &get_node(self, i)->node;
    g_free(node->values);
    g_free(node->aliases);
  }
  for (uint32_t i = 0; i < self->edges->len; i++)
    g_free(get_edge(self, i)->values);
  fl_supports_clear(&self->of_nodes);
  fl_supports_clear(&self->of_edges);
  g_array_unref(self->nodes);
  g_array_unref(self->edges);
  g_ptr_array_unref(self->sentences);
  g_array_unref(self->findings);
  fl_string_pool_free(self->pool);
  fl_schema_unref(self->schema);
  g_free(self);
}

/* ---- filling */

uint32_t
fl_fact_batch_add_node(FlFactBatch *self, int type)
{
  const GArray *properties = fl_schema_get_node_type(self->schema, type)->properties;
  BatchNode added = {.node = {.type = type, .values = g_new0(FlValue, properties->len)}};
  g_array_append_val(self->nodes, added);
  return self->nodes->len - 1;
}

uint32_t
fl_fact_batch_add_edge(FlFactBatch *self, int type, uint32_t from, uint32_t to)
{
  const GArray *properties = fl_schema_get_edge_type(self->schema, type)->properties;
  FlFactEdge added = {.type = type, .from = from, .to = to, .values = g_new0(FlValue, properties->len)};
  g_array_append_val(self->edges, added);
  return self->edges->len - 1;
}

/* The value as the batch holds it: none when it does not fit the property. */
static FlValue
keep_value(FlFactBatch *self, const FlProperty *property, FlValue value)
{
  FlValue kept = {.type = FL_VALUE_NONE};
  if (value.type != property->type)
    return kept;
  switch (value.type) {
  case FL_VALUE_NONE:
    break;
  case FL_VALUE_STRING:
  case FL_VALUE_DATE:
    if (value.string == NULL || !fl_value_parse(value.type, keep(self, value.string), &kept))
      kept.type = FL_VALUE_NONE;
    break;
  case FL_VALUE_INTEGER:
    kept = value;
    break;
  case FL_VALUE_NUMBER:
    if (isfinite(value.number))
      kept = fl_value_number(fl_number_round(value.number));
    break;
  }
  return kept;
}

void
fl_fact_batch_set_node_value(FlFactBatch *self, uint32_t node, int property, FlValue value)
{
  FlFactNode *changed = &get_node(self, node)->node;
  const FlNodeType *type = fl_schema_get_node_type(self->schema, changed->type);
  changed->values[property] = keep_value(self, &g_array_index(type->properties, FlProperty, property), value);
}

void
fl_fact_batch_set_edge_value(FlFactBatch *self, uint32_t edge, int property, FlValue value)
{
  FlFactEdge *changed = get_edge(self, edge);
  const FlEdgeType *type = fl_schema_get_edge_type(self->schema, changed->type);
  changed->values[property] = keep_value(self, &g_array_index(type->properties, FlProperty, property), value);
}

void
fl_fact_batch_add_alias(FlFactBatch *self, uint32_t node, const char *alias)
{
  const char *kept = keep(self, alias);
  if (*kept == '\0')
    return;
  BatchNode *named = get_node(self, node);
  uint32_t n = named->n_aliases++;
  if ((n & (n + 1)) == 0) /* room for n and the final NULL is up: there is one for each 2^k - 1 */
    named->node.aliases = g_renew(const char *, named->node.aliases, 2 * (size_t)n + 2);
  named->node.aliases[n] = kept;
  named->node.aliases[n + 1] = NULL;
}

uint32_t
fl_fact_batch_add_sentence(FlFactBatch *self, const char *text)
{
  g_ptr_array_add(self->sentences, (char *)keep(self, text));
  return self->sentences->len - 1;
}

static FlEvidence
keep_evidence(FlFactBatch *self, const FlEvidence *evidence)
{
  FlEvidence kept = *evidence;
  kept.rule = keep(self, evidence->rule);
  kept.text = keep(self, evidence->text);
  kept.place = evidence->place == NULL || *evidence->place == '\0' ? "" : keep(self, evidence->place);
  kept.confidence = evidence->confidence >= 0 ? fl_number_round(MIN(evidence->confidence, 1)) : 0;
  return kept;
}

void
fl_fact_batch_add_node_evidence(FlFactBatch *self, uint32_t node, const FlEvidence *evidence)
{
  get_node(self, node)->node.evidence.n++;
  fl_supports_add(&self->of_nodes, node, keep_evidence(self, evidence));
}

void
fl_fact_batch_add_edge_evidence(FlFactBatch *self, uint32_t edge, const FlEvidence *evidence)
{
  get_edge(self, edge)->evidence.n++;
  fl_supports_add(&self->of_edges, edge, keep_evidence(self, evidence));
}

void
fl_fact_batch_add_finding(FlFactBatch *self, const FlFinding *finding)
{
  FlFinding added = *finding;
  added.id = keep(self, finding->id);
  added.rule = keep(self, finding->rule);
  added.file = keep(self, finding->file);
  added.message = keep(self, finding->message);
  added.count = MAX(finding->count, 1);
  g_array_append_val(self->findings, added);
}

/* ---- sealing */

static int
compare_strings(gconstpointer a, gconstpointer b)
{
  const char *const *p = a, *const *q = b;
  return strcmp(*p, *q);
}

static void
seal_aliases(BatchNode *named)
{
  const char **aliases = named->node.aliases;
  if (aliases == NULL)
    return;
  qsort(aliases, named->n_aliases, sizeof *aliases, compare_strings);
  uint32_t n = 0;
  for (uint32_t i = 0; i < named->n_aliases; i++)
    if (n == 0 || aliases[n - 1] != aliases[i]) /* from one pool: equal strings are one */
      aliases[n++] = aliases[i];
  aliases[named->n_aliases = n] = NULL;
}

static FlEvidenceList *
get_node_list(const void *self, uint32_t element)
{
  return &get_node(self, element)->node.evidence;
}

static FlEvidenceList *
get_edge_list(const void *self, uint32_t element)
{
  return &get_edge(self, element)->evidence;
}

void
fl_fact_batch_seal(FlFactBatch *self)
{
  for (uint32_t i = 0; i < self->nodes->len; i++)
    seal_aliases(get_node(self, i));
  fl_supports_seal(&self->of_nodes, get_node_list, self, self->nodes->len);
  fl_supports_seal(&self->of_edges, get_edge_list, self, self->edges->len);
}

/* ---- reading */

const char *
fl_fact_batch_get_document(const FlFactBatch *self)
{
  return self->document;
}

const char *
fl_fact_batch_get_digest(const FlFactBatch *self)
{
  return self->digest;
}

const char *
fl_fact_batch_get_rules(const FlFactBatch *self)
{
  return self->rules;
}

FlSchema *
fl_fact_batch_get_schema(const FlFactBatch *self)
{
  return self->schema;
}

uint32_t
fl_fact_batch_get_n_nodes(const FlFactBatch *self)
{
  return self->nodes->len;
}

uint32_t
fl_fact_batch_get_n_edges(const FlFactBatch *self)
{
  return self->edges->len;
}

uint32_t
fl_fact_batch_get_n_sentences(const FlFactBatch *self)
{
  return self->sentences->len;
}

size_t
fl_fact_batch_get_n_evidence(const FlFactBatch *self)
{
  return self->of_nodes.n + self->of_edges.n;
}

uint32_t
fl_fact_batch_get_n_findings(const FlFactBatch *self)
{
  return self->findings->len;
}

const FlFactNode *
fl_fact_batch_get_node(const FlFactBatch *self, uint32_t index)
{
  return &get_node(self, index)->node;
}

const FlFactEdge *
fl_fact_batch_get_edge(const FlFactBatch *self, uint32_t index)
{
  return get_edge(self, index);
}

const char *
fl_fact_batch_get_sentence(const FlFactBatch *self, uint32_t index)
{
  return self->sentences->pdata[index];
}

const FlFinding *
fl_fact_batch_get_finding(const FlFactBatch *self, uint32_t index)
{
  return &g_array_index(self->findings, FlFinding, index);
}
