#include "fl-emitted.h"
#include "fl-context.h"
#include "fl-evaluate.h"
#include "fl-resolve.h"

#include <string.h>

static void
emitted_free(gpointer data)
{
  FlEmitted *self = data;
  g_clear_pointer(&self->properties, g_ptr_array_unref);
  g_free(self);
}

static FlEmitted *
add(GPtrArray *list, FlEmitKind kind, const char *what, const FlMatch *match)
{
  FlEmitted *emitted = g_new0(FlEmitted, 1);
  *emitted = (FlEmitted){.kind = kind, .what = what, .match = match};
  g_ptr_array_add(list, emitted);
  return emitted;
}

static void
add_property(FlEmitted *emitted, const char *name, const char *value)
{
  if (emitted->properties == NULL)
    emitted->properties = g_ptr_array_new();
  g_ptr_array_add(emitted->properties, (gpointer)name);
  g_ptr_array_add(emitted->properties, (gpointer)value);
}

static void
add_node_values(const FlAnalysis *self, FlEmitted *emitted, int type_index, const char *const *values)
{
  const FlType *type = fl_rule_set_get_type(self->rules, type_index);
  for (guint p = 0; values != NULL && p < type->properties->len; p++)
    if (values[p] != NULL)
      add_property(emitted, g_array_index(type->properties, FlTypeProperty, p).name, values[p]);
}

const char *
fl_entity_get_name(FlAnalysis *analysis, const FlEntity *entity)
{
  const FlType *type = fl_rule_set_get_type(analysis->rules, entity->type);
  if (entity->type == analysis->rules->article_type) /* as rules call it; its title is no part of a rule */
    return "article";
  g_autofree FlValue *values = g_new0(FlValue, type->properties->len);
  for (guint p = 0; p < type->properties->len; p++)
    if (entity->values[p] != NULL)
      fl_value_parse(g_array_index(type->properties, FlTypeProperty, p).type, entity->values[p], &values[p]);
  g_autofree char *name =
      fl_node_type_format_name(fl_schema_get_node_type(analysis->rules->schema, type->node_type), values);
  return fl_arena_strdup(analysis->arena, name);
}

/* ---- nodes */

/* A mention that lost to another of the same extent was one reading with it. */
static void
list_node(FlAnalysis *self, GPtrArray *list, FlMention *mention)
{
  const FlMention *winner = fl_mention_get_winner(mention);
  if (winner->span.start != mention->span.start || winner->span.end != mention->span.end || winner->refused ||
      mention->claims)
    return;
  FlEmitted *emitted =
      add(list, FL_EMIT_NODE, fl_rule_set_get_type(self->rules, mention->type)->name, mention->match);
  emitted->name = fl_analysis_get_text(self, mention->span);
  emitted->ends[0] = winner->entity == NULL ? NULL : fl_entity_get_root(winner->entity);
  add_node_values(self, emitted, mention->type, winner->values);
}

static void
list_nodes(FlAnalysis *self, GPtrArray *list, const FlMatch *match)
{
  for (guint e = 0; e < match->rule->emissions->len; e++)
    for (uint32_t i = 0; i < match->made[e].n; i++)
      list_node(self, list, match->made[e].mentions[i]);
}

/* ---- the rest */

static void
add_edge_values(FlEmitted *emitted, const FlEdgeType *type, const char *const *values)
{
  for (guint p = 0; values != NULL && p < type->properties->len; p++)
    if (values[p] != NULL)
      add_property(emitted, g_array_index(type->properties, FlProperty, p).name, values[p]);
}

static void
list_edges(FlAnalysis *self, GPtrArray *list, const FlRule *rule)
{
  for (guint i = 0; i < self->edges->len; i++) {
    const FlEdge *edge = &g_array_index(self->edges, FlEdge, i);
    if (edge->match->rule != rule)
      continue;
    const FlEdgeType *type = fl_schema_get_edge_type(self->rules->schema, edge->emission->type);
    FlEmitted *emitted = add(list, FL_EMIT_EDGE, type->name, edge->match);
    emitted->from = fl_entity_get_name(self, edge->from);
    emitted->to = fl_entity_get_name(self, edge->to);
    emitted->ends[0] = edge->from;
    emitted->ends[1] = edge->to;
    add_edge_values(emitted, type, edge->values);
  }
}

static void
list_updates(FlAnalysis *self, GPtrArray *list, const FlRule *rule, FlMatcher *matcher)
{
  for (guint i = 0; i < self->statements->len; i++) {
    const FlStatement *statement = &g_array_index(self->statements, FlStatement, i);
    if (statement->match->rule != rule || statement->emission->kind != FL_EMIT_UPDATE)
      continue;
    g_autoptr(GPtrArray) entities = fl_resolve_who(self, statement->match, statement->emission->to);
    FlEvaluation where = {
        self, matcher, statement->match, statement->emission, 0, statement->match->span.start};
    for (guint e = 0; e < entities->len; e++) {
      if (entities->pdata[e] == NULL)
        continue;
      const FlEntity *entity = entities->pdata[e];
      FlEmitted *emitted = add(list, FL_EMIT_UPDATE, fl_entity_get_name(self, entity), statement->match);
      for (guint a = 0; a < statement->emission->assignments->len; a++) {
        const FlAssignment *assignment = statement->emission->assignments->pdata[a];
        const char *value = fl_evaluate(&where, assignment->value);
        if (*value != '\0')
          add_property(emitted, assignment->name, value);
      }
      if (emitted->properties == NULL)
        g_ptr_array_remove_index(list, list->len - 1);
    }
  }
}

static void
list_contexts(FlAnalysis *self, GPtrArray *list, const FlRule *rule)
{
  for (guint i = 0; i < fl_context_store_get_length(self->contexts); i++) {
    const FlContextEntry *entry = fl_context_store_get(self->contexts, i);
    if (entry->match->rule != rule)
      continue;
    FlEmitted *emitted =
        add(list, FL_EMIT_SET, fl_rule_set_get_variable(self->rules, entry->variable)->name, entry->match);
    emitted->name = entry->text != NULL ? entry->text : fl_analysis_get_text(self, entry->node->span);
  }
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const FlEmitted *first = *(FlEmitted *const *)a, *second = *(FlEmitted *const *)b;
  uint32_t m = first->match->span.start, n = second->match->span.start;
  return (m > n) - (m < n);
}

GPtrArray *
fl_analysis_list_emitted(FlAnalysis *self, const FlRule *rule)
{
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  GPtrArray *list = g_ptr_array_new_with_free_func(emitted_free);
  for (guint i = 0; i < self->matches->len; i++)
    if (((FlMatch *)self->matches->pdata[i])->rule == rule)
      list_nodes(self, list, self->matches->pdata[i]);
  list_edges(self, list, rule);
  list_updates(self, list, rule, matcher);
  list_contexts(self, list, rule);
  g_ptr_array_sort(list, compare_places);
  return list;
}

bool
fl_emitted_is_end_of(const FlEmitted *node, const FlEmitted *edge)
{
  return node->kind == FL_EMIT_NODE && node->ends[0] != NULL && edge->kind == FL_EMIT_EDGE &&
         (edge->ends[0] == node->ends[0] || edge->ends[1] == node->ends[0]);
}

static void
append_properties(const FlEmitted *self, GString *out)
{
  for (guint i = 0; self->properties != NULL && i < self->properties->len; i += 2)
    g_string_append_printf(out, "%s%s: %s", i == 0 ? " {" : ", ", (char *)self->properties->pdata[i],
                           (char *)self->properties->pdata[i + 1]);
  if (self->properties != NULL)
    g_string_append_c(out, '}');
}

char *
fl_emitted_format(const FlEmitted *self)
{
  GString *out = g_string_new(NULL);
  if (self->kind == FL_EMIT_EDGE)
    g_string_append_printf(out, "%s %s %s", self->from, self->what, self->to);
  else if (self->kind == FL_EMIT_SET)
    g_string_append_printf(out, "set %s = %s", self->what, self->name);
  else
    g_string_append_printf(out, "%s %s", self->kind == FL_EMIT_UPDATE ? "update" : self->what,
                           self->kind == FL_EMIT_UPDATE ? self->what : self->name);
  append_properties(self, out);
  return g_string_free(out, FALSE);
}
