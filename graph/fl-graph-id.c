/* Ids: the first 64 bits of a SHA-256 over what makes a node or edge itself. */
#include "fl-graph-id.h"

#include "fl-digest.h"
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-keyed.h"
#include "fl-string.h"

/* ---- unique ids */

typedef struct {
  uint64_t id;
  uint32_t round, element;
} Numbered;

typedef struct {
  GCompareDataFunc compare;
  void *data;
} Order;

/* By id; among equal ones those that never had to give way, then by what they are. */
static int
compare_numbered(const void *a, const void *b, void *data)
{
  const Numbered *p = a, *q = b;
  const Order *order = data;
  if (p->id != q->id)
    return p->id < q->id ? -1 : 1;
  if (p->round != q->round)
    return p->round < q->round ? -1 : 1;
  return order->compare(&p->element, &q->element, order->data);
}

static bool
are_unique(const uint64_t *ids, uint32_t n)
{
  g_autofree FlKeyed *all = g_new(FlKeyed, n);
  for (uint32_t i = 0; i < n; i++)
    all[i] = (FlKeyed){ids[i], i};
  fl_keyed_sort(all, n);
  for (uint32_t i = 1; i < n; i++)
    if (all[i].key == all[i - 1].key)
      return false;
  return true;
}

/* Gives each but the first of equal ids its next one, until there are none. */
static void
separate(uint64_t *ids, uint32_t n, FlIdFunc make, GCompareDataFunc compare, void *data)
{
  g_autofree Numbered *all = g_new(Numbered, n);
  for (uint32_t i = 0; i < n; i++)
    all[i] = (Numbered){ids[i], 0, i};
  Order order = {compare, data};
  bool changed = true;
  while (changed) {
    changed = false;
    g_qsort_with_data(all, (int)n, sizeof *all, compare_numbered, &order);
    for (uint32_t i = 1, first = 0; i < n; i++) {
      if (all[i].id != ids[all[first].element]) {
        first = i;
        continue;
      }
      all[i].round++;
      all[i].id = make(all[i].element, all[i].round, data);
      changed = true;
    }
    for (uint32_t i = 0; i < n; i++)
      ids[all[i].element] = all[i].id;
  }
}

uint64_t *
fl_ids_make(uint32_t n, FlIdFunc make, GCompareDataFunc compare, void *data)
{
  uint64_t *ids = g_new0(uint64_t, n);
  for (uint32_t i = 0; i < n; i++)
    ids[i] = make(i, 0, data);
  if (!are_unique(ids, n))
    separate(ids, n, make, compare, data);
  return ids;
}

/* ---- of a graph. No text has a control character in it: one can stand behind each part. */

enum { SEPARATOR = '\x1f' };

typedef struct {
  FlGraph *graph;
  FlDigest *digest;
  GString *parts;
} Making;

static void
add(Making *making, const char *part)
{
  fl_string_append(making->parts, part);
  g_string_append_c(making->parts, SEPARATOR);
}

static uint64_t
finish(Making *making, uint32_t round)
{
  if (round > 0)
    fl_string_append_number(making->parts, round);
  fl_digest_add(making->digest, making->parts->str, making->parts->len);
  g_string_truncate(making->parts, 0);
  return fl_digest_finish_number(making->digest);
}

static const char *
get_key_text(const FlGraph *self, uint32_t node, guint part)
{
  return fl_graph_get_node_value(self, node, g_array_index(fl_graph_type_of(self, node)->key, int, part));
}

static uint64_t
make_node_id(uint32_t node, uint32_t round, void *data)
{
  Making *making = data;
  const FlNodeType *type = fl_graph_type_of(making->graph, node);
  add(making, type->name);
  for (guint i = 0; i < type->key->len; i++)
    add(making, get_key_text(making->graph, node, i));
  return finish(making, round);
}

static int
compare_nodes(const void *a, const void *b, void *data)
{
  const Making *making = data;
  const FlGraph *self = making->graph;
  uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
  int order = strcmp(fl_graph_type_of(self, p)->name, fl_graph_type_of(self, q)->name);
  for (guint i = 0; order == 0 && i < fl_graph_type_of(self, p)->key->len; i++)
    order = strcmp(get_key_text(self, p, i), get_key_text(self, q, i));
  return order;
}

static uint64_t
make_edge_id(uint32_t edge, uint32_t round, void *data)
{
  Making *making = data;
  FlGraph *self = making->graph;
  const FlGraphEdge *made = fl_graph_edge(self, edge);
  char buffer[FL_GRAPH_ID_SIZE];
  add(making, fl_graph_format_node_id(self, made->from, buffer));
  add(making, fl_schema_get_edge_type(self->schema, made->type)->name);
  add(making, fl_graph_format_node_id(self, made->to, buffer));
  return finish(making, round);
}

static int
compare_edges(const void *a, const void *b, void *data)
{
  const Making *making = data;
  const FlGraph *self = making->graph;
  const FlGraphEdge *p = fl_graph_edge(self, *(const uint32_t *)a),
                    *q = fl_graph_edge(self, *(const uint32_t *)b);
  const uint64_t keys[][2] = {
      {fl_graph_node(self, p->from)->element.id, fl_graph_node(self, q->from)->element.id},
      {fl_graph_node(self, p->to)->element.id, fl_graph_node(self, q->to)->element.id},
      {(uint64_t)p->type, (uint64_t)q->type}};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

void
fl_graph_make_ids(FlGraph *self)
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  g_autoptr(GString) parts = g_string_new(NULL);
  Making making = {self, digest, parts};
  g_autofree uint64_t *nodes = fl_ids_make(self->nodes->len, make_node_id, compare_nodes, &making);
  for (uint32_t i = 0; i < self->nodes->len; i++)
    fl_graph_node(self, i)->element.id = nodes[i];
  g_autofree uint64_t *edges = fl_ids_make(self->edges->len, make_edge_id, compare_edges, &making);
  for (uint32_t i = 0; i < self->edges->len; i++)
    fl_graph_edge(self, i)->element.id = edges[i];
}
