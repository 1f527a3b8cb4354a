/*
 * GEXF, for Gephi: the format that opens with a timeline. Of version 1.2draft, as NetworkX reads no later
 * one.
 */
#include "fl-column.h"
#include "fl-formats.h"
#include "fl-string.h"

#include <string.h>

typedef struct {
  const FlGraph *graph;
  FlFileSink *sink;
  GString *out;  /* what is being put together: one element */
  GString *text; /* of one attribute */
  GArray *node_columns, *edge_columns;
} Writing;

/* What the format has a place for of its own. */
static const char *const OWN[] = {"label", "weight", "r", "g", "b", "size", NULL};

static bool
is_attribute(const FlColumn *column)
{
  return !g_strv_contains(OWN, column->name);
}

static void
flush(Writing *self)
{
  fl_file_sink_write(self->sink, self->out->str, self->out->len);
  g_string_truncate(self->out, 0);
}

static void
append_escaped(GString *out, const char *text)
{
  static const char *const entities[] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
  for (size_t plain; *text != '\0'; text++) {
    plain = strcspn(text, "&<>\"");
    g_string_append_len(out, text, (gssize)plain);
    text += plain;
    if (*text == '\0')
      return;
    fl_string_append(out, entities[(unsigned char)*text]);
  }
}

/* Appends an XML attribute: ` name="text"`. */
static void
attribute(Writing *self, const char *name, const char *text)
{
  g_string_append_c(self->out, ' ');
  fl_string_append(self->out, name);
  fl_string_append(self->out, "=\"");
  append_escaped(self->out, text);
  g_string_append_c(self->out, '"');
}

/* The text of an element's column, until the next is asked for. */
static const char *
get_text(Writing *self, const FlElementView *element, const GArray *columns, const char *name)
{
  guint i = 0;
  while (strcmp(g_array_index(columns, FlColumn, i).name, name) != 0)
    i++;
  const FlColumn *column = &g_array_index(columns, FlColumn, i);
  g_string_truncate(self->text, 0);
  column->append(self->text, element, column);
  return self->text->str;
}

/* ---- what attributes there are */

static const char *
get_type(const Writing *self, bool of_edge, const FlColumn *column)
{
  if (column->type == FL_VALUE_NUMBER)
    return "double";
  if (column->type != FL_VALUE_INTEGER)
    return "string";
  return fl_column_has_wide_integers(self->graph, of_edge, column) ? "long" : "integer";
}

/* NetworkX has no other place for these than among the attributes. */
static const char *
get_prefix(const FlColumn *column)
{
  static const char *const taken[] = {"start", "end", "pid", "viz", NULL};
  return g_strv_contains(taken, column->name) ? "own_" : "";
}

static void
write_attributes(Writing *self, bool of_edge)
{
  const GArray *columns = of_edge ? self->edge_columns : self->node_columns;
  g_string_append_printf(self->out, "  <attributes class=\"%s\" mode=\"static\">\n",
                         of_edge ? "edge" : "node");
  for (guint i = 0; i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    if (is_attribute(column))
      g_string_append_printf(self->out, "   <attribute id=\"%s\" title=\"%s%s\" type=\"%s\"/>\n",
                             column->name, get_prefix(column), column->name, get_type(self, of_edge, column));
  }
  fl_string_append(self->out, "  </attributes>\n");
}

/* ---- elements */

/* The time in which an element is seen; without any it is there always. */
static void
append_interval(Writing *self, const FlSupport *support)
{
  const uint32_t days[] = {support->first_day, support->last_day};
  for (size_t i = 0; i < G_N_ELEMENTS(days) && days[i] != 0; i++) {
    fl_string_append(self->out, i == 0 ? " start=\"" : " end=\"");
    fl_column_append_day(self->out, days[i]);
    g_string_append_c(self->out, '"');
  }
}

static void
append_values(Writing *self, const FlElementView *element, const GArray *columns)
{
  fl_string_append(self->out, "    <attvalues>\n");
  for (guint i = 0; i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    if (!is_attribute(column))
      continue;
    g_string_truncate(self->text, 0);
    column->append(self->text, element, column);
    if (self->text->len == 0)
      continue;
    fl_string_append(self->out, "     <attvalue");
    attribute(self, "for", column->name);
    attribute(self, "value", self->text->str);
    fl_string_append(self->out, "/>\n");
  }
  fl_string_append(self->out, "    </attvalues>\n");
}

static void
append_look(Writing *self, const FlElementView *node)
{
  static const char *const colours[] = {"r", "g", "b"};
  fl_string_append(self->out, "    <viz:color");
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++)
    attribute(self, colours[i], get_text(self, node, self->node_columns, colours[i]));
  fl_string_append(self->out, "/>\n    <viz:size");
  attribute(self, "value", get_text(self, node, self->node_columns, "size"));
  fl_string_append(self->out, "/>\n");
}

static void
write_nodes(Writing *self)
{
  char id[FL_GRAPH_ID_SIZE];
  fl_string_append(self->out, "  <nodes>\n");
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(self->graph) && !fl_file_sink_has_failed(self->sink); i++) {
    FlElementView node = fl_element_view(self->graph, false, i);
    fl_string_append(self->out, "   <node");
    attribute(self, "id", fl_graph_format_node_id(self->graph, i, id));
    attribute(self, "label", get_text(self, &node, self->node_columns, "label"));
    append_interval(self, node.support);
    fl_string_append(self->out, ">\n");
    append_values(self, &node, self->node_columns);
    append_look(self, &node);
    fl_string_append(self->out, "   </node>\n");
    flush(self);
  }
  fl_string_append(self->out, "  </nodes>\n");
}

static void
write_edges(Writing *self)
{
  const FlGraph *graph = self->graph;
  char id[FL_GRAPH_ID_SIZE];
  fl_string_append(self->out, "  <edges>\n");
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph) && !fl_file_sink_has_failed(self->sink); i++) {
    FlElementView edge = fl_element_view(graph, true, i);
    fl_string_append(self->out, "   <edge");
    attribute(self, "id", fl_graph_format_edge_id(graph, i, id));
    attribute(self, "source", fl_graph_format_node_id(graph, fl_graph_get_edge_from(graph, i), id));
    attribute(self, "target", fl_graph_format_node_id(graph, fl_graph_get_edge_to(graph, i), id));
    attribute(self, "label", get_text(self, &edge, self->edge_columns, "label"));
    attribute(self, "kind", get_text(self, &edge, self->edge_columns, "relation"));
    attribute(self, "weight", get_text(self, &edge, self->edge_columns, "weight"));
    append_interval(self, edge.support);
    fl_string_append(self->out, ">\n");
    append_values(self, &edge, self->edge_columns);
    fl_string_append(self->out, "   </edge>\n");
    flush(self);
  }
  fl_string_append(self->out, "  </edges>\n");
}

void
fl_gexf_write(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_autoptr(GString) out = g_string_new(NULL), text = g_string_new(NULL);
  g_autoptr(GArray) node_columns = fl_column_list_nodes(graph), edge_columns = fl_column_list_edges(graph);
  Writing self = {graph, sink, out, text, node_columns, edge_columns};
  fl_string_append(
      out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<gexf xmlns=\"http://www.gexf.net/1.2draft\" xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" "
           "version=\"1.2\">\n"
           " <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" "
           "timerepresentation=\"interval\">\n");
  write_attributes(&self, false);
  write_attributes(&self, true);
  write_nodes(&self);
  write_edges(&self);
  fl_string_append(out, " </graph>\n</gexf>\n");
  flush(&self);
}
