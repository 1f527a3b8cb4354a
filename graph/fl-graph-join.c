/* Late keys: nodes that lack a part of their key join the only namesake that has it. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-graph-put.h"
#include "fl-string.h"

typedef struct {
  FlGraph *graph;
  int type;
  uint32_t *targets; /* by node: the one it joins, or itself */
  bool any;
} Joining;

static bool
is_late(const FlNodeType *type, guint part)
{
  return fl_node_type_get_property(type, g_array_index(type->key, int, part))->late;
}

static uint32_t
get_part(const FlGraph *self, uint32_t node, guint part)
{
  return fl_graph_node_claim(self, node, g_array_index(fl_graph_type_of(self, node)->key, int, part))->text;
}

static uint32_t
count_late_parts(const FlGraph *self, uint32_t node)
{
  const FlNodeType *type = fl_graph_type_of(self, node);
  uint32_t n = 0;
  for (guint i = 0; i < type->key->len; i++)
    n += is_late(type, i) && get_part(self, node, i) != 0;
  return n;
}

/* Whether a namesake has every late part that the node has, and more. */
static bool
extends(const FlGraph *self, uint32_t namesake, uint32_t node)
{
  const FlNodeType *type = fl_graph_type_of(self, node);
  bool more = false;
  for (guint i = 0; i < type->key->len; i++) {
    uint32_t part = get_part(self, node, i), other = get_part(self, namesake, i);
    if (part != 0 && other != part)
      return false;
    more |= part != other;
  }
  return more;
}

/* By the parts of the key that are not late: namesakes come together. Handles will do, any order serves. */
static int
compare_names(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const uint32_t *p = a, *q = b;
  const FlNodeType *type = fl_graph_type_of(self, *p);
  for (guint i = 0; i < type->key->len; i++) {
    uint32_t one = get_part(self, *p, i), other = get_part(self, *q, i);
    if (one != other && !is_late(type, i))
      return one < other ? -1 : 1;
  }
  return 0;
}

/* With one late part there is at most one node without it among namesakes; with more there may be a ladder of
 * them, all of which end at the node that has most. */
static void
join_one(Joining *joining, uint32_t node, const uint32_t *namesakes, size_t n)
{
  FlGraph *self = joining->graph;
  uint32_t fullest = node, n_extending = 0;
  for (size_t i = 0; i < n; i++) {
    if (!extends(self, namesakes[i], node))
      continue;
    n_extending++;
    if (fullest == node || count_late_parts(self, namesakes[i]) > count_late_parts(self, fullest))
      fullest = namesakes[i];
  }
  for (size_t i = 0; i < n; i++) {
    if (namesakes[i] != fullest && extends(self, namesakes[i], node) &&
        !extends(self, fullest, namesakes[i])) {
      FlAmbiguity ambiguity = {node, n_extending};
      g_array_append_val(self->ambiguities, ambiguity);
      return;
    }
  }
  joining->targets[node] = fullest;
  joining->any |= fullest != node;
}

static void
join_type(Joining *joining)
{
  FlGraph *self = joining->graph;
  const FlNodeType *type = fl_schema_get_node_type(self->schema, joining->type);
  uint32_t n_late = 0;
  for (guint i = 0; i < type->key->len; i++)
    n_late += is_late(type, i);
  if (n_late == 0)
    return;
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (uint32_t node = 0; node < self->nodes->len; node++)
    if (fl_graph_node(self, node)->type == joining->type)
      g_array_append_val(nodes, node);
  uint32_t *sorted = (uint32_t *)(void *)nodes->data;
  if (nodes->len > 1)
    g_qsort_with_data(sorted, (int)nodes->len, sizeof *sorted, compare_names, self);
  for (size_t first = 0, end = 0; first < nodes->len; first = end) {
    for (end = first + 1; end < nodes->len && compare_names(&sorted[first], &sorted[end], self) == 0;)
      end++;
    for (size_t i = first; end - first > 1 && i < end; i++)
      if (count_late_parts(self, sorted[i]) < n_late)
        join_one(joining, sorted[i], sorted + first, end - first);
  }
}

/* ---- what follows a join */

static void
hand_over_claims(FlGraph *self, uint32_t from, uint32_t to)
{
  const GArray *properties = fl_graph_type_of(self, from)->properties;
  for (guint i = 0; i < properties->len; i++)
    fl_graph_claim(self, false, to, (int)i, *fl_graph_node_claim(self, from, (int)i));
}

/* Takes out the nodes that have joined others; makes `targets` the new index of each. */
static void
remove_joined(FlGraph *self, uint32_t *targets)
{
  g_autofree uint32_t *places = g_new(uint32_t, self->nodes->len);
  uint32_t n = 0;
  for (uint32_t node = 0; node < self->nodes->len; node++) {
    if (targets[node] == node)
      places[node] = n++;
    else
      hand_over_claims(self, node, targets[node]);
  }
  for (uint32_t node = 0; node < self->nodes->len; node++)
    if (targets[node] == node)
      *fl_graph_node(self, places[node]) = *fl_graph_node(self, node);
  for (uint32_t node = 0; node < self->nodes->len; node++)
    targets[node] = places[targets[node]];
  g_array_set_size(self->nodes, n);
}

/* Builds the edges anew over the nodes that are left: some have become one. Returns the new index of each. */
static uint32_t *
move_edges(FlGraph *self, const uint32_t *targets)
{
  uint32_t n_old = self->edges->len;
  uint32_t *places = g_new(uint32_t, n_old);
  g_autoptr(GArray) old = self->edges;
  self->edges = g_array_sized_new(FALSE, FALSE, sizeof(FlGraphEdge), n_old);
  fl_handle_table_clear(&self->edge_table);
  for (uint32_t i = 0; i < n_old; i++) {
    const FlGraphEdge *edge = &g_array_index(old, FlGraphEdge, i);
    uint32_t place = fl_graph_put_edge(self, edge->type, targets[edge->from], targets[edge->to]);
    const GArray *properties = fl_schema_get_edge_type(self->schema, edge->type)->properties;
    for (guint p = 0; p < properties->len; p++)
      fl_graph_claim(self, true, place, (int)p,
                     g_array_index(self->claims, FlClaim, edge->element.values + p));
    places[i] = place;
  }
  return places;
}

static void
follow(FlGraph *self, const uint32_t *nodes, const uint32_t *edges, uint32_t n_rivals)
{
  for (uint32_t i = 0; i < self->evidence->len; i++) {
    FlEvidenceRecord *record = fl_graph_record(self, i);
    record->element = record->of_edge ? edges[record->element] : nodes[record->element];
    record->article = nodes[record->article];
  }
  for (uint32_t i = 0; i < n_rivals; i++) {
    FlRival *rival = &g_array_index(self->rivals, FlRival, i);
    rival->element = rival->of_edge ? edges[rival->element] : nodes[rival->element];
  }
  for (uint32_t i = 0; i < self->aliases->len; i++) {
    FlAlias *alias = &g_array_index(self->aliases, FlAlias, i);
    alias->node = nodes[alias->node];
  }
  for (uint32_t i = 0; i < self->ambiguities->len; i++) {
    FlAmbiguity *ambiguity = &g_array_index(self->ambiguities, FlAmbiguity, i);
    ambiguity->node = nodes[ambiguity->node];
  }
}

void
fl_graph_join_late_keys(FlGraph *self)
{
  g_autofree uint32_t *targets = g_new(uint32_t, self->nodes->len);
  for (uint32_t node = 0; node < self->nodes->len; node++)
    targets[node] = node;
  Joining joining = {.graph = self, .targets = targets};
  for (joining.type = 0; joining.type < fl_schema_get_n_node_types(self->schema); joining.type++)
    join_type(&joining);
  if (!joining.any)
    return;
  remove_joined(self, targets);
  uint32_t n_rivals = self->rivals->len;
  g_autofree uint32_t *edges = move_edges(self, targets);
  follow(self, targets, edges, n_rivals);
}

/* The place of a node's first evidence in the final order, for a finding. */
static void
put_place(const FlGraph *self, uint32_t node, FlFinding *finding)
{
  if (fl_graph_get_node_support(self, node)->n_evidence == 0)
    return;
  FlGraphEvidence first = fl_graph_get_evidence(self, fl_graph_get_node_evidence(self, node, 0));
  finding->file = first.file;
  finding->line = first.at.line;
  finding->column = first.at.column;
  finding->rule = first.rule;
}

void
fl_graph_report_namesakes(FlGraph *self)
{
  for (guint i = 0; i < self->ambiguities->len; i++) {
    FlAmbiguity ambiguity = g_array_index(self->ambiguities, FlAmbiguity, i);
    g_autoptr(GString) message = g_string_new(NULL);
    g_string_append_printf(message, "%s '", fl_graph_type_of(self, ambiguity.node)->name);
    fl_string_append_cut(message, fl_graph_get_node_name(self, ambiguity.node), FL_GRAPH_LABEL_LIMIT);
    g_string_append_printf(message, "' could be any of %u of that name: it stays a node of its own",
                           ambiguity.n_namesakes);
    FlFinding finding = {
        .level = FL_FINDING_WARNING, .id = "ambiguous-namesake", .rule = "", .file = "", .count = 1};
    put_place(self, ambiguity.node, &finding);
    finding.message = fl_graph_string(self, fl_string_pool_add(self->pool, message->str));
    g_array_append_val(self->findings, finding);
  }
}
