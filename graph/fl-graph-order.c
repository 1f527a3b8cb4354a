/* The final order of nodes, edges and findings. Each sort works on small records that carry the first of
 * their keys, so that most comparisons need not look elsewhere. */
#include "fl-graph-private.h"

void
fl_graph_permute(GArray *array, uint32_t *order)
{
  size_t size = g_array_get_element_size(array);
  char *data = array->data;
  g_autofree char *held = g_malloc(size);
  for (uint32_t start = 0; start < array->len; start++) {
    if (order[start] == start)
      continue;
    uint32_t at = start;
    memcpy(held, data + start * size, size);
    while (order[at] != start) {
      uint32_t next = order[at];
      memcpy(data + at * size, data + next * size, size);
      order[at] = at;
      at = next;
    }
    memcpy(data + at * size, held, size);
    order[at] = at;
  }
}

static uint32_t *
invert(const uint32_t *order, uint32_t n)
{
  uint32_t *places = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    places[order[i]] = i;
  return places;
}

/* The first eight bytes, as a number that orders as they do. */
static uint64_t
get_head(const char *text)
{
  uint64_t head = 0;
  for (int shift = 56; shift >= 0 && *text != '\0'; shift -= 8)
    head |= (uint64_t)(unsigned char)*text++ << shift;
  return head;
}

/* ---- nodes */

typedef struct {
  uint64_t head; /* of the name */
  int type;
  uint32_t node;
} NodeEntry;

static int
compare_nodes(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const NodeEntry *p = a, *q = b;
  if (p->type != q->type)
    return strcmp(fl_schema_get_node_type(self->schema, p->type)->name,
                  fl_schema_get_node_type(self->schema, q->type)->name);
  if (p->head != q->head)
    return p->head < q->head ? -1 : 1;
  return strcmp(fl_graph_get_node_name(self, p->node), fl_graph_get_node_name(self, q->node));
}

static uint32_t *
sort_nodes(FlGraph *self)
{
  uint32_t n = self->nodes->len;
  g_autofree NodeEntry *entries = g_new(NodeEntry, n);
  for (uint32_t i = 0; i < n; i++)
    entries[i] = (NodeEntry){get_head(fl_graph_get_node_name(self, i)), fl_graph_node(self, i)->type, i};
  g_qsort_with_data(entries, (int)n, sizeof *entries, compare_nodes, self);
  uint32_t *order = g_new0(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    order[i] = entries[i].node;
  return order;
}

void
fl_graph_order_nodes(FlGraph *self)
{
  g_autofree uint32_t *order = sort_nodes(self);
  g_autofree uint32_t *places = invert(order, self->nodes->len);
  fl_graph_permute(self->nodes, order);
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

typedef struct {
  uint64_t id;
  int type;
  uint32_t node;
} IdEntry;

static int
compare_ids(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const IdEntry *p = a, *q = b;
  int order = p->type == q->type ? 0
                                 : strcmp(fl_schema_get_node_type(self->schema, p->type)->prefix,
                                          fl_schema_get_node_type(self->schema, q->type)->prefix);
  return order != 0 ? order : (p->id > q->id) - (p->id < q->id);
}

/* Where each node would stand if nodes were in the order of their ids. */
static uint32_t *
rank_ids(FlGraph *self)
{
  uint32_t n = self->nodes->len;
  g_autofree IdEntry *entries = g_new(IdEntry, n);
  for (uint32_t i = 0; i < n; i++)
    entries[i] = (IdEntry){fl_graph_node(self, i)->element.id, fl_graph_node(self, i)->type, i};
  g_qsort_with_data(entries, (int)n, sizeof *entries, compare_ids, self);
  uint32_t *ranks = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    ranks[entries[i].node] = i;
  return ranks;
}

typedef struct {
  uint32_t from, to; /* ranks */
  int type;
  uint32_t edge;
} EdgeEntry;

static int
compare_edges(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const EdgeEntry *p = a, *q = b;
  if (p->from != q->from)
    return p->from < q->from ? -1 : 1;
  if (p->type != q->type)
    return strcmp(fl_schema_get_edge_type(self->schema, p->type)->name,
                  fl_schema_get_edge_type(self->schema, q->type)->name);
  return (p->to > q->to) - (p->to < q->to);
}

static uint32_t *
sort_edges(FlGraph *self)
{
  uint32_t n = self->edges->len;
  g_autofree uint32_t *ranks = rank_ids(self);
  g_autofree EdgeEntry *entries = g_new(EdgeEntry, n);
  for (uint32_t i = 0; i < n; i++) {
    const FlGraphEdge *edge = fl_graph_edge(self, i);
    entries[i] = (EdgeEntry){ranks[edge->from], ranks[edge->to], edge->type, i};
  }
  g_qsort_with_data(entries, (int)n, sizeof *entries, compare_edges, self);
  uint32_t *order = g_new0(uint32_t, n);
  for (uint32_t i = 0; i < n; i++)
    order[i] = entries[i].edge;
  return order;
}

void
fl_graph_order_edges(FlGraph *self)
{
  g_autofree uint32_t *order = sort_edges(self);
  g_autofree uint32_t *places = invert(order, self->edges->len);
  fl_graph_permute(self->edges, order);
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
