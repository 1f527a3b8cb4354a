#include "fl-expectation.h"
#include "fl-pack-forms.h"

#include <string.h>

static void
expectation_free(gpointer data)
{
  FlExpectation *self = data;
  g_free(self->text);
  g_free(self->what);
  g_free(self->name);
  g_free(self->from);
  g_free(self->to);
  g_ptr_array_unref(self->properties);
  g_free(self);
}

/* ---- comparing */

static bool
is_as_expected(const char *expected, const char *got)
{
  return expected == NULL || g_strcmp0(expected, got) == 0;
}

static const char *
find_property(const FlEmitted *emitted, const char *name)
{
  for (guint i = 0; emitted->properties != NULL && i < emitted->properties->len; i += 2)
    if (strcmp(emitted->properties->pdata[i], name) == 0)
      return emitted->properties->pdata[i + 1];
  return "";
}

/* A name may hold a word that is a relation too: only the whole is compared. */
static bool
is_sentence_of(const char *text, const FlEmitted *edge)
{
  g_autofree char *sentence = g_strdup_printf("%s %s %s", edge->from, edge->what, edge->to);
  return strcmp(text, sentence) == 0;
}

bool
fl_expectation_fits(const FlExpectation *self, const FlEmitted *emitted)
{
  if (self->kind != emitted->kind || !is_as_expected(self->what, emitted->what) ||
      !is_as_expected(self->name, emitted->name) || !is_as_expected(self->from, emitted->from) ||
      !is_as_expected(self->to, emitted->to) || (self->text != NULL && !is_sentence_of(self->text, emitted)))
    return false;
  for (guint i = 0; i < self->properties->len; i += 2)
    if (!is_as_expected(self->properties->pdata[i + 1], find_property(emitted, self->properties->pdata[i])))
      return false;
  return true;
}

bool
fl_expectation_resembles(const FlExpectation *self, const FlEmitted *emitted)
{
  return self->kind == emitted->kind && is_as_expected(self->what, emitted->what);
}

char *
fl_expectation_format(const FlExpectation *self)
{
  FlEmitted emitted = {.kind = self->kind,
                       .what = self->what,
                       .name = self->name != NULL ? self->name : "…",
                       .from = self->from != NULL ? self->from : "…",
                       .to = self->to != NULL ? self->to : "…",
                       .properties = self->properties->len > 0 ? self->properties : NULL};
  return self->text != NULL ? g_strdup(self->text) : fl_emitted_format(&emitted);
}

/* ---- reading */

bool
fl_expectation_fail_context(const FlRuleSet *rules, FlDiagnostics *diagnostics, const FlYamlNode *key)
{
  g_autofree const char **names = g_new0(const char *, rules->variables->len + 1);
  for (guint i = 0; i < rules->variables->len; i++)
    names[i] = fl_rule_set_get_variable(rules, (int)i)->name;
  return fl_read_fail_unknown(diagnostics, key, "unknown-context", names, "no rule sets a context '%s'",
                              key->text);
}

typedef struct {
  const FlRuleSet *rules;
  FlDiagnostics *diagnostics;
  GPtrArray *expectations;
} Reader;

static FlExpectation *
add_expectation(Reader *self, FlEmitKind kind, const char *what, const FlYamlNode *source)
{
  FlExpectation *expectation = g_new0(FlExpectation, 1);
  *expectation = (FlExpectation){.kind = kind, .what = g_strdup(what), .source = source};
  expectation->properties = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(self->expectations, expectation);
  return expectation;
}

static bool
read_sentence(Reader *self, const FlYamlNode *node)
{
  const FlSchema *schema = self->rules->schema;
  for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++) {
    g_autofree char *word = g_strdup_printf(" %s ", fl_schema_get_edge_type(schema, i)->name);
    if (strstr(node->text, word) == NULL)
      continue;
    add_expectation(self, FL_EMIT_EDGE, NULL, node)->text = g_strdup(node->text);
    return true;
  }
  return fl_read_fail(self->diagnostics, node, "bad-expectation", "like: 李四 attended 座谈会",
                      "no relation of the schema stands in this");
}

static bool
read_sets(Reader *self, const FlYamlNode *node)
{
  const FlYamlNode *set = fl_yaml_node_find(node, "set");
  bool good = fl_form_read_keys(&fl_set_expectation_form, self->diagnostics, node) &&
              fl_read_is_mapping(self->diagnostics, set);
  for (guint i = 0; good && i < fl_yaml_node_get_length(set); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(set, i);
    const char *value = fl_read_string(self->diagnostics, fl_yaml_node_get_value(set, i));
    if (fl_rule_set_find_variable(self->rules, key->text) < 0)
      good = fl_expectation_fail_context(self->rules, self->diagnostics, key);
    else if (value == NULL)
      good = false;
    else
      add_expectation(self, FL_EMIT_SET, key->text, fl_yaml_node_get_value(set, i))->name = g_strdup(value);
  }
  return good;
}

/* ---- reading: mappings, {node: Figure, text: 增长6.5%, value: 6.5} */

static void
add_names_of_type(const FlType *type, GPtrArray *names)
{
  for (guint p = 0; p < type->properties->len; p++)
    g_ptr_array_add(names, g_array_index(type->properties, FlTypeProperty, p).name);
}

static bool
add_node_keys(Reader *self, const FlYamlNode *what, GPtrArray *names)
{
  int type = fl_rule_set_find_type(self->rules, what->text);
  if (type >= 0) {
    g_ptr_array_add(names, (gpointer) "text");
    add_names_of_type(fl_rule_set_get_type(self->rules, type), names);
    return true;
  }
  g_autoptr(GPtrArray) types = g_ptr_array_new();
  for (guint t = 0; t < self->rules->types->len; t++)
    g_ptr_array_add(types, fl_rule_set_get_type(self->rules, (int)t)->name);
  g_ptr_array_add(types, NULL);
  return fl_read_fail_unknown(self->diagnostics, what, "unknown-type", (const char *const *)types->pdata,
                              "the schema has no type '%s'", what->text);
}

static bool
add_edge_keys(Reader *self, const FlYamlNode *what, GPtrArray *names)
{
  const FlSchema *schema = self->rules->schema;
  int index = fl_schema_find_edge_type(schema, what->text);
  if (index >= 0) {
    const GArray *properties = fl_schema_get_edge_type(schema, index)->properties;
    g_ptr_array_add(names, (gpointer) "from");
    g_ptr_array_add(names, (gpointer) "to");
    for (guint p = 0; p < properties->len; p++)
      g_ptr_array_add(names, (gpointer)g_array_index(properties, FlProperty, p).name);
    return true;
  }
  g_autoptr(GPtrArray) edges = g_ptr_array_new();
  for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++)
    g_ptr_array_add(edges, (gpointer)fl_schema_get_edge_type(schema, i)->name);
  g_ptr_array_add(edges, NULL);
  return fl_read_fail_unknown(self->diagnostics, what, "unknown-edge", (const char *const *)edges->pdata,
                              "the schema has no edge '%s'", what->text);
}

/* What is updated is known by name only: it may have a property of any type. */
static bool
add_update_keys(Reader *self, G_GNUC_UNUSED const FlYamlNode *what, GPtrArray *names)
{
  for (guint t = 0; t < self->rules->types->len; t++)
    add_names_of_type(fl_rule_set_get_type(self->rules, (int)t), names);
  return true;
}

/* The kinds of mappings, and what adds the keys that each may have beside its own. */
static const struct {
  const char *key;
  FlEmitKind kind;
  bool (*add_keys)(Reader *self, const FlYamlNode *what, GPtrArray *names);
} kinds[] = {{"node", FL_EMIT_NODE, add_node_keys},
             {"edge", FL_EMIT_EDGE, add_edge_keys},
             {"update", FL_EMIT_UPDATE, add_update_keys}};

/* Where the value of a key that is no property goes; NULL for a property. */
static char **
find_field(FlExpectation *expectation, const char *key)
{
  bool edge = expectation->kind == FL_EMIT_EDGE;
  if (edge && strcmp(key, "from") == 0)
    return &expectation->from;
  if (edge && strcmp(key, "to") == 0)
    return &expectation->to;
  return expectation->kind == FL_EMIT_NODE && strcmp(key, "text") == 0 ? &expectation->name : NULL;
}

static bool
read_pair(Reader *self, FlExpectation *expectation, const FlYamlNode *key, const FlYamlNode *node,
          const GPtrArray *names)
{
  const char *value = fl_read_string(self->diagnostics, node);
  char **field = find_field(expectation, key->text);
  if (!g_strv_contains((const char *const *)names->pdata, key->text))
    return fl_read_fail_unknown(self->diagnostics, key, "unknown-property", (const char *const *)names->pdata,
                                "there is no property '%s' here", key->text);
  if (value != NULL && field != NULL)
    *field = g_strdup(value);
  else if (value != NULL) {
    g_ptr_array_add(expectation->properties, g_strdup(key->text));
    g_ptr_array_add(expectation->properties, g_strdup(value));
  }
  return value != NULL;
}

/* Probably one of the kinds is misspelt. */
static bool
fail_kind(Reader *self, const FlYamlNode *node)
{
  static const char *const names[] = {"node", "edge", "update", "set", NULL};
  const char *near = NULL;
  const FlYamlNode *place = node;
  for (guint i = 0; near == NULL && i < fl_yaml_node_get_length(node); i++)
    if ((near = fl_suggest(fl_yaml_node_get_key(node, i)->text, names)) != NULL)
      place = fl_yaml_node_get_key(node, i);
  g_autofree char *hint = near != NULL ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  return fl_read_fail(self->diagnostics, place, "bad-expectation", hint,
                      "an edge, a node:, a set: or an update: is expected here");
}

static bool
read_mapping(Reader *self, const FlYamlNode *node)
{
  if (fl_yaml_node_find(node, "set") != NULL)
    return read_sets(self, node);
  for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
    const FlYamlNode *what = fl_yaml_node_find(node, kinds[k].key);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (what == NULL)
      continue;
    if (fl_read_string(self->diagnostics, what) == NULL || !kinds[k].add_keys(self, what, names))
      return false;
    g_ptr_array_add(names, NULL);
    FlExpectation *expectation = add_expectation(self, kinds[k].kind, what->text, node);
    bool good = true;
    for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
      if (fl_yaml_node_get_value(node, i) != what)
        good &= read_pair(self, expectation, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i),
                          names);
    return good;
  }
  return fail_kind(self, node);
}

GPtrArray *
fl_expectations_read(const FlRuleSet *rules, FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) expectations = g_ptr_array_new_with_free_func(expectation_free);
  Reader self = {rules, diagnostics, expectations};
  bool good = fl_read_is_sequence(diagnostics, node);
  for (guint i = 0; good && i < fl_yaml_node_get_length(node); i++) {
    const FlYamlNode *item = fl_yaml_node_get_item(node, i);
    good = item->kind == FL_YAML_SCALAR ? read_sentence(&self, item)
                                        : fl_read_is_mapping(diagnostics, item) && read_mapping(&self, item);
  }
  return good ? g_steal_pointer(&expectations) : NULL;
}
