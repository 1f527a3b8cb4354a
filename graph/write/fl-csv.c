/*
 * CSV, for Gephi and for spreadsheets: RFC 4180 with a byte order mark. Written with libcsv, which
 * extract/pack reads lists with.
 */
#include "fl-column.h"
#include "fl-formats.h"
#include "fl-string.h"

#include <csv.h>
#include <string.h>

/* How a cell is written. */
typedef enum {
  PLAIN,  /* ids and numbers: nothing to quote */
  QUOTED, /* texts */
  DATED, /* dates: full days with slashes, as a column of nothing but ISO days makes Gephi drop the Timeset */
} Style;

/* One column of nodes.csv or edges.csv. */
typedef struct {
  const char *header;
  Style style;
  FlColumnAppend append;
  const FlColumn *column; /* what it is called with */
} Field;

typedef struct {
  FlFileSink *sink;
  GString *row;
  size_t cell;   /* where the cell in hand begins in the row */
  GString *text; /* for a cell that needs more than quotes around it */
} Table;

/* ---- cells and rows. A cell is appended to the row as it is, between these two. */

static void
begin_cell(Table *self, Style style)
{
  if (self->row->len > 0)
    g_string_append_c(self->row, ',');
  self->cell = self->row->len;
  if (style != PLAIN)
    g_string_append_c(self->row, '"');
}

/* Doubles quotes; and backslashes: Gephi reads one as an escape, and may lose all that follows it. */
static void
escape_cell(Table *self)
{
  GString *row = self->row;
  g_string_truncate(self->text, 0);
  fl_string_append_doubled(self->text, row->str + self->cell + 1);
  g_string_set_size(row, self->cell + 2 * self->text->len + 2);
  size_t n = csv_write(row->str + self->cell, row->len - self->cell, self->text->str, self->text->len);
  g_string_truncate(row, self->cell + n);
}

static void
end_cell(Table *self, Style style)
{
  char *text = self->row->str + self->cell + 1;
  if (style == PLAIN)
    return;
  if (*text == '\0') { /* no quotes around nothing */
    g_string_truncate(self->row, self->cell);
    return;
  }
  if (style == DATED && fl_date_is_day(text))
    text[4] = text[7] = '/';
  if (strpbrk(text, "\"\\") != NULL)
    escape_cell(self);
  else
    g_string_append_c(self->row, '"');
}

static void
end_row(Table *self)
{
  g_string_append(self->row, "\r\n");
  fl_file_sink_write(self->sink, self->row->str, self->row->len);
  g_string_truncate(self->row, 0);
}

static void
put_text(Table *self, Style style, const char *text)
{
  begin_cell(self, style);
  fl_string_append(self->row, text);
  end_cell(self, style);
}

static void
put_number(Table *self, uint32_t number)
{
  begin_cell(self, PLAIN);
  fl_string_append_number(self->row, number);
}

static void
table_init(Table *self, FlFileSink *sink)
{
  *self = (Table){.sink = sink, .row = g_string_new(NULL), .text = g_string_new(NULL)};
  fl_file_sink_write(sink, "\xEF\xBB\xBF", 3);
}

static void
table_clear(Table *self)
{
  g_string_free(self->row, TRUE);
  g_string_free(self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

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
  Style style;
  FlColumnAppend append; /* NULL: that of the column named `column` */
  const char *column;
} Lead;

static const Lead NODE_LEADS[] = {
    {"Id", PLAIN, append_node_id, NULL},
    {"Label", QUOTED, NULL, "label"},
    {"name", QUOTED, NULL, "name"},
    {"entity_type", QUOTED, NULL, "entity_type"},
    {"Timeset", QUOTED, append_timeset, NULL},
};

static const Lead EDGE_LEADS[] = {
    {"Source", PLAIN, append_source, NULL},
    {"Target", PLAIN, append_target, NULL},
    {"Type", PLAIN, append_directed, NULL},
    {"Id", PLAIN, append_edge_id, NULL},
    {"Label", QUOTED, NULL, "label"},
    {"Kind", QUOTED, NULL, "relation"},
    {"Weight", PLAIN, NULL, "weight"},
    {"Timeset", QUOTED, append_timeset, NULL},
    {"relation", QUOTED, NULL, "relation"},
    {"source_name", QUOTED, append_source_name, NULL},
    {"target_name", QUOTED, append_target_name, NULL},
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

static Style
get_style(const FlGraph *graph, bool of_edge, const FlColumn *column)
{
  if (column->type == FL_VALUE_INTEGER || column->type == FL_VALUE_NUMBER)
    return PLAIN;
  if (column->type == FL_VALUE_DATE)
    return DATED;
  return column->properties != NULL && holds_only_days(graph, of_edge, column) ? DATED : QUOTED;
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
  g_auto(Table) table;
  table_init(&table, sink);
  for (guint f = 0; f < fields->len; f++)
    put_text(&table, PLAIN, g_array_index(fields, Field, f).header);
  end_row(&table);
  uint32_t n = of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
  for (uint32_t i = 0; i < n && !fl_file_sink_has_failed(sink); i++) {
    FlElementView element = fl_element_view(graph, of_edge, i);
    for (guint f = 0; f < fields->len; f++) {
      const Field *field = &g_array_index(fields, Field, f);
      begin_cell(&table, field->style);
      field->append(table.row, &element, field->column);
      end_cell(&table, field->style);
    }
    end_row(&table);
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

/* ---- evidence */

static void
put_evidence(Table *self, const FlGraph *graph, const FlGraphEvidence *evidence)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  uint32_t element = evidence->element;
  char id[FL_GRAPH_ID_SIZE], number[FL_NUMBER_TEXT_SIZE];
  if (evidence->of_edge) {
    put_text(self, PLAIN, "edge");
    put_text(self, PLAIN, fl_graph_format_edge_id(graph, element, id));
    put_text(self, PLAIN, fl_schema_get_edge_type(schema, fl_graph_get_edge_type(graph, element))->name);
  } else {
    put_text(self, PLAIN, "node");
    put_text(self, PLAIN, fl_graph_format_node_id(graph, element, id));
    put_text(self, PLAIN, fl_schema_get_node_type(schema, fl_graph_get_node_type(graph, element))->name);
  }
  put_text(self, QUOTED, evidence->file);
  put_number(self, evidence->at.line);
  put_number(self, evidence->at.column);
  put_number(self, evidence->at.end_line);
  put_number(self, evidence->at.end_column);
  put_text(self, PLAIN, fl_graph_format_node_id(graph, evidence->article, id));
  put_text(self, QUOTED, evidence->rule);
  put_text(self, PLAIN, fl_number_format(evidence->confidence, number));
  put_text(self, QUOTED, evidence->text);
  put_text(self, QUOTED, evidence->sentence);
}

static const char *const EVIDENCE_HEADERS[] = {"element",    "ref",      "what",       "file",    "line",
                                               "column",     "end_line", "end_column", "article", "rule",
                                               "confidence", "text",     "sentence"};

void
fl_csv_write_evidence(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_auto(Table) table;
  table_init(&table, sink);
  for (size_t i = 0; i < G_N_ELEMENTS(EVIDENCE_HEADERS); i++)
    put_text(&table, PLAIN, EVIDENCE_HEADERS[i]);
  end_row(&table);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph) && !fl_file_sink_has_failed(sink); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    put_evidence(&table, graph, &evidence);
    end_row(&table);
  }
}
