#include "fl-dot-pick.h"

#include <string.h>

typedef struct {
  const FlGraph *graph;
  uint32_t top;
  uint32_t n_nodes, n_edges; /* picked so far */
  bool *nodes, *edges;       /* picked or not */
  uint32_t *degrees;         /* by node: its edges that are picked */
} Picking;

/* A node with more than this part of the edges is a star, which shows little. */
enum { STAR = 15 };

/* By index, with what it weighs: its own mentions, then those of the lighter of its ends (else one heavy node
 * with a hundred that are mentioned once would fill the picture), then those of the other. */
typedef struct {
  uint32_t mentions, of_lighter, of_heavier;
  uint32_t index;
} Weighed;

static int
compare_weights(gconstpointer a, gconstpointer b)
{
  const Weighed *p = a, *q = b;
  if (p->mentions != q->mentions)
    return p->mentions > q->mentions ? -1 : 1;
  if (p->of_lighter != q->of_lighter)
    return p->of_lighter > q->of_lighter ? -1 : 1;
  if (p->of_heavier != q->of_heavier)
    return p->of_heavier > q->of_heavier ? -1 : 1;
  return (p->index > q->index) - (p->index < q->index);
}

/* Edges of the relation "mentions", or all others, the heaviest first. */
static GArray *
sort_edges(const FlGraph *graph, bool mentions)
{
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(Weighed));
  int mentions_type = fl_schema_find_edge_type(fl_graph_get_schema(graph), FL_MENTIONS);
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++) {
    uint32_t from = fl_graph_get_node_support(graph, fl_graph_get_edge_from(graph, i))->mentions;
    uint32_t to = fl_graph_get_node_support(graph, fl_graph_get_edge_to(graph, i))->mentions;
    Weighed edge = {fl_graph_get_edge_support(graph, i)->mentions, MIN(from, to), MAX(from, to), i};
    if ((fl_graph_get_edge_type(graph, i) == mentions_type) == mentions)
      g_array_append_val(sorted, edge);
  }
  g_array_sort(sorted, compare_weights);
  return sorted;
}

static GArray *
sort_nodes(const FlGraph *graph)
{
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(Weighed));
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++) {
    Weighed node = {.mentions = fl_graph_get_node_support(graph, i)->mentions, .index = i};
    g_array_append_val(sorted, node);
  }
  g_array_sort(sorted, compare_weights);
  return sorted;
}

static void
pick_node(Picking *self, uint32_t node)
{
  self->n_nodes += !self->nodes[node];
  self->nodes[node] = true;
}

static void
pick_edge(Picking *self, uint32_t edge)
{
  uint32_t from = fl_graph_get_edge_from(self->graph, edge), to = fl_graph_get_edge_to(self->graph, edge);
  pick_node(self, from);
  pick_node(self, to);
  self->degrees[from]++;
  self->degrees[to]++;
  self->edges[edge] = true;
  self->n_edges++;
}

/* How many nodes an edge would add. */
static uint32_t
count_new_nodes(const Picking *self, uint32_t edge)
{
  uint32_t from = fl_graph_get_edge_from(self->graph, edge), to = fl_graph_get_edge_to(self->graph, edge);
  return !self->nodes[from] + (from != to && !self->nodes[to]);
}

static bool
fits(const Picking *self)
{
  return fl_graph_get_n_nodes(self->graph) <= self->top;
}

/* An edge that neither makes a star larger nor is a pair that hangs on nothing. */
static bool
is_good(const Picking *self, const Weighed *edge)
{
  uint32_t from = fl_graph_get_edge_from(self->graph, edge->index);
  uint32_t to = fl_graph_get_edge_to(self->graph, edge->index);
  return MAX(self->degrees[from], self->degrees[to]) < self->top / STAR &&
         (count_new_nodes(self, edge->index) < 2 || edge->of_lighter > 1);
}

/* In a graph that is larger than the picture the good edges come first. */
static void
pick_statements(Picking *self)
{
  g_autoptr(GArray) statements = sort_edges(self->graph, false);
  for (int all = fits(self); all <= 1; all++) {
    for (guint i = 0; i < statements->len && self->n_edges < self->top; i++) {
      const Weighed *edge = &g_array_index(statements, Weighed, i);
      if (!self->edges[edge->index] && self->n_nodes + count_new_nodes(self, edge->index) <= self->top &&
          (all || is_good(self, edge)))
        pick_edge(self, edge->index);
    }
  }
}

static void
pick_other_nodes(Picking *self)
{
  g_autoptr(GArray) nodes = sort_nodes(self->graph);
  for (guint i = 0; i < nodes->len && self->n_nodes < self->top; i++)
    pick_node(self, g_array_index(nodes, Weighed, i).index);
}

static void
pick_mentions(Picking *self)
{
  g_autoptr(GArray) mentions = sort_edges(self->graph, true);
  for (guint i = 0; i < mentions->len && self->n_edges < self->top; i++) {
    uint32_t edge = g_array_index(mentions, Weighed, i).index;
    if (count_new_nodes(self, edge) == 0 && self->degrees[fl_graph_get_edge_to(self->graph, edge)] == 0)
      pick_edge(self, edge);
  }
}

static GArray *
list_picked(const bool *picked, uint32_t n)
{
  GArray *list = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (uint32_t i = 0; i < n; i++)
    if (picked[i])
      g_array_append_val(list, i);
  return list;
}

void
fl_dot_pick_init(FlDotPick *self, const FlGraph *graph, uint32_t top)
{
  uint32_t n_nodes = fl_graph_get_n_nodes(graph), n_edges = fl_graph_get_n_edges(graph);
  g_autofree bool *nodes = g_new0(bool, n_nodes), *edges = g_new0(bool, n_edges);
  g_autofree uint32_t *degrees = g_new0(uint32_t, n_nodes);
  if (top == 0) {
    for (uint32_t i = 0; i < n_nodes; i++)
      nodes[i] = true;
    for (uint32_t i = 0; i < n_edges; i++)
      edges[i] = true;
  } else {
    Picking picking = {.graph = graph, .top = top, .nodes = nodes, .edges = edges, .degrees = degrees};
    pick_statements(&picking);
    if (fits(&picking) || picking.n_nodes == 0)
      pick_other_nodes(&picking);
    pick_mentions(&picking);
  }
  self->nodes = list_picked(nodes, n_nodes);
  self->edges = list_picked(edges, n_edges);
}

void
fl_dot_pick_clear(FlDotPick *self)
{
  g_array_unref(self->nodes);
  g_array_unref(self->edges);
}
