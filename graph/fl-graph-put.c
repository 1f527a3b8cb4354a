/* Nodes and edges are found or added, and their values claimed. */
#include "fl-graph-put.h"
#include "fl-graph-private.h"

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

static bool
has_node_key(uint32_t node, const void *key, const void *owner)
{
  const FlNodeKey *wanted = key;
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

uint32_t
fl_graph_fetch_node(const FlGraph *self, const FlNodeKey *key)
{
  const FlNodeType *type = fl_schema_get_node_type(self->schema, key->type);
  uint32_t hash = (uint32_t)key->type;
  for (guint i = 0; i < type->key->len; i++) {
    uint32_t words[] = {hash, key->texts[g_array_index(type->key, int, i)]};
    hash = fl_hash_bytes(words, sizeof words);
  }
  fl_handle_table_fetch(&self->node_table, hash);
  return hash;
}

uint32_t
fl_graph_put_node(FlGraph *self, const FlNodeKey *key, uint32_t hash)
{
  uint32_t node = fl_handle_table_find(&self->node_table, hash, has_node_key, key, self);
  if (node != FL_NO_HANDLE)
    return node;
  node = self->nodes->len;
  const FlNodeType *type = fl_schema_get_node_type(self->schema, key->type);
  FlGraphNode added = {.type = key->type, .element.values = add_claims(self, type->properties->len)};
  g_array_append_val(self->nodes, added);
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    fl_graph_node_claim(self, node, property)->text = key->texts[property];
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

void
fl_graph_fetch_edge(const FlGraph *self, int type, uint32_t from, uint32_t to)
{
  const EdgeKey key = {(uint32_t)type, from, to};
  fl_handle_table_fetch(&self->edge_table, fl_hash_bytes(&key, sizeof key));
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
