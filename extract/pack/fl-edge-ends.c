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
  if (is_any_allowed(self, types_of(self, rule, who), allowed))
    return;
  g_autoptr(GString) hint = g_string_new(NULL);
  append_names(hint, self, allowed);
  g_string_prepend(hint, "the schema allows: ");
  fl_read_fail(self->diagnostics, node, "edge-end", hint->str, "an edge %s can't go %s this",
               fl_schema_get_edge_type(self->set->schema, emission->type)->name, key);
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
      fl_read_fail(self->diagnostics, fl_yaml_node_find(emission->source, assignment->name),
                   "unknown-property", NULL, "what is updated has no property '%s'", assignment->name);
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
