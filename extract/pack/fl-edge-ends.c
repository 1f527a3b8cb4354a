/* Whether edges can begin and end at what rules give them, and updates fill what they name: known when all
 * rules have been read. */

#include "fl-loader.h"

#include <string.h>

static uint64_t
types_of(const FlLoader *self, const FlRule *rule, FlWho who)
{
  switch (who.kind) {
  case FL_WHO_CAPTURE:
    return fl_rule_get_capture(rule, who.index)->types;
  case FL_WHO_AS:
    return (uint64_t)1 << ((FlEmission *)rule->emissions->pdata[who.index])->type;
  case FL_WHO_ARTICLE:
    return (uint64_t)1 << self->set->article_type;
  case FL_WHO_VARIABLE:
    return fl_rule_set_get_variable(self->set, who.index)->types;
  default:
    return 0;
  }
}

static bool
is_any_allowed(const FlLoader *self, uint64_t types, uint64_t allowed)
{
  for (uint64_t left = types; left != 0; left &= left - 1) {
    int node_type = fl_rule_set_get_type(self->set, __builtin_ctzll(left))->node_type;
    if (node_type != FL_SCHEMA_NONE && (allowed >> node_type & 1) != 0)
      return true;
  }
  return false;
}

static void
append_names(GString *out, const FlLoader *self, uint64_t allowed)
{
  for (int i = 0; i < fl_schema_get_n_node_types(self->set->schema); i++)
    if (allowed >> i & 1)
      g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "",
                             fl_schema_get_node_type(self->set->schema, i)->name);
}

static void
check_end(FlLoader *self, const FlRule *rule, const FlEmission *emission, FlWho who, const char *key,
          uint64_t allowed)
{
  const FlYamlNode *node = fl_yaml_node_find(emission->source, key);
  uint64_t types = types_of(self, rule, who);
  if (is_any_allowed(self, types, allowed))
    return;
  g_autoptr(GString) hint = g_string_new(NULL), what = g_string_new(NULL);
  append_names(hint, self, allowed);
  g_string_prepend(hint, "the schema allows: ");
  for (uint64_t left = types; left != 0; left &= left - 1)
    g_string_append_printf(what, "%s%s", what->len > 0 ? " or " : "",
                           fl_rule_set_get_type(self->set, __builtin_ctzll(left))->name);
  fl_read_fail(self->diagnostics, node, "edge-end", hint->str, "an edge '%s' can't go %s '%s': it is %s%s",
               fl_schema_get_edge_type(self->set->schema, emission->type)->name, key, node->text,
               types == 0 ? "a text" : "of type ", what->str);
}

/* Caret and suggestion at the key. */
static void
fail_update(FlLoader *self, const FlEmission *emission, const char *property, uint64_t types)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (uint64_t left = types; left != 0; left &= left - 1) {
    const FlType *type = fl_rule_set_get_type(self->set, __builtin_ctzll(left));
    for (guint i = 0; i < type->properties->len; i++)
      g_ptr_array_add(names, g_array_index(type->properties, FlTypeProperty, i).name);
  }
  g_ptr_array_add(names, NULL);
  for (guint i = 0; i < fl_yaml_node_get_length(emission->source); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(emission->source, i);
    if (strcmp(key->text, property) == 0)
      fl_read_fail_unknown(self->diagnostics, key, "unknown-property", (const char *const *)names->pdata,
                           "what is updated has no property '%s'", property);
  }
}

static void
check_update(FlLoader *self, const FlRule *rule, const FlEmission *emission)
{
  uint64_t types = types_of(self, rule, emission->to);
  if (!is_any_allowed(self, types, UINT64_MAX)) {
    fl_read_fail(self->diagnostics, fl_yaml_node_find(emission->source, "update"), "not-a-node", NULL,
                 "only a node can be updated");
    return;
  }
  for (guint i = 0; i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    bool found = false;
    for (uint64_t left = types; left != 0; left &= left - 1)
      found |= fl_type_find_property(fl_rule_set_get_type(self->set, __builtin_ctzll(left)),
                                     assignment->name) >= 0;
    if (!found)
      fail_update(self, emission, assignment->name, types);
  }
}

void
fl_loader_check_ends(FlLoader *self)
{
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, (int)i);
    for (guint e = 0; e < rule->emissions->len; e++) {
      const FlEmission *emission = rule->emissions->pdata[e];
      if (emission->kind == FL_EMIT_UPDATE)
        check_update(self, rule, emission);
      if (emission->kind != FL_EMIT_EDGE)
        continue;
      const FlEdgeType *type = fl_schema_get_edge_type(self->set->schema, emission->type);
      check_end(self, rule, emission, emission->from, "from", type->from);
      check_end(self, rule, emission, emission->to, "to", type->to);
    }
  }
}
