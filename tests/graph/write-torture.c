/* Writes a graph of everything that has ever broken an importer, and prints as JSON what must be read from
 * its files.
 *
 *   write-torture FOLDER DOT-TOP     the torture graph
 *   write-torture FOLDER 0 empty     a graph of nothing
 */
#include "fl-graph.h"
#include "fl-output.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

enum { PARALLEL = 10000, LONG = 10000 };

/* Keywords of DOT, names that importers look for, and what a type or relation may be called at most. */
static const char *const TYPES[] = {"Thing",    "Graph",  "Node", "Edge", "Digraph",
                                    "Subgraph", "Strict", "E",    "Id"};
static const char *const RELATIONS[] = {"says",     "node",   "edge",  "graph", "digraph",
                                        "subgraph", "strict", "label", "id"};

/* Bytes that are no UTF-8, or no characters, are written in octal. */
static const char *const NAMES[] = {
    /* white space and backslashes */
    "plain", "中文", "\"", "\"\"", "'", "a\"b", "a,b", "a;b", "a\tb", "a\nb", "a\r\nb", " leading",
    "trailing ", "a  b", "\\", "\\\\", "a\\", "\\n", "\\N \\G \\L", "\\\"", "C:\\temp\\new",
    /* XML */
    "]]>", "a]]>b]]>", "]]", "]]]]>>", "<![CDATA[x]]>", "<b>html</b>", "<", ">", "&", "&amp;", "&#0;",
    "<!-- x -->", "<?xml?>",
    /* keywords, numbers, other programs' syntax */
    "node", "edge", "graph", "digraph", "strict", "subgraph", "NODE", "null", "None", "NaN", "nan", "INF",
    "-INF", "Infinity", "true", "false", "0", "-1", "1e5", "1.0", "007", "=1+1", "@x", "+1", "-", "#comment",
    "//x", "/*x*/", "{", "}", "[", "]", "|", "a | b", "a=b", "->", "--", "%d%s%n", "${x}", "`x`",
    /* control characters and bad UTF-8: surrogates, too long, too large, cut off; no characters */
    "a\001b", "\033[31m", "a\177b", "\377\376", "\355\240\200\355\260\200", "\300\200", "\365\200\200\200",
    "\344\270", "a\357\277\276b", "a\357\277\277b", "\357\267\220", "\360\237\277\276",
    /* marks, directions, emoji, other spaces */
    "\357\273\277bom", "e\314\201", "\303\251t\303\251", "\342\200\256rtl\342\200\254",
    "\327\251\327\234\327\225\327\235", "\360\237\230\200", "\360\237\221\250\342\200\215\360\237\221\251",
    "a\302\240b", "a\343\200\200b", "a\342\200\250b", "a\302\205b", "a\342\200\213b",
    /* what the files hold anyway */
    "2024-02-08", "2024/02/08", "<[2024-02-08, 2024-02-09]>", "per_0123456789abcdef", "e_0123456789abcdef"};

typedef struct {
  FlSchema *schema;
  FlFactBatch *batch;
  uint32_t article;
} Torture;

static FlSchema *
make_schema(void)
{
  static const FlProperty properties[] = {{.name = "name", .type = FL_VALUE_STRING},
                                          {.name = "count", .type = FL_VALUE_INTEGER},
                                          {.name = "small", .type = FL_VALUE_INTEGER},
                                          {.name = "amount", .type = FL_VALUE_NUMBER},
                                          {.name = "start", .type = FL_VALUE_DATE},
                                          {.name = "remark", .type = FL_VALUE_STRING},
                                          {.name = "day", .type = FL_VALUE_STRING},
                                          {.name = "secret", .type = FL_VALUE_STRING, .hidden = true}};
  static const FlProperty role = {.name = "remark", .type = FL_VALUE_STRING};
  FlSchema *schema = fl_schema_new();
  for (size_t t = 0; t < G_N_ELEMENTS(TYPES); t++) {
    const uint8_t colour[3] = {(uint8_t)(255 - 20 * t), (uint8_t)(t * 30), (uint8_t)(t == 0 ? 255 : 7)};
    int type = fl_schema_add_node_type(schema, TYPES[t], "<种类 & \"型\">", "{name}", colour);
    for (size_t p = 0; p < (t == 0 ? G_N_ELEMENTS(properties) : 1); p++)
      fl_schema_add_node_property(schema, type, &properties[p]);
    fl_schema_add_key(schema, type, 0);
  }
  for (size_t r = 0; r < G_N_ELEMENTS(RELATIONS); r++) {
    int relation = fl_schema_add_edge_type(schema, RELATIONS[r], r == 0 ? "说 \\ \"&<]]>" : NULL, UINT64_MAX,
                                           UINT64_MAX);
    fl_schema_add_edge_property(schema, relation, &role);
  }
  g_assert_true(fl_schema_complete(schema));
  return schema;
}

static void
set(Torture *self, uint32_t node, const char *name, FlValue value)
{
  const FlNodeType *type =
      fl_schema_get_node_type(self->schema, fl_fact_batch_get_node(self->batch, node)->type);
  fl_fact_batch_set_node_value(self->batch, node, fl_node_type_find_property(type, name), value);
}

static FlEvidence
make_evidence(const Torture *self, uint32_t line, const char *text)
{
  return (FlEvidence){.at = {line, 1, line, 3},
                      .article = self->article,
                      .sentence = line % 3,
                      .confidence = 0.25 + 0.125 * (line % 5),
                      .rule = "a.b\\c\"",
                      .text = text,
                      .place = line % 2 == 0 ? "p3\"L12" : NULL};
}

static uint32_t
add_node(Torture *self, int type, const char *name, uint32_t line)
{
  uint32_t node = fl_fact_batch_add_node(self->batch, type);
  FlEvidence evidence = make_evidence(self, line, name);
  set(self, node, "name", fl_value_string(name));
  fl_fact_batch_add_node_evidence(self->batch, node, &evidence);
  return node;
}

static void
add_article(Torture *self)
{
  self->article = fl_fact_batch_add_node(self->batch, fl_schema_find_node_type(self->schema, FL_ARTICLE));
  set(self, self->article, "title", fl_value_string("“标题” & \\ ]]>"));
  set(self, self->article, "file", fl_value_string("texts/a, \"b\" \\c.txt"));
  set(self, self->article, "date", (FlValue){.type = FL_VALUE_DATE, .string = "2024-02-08/2024-02-29"});
  set(self, self->article, "start_line", fl_value_integer(1));
}

/* Every name as a name, an alias, a text, a remark. */
static void
add_names(Torture *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    uint32_t node = add_node(self, 0, NAMES[i], (uint32_t)i);
    fl_fact_batch_add_alias(self->batch, node, NAMES[(i + 1) % G_N_ELEMENTS(NAMES)]);
    fl_fact_batch_add_alias(self->batch, node, NAMES[(i + 7) % G_N_ELEMENTS(NAMES)]);
    set(self, node, "remark", fl_value_string(NAMES[(i + 3) % G_N_ELEMENTS(NAMES)]));
    set(self, node, "secret", fl_value_string("never written"));
    uint32_t edge =
        fl_fact_batch_add_edge(self->batch, (int)(i % G_N_ELEMENTS(RELATIONS)), node, node - (i > 0));
    FlEvidence evidence = make_evidence(self, (uint32_t)i, NAMES[i]);
    fl_fact_batch_add_edge_evidence(self->batch, edge, &evidence);
    fl_fact_batch_set_edge_value(self->batch, edge, 0, fl_value_string(NAMES[(i + 5) % G_N_ELEMENTS(NAMES)]));
  }
  for (int type = 1; type < (int)G_N_ELEMENTS(TYPES); type++)
    add_node(self, type, TYPES[type], 5);
}

static void
add_numbers(Torture *self)
{
  static const int64_t counts[] = {0,         1,         -1,        INT32_MAX,
                                   INT32_MIN, INT64_MAX, INT64_MIN, (int64_t)INT32_MAX + 1};
  static const double amounts[] = {0, -0.0, 1e15, DBL_MAX, -DBL_MAX, DBL_MIN, 0.1, 2600000000000.0};
  static const char *const dates[] = {"2024",       "2024-02",    "2024-02-08", "2021/2025",
                                      "0001-01-01", "9999-12-31", "",           "2024-02-08/2024-02-09"};
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *name = g_strdup_printf("number %zu", i);
    uint32_t node = add_node(self, 0, name, 1000);
    set(self, node, "count", fl_value_integer(counts[i]));
    set(self, node, "small", fl_value_integer((int64_t)i - 4));
    set(self, node, "amount", fl_value_number(amounts[i]));
    set(self, node, "day", fl_value_string(i % 2 == 0 ? "2024-02-08" : ""));
    set(self, node, "start", (FlValue){.type = FL_VALUE_DATE, .string = dates[i]});
  }
}

static void
add_large(Torture *self)
{
  g_autoptr(GString) name = g_string_new(NULL);
  for (int i = 0; i < LONG; i++)
    g_string_append(name, i % 10 == 9 ? "\\" : "长");
  uint32_t large = add_node(self, 0, name->str, 2000), other = add_node(self, 0, "对面", 2000);
  uint32_t edge = fl_fact_batch_add_edge(self->batch, 0, large, other);
  for (uint32_t i = 0; i < PARALLEL; i++) {
    FlEvidence evidence = make_evidence(self, 3000 + i, "又说");
    fl_fact_batch_add_edge_evidence(self->batch, edge, &evidence);
  }
  for (int relation = 1; relation < (int)G_N_ELEMENTS(RELATIONS); relation++)
    fl_fact_batch_add_edge(self->batch, relation, large, other);
  fl_fact_batch_add_edge(self->batch, 0, large, large);
  add_node(self, 0, "", 2001);
}

static FlFactBatch *
make_batch(FlSchema *schema)
{
  g_autoptr(GString) sentence = g_string_new("“很长的”句子 & <b> \\ ");
  for (int i = 0; i < 400; i++)
    g_string_append(sentence, "字");
  Torture self = {.schema = schema, .batch = fl_fact_batch_new(schema, "texts/a, \"b\" \\c.txt")};
  fl_fact_batch_add_sentence(self.batch, "第一句。");
  fl_fact_batch_add_sentence(self.batch, sentence->str);
  fl_fact_batch_add_sentence(self.batch, "");
  add_article(&self);
  add_names(&self);
  add_numbers(&self);
  add_large(&self);
  fl_fact_batch_seal(self.batch);
  return self.batch;
}

/* ---- what must be read */

static void
print_text(const char *key, const char *text)
{
  printf("\"%s\":\"", key);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\')
      putchar('\\');
    putchar(*text);
  }
  printf("\",");
}

static void
print_support(const FlGraph *graph, bool of_edge, uint32_t index)
{
  const FlSupport *support =
      of_edge ? fl_graph_get_edge_support(graph, index) : fl_graph_get_node_support(graph, index);
  printf("\"mentions\":%u,\"first\":%u,\"last\":%u,\"evidence\":[", support->mentions, support->first_day,
         support->last_day);
  for (uint32_t i = 0; i < support->n_evidence; i++)
    printf("%s%u", i > 0 ? "," : "",
           of_edge ? fl_graph_get_edge_evidence(graph, index, i)
                   : fl_graph_get_node_evidence(graph, index, i));
  printf("]},\n");
}

static void
print_values(const FlGraph *graph, const GArray *properties, bool of_edge, uint32_t index)
{
  printf("\"values\":{");
  for (guint i = 0; i < properties->len; i++) {
    const FlProperty *property = &g_array_index(properties, FlProperty, i);
    if (!property->hidden)
      print_text(property->name, of_edge ? fl_graph_get_edge_value(graph, index, (int)i)
                                         : fl_graph_get_node_value(graph, index, (int)i));
  }
  printf("\"\":\"\"},");
}

static void
print_nodes(const FlGraph *graph)
{
  char id[FL_GRAPH_ID_SIZE];
  printf("\"nodes\":[");
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++) {
    const FlNodeType *type =
        fl_schema_get_node_type(fl_graph_get_schema(graph), fl_graph_get_node_type(graph, i));
    printf("{");
    print_text("id", fl_graph_format_node_id(graph, i, id));
    print_text("type", type->name);
    print_text("name", fl_graph_get_node_name(graph, i));
    printf("\"colour\":[%u,%u,%u],\"aliases\":[", type->colour[0], type->colour[1], type->colour[2]);
    for (uint32_t a = 0; a < fl_graph_get_n_aliases(graph, i); a++) {
      printf("{");
      print_text("alias", fl_graph_get_alias(graph, i, a));
      printf("\"\":0}%s", a + 1 < fl_graph_get_n_aliases(graph, i) ? "," : "");
    }
    printf("],");
    print_values(graph, type->properties, false, i);
    print_support(graph, false, i);
  }
  printf("null],\n");
}

static void
print_edges(const FlGraph *graph)
{
  char id[FL_GRAPH_ID_SIZE];
  printf("\"edges\":[");
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++) {
    const FlEdgeType *type =
        fl_schema_get_edge_type(fl_graph_get_schema(graph), fl_graph_get_edge_type(graph, i));
    printf("{");
    print_text("id", fl_graph_format_edge_id(graph, i, id));
    print_text("relation", type->name);
    print_text("label", type->label);
    print_text("source", fl_graph_format_node_id(graph, fl_graph_get_edge_from(graph, i), id));
    print_text("target", fl_graph_format_node_id(graph, fl_graph_get_edge_to(graph, i), id));
    print_values(graph, type->properties, true, i);
    print_support(graph, true, i);
  }
  printf("null],\n");
}

static void
print_evidence(const FlGraph *graph)
{
  char id[FL_GRAPH_ID_SIZE];
  printf("\"evidence\":[");
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    printf("{\"at\":[%u,%u,%u,%u],\"confidence\":%.4f,", evidence.at.line, evidence.at.column,
           evidence.at.end_line, evidence.at.end_column, evidence.confidence);
    print_text("ref", evidence.of_edge ? fl_graph_format_edge_id(graph, evidence.element, id)
                                       : fl_graph_format_node_id(graph, evidence.element, id));
    print_text("article", fl_graph_format_node_id(graph, evidence.article, id));
    print_text("file", evidence.file);
    print_text("rule", evidence.rule);
    print_text("text", evidence.text);
    print_text("sentence", evidence.sentence);
    print_text("place", evidence.place);
    printf("\"of_edge\":%d},\n", evidence.of_edge);
  }
  printf("null],\n");
}

static void
print_raw_names(void)
{
  printf("\"raw_names\":[");
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    printf("\"");
    for (const char *at = NAMES[i]; *at != '\0'; at++)
      printf("%02x", (unsigned char)*at);
    printf("\"%s", i + 1 < G_N_ELEMENTS(NAMES) ? "," : "");
  }
  printf("]");
}

int
main(int argc, char **argv)
{
  if (argc < 3) {
    fprintf(stderr, "usage: write-torture FOLDER DOT-TOP [empty]\n");
    return 2;
  }
  g_autoptr(FlSchema) schema = make_schema();
  g_autoptr(FlGraph) graph = fl_graph_new(schema);
  g_autoptr(GError) error = NULL;
  if (argc == 3) {
    g_autoptr(FlFactBatch) batch = make_batch(schema);
    g_assert_true(fl_graph_add_batch(graph, batch, &error));
  }
  fl_graph_finish(graph);
  g_autofree const char **formats = fl_output_list_formats();
  const FlOutputOptions options = {
      .formats = formats, .version = "1.2.3", .dot_top = (uint32_t)g_ascii_strtoull(argv[2], NULL, 10)};
  if (!fl_output_write(graph, argv[1], &options, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  printf("{");
  print_nodes(graph);
  print_edges(graph);
  print_evidence(graph);
  print_raw_names();
  printf("}\n");
  return 0;
}
