#include "facts.h"

#include "fl-fact-json.h"

#include <string.h>

static int
add_node_type(FlSchema *schema, const char *name, const char *label, const char *name_template,
              const FlProperty *properties, int n_properties, int n_key)
{
  static const uint8_t colour[3] = {0x4e, 0x79, 0xa7};
  int type = fl_schema_add_node_type(schema, name, label, name_template, colour);
  for (int i = 0; i < n_properties; i++) {
    int property = fl_schema_add_node_property(schema, type, &properties[i]);
    if (i < n_key)
      fl_schema_add_key(schema, type, property);
  }
  return type;
}

FlSchema *
facts_schema_new(void)
{
  static const FlProperty name = {.name = "name", .type = FL_VALUE_STRING};
  static const FlProperty meeting[] = {
      {.name = "name", .type = FL_VALUE_STRING},
      {.name = "start", .type = FL_VALUE_DATE, .late = true},
      {.name = "end", .type = FL_VALUE_DATE},
  };
  static const FlProperty figure[] = {
      {.name = "subject", .type = FL_VALUE_STRING},
      {.name = "value", .type = FL_VALUE_NUMBER, .late = true},
      {.name = "unit", .type = FL_VALUE_STRING, .late = true},
  };
  static const FlProperty role = {.name = "role", .type = FL_VALUE_STRING};
  FlSchema *schema = fl_schema_new();
  int person = add_node_type(schema, "Person", "人物", "{name}", &name, 1, 1);
  int place = add_node_type(schema, "Place", "地点", "{name}", &name, 1, 1);
  int met = add_node_type(schema, "Meeting", "会议", "{name}", meeting, G_N_ELEMENTS(meeting), 2);
  add_node_type(schema, "Figure", "数据", "{subject} {value}{unit}", figure, G_N_ELEMENTS(figure), 3);
  int attended =
      fl_schema_add_edge_type(schema, "attended", "出席", UINT64_C(1) << person, UINT64_C(1) << met);
  fl_schema_add_edge_property(schema, attended, &role);
  fl_schema_add_edge_type(schema, "held_at", "地点", UINT64_C(1) << met, UINT64_C(1) << place);
  g_assert_true(fl_schema_complete(schema));
  return schema;
}

char *
facts_make_stream(const FlSchema *schema, const char *documents)
{
  GString *stream = g_string_new(NULL);
  fl_fact_json_append_header(stream, schema);
  size_t header = stream->len;
  g_string_append(stream, documents);
  for (char *at = stream->str + header; *at != '\0'; at++)
    if (*at == '\'')
      *at = '"';
  return g_string_free(stream, FALSE);
}

static bool
collect(FlFactBatch *take_batch, void *batches, G_GNUC_UNUSED GError **error)
{
  g_ptr_array_add(batches, take_batch);
  return true;
}

GPtrArray *
facts_read_stream(FlSchema *schema, const char *stream, size_t length, GError **error)
{
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  g_autoptr(GInputStream) input = g_memory_input_stream_new_from_data(stream, (gssize)length, NULL);
  if (!fl_fact_json_read(input, "facts", &schema, collect, batches, error))
    return NULL;
  return g_steal_pointer(&batches);
}

GPtrArray *
facts_read(FlSchema *schema, const char *documents)
{
  g_autofree char *stream = facts_make_stream(schema, documents);
  g_autoptr(GError) error = NULL;
  GPtrArray *batches = facts_read_stream(schema, stream, strlen(stream), &error);
  g_assert_no_error(error);
  return batches;
}

FlGraph *
facts_weave_batches(FlSchema *schema, const GPtrArray *batches)
{
  FlGraph *graph = fl_graph_new(schema);
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < batches->len; i++) {
    fl_graph_add_batch(graph, batches->pdata[i], &error);
    g_assert_no_error(error);
  }
  fl_graph_finish(graph);
  return graph;
}

FlGraph *
facts_weave(const char *documents)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GPtrArray) batches = facts_read(schema, documents);
  return facts_weave_batches(schema, batches);
}

/* ---- text */

static void
describe_support(GString *out, const FlSupport *support)
{
  g_string_append_printf(out, " mentions=%u rows=%u", support->mentions, support->n_evidence);
  if (support->first_day != 0)
    g_string_append_printf(out, " days=%u-%u", support->first_day, support->last_day);
  if (support->shown != FL_GRAPH_NONE)
    g_string_append_printf(out, " shown=%u", support->shown);
}

static void
describe_values(GString *out, const FlGraph *graph, const GArray *properties, bool of_edge, uint32_t index)
{
  for (guint i = 0; i < properties->len; i++) {
    const char *value = of_edge ? fl_graph_get_edge_value(graph, index, (int)i)
                                : fl_graph_get_node_value(graph, index, (int)i);
    if (*value != '\0')
      g_string_append_printf(out, " %s='%s'", g_array_index(properties, FlProperty, i).name, value);
  }
}

static void
describe_node(GString *out, const FlGraph *graph, uint32_t node)
{
  char id[FL_GRAPH_ID_SIZE];
  const FlNodeType *type =
      fl_schema_get_node_type(fl_graph_get_schema(graph), fl_graph_get_node_type(graph, node));
  g_string_append_printf(out, "node %s '%s' %s", type->name, fl_graph_get_node_name(graph, node),
                         fl_graph_format_node_id(graph, node, id));
  describe_support(out, fl_graph_get_node_support(graph, node));
  describe_values(out, graph, type->properties, false, node);
  for (uint32_t i = 0; i < fl_graph_get_n_aliases(graph, node); i++)
    g_string_append_printf(out, " alias='%s'", fl_graph_get_alias(graph, node, i));
  for (uint32_t i = 0; i < fl_graph_get_node_support(graph, node)->n_evidence; i++)
    g_string_append_printf(out, " #%u", fl_graph_get_node_evidence(graph, node, i));
  g_string_append_c(out, '\n');
}

static void
describe_edge(GString *out, const FlGraph *graph, uint32_t edge)
{
  char id[FL_GRAPH_ID_SIZE];
  const FlEdgeType *type =
      fl_schema_get_edge_type(fl_graph_get_schema(graph), fl_graph_get_edge_type(graph, edge));
  g_string_append_printf(out, "edge '%s' %s",
                         fl_graph_get_node_name(graph, fl_graph_get_edge_from(graph, edge)), type->name);
  g_string_append_printf(out, " '%s' %s", fl_graph_get_node_name(graph, fl_graph_get_edge_to(graph, edge)),
                         fl_graph_format_edge_id(graph, edge, id));
  describe_support(out, fl_graph_get_edge_support(graph, edge));
  describe_values(out, graph, type->properties, true, edge);
  for (uint32_t i = 0; i < fl_graph_get_edge_support(graph, edge)->n_evidence; i++)
    g_string_append_printf(out, " #%u", fl_graph_get_edge_evidence(graph, edge, i));
  g_string_append_c(out, '\n');
}

static void
describe_evidence(GString *out, const FlGraph *graph, uint32_t index)
{
  FlGraphEvidence evidence = fl_graph_get_evidence(graph, index);
  g_string_append_printf(
      out, "evidence #%u %s:%u:%u-%u:%u %s %u in %u rule=%s confidence=%.4f '%s' '%s' '%s'\n", index,
      evidence.file, evidence.at.line, evidence.at.column, evidence.at.end_line, evidence.at.end_column,
      evidence.of_edge ? "edge" : "node", evidence.element, evidence.article, evidence.rule,
      evidence.confidence, evidence.text, evidence.sentence, evidence.place);
}

char *
facts_describe(const FlGraph *graph)
{
  GString *out = g_string_new(NULL);
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    describe_node(out, graph, i);
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    describe_edge(out, graph, i);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++)
    describe_evidence(out, graph, i);
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++) {
    const FlFinding *finding = fl_graph_get_finding(graph, i);
    g_string_append_printf(out, "finding %s:%u:%u: %s %s×%u %s: %s\n", finding->file, finding->line,
                           finding->column, fl_finding_level_name(finding->level), finding->id,
                           finding->count, finding->rule, finding->message);
  }
  return g_string_free(out, FALSE);
}

char *
facts_describe_only(const FlGraph *graph, const char *word)
{
  g_autofree char *all = facts_describe(graph);
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  g_autofree char *prefix = g_strconcat(word, " ", NULL);
  GString *out = g_string_new(NULL);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix(*line, prefix))
      g_string_append_printf(out, "%s\n", *line);
  return g_string_free(out, FALSE);
}

/* ---- texts */

void
assert_has(const char *text, const char *part)
{
  if (strstr(text, part) == NULL)
    g_error("no “%s” in\n%s", part, text);
}

void
assert_lacks(const char *text, const char *part)
{
  if (strstr(text, part) != NULL)
    g_error("“%s” in\n%s", part, text);
}

guint
count_lines(const char *text)
{
  guint n = 0;
  while ((text = strchr(text, '\n')) != NULL) {
    n++;
    text++;
  }
  return n;
}
