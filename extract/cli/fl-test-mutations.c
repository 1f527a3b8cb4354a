#include "fl-test-mutations.h"
#include "fl-console.h"
#include "fl-mutation.h"
#include "fl-rule-test.h"

#include <stdio.h>

/* A test that passes, and the rules that match in its text. */
typedef struct {
  const FlRuleTest *test;
  GHashTable *rules; /* of const FlRule* */
} Witness;

typedef struct {
  FlRuleSet *rules;
  FlExtractor *extractor;
  GPtrArray *tests;     /* of GPtrArray of FlRuleTest: they own them */
  GPtrArray *witnesses; /* of Witness */
  guint parts, missed_rules, missed_parts;
} Run;

static void
witness_free(gpointer data)
{
  Witness *self = data;
  g_hash_table_unref(self->rules);
  g_free(self);
}

static void
add_witness(Run *self, const FlRuleTest *test)
{
  g_autoptr(FlRuleTestResult) result = fl_rule_test_run(test, self->extractor);
  if (!result->passed || test->todo)
    return;
  Witness *witness = g_new0(Witness, 1);
  *witness = (Witness){test, g_hash_table_new(NULL, NULL)};
  g_hash_table_add(witness->rules, (gpointer)test->rule);
  for (guint i = 0; i < result->analysis->matches->len; i++)
    g_hash_table_add(witness->rules, (gpointer)((const FlMatch *)result->analysis->matches->pdata[i])->rule);
  g_ptr_array_add(self->witnesses, witness);
}

static bool
find_witnesses(Run *self)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  for (guint i = 0; i < self->rules->rules->len; i++) {
    GPtrArray *tests =
        fl_rule_tests_read(self->rules, fl_rule_set_get_rule(self->rules, (int)i), diagnostics);
    g_ptr_array_add(self->tests, tests);
    for (guint t = 0; t < tests->len; t++)
      add_witness(self, tests->pdata[t]);
  }
  fl_console_print_diagnostics(diagnostics);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}

static bool
is_missed(const Run *self, const FlRule *rule)
{
  for (guint i = 0; i < self->witnesses->len; i++) {
    const Witness *witness = self->witnesses->pdata[i];
    if (!g_hash_table_contains(witness->rules, rule))
      continue;
    g_autoptr(FlRuleTestResult) result = fl_rule_test_run(witness->test, self->extractor);
    if (!result->passed)
      return true;
  }
  return false;
}

static void
print_unnoticed(const FlMutation *mutation)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(GString) out = g_string_new(NULL);
  const FlYamlNode *place = mutation->place;
  uint32_t length = place->kind == FL_YAML_SCALAR ? (uint32_t)g_utf8_strlen(place->text, -1) : 1;
  fl_yaml_node_report(place, diagnostics, (FlFault){FL_DIAGNOSTIC_WARNING, "unnoticed", NULL, 0, length},
                      "%s", "");
  const FlDiagnostic *found = fl_diagnostics_get(diagnostics, 0);
  g_string_append_printf(out, "%s:%u:%u: unnoticed[%s]: no test would miss %s\n", found->path, found->line,
                         found->column, mutation->rule->id, mutation->what);
  fl_diagnostic_append_source(found, out);
  fputs(out->str, stdout);
}

/* Where no test misses the rule, none misses a part of it. */
static void
mutate(Run *self, FlRule *rule)
{
  g_autoptr(GPtrArray) mutations = fl_mutations_list(rule);
  for (guint i = 0; i < mutations->len; i++) {
    FlMutation *mutation = mutations->pdata[i];
    fl_mutation_swap(mutation);
    bool missed = is_missed(self, rule);
    fl_mutation_swap(mutation);
    self->parts += i > 0;
    if (missed)
      continue;
    print_unnoticed(mutation);
    self->missed_rules += i == 0;
    self->missed_parts += i > 0;
    if (i == 0)
      return;
  }
}

static Run
begin_run(FlRuleSet *rules, FlExtractor *extractor)
{
  return (Run){.rules = rules,
               .extractor = extractor,
               .tests = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
               .witnesses = g_ptr_array_new_with_free_func(witness_free)};
}

static void
run_clear(Run *self)
{
  g_ptr_array_unref(self->witnesses);
  g_ptr_array_unref(self->tests);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

guint
fl_test_mutations_count_rules(FlRuleSet *rules, FlExtractor *extractor)
{
  g_auto(Run) run = begin_run(rules, extractor);
  guint n = 0;
  if (!find_witnesses(&run))
    return 0;
  for (guint i = 0; i < rules->rules->len; i++) {
    g_autoptr(GPtrArray) mutations = fl_mutations_list(rules->rules->pdata[i]);
    FlMutation *whole = mutations->pdata[0];
    fl_mutation_swap(whole);
    n += !is_missed(&run, rules->rules->pdata[i]);
    fl_mutation_swap(whole);
  }
  return n;
}

bool
fl_test_mutations(FlRuleSet *rules, FlExtractor *extractor, const FlRule *only)
{
  g_auto(Run) run = begin_run(rules, extractor);
  if (!find_witnesses(&run))
    return false;
  guint n = 0;
  for (guint i = 0; i < rules->rules->len; i++) {
    if (only != NULL && only != rules->rules->pdata[i])
      continue;
    n++;
    mutate(&run, rules->rules->pdata[i]);
  }
  printf("no test would miss %u of %u rules, and %u of %u parts of the others\n", run.missed_rules, n,
         run.missed_parts, run.parts);
  return true;
}
