/* The final order of nodes, edges and findings. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-keyed.h"

/* What is moved lies all over the memory: it is fetched so many turns before. */
enum { AHEAD = 16 };

void
fl_graph_permute(GArray **array, const uint32_t *order)
{
  guint n = (*array)->len;
  size_t size = g_array_get_element_size(*array);
  const char *data = (*array)->data;
  GArray *ordered = g_array_sized_new(FALSE, FALSE, (guint)size, n);
  g_array_set_size(ordered, n);
  for (guint i = 0; i < n; i++) {
    if (i + AHEAD < n)
      __builtin_prefetch(data + order[i + AHEAD] * size);
    memcpy(ordered->data + i * size, data + order[i] * size, size);
  }
  g_array_unref(*array);
  *array = ordered;
}

static uint32_t *
invert(const uint32_t *order, uint32_t n)
{
  uint32_t *places = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    places[order[i]] = i;
  return places;
}

/* Types are few: how many names come before each. */
typedef const char *(*GetText)(const FlSchema *schema, int type);

static uint64_t *
rank_types(const FlSchema *schema, int n, GetText get)
{
  uint64_t *ranks = g_new0(uint64_t, n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      ranks[i] += strcmp(get(schema, j), get(schema, i)) < 0;
  return ranks;
}

static uint32_t *
get_order(const FlKeyed *sorted, uint32_t n)
{
  uint32_t *order = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    order[i] = sorted[i].index;
  return order;
}

/* ---- nodes */

static const char *
get_node_type_name(const FlSchema *schema, int type)
{
  return fl_schema_get_node_type(schema, type)->name;
}

static int
compare_names(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const FlKeyed *p = a, *q = b;
  return strcmp(fl_graph_get_node_name(self, p->index), fl_graph_get_node_name(self, q->index));
}

static uint32_t *
sort_nodes(FlGraph *self)
{
  uint32_t n = self->nodes->len;
  g_autofree FlKeyed *entries = g_new(FlKeyed, n);
  g_autofree uint64_t *ranks =
      rank_types(self->schema, fl_schema_get_n_node_types(self->schema), get_node_type_name);
  for (uint32_t i = 0; i < n; i++)
    entries[i] = (FlKeyed){fl_keyed_head(fl_graph_get_node_name(self, i)), i};
  fl_keyed_sort(entries, n);
  fl_keyed_sort_equals(entries, n, compare_names, self);
  for (uint32_t i = 0; i < n; i++)
    entries[i].key = ranks[fl_graph_node(self, entries[i].index)->type];
  fl_keyed_sort(entries, n);
  return get_order(entries, n);
}

void
fl_graph_order_nodes(FlGraph *self)
{
  g_autofree uint32_t *order = sort_nodes(self);
  g_autofree uint32_t *places = invert(order, self->nodes->len);
  fl_graph_permute(&self->nodes, order);
  for (uint32_t i = 0; i < self->edges->len; i++) {
    FlGraphEdge *edge = fl_graph_edge(self, i);
    edge->from = places[edge->from];
    edge->to = places[edge->to];
  }
  for (uint32_t i = 0; i < self->evidence->len; i++) {
    FlEvidenceRecord *record = fl_graph_record(self, i);
    record->article = places[record->article];
    if (!record->of_edge)
      record->element = places[record->element];
  }
  for (uint32_t i = 0; i < self->rivals->len; i++) {
    FlRival *rival = &g_array_index(self->rivals, FlRival, i);
    if (!rival->of_edge)
      rival->element = places[rival->element];
  }
  for (uint32_t i = 0; i < self->ambiguities->len; i++) {
    FlAmbiguity *ambiguity = &g_array_index(self->ambiguities, FlAmbiguity, i);
    ambiguity->node = places[ambiguity->node];
  }
}

/* ---- edges */

static const char *
get_prefix(const FlSchema *schema, int type)
{
  return fl_schema_get_node_type(schema, type)->prefix;
}

/* Where each node would stand if nodes were in the order of their ids. */
static uint32_t *
rank_ids(FlGraph *self)
{
  uint32_t n = self->nodes->len;
  g_autofree FlKeyed *entries = g_new(FlKeyed, n);
  g_autofree uint64_t *ranks = rank_types(self->schema, fl_schema_get_n_node_types(self->schema), get_prefix);
  for (uint32_t i = 0; i < n; i++)
    entries[i] = (FlKeyed){fl_graph_node(self, i)->element.id, i};
  fl_keyed_sort(entries, n);
  for (uint32_t i = 0; i < n; i++)
    entries[i].key = ranks[fl_graph_node(self, entries[i].index)->type];
  fl_keyed_sort(entries, n);
  uint32_t *places = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    places[entries[i].index] = i;
  return places;
}

static const char *
get_edge_type_name(const FlSchema *schema, int type)
{
  return fl_schema_get_edge_type(schema, type)->name;
}

/* No two have the same source, relation and target. */
static uint32_t *
sort_edges(FlGraph *self)
{
  uint32_t n = self->edges->len;
  int n_types = fl_schema_get_n_edge_types(self->schema);
  g_autofree uint32_t *places = rank_ids(self);
  g_autofree uint64_t *ranks = rank_types(self->schema, n_types, get_edge_type_name);
  g_autofree FlKeyed *entries = g_new(FlKeyed, n);
  for (uint32_t i = 0; i < n; i++)
    entries[i] = (FlKeyed){places[fl_graph_edge(self, i)->to], i};
  fl_keyed_sort(entries, n);
  for (uint32_t i = 0; i < n; i++) {
    const FlGraphEdge *edge = fl_graph_edge(self, entries[i].index);
    entries[i].key = (uint64_t)places[edge->from] * (uint64_t)n_types + ranks[edge->type];
  }
  fl_keyed_sort(entries, n);
  return get_order(entries, n);
}

void
fl_graph_order_edges(FlGraph *self)
{
  g_autofree uint32_t *order = sort_edges(self);
  g_autofree uint32_t *places = invert(order, self->edges->len);
  fl_graph_permute(&self->edges, order);
  for (uint32_t i = 0; i < self->evidence->len; i++) {
    FlEvidenceRecord *record = fl_graph_record(self, i);
    if (record->of_edge)
      record->element = places[record->element];
  }
  for (uint32_t i = 0; i < self->rivals->len; i++) {
    FlRival *rival = &g_array_index(self->rivals, FlRival, i);
    if (rival->of_edge)
      rival->element = places[rival->element];
  }
}

/* ---- findings */

static int
compare_findings(gconstpointer a, gconstpointer b)
{
  const FlFinding *p = a, *q = b;
  int order = strcmp(p->file, q->file);
  if (order == 0)
    order = (p->line > q->line) - (p->line < q->line);
  if (order == 0)
    order = (p->column > q->column) - (p->column < q->column);
  if (order == 0)
    order = strcmp(p->id, q->id);
  if (order == 0)
    order = strcmp(p->rule, q->rule);
  if (order == 0)
    order = strcmp(p->message, q->message);
  if (order == 0)
    order = (int)p->level - (int)q->level;
  return order != 0 ? order : (p->count > q->count) - (p->count < q->count);
}

void
fl_graph_order_findings(FlGraph *self)
{
  guint n = 0;
  g_array_sort(self->findings, compare_findings);
  for (guint i = 0; i < self->findings->len; i++) {
    FlFinding finding = g_array_index(self->findings, FlFinding, i);
    if (n == 0 || compare_findings(&g_array_index(self->findings, FlFinding, n - 1), &finding) != 0)
      g_array_index(self->findings, FlFinding, n++) = finding;
  }
  g_array_set_size(self->findings, n);
}
