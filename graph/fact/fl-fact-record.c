#include "fl-fact-record.h"

#include "fl-digest.h"
#include "fl-fact-element.h"
#include "fl-fact-json-schema.h"
#include "fl-fields.h"
#include "fl-string.h"

#include <string.h>

/* What may follow what: a batch's records stand in this order. */
typedef enum { OUTSIDE, DOCUMENT, SENTENCES, NODES, EDGES, FINDINGS } Section;

struct _FlRecordReader {
  FlJsonText *json; /* of the line in hand */
  uint64_t line;
  FlSchema **schema;
  bool has_header;
  FlFactSink sink;
  void *user_data;
  FlFactBatch *batch; /* the one being read, or NULL */
  Section section;
  uint64_t nodes_line, edges_line; /* where the batch's nodes and edges begin */
};

G_GNUC_PRINTF(3, 4)
static bool
fail(GError **error, FlFactJsonError code, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, FL_FACT_JSON_ERROR, (int)code, message);
  return false;
}

/* Each reader gets the record that has its field, in a place where it may stand. */

static bool
read_header(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  g_autoptr(FlSchema) schema = fl_fact_json_read_header(record, error);
  if (schema == NULL)
    return false;
  if (*self->schema == NULL)
    *self->schema = g_steal_pointer(&schema);
  else if (!fl_schema_equal(*self->schema, schema))
    return fail(error, FL_FACT_JSON_ERROR_SCHEMA, "a stream of another schema");
  self->has_header = true;
  return true;
}

static const char *
read_digest(FlFields *fields, const char *key)
{
  const char *digest = fl_fields_get_string(fields, key, "");
  if (*digest != '\0' && !fl_digest_is(digest))
    fl_fields_fail(fields, key, "is no digest of 64 hexadecimal digits");
  return digest;
}

static bool
read_document(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  self->batch = fl_fact_batch_new(*self->schema, fl_fields_get_string(&fields, "document", NULL));
  const char *digest = read_digest(&fields, "sha256"), *rules = read_digest(&fields, "rules");
  fl_fact_batch_set_origin(self->batch, digest, rules);
  return fl_fields_end(&fields, error);
}

static bool
read_sentence(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  if (fl_fields_get_count(&fields, "sentence") != fl_fact_batch_get_n_sentences(self->batch))
    fl_fields_fail(&fields, "sentence", "is not its number in the document, from 0");
  fl_fact_batch_add_sentence(self->batch, fl_fields_get_string(&fields, "text", ""));
  return fl_fields_end(&fields, error);
}

static bool
read_node(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  uint32_t node = fl_fact_batch_get_n_nodes(self->batch);
  int type = fl_schema_find_node_type(*self->schema, fl_fields_get_string(&fields, "type", NULL));
  const FlJsonValue *values = fl_fields_get_object(&fields, "values");
  const FlJsonValue *aliases = fl_fields_get_list(&fields, "aliases");
  const FlJsonValue *evidence = fl_fields_get_list(&fields, "evidence");
  if (fl_fields_get_count(&fields, "node") != node)
    fl_fields_fail(&fields, "node", "is not its number in the document, from 0");
  if (type == FL_SCHEMA_NONE)
    fl_fields_fail(&fields, "type", "is no node type of the schema");
  if (!fl_fields_end(&fields, error))
    return false;
  fl_fact_batch_add_node(self->batch, type);
  if (node == 0)
    self->nodes_line = self->line;
  return fl_element_read_values(self->batch, values, fl_schema_get_node_type(*self->schema, type)->properties,
                                node, fl_fact_batch_set_node_value, error) &&
         fl_element_read_aliases(self->batch, aliases, node, error) &&
         fl_element_read_evidence(self->batch, evidence, node, fl_fact_batch_add_node_evidence, error);
}

static bool
read_edge(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  uint32_t edge = fl_fact_batch_get_n_edges(self->batch), n_nodes = fl_fact_batch_get_n_nodes(self->batch);
  int type = fl_schema_find_edge_type(*self->schema, fl_fields_get_string(&fields, "edge", NULL));
  uint32_t from = fl_fields_get_count(&fields, "from"), to = fl_fields_get_count(&fields, "to");
  const FlJsonValue *values = fl_fields_get_object(&fields, "values");
  const FlJsonValue *evidence = fl_fields_get_list(&fields, "evidence");
  if (type == FL_SCHEMA_NONE)
    fl_fields_fail(&fields, "edge", "is no relation of the schema");
  if (from >= n_nodes || to >= n_nodes)
    fl_fields_fail(&fields, from >= n_nodes ? "from" : "to", "is no node of this document");
  if (!fl_fields_end(&fields, error))
    return false;
  fl_fact_batch_add_edge(self->batch, type, from, to);
  if (edge == 0)
    self->edges_line = self->line;
  return fl_element_read_values(self->batch, values, fl_schema_get_edge_type(*self->schema, type)->properties,
                                edge, fl_fact_batch_set_edge_value, error) &&
         fl_element_read_evidence(self->batch, evidence, edge, fl_fact_batch_add_edge_evidence, error);
}

static bool
read_finding(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  FlFinding finding = {
      .id = fl_fields_get_string(&fields, "finding", NULL),
      .rule = fl_fields_get_string(&fields, "rule", ""),
      .file = fl_fields_get_string(&fields, "file", ""),
      .line = fl_fields_get_count_or(&fields, "line", 0),
      .column = fl_fields_get_count_or(&fields, "column", 0),
      .count = fl_fields_get_count_or(&fields, "count", 1),
      .message = fl_fields_get_string(&fields, "message", ""),
  };
  if (!fl_finding_level_from_name(fl_fields_get_string(&fields, "level", NULL), &finding.level))
    fl_fields_fail(&fields, "level", "is neither note nor warning");
  if (!fl_fields_end(&fields, error))
    return false;
  fl_fact_batch_add_finding(self->batch, &finding);
  return true;
}

static bool
check_articles(FlRecordReader *self, FlEvidenceList evidence, uint64_t line, GError **error)
{
  int article_type = fl_schema_find_node_type(*self->schema, FL_ARTICLE);
  for (uint32_t i = 0; i < evidence.n; i++) {
    uint32_t article = evidence.items[i].article;
    if (article >= fl_fact_batch_get_n_nodes(self->batch) ||
        fl_fact_batch_get_node(self->batch, article)->type != article_type) {
      self->line = line;
      return fail(error, FL_FACT_JSON_ERROR_SYNTAX, "'article' is no %s of this document: %u", FL_ARTICLE,
                  article);
    }
  }
  return true;
}

static bool
read_end(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  g_autofree char *name = fl_string_clean(fl_fields_get_string(&fields, "end", NULL));
  if (strcmp(name, fl_fact_batch_get_document(self->batch)) != 0)
    fl_fields_fail(&fields, "end", "is not the name of this document");
  if (!fl_fields_end(&fields, error))
    return false;
  fl_fact_batch_seal(self->batch);
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(self->batch); i++)
    if (!check_articles(self, fl_fact_batch_get_node(self->batch, i)->evidence, self->nodes_line + i, error))
      return false;
  for (uint32_t i = 0; i < fl_fact_batch_get_n_edges(self->batch); i++)
    if (!check_articles(self, fl_fact_batch_get_edge(self->batch, i)->evidence, self->edges_line + i, error))
      return false;
  return self->sink(g_steal_pointer(&self->batch), self->user_data, error);
}

static bool
read_failure(G_GNUC_UNUSED FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  FlFields fields = fl_fields_of(record);
  const char *name = fl_fields_get_string(&fields, "failed", NULL);
  const char *message = fl_fields_get_string(&fields, "message", "");
  return fl_fields_end(&fields, error) &&
         fail(error, FL_FACT_JSON_ERROR_FAILED, "'%s' is missing from these facts: %s", name, message);
}

typedef struct {
  const char *field; /* what only this kind of record has */
  bool (*read)(FlRecordReader *self, const FlJsonValue *record, GError **error);
  Section first, last; /* the sections that it may follow */
  Section section;     /* the one that it then stands in */
} RecordKind;

/* The frequent ones first. */
static const RecordKind KINDS[] = {
    {"edge", read_edge, DOCUMENT, EDGES, EDGES},
    {"node", read_node, DOCUMENT, NODES, NODES},
    {"sentence", read_sentence, DOCUMENT, SENTENCES, SENTENCES},
    {"finding", read_finding, DOCUMENT, FINDINGS, FINDINGS},
    {"document", read_document, OUTSIDE, OUTSIDE, DOCUMENT},
    {"end", read_end, DOCUMENT, FINDINGS, OUTSIDE},
    {"factloom", read_header, OUTSIDE, OUTSIDE, OUTSIDE},
    {"failed", read_failure, OUTSIDE, OUTSIDE, OUTSIDE},
};

static bool
read_record(FlRecordReader *self, const FlJsonValue *record, GError **error)
{
  const FlFields fields = fl_fields_of(record);
  size_t i = 0;
  while (i < G_N_ELEMENTS(KINDS) && !fl_fields_has(&fields, KINDS[i].field))
    i++;
  if (!self->has_header && (i == G_N_ELEMENTS(KINDS) || KINDS[i].read != read_header))
    return fail(error, FL_FACT_JSON_ERROR_VERSION, "does not begin with a header {\"factloom\":1,…}");
  if (i == G_N_ELEMENTS(KINDS))
    return fail(error, FL_FACT_JSON_ERROR_SYNTAX, "no record of this format");
  if (self->section < KINDS[i].first || self->section > KINDS[i].last)
    return fail(error, FL_FACT_JSON_ERROR_SYNTAX, "'%s' may not stand here", KINDS[i].field);
  self->section = KINDS[i].section;
  return KINDS[i].read(self, record, error);
}

FlRecordReader *
fl_record_reader_new(FlSchema **schema, uint64_t first_line, FlFactSink sink, void *user_data)
{
  FlRecordReader *self = g_new0(FlRecordReader, 1);
  self->json = fl_json_text_new();
  self->line = first_line - 1;
  self->schema = schema;
  self->has_header = first_line > 1;
  self->sink = sink;
  self->user_data = user_data;
  return self;
}

void
fl_record_reader_free(FlRecordReader *self)
{
  if (self == NULL)
    return;
  fl_fact_batch_free(self->batch);
  fl_json_text_free(self->json);
  g_free(self);
}

/* Puts the line before what went wrong in it. */
static void
add_place(const FlRecordReader *self, const char *name, GError *problem, GError **error)
{
  bool is_syntax = g_error_matches(problem, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX);
  g_set_error(error, is_syntax ? FL_FACT_JSON_ERROR : problem->domain,
              is_syntax ? (int)FL_FACT_JSON_ERROR_SYNTAX : problem->code, "%s:%" G_GUINT64_FORMAT ": %s",
              name, self->line, problem->message);
}

bool
fl_record_reader_take(FlRecordReader *self, const char *line, size_t length, const char *name, GError **error)
{
  g_autoptr(GError) problem = NULL;
  self->line++;
  const FlJsonValue *record = fl_json_text_parse(self->json, line, length, &problem);
  if (record != NULL && read_record(self, record, &problem))
    return true;
  add_place(self, name, problem, error);
  return false;
}

bool
fl_record_reader_end(FlRecordReader *self, const char *name, GError **error)
{
  g_autoptr(GError) problem = NULL;
  self->line++;
  if (self->batch != NULL)
    fail(&problem, FL_FACT_JSON_ERROR_SYNTAX, "cut off: a document without its end");
  else if (!self->has_header)
    fail(&problem, FL_FACT_JSON_ERROR_VERSION, "empty: no header");
  if (problem != NULL)
    add_place(self, name, problem, error);
  return problem == NULL;
}
