#include "fl-fact-json.h"

#include "fl-json-string.h"
#include "fl-string.h"

#define append_literal(out, literal) fl_string_append_bytes((out), (literal), sizeof(literal) - 1)

/* Inline, as are those that call it: so what is written of a key that is known here is, too. */
G_ALWAYS_INLINE static inline void
append_key(GString *out, const char *key)
{
  append_literal(out, ",\"");
  fl_string_append(out, key);
  append_literal(out, "\":");
}

G_ALWAYS_INLINE static inline void
append_text(GString *out, const char *key, const char *text)
{
  if (*text == '\0')
    return;
  append_key(out, key);
  fl_json_append_string(out, text);
}

G_ALWAYS_INLINE static inline void
append_count(GString *out, const char *key, uint32_t count)
{
  append_key(out, key);
  fl_string_append_number(out, count);
}

/* ---- the header */

static void
append_properties(GString *out, const GArray *properties)
{
  if (properties->len == 0)
    return;
  append_key(out, "properties");
  for (guint i = 0; i < properties->len; i++) {
    const FlProperty *property = &g_array_index(properties, FlProperty, i);
    g_string_append_printf(out, "%c{\"name\":\"%s\",\"type\":\"%s\"", i == 0 ? '[' : ',', property->name,
                           fl_value_type_name(property->type));
    if (property->late)
      g_string_append(out, ",\"late\":true");
    if (property->hidden)
      g_string_append(out, ",\"hidden\":true");
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

static void
append_node_type(GString *out, const FlNodeType *type)
{
  g_string_append(out, "{\"name\":");
  fl_json_append_string(out, type->name);
  append_text(out, "label", type->label);
  append_text(out, "template", type->name_template);
  g_string_append_printf(out, ",\"colour\":\"#%02x%02x%02x\"", type->colour[0], type->colour[1],
                         type->colour[2]);
  append_properties(out, type->properties);
  g_string_append(out, ",\"key\":[");
  for (guint i = 0; i < type->key->len; i++)
    g_string_append_printf(out, "%s\"%s\"", i == 0 ? "" : ",",
                           fl_node_type_get_property(type, g_array_index(type->key, int, i))->name);
  g_string_append(out, "]}");
}

static void
append_type_set(GString *out, const FlSchema *schema, const char *key, uint64_t set)
{
  const char *separator = "";
  append_key(out, key);
  g_string_append_c(out, '[');
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++) {
    if ((set >> i & 1) == 0)
      continue;
    g_string_append_printf(out, "%s\"%s\"", separator, fl_schema_get_node_type(schema, i)->name);
    separator = ",";
  }
  g_string_append_c(out, ']');
}

static void
append_edge_type(GString *out, const FlSchema *schema, const FlEdgeType *type)
{
  g_string_append(out, "{\"name\":");
  fl_json_append_string(out, type->name);
  append_text(out, "label", type->label);
  append_type_set(out, schema, "from", type->from);
  append_type_set(out, schema, "to", type->to);
  append_properties(out, type->properties);
  g_string_append_c(out, '}');
}

void
fl_fact_json_append_header(GString *out, const FlSchema *schema)
{
  g_string_append(out, "{\"factloom\":1,\"schema\":{\"nodes\":[");
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++) {
    g_string_append(out, i == 0 ? "" : ",");
    append_node_type(out, fl_schema_get_node_type(schema, i));
  }
  g_string_append(out, "],\"edges\":[");
  for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++) {
    g_string_append(out, i == 0 ? "" : ",");
    append_edge_type(out, schema, fl_schema_get_edge_type(schema, i));
  }
  g_string_append(out, "]}}\n");
}

/* ---- a batch */

static void
append_value(GString *out, FlValue value)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  if (value.type == FL_VALUE_STRING || value.type == FL_VALUE_DATE)
    fl_json_append_string(out, value.string);
  else
    fl_string_append(out, fl_value_format(value, buffer));
}

static void
append_values(GString *out, const GArray *properties, const FlValue *values)
{
  bool any = false;
  for (guint i = 0; i < properties->len; i++) {
    if (values[i].type == FL_VALUE_NONE)
      continue;
    fl_string_append(out, any ? ",\"" : ",\"values\":{\"");
    fl_string_append(out, g_array_index(properties, FlProperty, i).name);
    append_literal(out, "\":");
    append_value(out, values[i]);
    any = true;
  }
  if (any)
    g_string_append_c(out, '}');
}

static void
append_place(GString *out, const FlLocation *at)
{
  const uint32_t numbers[] = {at->line, at->column, at->end_line, at->end_column};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
    fl_string_append_number(out, numbers[i]);
    fl_string_append_bytes(out, &":-:\""[i], 1);
  }
}

static void
append_one_evidence(GString *out, const FlEvidence *evidence)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  append_literal(out, "{\"at\":\"");
  append_place(out, &evidence->at);
  append_count(out, "article", evidence->article);
  append_count(out, "sentence", evidence->sentence);
  if (evidence->confidence < 1) {
    append_key(out, "confidence");
    fl_string_append(out, fl_number_format(evidence->confidence, buffer));
  }
  append_text(out, "rule", evidence->rule);
  append_text(out, "text", evidence->text);
  append_text(out, "place", evidence->place);
  append_literal(out, "}");
}

static void
append_evidence(GString *out, FlEvidenceList evidence)
{
  if (evidence.n == 0)
    return;
  append_key(out, "evidence");
  for (uint32_t i = 0; i < evidence.n; i++) {
    fl_string_append_bytes(out, i == 0 ? "[" : ",", 1);
    append_one_evidence(out, &evidence.items[i]);
  }
  g_string_append_c(out, ']');
}

static void
append_aliases(GString *out, const char *const *aliases)
{
  if (aliases == NULL)
    return;
  append_key(out, "aliases");
  for (size_t i = 0; aliases[i] != NULL; i++) {
    g_string_append_c(out, i == 0 ? '[' : ',');
    fl_json_append_string(out, aliases[i]);
  }
  g_string_append_c(out, ']');
}

static void
append_node(GString *out, const FlSchema *schema, uint32_t index, const FlFactNode *node)
{
  const FlNodeType *type = fl_schema_get_node_type(schema, node->type);
  append_literal(out, "{\"node\":");
  fl_string_append_number(out, index);
  append_text(out, "type", type->name);
  append_values(out, type->properties, node->values);
  append_aliases(out, node->aliases);
  append_evidence(out, node->evidence);
  append_literal(out, "}\n");
}

static void
append_edge(GString *out, const FlSchema *schema, const FlFactEdge *edge)
{
  const FlEdgeType *type = fl_schema_get_edge_type(schema, edge->type);
  append_literal(out, "{\"edge\":");
  fl_json_append_string(out, type->name);
  append_count(out, "from", edge->from);
  append_count(out, "to", edge->to);
  append_values(out, type->properties, edge->values);
  append_evidence(out, edge->evidence);
  append_literal(out, "}\n");
}

static void
append_finding(GString *out, const FlFinding *finding)
{
  append_literal(out, "{\"finding\":");
  fl_json_append_string(out, finding->id);
  append_text(out, "level", fl_finding_level_name(finding->level));
  append_text(out, "rule", finding->rule);
  append_text(out, "file", finding->file);
  if (finding->line > 0)
    append_count(out, "line", finding->line);
  if (finding->column > 0)
    append_count(out, "column", finding->column);
  if (finding->count > 1)
    append_count(out, "count", finding->count);
  append_text(out, "message", finding->message);
  append_literal(out, "}\n");
}

void
fl_fact_json_append_batch(GString *out, const FlFactBatch *batch)
{
  const FlSchema *schema = fl_fact_batch_get_schema(batch);
  append_literal(out, "{\"document\":");
  fl_json_append_string(out, fl_fact_batch_get_document(batch));
  append_text(out, "sha256", fl_fact_batch_get_digest(batch));
  append_text(out, "rules", fl_fact_batch_get_rules(batch));
  append_literal(out, "}\n");
  for (uint32_t i = 0; i < fl_fact_batch_get_n_sentences(batch); i++) {
    append_literal(out, "{\"sentence\":");
    fl_string_append_number(out, i);
    append_text(out, "text", fl_fact_batch_get_sentence(batch, i));
    append_literal(out, "}\n");
  }
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(batch); i++)
    append_node(out, schema, i, fl_fact_batch_get_node(batch, i));
  for (uint32_t i = 0; i < fl_fact_batch_get_n_edges(batch); i++)
    append_edge(out, schema, fl_fact_batch_get_edge(batch, i));
  for (uint32_t i = 0; i < fl_fact_batch_get_n_findings(batch); i++)
    append_finding(out, fl_fact_batch_get_finding(batch, i));
  append_literal(out, "{\"end\":");
  fl_json_append_string(out, fl_fact_batch_get_document(batch));
  append_literal(out, "}\n");
}

void
fl_fact_json_append_failure(GString *out, const char *document, const char *message)
{
  g_autofree char *name = fl_string_clean(document), *why = fl_string_clean(message);
  append_literal(out, "{\"failed\":");
  fl_json_append_string(out, name);
  append_text(out, "message", why);
  append_literal(out, "}\n");
}
