/* Contexts: what pack.yaml says of them, which ones rules set, and what these hold. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

static FlVariable *
find_or_add_variable(FlLoader *self, const FlYamlNode *key)
{
  int index = fl_rule_set_find_variable(self->set, key->text);
  if (index >= 0)
    return self->set->variables->pdata[index];
  if (!fl_is_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", "like: source_date",
                 "a context's name is lower-case letters, digits and underscores");
    return NULL;
  }
  if (self->set->variables->len == 64) {
    fl_read_fail(self->diagnostics, key, "too-many-contexts", NULL, "more than 64 contexts");
    return NULL;
  }
  FlVariable *variable = g_new0(FlVariable, 1);
  variable->name = g_strdup(key->text);
  variable->source = key;
  g_ptr_array_add(self->set->variables, variable);
  return variable;
}

static void
read_variable(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_variable_form, self->diagnostics, node))
    return;
  FlVariable *variable = find_or_add_variable(self, key);
  if (variable == NULL)
    return;
  const FlYamlNode *other = fl_yaml_node_find(node, "else");
  const char *fallback = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "default"));
  if (other != NULL &&
      fl_form_read_choice(&fl_fallback_form, self->diagnostics, other, "place to look further") == 0)
    variable->neighbour = true;
  if (fallback != NULL) {
    g_free(variable->fallback);
    variable->fallback = g_strdup(fallback);
  }
}

void
fl_loader_read_variables(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
    read_variable(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
}

/* Contexts come into being where rules set them. */
static void
find_set_variables(FlLoader *self, const FlYamlNode *emission)
{
  const FlYamlNode *set = fl_yaml_node_find(emission, "set");
  if (set == NULL || set->kind != FL_YAML_MAPPING)
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(set); i++)
    if (strcmp(fl_yaml_node_get_key(set, i)->text, "scope") != 0)
      find_or_add_variable(self, fl_yaml_node_get_key(set, i));
}

void
fl_loader_find_contexts(FlLoader *self)
{
  for (guint f = 0; f < self->pack->files->len; f++) {
    const FlYamlNode *rules = fl_yaml_node_find(fl_yaml_get_root(self->pack->files->pdata[f]), "rules");
    for (guint r = 0; rules != NULL && rules->kind == FL_YAML_SEQUENCE && r < fl_yaml_node_get_length(rules);
         r++) {
      const FlYamlNode *emit = fl_yaml_node_find(fl_yaml_node_get_item(rules, r), "emit");
      for (guint e = 0; emit != NULL && emit->kind == FL_YAML_SEQUENCE && e < fl_yaml_node_get_length(emit);
           e++)
        find_set_variables(self, fl_yaml_node_get_item(emit, e));
    }
  }
}

/* ---- what contexts hold: known before any emission is read, since one may read what a later rule sets */

static uint64_t
find_as_type(const FlLoader *self, const FlYamlNode *emit, const char *as)
{
  for (guint i = 0; i < fl_yaml_node_get_length(emit); i++) {
    const FlYamlNode *name = fl_yaml_node_find(fl_yaml_node_get_item(emit, i), "as");
    const FlYamlNode *node = fl_yaml_node_find(fl_yaml_node_get_item(emit, i), "node");
    if (name == NULL || node == NULL || g_strcmp0(name->text, as) != 0 || node->text == NULL)
      continue;
    int type = fl_rule_set_find_type(self->set, node->text);
    return type < 0 ? 0 : (uint64_t)1 << type;
  }
  return 0;
}

static void
note_set(FlLoader *self, const FlRule *rule, const FlYamlNode *emit, const FlYamlNode *set)
{
  for (guint i = 0; i < fl_yaml_node_get_length(set); i++) {
    const FlYamlNode *value = fl_yaml_node_get_value(set, i);
    int index = fl_rule_set_find_variable(self->set, fl_yaml_node_get_key(set, i)->text);
    if (index < 0 || value->text == NULL)
      continue;
    FlVariable *variable = self->set->variables->pdata[index];
    int capture = fl_rule_find_capture(rule, value->text);
    uint64_t types =
        capture >= 0 ? fl_rule_get_capture(rule, capture)->types : find_as_type(self, emit, value->text);
    variable->types |= types;
    variable->holds_nodes |= types != 0;
    variable->holds_text |= types == 0;
  }
}

void
fl_loader_note_contexts(FlLoader *self, const FlRule *rule, const FlYamlNode *emit)
{
  if (emit == NULL || emit->kind != FL_YAML_SEQUENCE)
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(emit); i++) {
    const FlYamlNode *set = fl_yaml_node_find(fl_yaml_node_get_item(emit, i), "set");
    if (set != NULL && set->kind == FL_YAML_MAPPING)
      note_set(self, rule, emit, set);
  }
}
