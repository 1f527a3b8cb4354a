/*
 * GraphML, for Gephi, NetworkX, igraph and Cytoscape. The only place in graph/ that knows libxml2.
 *
 * Its text writer writes the document and its keys. Nodes and edges are put together here, each in one piece:
 * one call for each datum would take ten times as long. What is not escaped in them, ids and the names of
 * the schema, are words of ASCII.
 */
#include "fl-column.h"
#include "fl-formats.h"
#include "fl-string.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#define NAMESPACE "http://graphml.graphdrawing.org/xmlns"

/* A column as a key of the file. */
typedef struct {
  const FlColumn *column;
  char *id;
  GString *open;      /* the start tag of its data */
  const char *suffix; /* makes the text one of the key's type */
  const char *type;
} Key;

typedef struct {
  const FlGraph *graph;
  FlFileSink *sink;
  xmlTextWriter *xml;
  GString *data;    /* one element */
  GString *escaped; /* one text in it that needs to be */
} Writing;

static void
clear_key(gpointer key)
{
  g_free(((Key *)key)->id);
  g_string_free(((Key *)key)->open, TRUE);
}

/* Node keys have the names of their columns. Edge keys need others, but for what importers know by name. */
static char *
make_key_id(const FlColumn *column, bool of_edge)
{
  if (!of_edge || strcmp(column->name, "weight") == 0 || strcmp(column->name, "relation") == 0 ||
      strcmp(column->name, "interaction") == 0)
    return g_strdup(column->name);
  return strcmp(column->name, "label") == 0 ? g_strdup("edgelabel") : g_strconcat("e_", column->name, NULL);
}

static GArray *
make_keys(const FlGraph *graph, const GArray *columns, bool of_edge)
{
  GArray *keys = g_array_new(FALSE, FALSE, sizeof(Key));
  g_array_set_clear_func(keys, clear_key);
  for (guint i = 0; i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    /* GraphML's int has 32 bits. */
    bool wide = fl_column_has_wide_integers(graph, of_edge, column);
    Key key = {.column = column, .id = make_key_id(column, of_edge), .suffix = wide ? ".0" : ""};
    key.open = g_string_new(NULL);
    g_string_printf(key.open, "\n   <data key=\"%s\">", key.id);
    key.type = fl_value_type_name(wide                            ? FL_VALUE_NUMBER
                                  : column->type == FL_VALUE_DATE ? FL_VALUE_STRING
                                                                  : column->type);
    g_array_append_val(keys, key);
  }
  return keys;
}

static void
start(Writing *self, const char *indent, const char *element)
{
  xmlTextWriterWriteRaw(self->xml, (const xmlChar *)indent);
  xmlTextWriterStartElement(self->xml, (const xmlChar *)element);
}

static void
attribute(Writing *self, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute(self->xml, (const xmlChar *)name, (const xmlChar *)value);
}

static void
end(Writing *self, const char *indent)
{
  if (*indent != '\0')
    xmlTextWriterWriteRaw(self->xml, (const xmlChar *)indent);
  xmlTextWriterEndElement(self->xml);
}

static void
write_keys(Writing *self, const GArray *keys, const char *element)
{
  for (guint i = 0; i < keys->len; i++) {
    const Key *key = &g_array_index(keys, Key, i);
    start(self, "\n ", "key");
    attribute(self, "id", key->id);
    attribute(self, "for", element);
    attribute(self, "attr.name", key->column->name);
    attribute(self, "attr.type", key->type);
    end(self, "");
  }
}

/* Puts what stands in the data from `start` on into CDATA. Entities would do in XML, but not in every
 * importer: Gephi loses the white space around them. */
static void
escape(Writing *self, size_t start)
{
  GString *out = self->escaped;
  const char *text = self->data->str + start;
  g_string_assign(out, "<![CDATA[");
  for (const char *close; (close = strstr(text, "]]>")) != NULL; text = close + 2) {
    g_string_append_len(out, text, close + 2 - text);
    g_string_append(out, "]]><![CDATA[");
  }
  g_string_append(out, text);
  g_string_append(out, "]]>");
  g_string_truncate(self->data, start);
  fl_string_append(self->data, out->str);
}

static void
append_data(Writing *self, const FlElementView *element, const Key *key)
{
  GString *data = self->data;
  size_t before = data->len;
  fl_string_append_bytes(data, key->open->str, key->open->len);
  size_t start = data->len;
  key->column->append(data, element, key->column);
  if (data->len == start) {
    g_string_truncate(data, before);
    return;
  }
  if (!key->column->plain && strpbrk(data->str + start, "&<>\"") != NULL)
    escape(self, start);
  fl_string_append(data, key->suffix);
  fl_string_append(data, "</data>");
}

/* Appends ` name="word"`. */
static void
append_word(Writing *self, const char *name, const char *word)
{
  fl_string_append_bytes(self->data, " ", 1);
  fl_string_append(self->data, name);
  fl_string_append_bytes(self->data, "=\"", 2);
  fl_string_append(self->data, word);
  fl_string_append_bytes(self->data, "\"", 1);
}

static void
append_all_data(Writing *self, bool of_edge, uint32_t index, const GArray *keys)
{
  FlElementView element = fl_element_view(self->graph, of_edge, index);
  for (guint i = 0; i < keys->len; i++)
    append_data(self, &element, &g_array_index(keys, Key, i));
}

static void
write_out(Writing *self)
{
  fl_file_sink_write(self->sink, self->data->str, self->data->len);
  g_string_truncate(self->data, 0);
}

static void
write_nodes(Writing *self, const GArray *keys)
{
  char id[FL_GRAPH_ID_SIZE];
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(self->graph) && !fl_file_sink_has_failed(self->sink); i++) {
    fl_string_append(self->data, "\n  <node");
    append_word(self, "id", fl_graph_format_node_id(self->graph, i, id));
    fl_string_append(self->data, ">");
    append_all_data(self, false, i, keys);
    fl_string_append(self->data, "\n  </node>");
    write_out(self);
  }
}

static void
write_edges(Writing *self, const GArray *keys)
{
  const FlGraph *graph = self->graph;
  char id[FL_GRAPH_ID_SIZE];
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph) && !fl_file_sink_has_failed(self->sink); i++) {
    fl_string_append(self->data, "\n  <edge");
    append_word(self, "id", fl_graph_format_edge_id(graph, i, id));
    append_word(self, "source", fl_graph_format_node_id(graph, fl_graph_get_edge_from(graph, i), id));
    append_word(self, "target", fl_graph_format_node_id(graph, fl_graph_get_edge_to(graph, i), id));
    /* Without a label of its own Gephi makes parallel edges one and mixes their data. */
    append_word(self, "label",
                fl_schema_get_edge_type(fl_graph_get_schema(graph), fl_graph_get_edge_type(graph, i))->name);
    fl_string_append(self->data, ">");
    append_all_data(self, true, i, keys);
    fl_string_append(self->data, "\n  </edge>");
    write_out(self);
  }
}

static void
write_document(Writing *self)
{
  g_autoptr(GArray) node_columns = fl_column_list_nodes(self->graph);
  g_autoptr(GArray) edge_columns = fl_column_list_edges(self->graph);
  g_autoptr(GArray) node_keys = make_keys(self->graph, node_columns, false);
  g_autoptr(GArray) edge_keys = make_keys(self->graph, edge_columns, true);
  xmlTextWriterStartDocument(self->xml, NULL, "UTF-8", NULL);
  start(self, "", "graphml");
  attribute(self, "xmlns", NAMESPACE);
  write_keys(self, node_keys, "node");
  write_keys(self, edge_keys, "edge");
  start(self, "\n ", "graph");
  attribute(self, "edgedefault", "directed");
  xmlTextWriterWriteRaw(self->xml, (const xmlChar *)""); /* ends the start tag */
  xmlTextWriterFlush(self->xml);
  write_nodes(self, node_keys);
  write_edges(self, edge_keys);
  end(self, "\n ");
  end(self, "\n");
  xmlTextWriterEndDocument(self->xml);
}

static int
put_bytes(void *sink, const char *bytes, int length)
{
  fl_file_sink_write(sink, bytes, (size_t)length);
  return length;
}

void
fl_graphml_write(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  xmlOutputBuffer *buffer = xmlOutputBufferCreateIO(put_bytes, NULL, sink, NULL);
  g_autoptr(GString) data = g_string_new(NULL);
  g_autoptr(GString) escaped = g_string_new(NULL);
  Writing writing = {graph, sink, xmlNewTextWriter(buffer), data, escaped};
  write_document(&writing);
  xmlFreeTextWriter(writing.xml); /* and the buffer with it */
}
