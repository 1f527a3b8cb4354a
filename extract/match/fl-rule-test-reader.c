#include "fl-pack-forms.h"
#include "fl-rule-test.h"

#include <string.h>

static void
clear_given(gpointer data)
{
  FlGivenMention *given = data;
  g_free(given->values);
}

static void
clear_given_context(gpointer data)
{
  FlGivenContext *given = data;
  g_free(given->values);
}

static void
rule_test_free(gpointer data)
{
  FlRuleTest *self = data;
  g_free(self->text);
  g_clear_pointer(&self->trial.given, g_array_unref);
  g_clear_pointer(&self->trial.contexts, g_array_unref);
  g_clear_pointer(&self->expectations, g_ptr_array_unref);
  g_free(self);
}

/* ---- reading: what is given */

typedef struct {
  const FlRuleSet *rules;
  FlDiagnostics *diagnostics;
  FlRuleTest *test;
} Reader;

static bool
fail_property(Reader *self, const FlType *type, const FlYamlNode *key)
{
  g_autofree const char **names = g_new0(const char *, type->properties->len + 1);
  for (guint p = 0; p < type->properties->len; p++)
    names[p] = g_array_index(type->properties, FlTypeProperty, p).name;
  return fl_read_fail_unknown(self->diagnostics, key, "unknown-property", names, "%s has no property '%s'",
                              type->name, key->text);
}

static bool
fail_type(Reader *self, const FlYamlNode *key)
{
  g_autofree const char **names = g_new0(const char *, self->rules->types->len + 1);
  for (guint t = 0; t < self->rules->types->len; t++)
    names[t] = fl_rule_set_get_type(self->rules, (int)t)->name;
  return fl_read_fail_unknown(self->diagnostics, key, "unknown-type", names, "the schema has no type '%s'",
                              key->text);
}

/* The properties that a mapping gives, by property of the type; the caller's. The key `beside` is none. */
static const char **
read_properties(Reader *self, const FlType *type, const FlYamlNode *node, const char *beside)
{
  const char **values = g_new0(const char *, type->properties->len);
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(node, i);
    int property = fl_type_find_property(type, key->text);
    if (property >= 0)
      values[property] = fl_read_string(self->diagnostics, fl_yaml_node_get_value(node, i));
    else if (g_strcmp0(key->text, beside) != 0)
      fail_property(self, type, key);
  }
  return values;
}

static bool
read_given_mention(Reader *self, int type_index, const FlYamlNode *node)
{
  const FlType *type = fl_rule_set_get_type(self->rules, type_index);
  FlGivenMention given = {.type = type_index, .text = node->text};
  if (node->kind == FL_YAML_MAPPING) {
    given.text = fl_read_required(self->diagnostics, node, "text");
    given.values = read_properties(self, type, node, "text");
  }
  g_array_append_val(self->test->trial.given, given);
  return given.text != NULL && *given.text != '\0';
}

static bool
read_given_type(Reader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  int type = fl_rule_set_find_type(self->rules, key->text);
  bool good = true;
  if (type < 0)
    return fail_type(self, key);
  if (node->kind != FL_YAML_SEQUENCE)
    return read_given_mention(self, type, node);
  for (guint i = 0; good && i < fl_yaml_node_get_length(node); i++)
    good = read_given_mention(self, type, fl_yaml_node_get_item(node, i));
  return good;
}

static bool
read_given(Reader *self, const FlYamlNode *node)
{
  bool good = true;
  if (node == NULL)
    return true;
  if (!fl_read_is_mapping(self->diagnostics, node))
    return false;
  self->test->trial.given = g_array_new(FALSE, FALSE, sizeof(FlGivenMention));
  g_array_set_clear_func(self->test->trial.given, clear_given);
  for (guint i = 0; good && i < fl_yaml_node_get_length(node); i++)
    good = read_given_type(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
  return good;
}

/* A node that a context stands for: `{Meeting: 座谈会}`, `{Meeting: {name: 座谈会, start: 2024-01-05}}`. */
static bool
read_given_node(Reader *self, const FlYamlNode *node, FlGivenContext *given)
{
  const FlYamlNode *key = fl_yaml_node_get_length(node) == 1 ? fl_yaml_node_get_key(node, 0) : NULL;
  const FlYamlNode *value = key == NULL ? NULL : fl_yaml_node_get_value(node, 0);
  given->type = key == NULL ? -1 : fl_rule_set_find_type(self->rules, key->text);
  if (given->type < 0)
    return key != NULL ? fail_type(self, key)
                       : fl_read_fail(self->diagnostics, node, "wrong-type",
                                      "a context is a text, or a node such as {Meeting: name}",
                                      "one type of the schema is expected here");
  const FlType *type = fl_rule_set_get_type(self->rules, given->type);
  int name = fl_type_find_property(type, "name");
  if (value->kind == FL_YAML_MAPPING) {
    given->values = read_properties(self, type, value, NULL);
    return true;
  }
  if (name < 0)
    return fl_read_fail(self->diagnostics, value, "unknown-property", NULL, "%s has no property 'name'",
                        type->name);
  given->values = g_new0(const char *, type->properties->len);
  given->values[name] = fl_read_string(self->diagnostics, value);
  return given->values[name] != NULL;
}

static bool
read_context(Reader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  FlGivenContext given = {.variable = fl_rule_set_find_variable(self->rules, key->text)};
  if (given.variable < 0)
    return fl_expectation_fail_context(self->rules, self->diagnostics, key);
  bool good = true;
  if (node->kind == FL_YAML_MAPPING)
    good = read_given_node(self, node, &given);
  else
    good = (given.text = fl_read_string(self->diagnostics, node)) != NULL;
  g_array_append_val(self->test->trial.contexts, given);
  return good;
}

static bool
read_contexts(Reader *self, const FlYamlNode *node)
{
  bool good = true;
  if (node == NULL)
    return true;
  if (!fl_read_is_mapping(self->diagnostics, node))
    return false;
  self->test->trial.contexts = g_array_new(FALSE, FALSE, sizeof(FlGivenContext));
  g_array_set_clear_func(self->test->trial.contexts, clear_given_context);
  for (guint i = 0; good && i < fl_yaml_node_get_length(node); i++)
    good = read_context(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
  return good;
}

/* ---- the whole */

static bool
read_expectations(Reader *self, const FlYamlNode *node)
{
  if (node == NULL)
    return fl_read_fail(self->diagnostics, self->test->source, "missing-key",
                        "write expect: [] for a text that the rule must not touch",
                        "the key 'expect' is missing here");
  self->test->expectations = fl_expectations_read(self->rules, self->diagnostics, node);
  return self->test->expectations != NULL;
}

static FlTrial
make_trial(const FlRule *rule)
{
  FlTrial trial = {.only = rule, .cut.headings = rule->in == FL_UNIT_HEADING};
  if (rule->in == FL_UNIT_TITLE)
    trial.cut.role = FL_ROLE_TITLE;
  if (rule->in == FL_UNIT_BYLINE)
    trial.cut.role = FL_ROLE_BYLINE;
  return trial;
}

static void
read_test(const FlRuleSet *rules, const FlRule *rule, FlDiagnostics *diagnostics, const FlYamlNode *node,
          bool apart, GPtrArray *tests)
{
  if (!fl_form_read_keys(apart ? &fl_apart_test_form : &fl_test_form, diagnostics, node))
    return;
  const char *text = fl_read_required(diagnostics, node, "text");
  FlRuleTest *test = g_new0(FlRuleTest, 1);
  *test = (FlRuleTest){.rule = rule,
                       .source = node,
                       .number = tests->len + 1,
                       .text = g_strdup(text),
                       .trial = make_trial(rule)};
  Reader reader = {rules, diagnostics, test};
  if (text != NULL && read_given(&reader, fl_yaml_node_find(node, "given")) &&
      read_contexts(&reader, fl_yaml_node_find(node, "context")) &&
      read_expectations(&reader, fl_yaml_node_find(node, "expect")) &&
      fl_read_bool(diagnostics, fl_yaml_node_find(node, "todo"), &test->todo))
    g_ptr_array_add(tests, test);
  else
    rule_test_free(test);
}

GPtrArray *
fl_rule_tests_read(const FlRuleSet *rules, const FlRule *rule, FlDiagnostics *diagnostics)
{
  GPtrArray *tests = g_ptr_array_new_with_free_func(rule_test_free);
  bool inside = rule->tests != NULL && fl_read_is_sequence(diagnostics, rule->tests);
  for (guint i = 0; inside && i < fl_yaml_node_get_length(rule->tests); i++)
    read_test(rules, rule, diagnostics, fl_yaml_node_get_item(rule->tests, i), false, tests);
  for (guint i = 0; i < rule->more_tests->len; i++)
    read_test(rules, rule, diagnostics, rule->more_tests->pdata[i], true, tests);
  return tests;
}
