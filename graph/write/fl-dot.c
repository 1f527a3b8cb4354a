/*
 * DOT, for Graphviz: a picture. The only place that knows cgraph.
 *
 * Every attribute is declared with an empty default and set on each node and edge: so cgraph writes no
 * statement `node [...]`, after which Gephi's importer would drop everything. For Gephi, too, colours are
 * hue, saturation and value (it takes #4e79a7 for a transparent one), and strings stay under the length at
 * which cgraph breaks a line.
 */
#include "fl-dot-pick.h"
#include "fl-formats.h"
#include "fl-string.h"

#include <graphviz/cgraph.h>
#include <math.h>
#include <string.h>

/* Long labels leave no room for the graph. (Past 30, of four bytes each, cgraph would also break them.) */
enum { LABEL_LIMIT = 24 };

typedef enum {
  N_LABEL,
  N_COLOR,
  N_FONTCOLOR,
  N_FONTSIZE,
  N_FONTNAME,
  N_SHAPE,
  N_STYLE,
  N_MARGIN,
  N_HEIGHT,
  N_TYPE,
  N_MENTIONS,
  N_ATTRIBUTES
} NodeAttribute;

static const char *const NODE_ATTRIBUTES[N_ATTRIBUTES] = {"label",    "color",       "fontcolor", "fontsize",
                                                          "fontname", "shape",       "style",     "margin",
                                                          "height",   "entity_type", "mentions"};

typedef enum {
  E_LABEL,
  E_COLOR,
  E_FONTCOLOR,
  E_FONTSIZE,
  E_FONTNAME,
  E_PENWIDTH,
  E_ARROWSIZE,
  E_RELATION,
  E_WEIGHT,
  E_ATTRIBUTES
} EdgeAttribute;

static const char *const EDGE_ATTRIBUTES[E_ATTRIBUTES] = {
    "label", "color", "fontcolor", "fontsize", "fontname", "penwidth", "arrowsize", "relation", "weight"};

typedef struct {
  const FlGraph *graph;
  Agraph_t *dot;
  Agsym_t *of_node[N_ATTRIBUTES];
  Agsym_t *of_edge[E_ATTRIBUTES];
  GString *text;
} Drawing;

/* cgraph's functions take strings that they do not change without const. */
static void
set(void *object, Agsym_t *attribute, const char *value)
{
  agxset(object, attribute, (char *)value);
}

static void
set_number(void *object, Agsym_t *attribute, double number)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  set(object, attribute, fl_number_format(number, buffer));
}

static void
set_count(Drawing *self, void *object, Agsym_t *attribute, uint32_t count)
{
  g_string_truncate(self->text, 0);
  fl_string_append_number(self->text, count);
  set(object, attribute, self->text->str);
}

static void
set_label(Drawing *self, void *object, Agsym_t *attribute, const char *label)
{
  g_autoptr(GString) cut = g_string_new(NULL);
  fl_string_append_cut(cut, label, LABEL_LIMIT);
  g_string_truncate(self->text, 0);
  fl_string_append_doubled(self->text, cut->str);
  set(object, attribute, self->text->str);
}

/* ---- colours */

static void
set_colour(Drawing *self, void *object, Agsym_t *attribute, const uint8_t rgb[3])
{
  double high = MAX(rgb[0], MAX(rgb[1], rgb[2])), low = MIN(rgb[0], MIN(rgb[1], rgb[2])), range = high - low;
  double hue = range == 0       ? 0
               : high == rgb[0] ? (rgb[1] - rgb[2]) / range
               : high == rgb[1] ? 2 + (rgb[2] - rgb[0]) / range
                                : 4 + (rgb[0] - rgb[1]) / range;
  const double parts[] = {hue < 0 ? hue / 6 + 1 : hue / 6, high == 0 ? 0 : range / high, high / 255};
  g_string_truncate(self->text, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    char buffer[FL_NUMBER_TEXT_SIZE];
    g_string_append(self->text, i == 0 ? "" : " ");
    g_string_append(self->text, fl_number_format(parts[i], buffer));
  }
  set(object, attribute, self->text->str);
}

/* How light a colour looks, 0 to 255 (ITU-R BT.601). */
static double
get_lightness(const uint8_t rgb[3])
{
  return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
}

/* ---- nodes and edges */

static void
draw_node(Drawing *self, uint32_t node)
{
  const FlGraph *graph = self->graph;
  const FlNodeType *type =
      fl_schema_get_node_type(fl_graph_get_schema(graph), fl_graph_get_node_type(graph, node));
  uint32_t mentions = fl_graph_get_node_support(graph, node)->mentions;
  char id[FL_GRAPH_ID_SIZE];
  Agnode_t *drawn = agnode(self->dot, (char *)fl_graph_format_node_id(graph, node, id), 1);
  set_label(self, drawn, self->of_node[N_LABEL], fl_graph_get_node_name(graph, node));
  set_colour(self, drawn, self->of_node[N_COLOR], type->colour);
  set(drawn, self->of_node[N_FONTCOLOR], get_lightness(type->colour) > 150 ? "black" : "white");
  set_number(drawn, self->of_node[N_FONTSIZE], round(10 + 5 * log10(mentions)));
  set(drawn, self->of_node[N_FONTNAME], "sans-serif");
  set(drawn, self->of_node[N_SHAPE], "box");
  set(drawn, self->of_node[N_STYLE], "rounded,filled");
  set(drawn, self->of_node[N_MARGIN], "0.08,0.04");
  set(drawn, self->of_node[N_HEIGHT], "0.2");
  set(drawn, self->of_node[N_TYPE], type->name);
  set_count(self, drawn, self->of_node[N_MENTIONS], mentions);
}

static Agnode_t *
find_node(Drawing *self, uint32_t node)
{
  char id[FL_GRAPH_ID_SIZE];
  return agnode(self->dot, (char *)fl_graph_format_node_id(self->graph, node, id), 0);
}

static void
draw_edge(Drawing *self, uint32_t edge)
{
  const FlGraph *graph = self->graph;
  const FlEdgeType *type =
      fl_schema_get_edge_type(fl_graph_get_schema(graph), fl_graph_get_edge_type(graph, edge));
  uint32_t mentions = fl_graph_get_edge_support(graph, edge)->mentions;
  Agedge_t *drawn = agedge(self->dot, find_node(self, fl_graph_get_edge_from(graph, edge)),
                           find_node(self, fl_graph_get_edge_to(graph, edge)), NULL, 1);
  set_label(self, drawn, self->of_edge[E_LABEL], type->label);
  set(drawn, self->of_edge[E_COLOR], "0.0 0.0 0.7");
  set(drawn, self->of_edge[E_FONTCOLOR], "0.0 0.0 0.45");
  set(drawn, self->of_edge[E_FONTSIZE], "8");
  set(drawn, self->of_edge[E_FONTNAME], "sans-serif");
  set_number(drawn, self->of_edge[E_PENWIDTH], 0.8 + log10(mentions));
  set(drawn, self->of_edge[E_ARROWSIZE], "0.5");
  set(drawn, self->of_edge[E_RELATION], type->name);
  set_count(self, drawn, self->of_edge[E_WEIGHT], mentions);
}

/* ---- the file */

static int
put_string(void *sink, const char *string)
{
  fl_file_sink_write(sink, string, strlen(string));
  return 0;
}

static int
flush(G_GNUC_UNUSED void *sink)
{
  return 0;
}

static void
draw(Drawing *self, const FlDotPick *pick)
{
  for (size_t i = 0; i < N_ATTRIBUTES; i++)
    self->of_node[i] = agattr(self->dot, AGNODE, (char *)NODE_ATTRIBUTES[i], (char *)"");
  for (size_t i = 0; i < E_ATTRIBUTES; i++)
    self->of_edge[i] = agattr(self->dot, AGEDGE, (char *)EDGE_ATTRIBUTES[i], (char *)"");
  for (guint i = 0; i < pick->nodes->len; i++)
    draw_node(self, g_array_index(pick->nodes, uint32_t, i));
  for (guint i = 0; i < pick->edges->len; i++)
    draw_edge(self, g_array_index(pick->edges, uint32_t, i));
}

void
fl_dot_write(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink)
{
  Agiodisc_t io = {.putstr = put_string, .flush = flush};
  Agdisc_t discipline = {.io = &io};
  g_autoptr(GString) text = g_string_new(NULL);
  g_auto(FlDotPick) pick;
  fl_dot_pick_init(&pick, graph, options->dot_top);
  Drawing drawing = {
      .graph = graph, .dot = agopen((char *)"factloom", Agdirected, &discipline), .text = text};
  draw(&drawing, &pick);
  agwrite(drawing.dot, sink);
  agclose(drawing.dot);
}
