/* emit: of a rule. */

#include "fl-emission-reader.h"
#include "fl-hole.h"

#include <string.h>

static const char **
type_property_names(const FlEmissionReader *self)
{
  const FlType *type = fl_rule_set_get_type(self->loader->set, self->emission->type);
  const char **names = g_new0(const char *, type->properties->len + 1);
  for (guint i = 0; i < type->properties->len; i++)
    names[i] = g_array_index(type->properties, FlTypeProperty, i).name;
  return names;
}

static const char **
edge_property_names(const FlEmissionReader *self)
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
read_as(FlEmissionReader *self)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, "as");
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return node == NULL;
  if (!fl_is_name(name) || strcmp(name, "article") == 0)
    return fl_read_fail(self->loader->diagnostics, node, "bad-name", NULL, "'%s' can't be the name of a node",
                        name);
  if (fl_rule_find_capture(self->rule, name) >= 0 || fl_rule_find_as(self->rule, name) >= 0)
    return fl_read_fail(self->loader->diagnostics, node, "duplicate-name", NULL,
                        "the rule has a '%s' already", name);
  self->emission->as = g_strdup(name);
  return true;
}

static bool
read_is(FlEmissionReader *self)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, "is");
  FlWho who = {0};
  if (node == NULL)
    return true;
  if (!fl_emission_reader_read_who(self, node, &who))
    return false;
  self->emission->is = who.index;
  return who.kind == FL_WHO_VARIABLE ||
         fl_read_fail(self->loader->diagnostics, node, "wrong-type", "like: is: '@meeting'",
                      "only a context's node can be the same thing");
}

static bool
read_node(FlEmissionReader *self)
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
  if (!fl_emission_reader_read_capture(self, "at", &emission->at) ||
      !fl_emission_reader_read_capture(self, "extend", &emission->extend) || !read_as(self) ||
      !read_is(self) || !fl_emission_reader_read_zip(self))
    return false;
  self->rule->produces |= (uint64_t)1 << emission->type;
  g_autofree const char **names = type_property_names(self);
  fl_emission_reader_read_properties(self, &fl_node_emission_form, names, name);
  return true;
}

static bool
read_edge(FlEmissionReader *self)
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
    return fl_read_fail(self->loader->diagnostics, self->node, "missing-key",
                        "like: {edge: attended, from: who, to: what}", "an edge needs from: and to:");
  if (!fl_emission_reader_read_who(self, from, &self->emission->from) ||
      !fl_emission_reader_read_who(self, to, &self->emission->to) || !fl_emission_reader_read_zip(self))
    return false;
  g_autofree const char **names = edge_property_names(self);
  fl_emission_reader_read_properties(self, &fl_edge_emission_form, names, name);
  return true;
}

static bool
read_update(FlEmissionReader *self)
{
  if (!fl_emission_reader_read_who(self, fl_yaml_node_find(self->node, "update"), &self->emission->to))
    return false;
  for (guint i = 0; i < fl_yaml_node_get_length(self->node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(self->node, i);
    if (!fl_form_has_key(&fl_update_emission_form, key->text))
      fl_emission_reader_read_property(self, key, fl_yaml_node_get_value(self->node, i), -1);
  }
  return true;
}

static const struct {
  const char *key;
  FlEmitKind kind;
  bool (*read)(FlEmissionReader *self);
} kinds[] = {{"node", FL_EMIT_NODE, read_node},
             {"edge", FL_EMIT_EDGE, read_edge},
             {"update", FL_EMIT_UPDATE, read_update},
             {"set", FL_EMIT_SET, fl_emission_reader_read_set}};

/* Probably one of the kinds is misspelt. */
static void
fail_kind(FlLoader *loader, const FlYamlNode *node)
{
  const char *names[G_N_ELEMENTS(kinds) + 1] = {NULL}, *near = NULL;
  const FlYamlNode *key = node;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    names[i] = kinds[i].key;
  for (guint i = 0; near == NULL && i < fl_yaml_node_get_length(node); i++)
    if ((near = fl_suggest(fl_yaml_node_get_key(node, i)->text, names)) != NULL)
      key = fl_yaml_node_get_key(node, i);
  g_autofree char *hint = near != NULL ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  fl_read_fail(loader->diagnostics, key, "bad-emission", hint,
               "an emission is a node:, an edge:, an update: or a set:");
}

static void
read_emission(FlLoader *loader, FlRule *rule, const FlYamlNode *node)
{
  FlEmissionReader reader = {loader, rule, node, NULL};
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
  fail_kind(loader, node);
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
