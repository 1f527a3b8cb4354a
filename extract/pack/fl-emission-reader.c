/* emit: of a rule. */

#include "fl-hole.h"
#include "fl-loader.h"

#include <string.h>

typedef struct {
  FlLoader *loader;
  FlRule *rule;
  const FlYamlNode *node; /* the emission's mapping */
  FlEmission *emission;
} Reader;

/* The keys of each kind of emission that are not properties. */
static const char *const node_keys[] = {"node", "at", "as", "extend", "when", "zip", "is", NULL};
static const char *const edge_keys[] = {"edge", "from", "to", "when", "zip", NULL};
static const char *const update_keys[] = {"update", "when", NULL};
static const char *const set_keys[] = {"set", "when", NULL};

/* ---- who is meant */

static int
find_as(const FlRule *rule, const char *name)
{
  for (guint i = 0; i < rule->emissions->len; i++)
    if (g_strcmp0(((FlEmission *)rule->emissions->pdata[i])->as, name) == 0)
      return (int)i;
  return -1;
}

static bool
fail_unknown_name(Reader *self, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < self->rule->captures->len; i++)
    g_ptr_array_add(names, fl_rule_get_capture(self->rule, (int)i)->name);
  for (guint i = 0; i < self->rule->emissions->len; i++)
    if (((FlEmission *)self->rule->emissions->pdata[i])->as != NULL)
      g_ptr_array_add(names, ((FlEmission *)self->rule->emissions->pdata[i])->as);
  g_ptr_array_add(names, NULL);
  return fl_read_fail_unknown(self->loader->diagnostics, node, "unknown-capture",
                              (const char *const *)names->pdata, "the rule has no capture '%s'", node->text);
}

static bool
read_capture(Reader *self, const char *key, int *ret_capture)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, key);
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return node == NULL;
  *ret_capture = fl_rule_find_capture(self->rule, name);
  return *ret_capture >= 0 || fail_unknown_name(self, node);
}

static bool
read_variable(Reader *self, const FlYamlNode *node, FlWho *ret_who)
{
  const FlRuleSet *set = self->loader->set;
  *ret_who = (FlWho){FL_WHO_VARIABLE, fl_rule_set_find_variable(set, node->text + 1)};
  if (ret_who->index >= 0)
    return true;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < set->variables->len; i++)
    g_ptr_array_add(names, g_strconcat("@", fl_rule_set_get_variable(set, (int)i)->name, NULL));
  g_ptr_array_add(names, NULL);
  return fl_read_fail_unknown(self->loader->diagnostics, node, "unknown-context",
                              (const char *const *)names->pdata, "no rule sets a context '%s'",
                              node->text + 1);
}

/* A name of something that is a node: a capture of mentions, an `as`, article, or a context. */
static bool
read_who(Reader *self, const FlYamlNode *node, FlWho *ret_who)
{
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return false;
  if (*name == '@')
    return read_variable(self, node, ret_who);
  int as = find_as(self->rule, name), capture = fl_rule_find_capture(self->rule, name);
  if (as >= 0)
    *ret_who = (FlWho){FL_WHO_AS, as};
  else if (capture >= 0)
    *ret_who = (FlWho){FL_WHO_CAPTURE, capture};
  else if (strcmp(name, "article") == 0)
    *ret_who = (FlWho){FL_WHO_ARTICLE, 0};
  else
    return fail_unknown_name(self, node);
  if (capture >= 0 && as < 0 && fl_rule_get_capture(self->rule, capture)->types == 0) {
    bool set = self->emission->kind == FL_EMIT_SET;
    g_autofree char *hint =
        g_strdup_printf("emit a node at it, with as:, and name that%s%s%s", set ? "; or write '{" : "",
                        set ? name : "", set ? "}' for its text" : "");
    return fl_read_fail(self->loader->diagnostics, node, "not-a-node", hint, "'%s' is a text, no mention",
                        name);
  }
  return true;
}

static bool
read_zip(Reader *self)
{
  const FlYamlNode *zip = fl_yaml_node_find(self->node, "zip");
  if (zip == NULL)
    return true;
  if (!fl_read_is_sequence(self->loader->diagnostics, zip))
    return false;
  self->emission->zip = g_array_new(FALSE, FALSE, sizeof(FlWho));
  for (guint i = 0; i < fl_yaml_node_get_length(zip); i++) {
    const FlYamlNode *item = fl_yaml_node_get_item(zip, i);
    const char *name = fl_read_string(self->loader->diagnostics, item);
    if (name == NULL)
      return false;
    FlWho who = {FL_WHO_CAPTURE, fl_rule_find_capture(self->rule, name)};
    if (self->emission->kind == FL_EMIT_EDGE && find_as(self->rule, name) >= 0)
      who = (FlWho){FL_WHO_AS, find_as(self->rule, name)};
    if (who.index < 0)
      return fail_unknown_name(self, item);
    g_array_append_val(self->emission->zip, who);
  }
  return fl_yaml_node_get_length(zip) >= 2 ||
         fl_read_fail(self->loader->diagnostics, zip, "wrong-type", NULL, "at least two lists are zipped");
}

/* ---- properties */

static void
add_assignment(Reader *self, int property, const char *name, FlTemplate *take_value, FlWho node)
{
  FlAssignment *assignment = g_new0(FlAssignment, 1);
  *assignment = (FlAssignment){property, g_strdup(name), take_value, node};
  g_ptr_array_add(self->emission->assignments, assignment);
}

static void
read_property(Reader *self, const FlYamlNode *key, const FlYamlNode *value, int property)
{
  FlTemplate *template = fl_loader_read_template(self->loader, self->rule, value);
  if (template != NULL)
    add_assignment(self, property, key->text, template, (FlWho){FL_WHO_NONE, 0});
}

/* Reads the keys that are not among `keys` as properties of `owner`; `names` are its properties, in the order
 * of their indices. */
static void
read_properties(Reader *self, const char *const *keys, const char *const *names, const char *owner)
{
  for (guint i = 0; i < fl_yaml_node_get_length(self->node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(self->node, i);
    if (g_strv_contains(keys, key->text))
      continue;
    int property = 0;
    while (names[property] != NULL && strcmp(names[property], key->text) != 0)
      property++;
    if (names[property] == NULL)
      fl_read_fail_unknown(self->loader->diagnostics, key, "unknown-property", names,
                           "%s has no property '%s'", owner, key->text);
    else
      read_property(self, key, fl_yaml_node_get_value(self->node, i), property);
  }
}

static const char **
type_property_names(const Reader *self)
{
  const FlType *type = fl_rule_set_get_type(self->loader->set, self->emission->type);
  const char **names = g_new0(const char *, type->properties->len + 1);
  for (guint i = 0; i < type->properties->len; i++)
    names[i] = g_array_index(type->properties, FlTypeProperty, i).name;
  return names;
}

static const char **
edge_property_names(const Reader *self)
{
  const GArray *properties =
      fl_schema_get_edge_type(self->loader->set->schema, self->emission->type)->properties;
  const char **names = g_new0(const char *, properties->len + 1);
  for (guint i = 0; i < properties->len; i++)
    names[i] = g_array_index(properties, FlProperty, i).name;
  return names;
}

/* ---- the kinds of emission */

static bool
read_as(Reader *self)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, "as");
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return node == NULL;
  if (!fl_is_name(name) || strcmp(name, "article") == 0)
    return fl_read_fail(self->loader->diagnostics, node, "bad-name", NULL, "'%s' can't be the name of a node",
                        name);
  if (fl_rule_find_capture(self->rule, name) >= 0 || find_as(self->rule, name) >= 0)
    return fl_read_fail(self->loader->diagnostics, node, "duplicate-name", NULL,
                        "the rule has a '%s' already", name);
  self->emission->as = g_strdup(name);
  return true;
}

static bool
read_is(Reader *self)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, "is");
  FlWho who = {0};
  if (node == NULL)
    return true;
  if (!read_who(self, node, &who))
    return false;
  self->emission->is = who.index;
  return who.kind == FL_WHO_VARIABLE ||
         fl_read_fail(self->loader->diagnostics, node, "wrong-type", "like: is: '@meeting'",
                      "only a context's node can be the same thing");
}

static bool
read_node(Reader *self)
{
  const FlYamlNode *type = fl_yaml_node_find(self->node, "node");
  FlEmission *emission = self->emission;
  FlDiagnostics *diagnostics = self->loader->diagnostics;
  const char *name = fl_read_string(diagnostics, type);
  if (name == NULL)
    return false;
  emission->type = fl_loader_read_type_name(self->loader, type);
  if (emission->type < 0)
    return false;
  if (emission->type == self->loader->set->article_type)
    return fl_read_fail(diagnostics, type, "bad-emission", "update: article fills its properties",
                        "articles are made by layouts, not by rules");
  if (!read_capture(self, "at", &emission->at) || !read_capture(self, "extend", &emission->extend) ||
      !read_as(self) || !read_is(self) || !read_zip(self))
    return false;
  self->rule->produces |= (uint64_t)1 << emission->type;
  g_autofree const char **names = type_property_names(self);
  read_properties(self, node_keys, names, name);
  return true;
}

static bool
read_edge(Reader *self)
{
  const FlYamlNode *type = fl_yaml_node_find(self->node, "edge");
  const FlYamlNode *from = fl_yaml_node_find(self->node, "from"), *to = fl_yaml_node_find(self->node, "to");
  const FlSchema *schema = self->loader->set->schema;
  const char *name = fl_read_string(self->loader->diagnostics, type);
  if (name == NULL)
    return false;
  self->emission->type = fl_schema_find_edge_type(schema, name);
  if (self->emission->type < 0) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++)
      g_ptr_array_add(names, (gpointer)fl_schema_get_edge_type(schema, i)->name);
    g_ptr_array_add(names, NULL);
    return fl_read_fail_unknown(self->loader->diagnostics, type, "unknown-edge",
                                (const char *const *)names->pdata, "the schema has no edge '%s'", name);
  }
  if (from == NULL || to == NULL)
    return fl_read_fail(self->loader->diagnostics, self->node, "missing-key", NULL,
                        "an edge needs from: and to:");
  if (!read_who(self, from, &self->emission->from) || !read_who(self, to, &self->emission->to) ||
      !read_zip(self))
    return false;
  g_autofree const char **names = edge_property_names(self);
  read_properties(self, edge_keys, names, name);
  return true;
}

static bool
read_update(Reader *self)
{
  if (!read_who(self, fl_yaml_node_find(self->node, "update"), &self->emission->to))
    return false;
  for (guint i = 0; i < fl_yaml_node_get_length(self->node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(self->node, i);
    if (!g_strv_contains(update_keys, key->text))
      read_property(self, key, fl_yaml_node_get_value(self->node, i), -1);
  }
  return true;
}

/* ---- set */

static FlScope
default_scope(FlUnitKind in)
{
  static const FlScope scopes[FL_N_UNITS] = {
      [FL_UNIT_SENTENCE] = FL_SCOPE_SENTENCE,   [FL_UNIT_CLAUSE] = FL_SCOPE_SENTENCE,
      [FL_UNIT_PARAGRAPH] = FL_SCOPE_PARAGRAPH, [FL_UNIT_HEADING] = FL_SCOPE_SECTION,
      [FL_UNIT_TITLE] = FL_SCOPE_ARTICLE,       [FL_UNIT_BYLINE] = FL_SCOPE_ARTICLE,
      [FL_UNIT_ARTICLE] = FL_SCOPE_ARTICLE,     [FL_UNIT_SOURCE] = FL_SCOPE_SOURCE,
  };
  return scopes[in];
}

/* A context holds nodes or texts, not now these, now those. */
static bool
check_variable(Reader *self, const FlVariable *variable, const FlYamlNode *node, bool nodes)
{
  bool other = nodes ? variable->holds_text || variable->fallback != NULL : variable->holds_nodes;
  return !other || fl_read_fail(self->loader->diagnostics, node, "context-kind", NULL,
                                "'%s' is a %s elsewhere, and a %s here", variable->name,
                                nodes ? "text" : "node", nodes ? "node" : "text");
}

static void
read_set_value(Reader *self, const FlYamlNode *key, const FlYamlNode *value)
{
  int index = fl_rule_set_find_variable(self->loader->set, key->text);
  if (index < 0 || fl_read_string(self->loader->diagnostics, value) == NULL)
    return; /* a bad name was reported when contexts were looked for */
  const FlVariable *variable = fl_rule_set_get_variable(self->loader->set, index);
  FlWho who = {0};
  int capture = fl_rule_find_capture(self->rule, value->text);
  bool node = find_as(self->rule, value->text) >= 0 || capture >= 0;
  if (node && !read_who(self, value, &who))
    return;
  FlTemplate *template = node ? NULL : fl_loader_read_template(self->loader, self->rule, value);
  if ((!node && template == NULL) || !check_variable(self, variable, value, node)) {
    fl_template_free(template);
    return;
  }
  self->rule->sets |= (uint64_t)1 << index;
  if (template != NULL)
    self->rule->needs |= fl_template_get_variables(template);
  add_assignment(self, index, key->text, template, who);
}

static bool
read_set(Reader *self)
{
  const FlYamlNode *set = fl_yaml_node_find(self->node, "set"), *scope = fl_yaml_node_find(set, "scope");
  if (!fl_read_is_mapping(self->loader->diagnostics, set))
    return false;
  self->emission->scope = default_scope(self->rule->in);
  const char *name = fl_read_string(self->loader->diagnostics, scope);
  if (name != NULL && !fl_scope_from_name(name, &self->emission->scope))
    return fl_read_fail(self->loader->diagnostics, scope, "unknown-value",
                        "there are: sentence, rest, paragraph, section, article, source", "'%s' is no scope",
                        name);
  for (guint i = 0; i < fl_yaml_node_get_length(set); i++)
    if (fl_yaml_node_get_value(set, i) != scope)
      read_set_value(self, fl_yaml_node_get_key(set, i), fl_yaml_node_get_value(set, i));
  return fl_read_keys(self->loader->diagnostics, self->node, set_keys);
}

/* ---- */

static const struct {
  const char *key;
  FlEmitKind kind;
  bool (*read)(Reader *self);
} kinds[] = {{"node", FL_EMIT_NODE, read_node},
             {"edge", FL_EMIT_EDGE, read_edge},
             {"update", FL_EMIT_UPDATE, read_update},
             {"set", FL_EMIT_SET, read_set}};

static void
read_emission(FlLoader *loader, FlRule *rule, const FlYamlNode *node)
{
  Reader reader = {loader, rule, node, NULL};
  if (!fl_read_is_mapping(loader->diagnostics, node))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (fl_yaml_node_find(node, kinds[i].key) == NULL)
      continue;
    const FlYamlNode *when = fl_yaml_node_find(node, "when");
    if (rule->in == FL_UNIT_SOURCE && kinds[i].kind != FL_EMIT_SET) {
      fl_read_fail(loader->diagnostics, fl_yaml_node_find(node, kinds[i].key), "bad-emission",
                   "set a context with scope: source, and use it in the articles",
                   "a rule in: source stands outside all articles: it can only set contexts");
      return;
    }
    FlEmission *emission = reader.emission = fl_emission_new(kinds[i].kind);
    emission->source = node;
    emission->when = fl_loader_read_condition(loader, rule, when);
    if (emission->when != NULL)
      rule->needs |= fl_condition_get_variables(emission->when);
    if (kinds[i].read(&reader) && (when == NULL || emission->when != NULL))
      g_ptr_array_add(rule->emissions, emission);
    else
      fl_emission_free(emission);
    return;
  }
  fl_read_fail(loader->diagnostics, node, "bad-emission", NULL,
               "an emission is a node:, an edge:, an update: or a set:");
}

void
fl_loader_read_emissions(FlLoader *self, FlRule *rule, const FlYamlNode *node)
{
  if (!fl_read_is_sequence(self->diagnostics, node))
    return;
  if (fl_yaml_node_get_length(node) == 0)
    fl_read_fail(self->diagnostics, node, "bad-emission", "take the rule out, or let it emit something",
                 "the rule emits nothing");
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
    read_emission(self, rule, fl_yaml_node_get_item(node, i));
}
