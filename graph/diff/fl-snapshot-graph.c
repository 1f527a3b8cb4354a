/* A snapshot of a graph in memory, by the columns that its files have. */

#include "fl-column.h"
#include "fl-snapshot-private.h"

static void
add_elements(FlSnapshot *self, const FlGraph *graph, bool of_edge, const GArray *columns)
{
  g_autoptr(GString) text = g_string_new(NULL);
  uint32_t n = of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
  for (uint32_t i = 0; i < n; i++) {
    FlElementView view = fl_element_view(graph, of_edge, i);
    char id[FL_GRAPH_ID_SIZE], number[FL_NUMBER_TEXT_SIZE];
    FlSnapshotElement element = {.confidence = ""};
    if (view.shown.file != NULL)
      element.confidence = fl_snapshot_keep(self, fl_number_format(view.shown.confidence, number));
    if (of_edge) {
      element.id = fl_snapshot_keep(self, fl_graph_format_edge_id(graph, i, id));
      element.type =
          fl_snapshot_keep(self, fl_schema_get_edge_type(fl_graph_get_schema(graph), view.type)->name);
      element.source = fl_graph_get_edge_from(graph, i);
      element.target = fl_graph_get_edge_to(graph, i);
    } else {
      element.id = fl_snapshot_keep(self, fl_graph_format_node_id(graph, i, id));
      element.type =
          fl_snapshot_keep(self, fl_schema_get_node_type(fl_graph_get_schema(graph), view.type)->name);
      element.name = fl_snapshot_keep(self, fl_graph_get_node_name(graph, i));
    }
    fl_snapshot_add(self, of_edge, &element); /* ids of a graph are its own */
    for (guint c = 0; c < columns->len; c++) {
      const FlColumn *column = &g_array_index(columns, FlColumn, c);
      if (!fl_snapshot_is_property(column->name))
        continue;
      g_string_truncate(text, 0);
      column->append(text, &view, column);
      fl_snapshot_add_value(self, of_edge, text->str);
    }
  }
}

static void
add_table(FlSnapshot *self, const FlGraph *graph, bool of_edge)
{
  g_autoptr(GArray) columns = of_edge ? fl_column_list_edges(graph) : fl_column_list_nodes(graph);
  for (guint i = 0; i < columns->len; i++) {
    const char *name = g_array_index(columns, FlColumn, i).name;
    if (fl_snapshot_is_property(name))
      g_ptr_array_add(self->tables[of_edge].columns, (gpointer)fl_snapshot_keep(self, name));
  }
  add_elements(self, graph, of_edge, columns);
}

FlSnapshot *
fl_snapshot_new_from_graph(const FlGraph *graph)
{
  FlSnapshot *self = fl_snapshot_new();
  add_table(self, graph, false);
  add_table(self, graph, true);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    if (evidence.of_edge &&
        fl_snapshot_is_derived(fl_snapshot_table_get(&self->tables[true], evidence.element)))
      continue;
    FlSnapshotEvidence row = {.at = evidence.at,
                              .element = evidence.element,
                              .of_edge = evidence.of_edge,
                              .file = fl_snapshot_keep(self, evidence.file),
                              .rule = fl_snapshot_keep(self, evidence.rule),
                              .text = fl_snapshot_keep(self, evidence.text),
                              .sentence = fl_snapshot_keep(self, evidence.sentence)};
    g_array_append_val(self->evidence, row);
  }
  fl_snapshot_seal(self);
  return self;
}
