#include "fl-comparison.h"
#include "fl-string.h"

#include <string.h>

/* What goes on and on hides what does not. */
enum { SHOWN = 8, NAME = 32, SENTENCE = 60 };

/* Nodes, or edges, of one graph that the other lacks. */
typedef struct {
  const FlGraph *graph;
  bool of_edge;
  GArray *elements; /* of uint32_t */
} Surplus;

static const char *
format_id(const FlGraph *graph, bool of_edge, uint32_t element, char buffer[FL_GRAPH_ID_SIZE])
{
  return of_edge ? fl_graph_format_edge_id(graph, element, buffer)
                 : fl_graph_format_node_id(graph, element, buffer);
}

static uint32_t
count(const FlGraph *graph, bool of_edge)
{
  return of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
}

static const char *
get_relation(const FlGraph *graph, uint32_t edge)
{
  return fl_schema_get_edge_type(fl_graph_get_schema(graph), fl_graph_get_edge_type(graph, edge))->name;
}

static void
surplus_init(Surplus *self, const FlGraph *graph, const FlGraph *other, bool of_edge)
{
  char id[FL_GRAPH_ID_SIZE];
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  *self = (Surplus){graph, of_edge, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  for (uint32_t i = 0; i < count(other, of_edge); i++)
    g_hash_table_add(known, g_strdup(format_id(other, of_edge, i, id)));
  for (uint32_t i = 0; i < count(graph, of_edge); i++)
    if (!g_hash_table_contains(known, format_id(graph, of_edge, i, id)) &&
        !(of_edge && strcmp(get_relation(graph, i), FL_MENTIONS) == 0))
      g_array_append_val(self->elements, i);
}

static const char *
get_type(const FlGraph *graph, uint32_t node)
{
  return fl_schema_get_node_type(fl_graph_get_schema(graph), fl_graph_get_node_type(graph, node))->name;
}

static void
append_name(const FlGraph *graph, uint32_t node, GString *out)
{
  fl_string_append_cut(out, fl_graph_get_node_name(graph, node), NAME);
}

static void
append_element(const Surplus *self, uint32_t element, GString *out)
{
  if (!self->of_edge) {
    g_string_append_printf(out, "%s ", get_type(self->graph, element));
    append_name(self->graph, element, out);
    return;
  }
  append_name(self->graph, fl_graph_get_edge_from(self->graph, element), out);
  g_string_append_printf(out, " %s ", get_relation(self->graph, element));
  append_name(self->graph, fl_graph_get_edge_to(self->graph, element), out);
}

static void
append_evidence(const Surplus *self, uint32_t element, GString *out)
{
  const FlSupport *support = self->of_edge ? fl_graph_get_edge_support(self->graph, element)
                                           : fl_graph_get_node_support(self->graph, element);
  if (support->shown == FL_GRAPH_NONE)
    return;
  FlGraphEvidence evidence = fl_graph_get_evidence(self->graph, support->shown);
  g_string_append_printf(out, "      %s:%u [%s] ", evidence.file, evidence.at.line, evidence.rule);
  fl_string_append_cut(out, evidence.sentence, SENTENCE);
  g_string_append_c(out, '\n');
}

static void
append_surplus(const Surplus *self, const char *sign, GString *out)
{
  for (guint i = 0; i < MIN(self->elements->len, SHOWN); i++) {
    uint32_t element = g_array_index(self->elements, uint32_t, i);
    g_string_append_printf(out, "  %s ", sign);
    append_element(self, element, out);
    g_string_append_c(out, '\n');
    append_evidence(self, element, out);
  }
  if (self->elements->len > SHOWN)
    g_string_append_printf(out, "  %s … and %u more %s\n", sign, self->elements->len - SHOWN,
                           self->of_edge ? "edges" : "nodes");
}

static void
append_evidence_count(const FlGraph *before, const FlGraph *after, GString *out)
{
  uint32_t was = fl_graph_get_n_evidence(before), is = fl_graph_get_n_evidence(after);
  if (was != is)
    g_string_append_printf(out, "  evidence: %u, was %u\n", is, was);
}

void
fl_comparison_append(const FlGraph *before, const FlGraph *after, GString *out)
{
  gsize length = out->len;
  for (int of_edge = 0; of_edge <= 1; of_edge++) {
    Surplus lost, gained;
    surplus_init(&lost, before, after, of_edge);
    surplus_init(&gained, after, before, of_edge);
    append_surplus(&lost, "-", out);
    append_surplus(&gained, "+", out);
    g_array_unref(lost.elements);
    g_array_unref(gained.elements);
  }
  append_evidence_count(before, after, out);
  if (out->len == length)
    g_string_append(out, "  the graph is as it was\n");
}
