/* Contexts that are never set, never read, or never what a condition asks for. */

#include "fl-lint.h"

#include <string.h>

/* ---- what is read */

static uint64_t
bit_of(FlWho who)
{
  return who.kind == FL_WHO_VARIABLE ? (uint64_t)1 << who.index : 0;
}

static uint64_t
find_read_by(const FlEmission *emission)
{
  uint64_t read = bit_of(emission->from) | bit_of(emission->to);
  if (emission->is >= 0)
    read |= (uint64_t)1 << emission->is;
  if (emission->when != NULL)
    read |= fl_condition_get_variables(emission->when);
  for (guint i = 0; i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    if (assignment->value != NULL)
      read |= fl_template_get_variables(assignment->value);
  }
  return read;
}

static uint64_t
find_read(const FlRuleSet *set)
{
  uint64_t read = 0;
  for (guint i = 0; i < set->rules->len; i++) {
    const GPtrArray *emissions = fl_rule_set_get_rule(set, (int)i)->emissions;
    for (guint e = 0; e < emissions->len; e++)
      read |= find_read_by(emissions->pdata[e]);
  }
  return read;
}

/* ---- what is set */

/* Adds the values that an emission sets a context to. False where any is not known. */
static bool
add_values(const FlEmission *emission, int variable, GPtrArray *values)
{
  for (guint i = 0; emission->kind == FL_EMIT_SET && i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    const GArray *pieces = assignment->value != NULL ? assignment->value->pieces : NULL;
    if (assignment->property != variable)
      continue;
    if (pieces == NULL || pieces->len != 1 || g_array_index(pieces, FlTemplatePiece, 0).literal == NULL)
      return false;
    g_ptr_array_add(values, g_array_index(pieces, FlTemplatePiece, 0).literal);
  }
  return true;
}

/* The values that a context can have; NULL where that is not known. */
static GPtrArray *
find_values(const FlRuleSet *set, int variable)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  const FlVariable *context = fl_rule_set_get_variable(set, variable);
  if (context->fallback != NULL)
    g_ptr_array_add(values, context->fallback);
  for (guint i = 0; i < set->rules->len; i++) {
    const GPtrArray *emissions = fl_rule_set_get_rule(set, (int)i)->emissions;
    for (guint e = 0; e < emissions->len; e++)
      if (!add_values(emissions->pdata[e], variable, values))
        return NULL;
  }
  g_ptr_array_add(values, NULL);
  return g_steal_pointer(&values);
}

static void
lint_asked(FlLoader *self, const FlYamlNode *when, const char *context, const char *asked,
           const char *const *values)
{
  const char *place = strstr(when->text, asked);
  if (*asked == '\0' || place == NULL || g_strv_contains(values, asked))
    return;
  g_autofree char *message = g_strdup_printf("'%s' is never set to '%s'", context, asked);
  g_autofree char *all = g_strjoinv(", ", (char **)values), *guess = fl_suggest_hint(asked, values);
  g_autofree char *hint = guess != NULL ? NULL : g_strdup_printf("it is set to: %s", all);
  size_t at = (size_t)(place - when->text);
  fl_lint_warn(self, when, (FlSpan){(uint32_t)at, (uint32_t)(at + strlen(asked))}, "never-true",
               guess != NULL ? guess : hint, message);
}

static void
lint_condition(FlLoader *self, const FlEmission *emission)
{
  for (guint t = 0; emission->when != NULL && t < emission->when->tests->len; t++) {
    const FlTest *test = &g_array_index(emission->when->tests, FlTest, t);
    const FlTemplatePiece *piece = &g_array_index(test->value->pieces, FlTemplatePiece, 0);
    if (test->kind != FL_TEST_EQUAL || test->texts == NULL ||
        piece->reference.kind != FL_REFERENCE_VARIABLE || piece->reference.property != NULL ||
        piece->filters != NULL)
      continue;
    g_autoptr(GPtrArray) values = find_values(self->set, piece->reference.index);
    for (char **asked = test->texts; values != NULL && values->len > 1 && *asked != NULL; asked++)
      lint_asked(self, fl_yaml_node_find(emission->source, "when"),
                 fl_rule_set_get_variable(self->set, piece->reference.index)->name, *asked,
                 (const char *const *)values->pdata);
  }
}

/* Where a rule sets a context. */
static const FlYamlNode *
find_set_key(const FlRule *rule, const char *name)
{
  for (guint e = 0; e < rule->emissions->len; e++) {
    const FlYamlNode *set = fl_yaml_node_find(((const FlEmission *)rule->emissions->pdata[e])->source, "set");
    for (guint i = 0; set != NULL && i < fl_yaml_node_get_length(set); i++)
      if (strcmp(fl_yaml_node_get_key(set, i)->text, name) == 0)
        return fl_yaml_node_get_key(set, i);
  }
  return NULL;
}

static void
lint_unread(FlLoader *self, const FlRule *rule, uint64_t read)
{
  for (uint64_t left = rule->sets & ~read; left != 0; left &= left - 1) {
    const char *name = fl_rule_set_get_variable(self->set, __builtin_ctzll(left))->name;
    const FlYamlNode *key = find_set_key(rule, name);
    g_autofree char *message = g_strdup_printf("nothing reads the context '%s'", name);
    if (key != NULL)
      fl_lint_warn(self, key, (FlSpan){0, (uint32_t)strlen(name)}, "never-read", "remove it", message);
  }
}

void
fl_lint_contexts(FlLoader *self)
{
  uint64_t read = find_read(self->set), set = 0;
  for (FlDateContextKind kind = 0; kind < FL_N_DATE_CONTEXTS; kind++) { /* the filter date reads them */
    int index = fl_rule_set_find_date_context(self->set, kind);
    read |= index >= 0 ? (uint64_t)1 << index : 0;
  }
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, (int)i);
    set |= rule->sets;
    lint_unread(self, rule, read);
    for (guint e = 0; e < rule->emissions->len; e++)
      lint_condition(self, rule->emissions->pdata[e]);
  }
  for (guint i = 0; i < self->set->variables->len; i++) {
    const FlVariable *variable = fl_rule_set_get_variable(self->set, (int)i);
    if ((set >> i & 1) == 0 && variable->fallback == NULL)
      fl_lint_warn(self, variable->source, (FlSpan){0, (uint32_t)strlen(variable->name)}, "never-set",
                   "remove it, or give it a default", "no rule sets this context, and it has no default");
  }
}
