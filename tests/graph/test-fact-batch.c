#include "facts.h"
#include "fl-fact-batch.h"

#include <math.h>

typedef struct {
  FlSchema *schema;
  FlFactBatch *batch;
  int person, meeting, figure;
} Fixture;

static void
set_up(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->schema = facts_schema_new();
  self->batch = fl_fact_batch_new(self->schema, "a.txt");
  self->person = fl_schema_find_node_type(self->schema, "Person");
  self->meeting = fl_schema_find_node_type(self->schema, "Meeting");
  self->figure = fl_schema_find_node_type(self->schema, "Figure");
}

static void
tear_down(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  fl_fact_batch_free(self->batch);
  fl_schema_unref(self->schema);
}

static void
test_strings(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  uint32_t one = fl_fact_batch_add_node(self->batch, self->person);
  uint32_t other = fl_fact_batch_add_node(self->batch, self->person);
  char text[] = " 李\t强 ";
  fl_fact_batch_set_node_value(self->batch, one, 0, fl_value_string(text));
  fl_fact_batch_set_node_value(self->batch, other, 0, fl_value_string("李 强"));
  text[1] = 'x';
  const FlFactNode *node = fl_fact_batch_get_node(self->batch, one);
  g_assert_cmpstr(node->values[0].string, ==, "李 强");
  g_assert_true(node->values[0].string == fl_fact_batch_get_node(self->batch, other)->values[0].string);
  g_assert_cmpuint(node->evidence.n, ==, 0);
  g_assert_null(node->aliases);
  uint32_t sentence = fl_fact_batch_add_sentence(self->batch, "一。\n二。");
  g_assert_cmpstr(fl_fact_batch_get_sentence(self->batch, sentence), ==, "一。 二。");
  g_assert_cmpstr(fl_fact_batch_get_document(self->batch), ==, "a.txt");
}

static FlValueType
set_and_get(Fixture *self, int type, int property, FlValue value)
{
  uint32_t node = fl_fact_batch_add_node(self->batch, type);
  fl_fact_batch_set_node_value(self->batch, node, property, value);
  return fl_fact_batch_get_node(self->batch, node)->values[property].type;
}

static void
test_values(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const FlValue day = {.type = FL_VALUE_DATE, .string = "2024-02-08"};
  const FlValue no_day = {.type = FL_VALUE_DATE, .string = "2024-02-30"};
  g_assert_cmpint(set_and_get(self, self->meeting, 1, day), ==, FL_VALUE_DATE);
  g_assert_cmpint(set_and_get(self, self->meeting, 1, no_day), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->meeting, 1, fl_value_string("2024")), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->person, 0, fl_value_string(" \t")), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->person, 0, fl_value_string(NULL)), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->figure, 1, fl_value_integer(1)), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->figure, 1, fl_value_number(NAN)), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->figure, 1, fl_value_number(-INFINITY)), ==, FL_VALUE_NONE);
  g_assert_cmpint(set_and_get(self, self->figure, 1, fl_value_number(0.03125)), ==, FL_VALUE_NUMBER);
  uint32_t last = fl_fact_batch_get_n_nodes(self->batch) - 1;
  g_assert_cmpfloat(fl_fact_batch_get_node(self->batch, last)->values[1].number, ==, 0.0312);
}

static void
test_aliases(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const given[] = {"c", "a", "b", "a", "", " ", "d", "e", "f", "a", "g", "h"};
  static const char *const kept[] = {"a", "b", "c", "d", "e", "f", "g", "h", NULL};
  uint32_t node = fl_fact_batch_add_node(self->batch, self->person);
  for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
    fl_fact_batch_add_alias(self->batch, node, given[i]);
  fl_fact_batch_seal(self->batch);
  const char **aliases = fl_fact_batch_get_node(self->batch, node)->aliases;
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    g_assert_cmpstr(aliases[i], ==, kept[i]);
}

static void
add_evidence(Fixture *self, uint32_t node, uint32_t line, uint32_t column, const char *rule,
             double confidence)
{
  FlEvidence evidence = {.at = {line, column, line, column + 2}, .confidence = confidence, .rule = rule};
  fl_fact_batch_add_node_evidence(self->batch, node, &evidence);
}

static void
test_evidence(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const rules[] = {"b", "a", "b", "c", "d"};
  uint32_t node = fl_fact_batch_add_node(self->batch, self->person);
  fl_fact_batch_add_sentence(self->batch, "一。");
  add_evidence(self, node, 2, 1, "c", 0.5);
  add_evidence(self, node, 1, 7, "b", 7);
  add_evidence(self, node, 1, 7, "a", -1);
  add_evidence(self, node, 10, 1, "d", NAN);
  add_evidence(self, node, 1, 2, "b", 0.123456);
  fl_fact_batch_seal(self->batch);
  const FlEvidenceList evidence = fl_fact_batch_get_node(self->batch, node)->evidence;
  g_assert_cmpuint(evidence.n, ==, G_N_ELEMENTS(rules));
  for (uint32_t i = 0; i < evidence.n; i++)
    g_assert_cmpstr(evidence.items[i].rule, ==, rules[i]);
  g_assert_cmpfloat(evidence.items[0].confidence, ==, 0.1235);
  g_assert_cmpfloat(evidence.items[1].confidence, ==, 0);
  g_assert_cmpfloat(evidence.items[2].confidence, ==, 1);
  g_assert_cmpfloat(evidence.items[4].confidence, ==, 0);
  g_assert_cmpstr(evidence.items[0].text, ==, "");
}

static void
test_findings(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  fl_fact_batch_add_finding(self->batch, &(FlFinding){.id = "match-limit", .message = "too\nmany"});
  const FlFinding *finding = fl_fact_batch_get_finding(self->batch, 0);
  g_assert_cmpuint(finding->count, ==, 1);
  g_assert_cmpstr(finding->message, ==, "too many");
  g_assert_cmpstr(finding->file, ==, "");
}

static void
test_edges(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  uint32_t from = fl_fact_batch_add_node(self->batch, self->person);
  uint32_t to = fl_fact_batch_add_node(self->batch, self->meeting);
  uint32_t edge = fl_fact_batch_add_edge(self->batch, 0, from, to);
  uint32_t plain = fl_fact_batch_add_edge(self->batch, 1, to, from);
  fl_fact_batch_set_edge_value(self->batch, edge, 0, fl_value_string("主席"));
  g_assert_cmpstr(fl_fact_batch_get_edge(self->batch, edge)->values[0].string, ==, "主席");
  g_assert_null(fl_fact_batch_get_edge(self->batch, plain)->values);
  g_assert_cmpuint(fl_fact_batch_get_n_edges(self->batch), ==, 2);
}

#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("/fact-batch/strings are copied, cleaned and kept once", test_strings);
  ADD("/fact-batch/a value that does not fit is dropped", test_values);
  ADD("/fact-batch/aliases are in order, each once", test_aliases);
  ADD("/fact-batch/evidence is in order of place and rule", test_evidence);
  ADD("/fact-batch/findings have a count", test_findings);
  ADD("/fact-batch/edges", test_edges);
  return g_test_run();
}
