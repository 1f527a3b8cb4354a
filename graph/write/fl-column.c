#include "fl-column.h"

#include "fl-string.h"

#include <math.h>
#include <string.h>

/* Lists inside one value. */
#define LIST_SEPARATOR " | "

FlElementView
fl_element_view(const FlGraph *graph, bool of_edge, uint32_t index)
{
  FlElementView view = {
      .graph = graph,
      .of_edge = of_edge,
      .index = index,
      .type = of_edge ? fl_graph_get_edge_type(graph, index) : fl_graph_get_node_type(graph, index),
      .support = of_edge ? fl_graph_get_edge_support(graph, index) : fl_graph_get_node_support(graph, index),
  };
  if (view.support->shown != FL_GRAPH_NONE)
    view.shown = fl_graph_get_evidence(graph, view.support->shown);
  fl_graph_look_ahead(graph, of_edge, index);
  return view;
}

void
fl_column_append_day(GString *out, uint32_t day)
{
  const uint32_t parts[] = {day / 1000000, day / 10000 % 100, day / 100 % 100, day % 100};
  char text[10], *end = text;
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (i >= 2)
      *end++ = '-';
    *end++ = (char)('0' + parts[i] / 10);
    *end++ = (char)('0' + parts[i] % 10);
  }
  fl_string_append_bytes(out, text, sizeof text);
}

static void
append_number(GString *out, double number)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  fl_string_append(out, fl_number_format(number, buffer));
}

static const FlNodeType *
get_node_type(const FlElementView *node)
{
  return fl_schema_get_node_type(fl_graph_get_schema(node->graph), node->type);
}

static const FlEdgeType *
get_edge_type(const FlElementView *edge)
{
  return fl_schema_get_edge_type(fl_graph_get_schema(edge->graph), edge->type);
}

/* ---- what nodes and edges have */

static void
append_mentions(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_number(out, element->support->mentions);
}

static void
append_confidence(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  if (element->shown.file != NULL)
    append_number(out, element->shown.confidence);
}

static void
append_first_date(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  uint32_t day = element->support->first_day;
  if (day != 0)
    fl_column_append_day(out, day);
}

static void
append_last_date(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  uint32_t day = element->support->last_day;
  if (day != 0)
    fl_column_append_day(out, day);
}

static const char *
get_file(const FlElementView *element, uint32_t index)
{
  uint32_t evidence = element->of_edge ? fl_graph_get_edge_evidence(element->graph, element->index, index)
                                       : fl_graph_get_node_evidence(element->graph, element->index, index);
  return evidence == element->support->shown ? element->shown.file
                                             : fl_graph_get_evidence(element->graph, evidence).file;
}

/* Evidence is in order of its files, and a name of one file is one string. */
static void
append_sources(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  const char *last = NULL;
  for (uint32_t i = 0; i < element->support->n_evidence; i++) {
    const char *file = get_file(element, i);
    if (file == last)
      continue;
    if (last != NULL)
      fl_string_append(out, LIST_SEPARATOR);
    fl_string_append(out, file);
    last = file;
  }
}

static void
append_evidence(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  if (element->shown.file != NULL)
    fl_string_append_cut(out, element->shown.sentence, FL_GRAPH_EVIDENCE_LIMIT);
}

static void
append_evidence_loc(GString *out, const FlElementView *element, G_GNUC_UNUSED const FlColumn *column)
{
  if (element->shown.file == NULL)
    return;
  fl_string_append(out, element->shown.file);
  if (*element->shown.place != '\0') {
    fl_string_append(out, "#");
    fl_string_append(out, element->shown.place);
    return;
  }
  fl_string_append(out, "#L");
  fl_string_append_number(out, element->shown.at.line);
}

/* ---- what nodes have */

static void
append_node_label(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_cut(out, fl_graph_get_node_name(node->graph, node->index), FL_GRAPH_LABEL_LIMIT);
}

static void
append_name(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out, fl_graph_get_node_name(node->graph, node->index));
}

static void
append_entity_type(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out, get_node_type(node)->name);
}

static void
append_aliases(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  for (uint32_t i = 0; i < fl_graph_get_n_aliases(node->graph, node->index); i++) {
    if (i > 0)
      fl_string_append(out, LIST_SEPARATOR);
    fl_string_append(out, fl_graph_get_alias(node->graph, node->index, i));
  }
}

static void
append_red(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_number(out, get_node_type(node)->colour[0]);
}

static void
append_green(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_number(out, get_node_type(node)->colour[1]);
}

static void
append_blue(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_number(out, get_node_type(node)->colour[2]);
}

/* 10 for what is mentioned once, 10 more for each tenfold. */
static void
append_size(GString *out, const FlElementView *node, G_GNUC_UNUSED const FlColumn *column)
{
  append_number(out, 10 + 10 * log10(node->support->mentions));
}

static void
append_node_property(GString *out, const FlElementView *node, const FlColumn *column)
{
  int property = column->properties[node->type];
  if (property != FL_SCHEMA_NONE)
    fl_string_append(out, fl_graph_get_node_value(node->graph, node->index, property));
}

/* ---- what edges have */

static void
append_edge_label(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append_cut(out, get_edge_type(edge)->label, FL_GRAPH_LABEL_LIMIT);
}

static void
append_weight(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  append_number(out, edge->support->mentions);
}

static void
append_relation(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  fl_string_append(out, get_edge_type(edge)->name);
}

static void
append_rule(GString *out, const FlElementView *edge, G_GNUC_UNUSED const FlColumn *column)
{
  if (edge->shown.file != NULL)
    fl_string_append(out, edge->shown.rule);
}

static void
append_edge_property(GString *out, const FlElementView *edge, const FlColumn *column)
{
  int property = column->properties[edge->type];
  if (property != FL_SCHEMA_NONE)
    fl_string_append(out, fl_graph_get_edge_value(edge->graph, edge->index, property));
}

/* ---- lists */

static const FlColumn NODE_COLUMNS[] = {
    {"label", FL_VALUE_STRING, false, append_node_label, NULL},
    {"name", FL_VALUE_STRING, false, append_name, NULL},
    {"entity_type", FL_VALUE_STRING, true, append_entity_type, NULL},
    {"mentions", FL_VALUE_INTEGER, true, append_mentions, NULL},
    {"confidence", FL_VALUE_NUMBER, true, append_confidence, NULL},
    {"first_date", FL_VALUE_DATE, true, append_first_date, NULL},
    {"last_date", FL_VALUE_DATE, true, append_last_date, NULL},
    {"aliases", FL_VALUE_STRING, false, append_aliases, NULL},
    {"sources", FL_VALUE_STRING, false, append_sources, NULL},
    {"evidence", FL_VALUE_STRING, false, append_evidence, NULL},
    {"evidence_loc", FL_VALUE_STRING, false, append_evidence_loc, NULL},
    {"r", FL_VALUE_INTEGER, true, append_red, NULL},
    {"g", FL_VALUE_INTEGER, true, append_green, NULL},
    {"b", FL_VALUE_INTEGER, true, append_blue, NULL},
    {"size", FL_VALUE_NUMBER, true, append_size, NULL},
};

static const FlColumn EDGE_COLUMNS[] = {
    {"label", FL_VALUE_STRING, false, append_edge_label, NULL},
    {"weight", FL_VALUE_NUMBER, true, append_weight, NULL},
    {"relation", FL_VALUE_STRING, true, append_relation, NULL},
    {"interaction", FL_VALUE_STRING, true, append_relation, NULL},
    {"mentions", FL_VALUE_INTEGER, true, append_mentions, NULL},
    {"confidence", FL_VALUE_NUMBER, true, append_confidence, NULL},
    {"first_date", FL_VALUE_DATE, true, append_first_date, NULL},
    {"last_date", FL_VALUE_DATE, true, append_last_date, NULL},
    {"sources", FL_VALUE_STRING, false, append_sources, NULL},
    {"evidence", FL_VALUE_STRING, false, append_evidence, NULL},
    {"evidence_loc", FL_VALUE_STRING, false, append_evidence_loc, NULL},
    {"rule", FL_VALUE_STRING, false, append_rule, NULL},
};

static void
clear_column(gpointer column)
{
  g_free(((FlColumn *)column)->properties);
}

static GArray *
new_list(const FlColumn *columns, guint n)
{
  GArray *list = g_array_new(FALSE, FALSE, sizeof(FlColumn));
  g_array_set_clear_func(list, clear_column);
  g_array_append_vals(list, columns, n);
  return list;
}

/* Enters one type's properties, one column for each name. A node's "name" is there, in its unique form. */
static void
add_properties(GArray *list, const GArray *properties, int type, int n_types, FlColumnAppend append)
{
  for (guint i = 0; i < properties->len; i++) {
    const FlProperty *property = &g_array_index(properties, FlProperty, i);
    if (property->hidden)
      continue;
    guint at = 0;
    while (at < list->len && strcmp(g_array_index(list, FlColumn, at).name, property->name) != 0)
      at++;
    if (at == list->len) {
      bool plain = property->type != FL_VALUE_STRING;
      FlColumn added = {property->name, property->type, plain, append, g_new(int, n_types)};
      for (int t = 0; t < n_types; t++)
        added.properties[t] = FL_SCHEMA_NONE;
      g_array_append_val(list, added);
    }
    const FlColumn *column = &g_array_index(list, FlColumn, at);
    if (column->properties != NULL)
      column->properties[type] = (int)i;
  }
}

GArray *
fl_column_list_nodes(const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  GArray *list = new_list(NODE_COLUMNS, G_N_ELEMENTS(NODE_COLUMNS));
  int n = fl_schema_get_n_node_types(schema);
  for (int i = 0; i < n; i++)
    add_properties(list, fl_schema_get_node_type(schema, i)->properties, i, n, append_node_property);
  return list;
}

GArray *
fl_column_list_edges(const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  GArray *list = new_list(EDGE_COLUMNS, G_N_ELEMENTS(EDGE_COLUMNS));
  int n = fl_schema_get_n_edge_types(schema);
  for (int i = 0; i < n; i++)
    add_properties(list, fl_schema_get_edge_type(schema, i)->properties, i, n, append_edge_property);
  return list;
}

bool
fl_column_has_wide_integers(const FlGraph *graph, bool of_edge, const FlColumn *column)
{
  uint32_t n = of_edge ? fl_graph_get_n_edges(graph) : fl_graph_get_n_nodes(graph);
  g_autoptr(GString) text = g_string_new(NULL);
  if (column->properties == NULL || column->type != FL_VALUE_INTEGER)
    return false;
  for (uint32_t i = 0; i < n; i++) {
    g_string_truncate(text, 0);
    FlElementView element = fl_element_view(graph, of_edge, i);
    column->append(text, &element, column);
    gint64 number = g_ascii_strtoll(text->str, NULL, 10);
    if (number > INT32_MAX || number < INT32_MIN)
      return true;
  }
  return false;
}
