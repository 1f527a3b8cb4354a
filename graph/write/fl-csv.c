/*
 * nodes.csv and edges.csv.
 */
#include "fl-column.h"
#include "fl-csv-rows.h"
#include "fl-formats.h"
#include "fl-string.h"

#include <string.h>

/* One column of nodes.csv or edges.csv. */
typedef struct {
  const char *header;
  FlCsvStyle style;
  FlColumnAppend append;
  const FlColumn *column; /* what it is called with */
} Field;

/* ---- what only these tables have */

static void
append_node_id(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  char id[FL_GRAPH_ID_SIZE];
  fl_string_append(out, fl_graph_format_node_id(node->graph, node->index, id));
}

static void
append_edge_id(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  char id[FL_GRAPH_ID_SIZE];
  fl_string_append(out, fl_graph_format_edge_id(edge->graph, edge->index, id));
}

static void
append_source(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  char id[FL_GRAPH_ID_SIZE];
  uint32_t source = fl_graph_get_edge_from(edge->graph, edge->index);
  fl_string_append(out, fl_graph_format_node_id(edge->graph, source, id));
}

static void
append_target(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  char id[FL_GRAPH_ID_SIZE];
  uint32_t target = fl_graph_get_edge_to(edge->graph, edge->index);
  fl_string_append(out, fl_graph_format_node_id(edge->graph, target, id));
}

static void
append_source_name(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out,
                   fl_graph_get_node_name(edge->graph, fl_graph_get_edge_from(edge->graph, edge->index)));
}

static void
append_target_name(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out, fl_graph_get_node_name(edge->graph, fl_graph_get_edge_to(edge->graph, edge->index)));
}

static void
append_directed(GString *out, G_GNUC_UNUSED const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out, "Directed");
}

static void
append_timeset(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  const FlSupport *support = element->support;
  if (support->first_day == 0)
    return;
  fl_string_append(out, "<[");
  fl_column_append_day(out, support->first_day);
  fl_string_append(out, ", ");
  fl_column_append_day(out, support->last_day);
  fl_string_append(out, "]>");
}

/* ---- nodes and edges: these fields first, then all columns that are not among them */

typedef struct {
  const char *header;
  FlCsvStyle style;
  FlColumnAppend append; /* NULL: that of the column named `column` */
  const char *column;
} Lead;

static const Lead NODE_LEADS[] = {
    {"Id", FL_CSV_PLAIN, append_node_id, NULL},
    {"Label", FL_CSV_QUOTED, NULL, "label"},
    {"name", FL_CSV_QUOTED, NULL, "name"},
    {"entity_type", FL_CSV_QUOTED, NULL, "entity_type"},
    {"Timeset", FL_CSV_QUOTED, append_timeset, NULL},
};

static const Lead EDGE_LEADS[] = {
    {"Source", FL_CSV_PLAIN, append_source, NULL},
    {"Target", FL_CSV_PLAIN, append_target, NULL},
    {"Type", FL_CSV_PLAIN, append_directed, NULL},
    {"Id", FL_CSV_PLAIN, append_edge_id, NULL},
    {"Label", FL_CSV_QUOTED, NULL, "label"},
    {"Kind", FL_CSV_QUOTED, NULL, "relation"},
    {"Weight", FL_CSV_PLAIN, NULL, "weight"},
    {"Timeset", FL_CSV_QUOTED, append_timeset, NULL},
    {"relation", FL_CSV_QUOTED, NULL, "relation"},
    {"source_name", FL_CSV_QUOTED, append_source_name, NULL},
    {"target_name", FL_CSV_QUOTED, append_target_name, NULL},
};

static const FlColumn *
find_column(const GArray *columns, const char *name)
{
  for (guint i = 0; name != NULL && i < columns->len; i++)
    if (strcmp(g_array_index(columns, FlColumn, i).name, name) == 0)
      return &g_array_index(columns, FlColumn, i);
  return NULL;
}

static bool
is_among(const Lead *leads, size_t n, const char *column)
{
  for (size_t i = 0; i < n; i++)
    if (g_strcmp0(leads[i].column, column) == 0)
      return true;
  return false;
}

/* Whether a column of texts has nothing but full days in it. */
static bool
holds_only_days(const FlGraph *graph, bool of_edge, const FlColumn *column)
{
  bool any = false;
  uint32_t n = of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
  for (uint32_t i = 0; i < n; i++) {
    int property =
        column->properties[of_edge ? fl_graph_get_edge_type(graph, i) : fl_graph_get_node_type(graph, i)];
    if (property == FL_SCHEMA_NONE)
      continue;
    const char *text =
        of_edge ? fl_graph_get_edge_value(graph, i, property) : fl_graph_get_node_value(graph, i, property);
    if (*text != '\0' && !fl_date_is_day(text))
      return false;
    any = any || *text != '\0';
  }
  return any;
}

static FlCsvStyle
get_style(const FlGraph *graph, bool of_edge, const FlColumn *column)
{
  if (column->type == FL_VALUE_INTEGER || column->type == FL_VALUE_NUMBER)
    return FL_CSV_PLAIN;
  if (column->type == FL_VALUE_DATE)
    return FL_CSV_DATED;
  return column->properties != NULL && holds_only_days(graph, of_edge, column) ? FL_CSV_DATED : FL_CSV_QUOTED;
}

static GArray *
make_fields(const FlGraph *graph, bool of_edge, const Lead *leads, size_t n, const GArray *columns)
{
  GArray *fields = g_array_new(FALSE, FALSE, sizeof(Field));
  for (size_t i = 0; i < n; i++) {
    const FlColumn *column = find_column(columns, leads[i].column);
    Field field = {leads[i].header, leads[i].style, column != NULL ? column->append : leads[i].append,
                   column};
    g_array_append_val(fields, field);
  }
  for (guint i = 0; i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    /* Beside Source and Target it needs another name: importers tell these by their beginning. */
    const char *header = strcmp(column->name, "sources") == 0 ? "doc_ids" : column->name;
    Field field = {header, get_style(graph, of_edge, column), column->append, column};
    if (!is_among(leads, n, column->name))
      g_array_append_val(fields, field);
  }
  return fields;
}

static void
write_elements(const FlGraph *graph, bool of_edge, const GArray *fields, FlFileSink *sink)
{
  g_auto(FlCsvRows) rows;
  fl_csv_rows_init(&rows, sink);
  for (guint f = 0; f < fields->len; f++)
    fl_csv_rows_put_text(&rows, FL_CSV_PLAIN, g_array_index(fields, Field, f).header);
  fl_csv_rows_end(&rows);
  uint32_t n = of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
  for (uint32_t i = 0; i < n && !fl_file_sink_has_failed(sink); i++) {
    FlElementView element = fl_element_view(graph, of_edge, i);
    for (guint f = 0; f < fields->len; f++) {
      const Field *field = &g_array_index(fields, Field, f);
      fl_csv_rows_begin_cell(&rows, field->style);
      field->append(rows.row, &element, field->column);
      fl_csv_rows_end_cell(&rows, field->style);
    }
    fl_csv_rows_end(&rows);
  }
}

void
fl_csv_write_nodes(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_autoptr(GArray) columns = fl_column_list_nodes(graph);
  g_autoptr(GArray) fields = make_fields(graph, false, NODE_LEADS, G_N_ELEMENTS(NODE_LEADS), columns);
  write_elements(graph, false, fields, sink);
}

void
fl_csv_write_edges(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_autoptr(GArray) columns = fl_column_list_edges(graph);
  g_autoptr(GArray) fields = make_fields(graph, true, EDGE_LEADS, G_N_ELEMENTS(EDGE_LEADS), columns);
  write_elements(graph, true, fields, sink);
}
