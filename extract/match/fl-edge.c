#include "fl-edge.h"
#include "fl-emitted.h"
#include "fl-evaluate.h"
#include "fl-resolve.h"

typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
} Resolver;

/* ---- edges that can't be */

static void
lose(const Resolver *self, const FlStatement *statement, char *take_why)
{
  const FlEdgeType *type = fl_schema_get_edge_type(self->analysis->rules->schema, statement->emission->type);
  FlLocation place = fl_analysis_locate(self->analysis, statement->match->span);
  g_autofree char *why = g_strdup_printf("no edge '%s': %s", type->name, take_why);
  FlLostEdge lost = {statement->match, fl_arena_strdup(self->analysis->arena, why)};
  g_free(take_why);
  g_array_append_val(self->analysis->lost_edges, lost);
  fl_report_add(self->analysis->report, FL_FINDING_NOTE, "lost-edge", statement->match->rule->id, place.line,
                place.column, "%s", why);
}

/* `which` is from or to. */
static void
lose_end(const Resolver *self, const FlStatement *statement, const char *which)
{
  const char *who = fl_yaml_node_find(statement->emission->source, which)->text;
  lose(self, statement, g_strdup_printf(*who == '@' ? "%s holds nothing here" : "'%s' is no node here", who));
}

static bool
is_allowed(const Resolver *self, uint64_t ends, const FlEntity *entity)
{
  int node_type = fl_rule_set_get_type(self->analysis->rules, entity->type)->node_type;
  return node_type != FL_SCHEMA_NONE && (ends >> node_type & 1) != 0;
}

static bool
is_in_text(const Resolver *self, FlEntity *entity)
{
  return entity->given || entity->type == self->analysis->rules->article_type || entity->mentioned;
}

/* Why there can be no edge between two entities; the caller's, NULL when there can. */
static char *
find_obstacle(const Resolver *self, const FlEdgeType *type, FlEntity *from, FlEntity *to)
{
  const char *from_type = fl_rule_set_get_type(self->analysis->rules, from->type)->name;
  const char *to_type = fl_rule_set_get_type(self->analysis->rules, to->type)->name;
  if (!is_allowed(self, type->from, from) || !is_allowed(self, type->to, to))
    return g_strdup_printf("the schema has none from %s to %s", from_type, to_type);
  if (from == to)
    return g_strdup_printf("nothing has one to itself: %s", fl_entity_get_name(self->analysis, from));
  const FlEntity *absent = !is_in_text(self, from) ? from : !is_in_text(self, to) ? to : NULL;
  return absent == NULL ? NULL
                        : g_strdup_printf("nothing in the text stands for %s",
                                          fl_entity_get_name(self->analysis, absent));
}

/* ---- edges */

static const char **
evaluate_values(const Resolver *self, const FlStatement *statement, uint32_t member)
{
  const FlEmission *emission = statement->emission;
  const FlEdgeType *type = fl_schema_get_edge_type(self->analysis->rules->schema, emission->type);
  if (emission->assignments->len == 0)
    return NULL;
  const char **values = fl_arena_new0(self->analysis->arena, const char *, type->properties->len);
  FlEvaluation where = {self->analysis, self->matcher, statement->match,
                        emission,       member,        statement->match->span.start};
  for (guint i = 0; i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    const char *value = fl_evaluate(&where, assignment->value);
    values[assignment->property] = *value != '\0' ? value : NULL;
  }
  return values;
}

static void
add_edge(const Resolver *self, const FlStatement *statement, FlEntity *from, FlEntity *to, uint32_t member)
{
  const FlEdgeType *type = fl_schema_get_edge_type(self->analysis->rules->schema, statement->emission->type);
  char *obstacle = find_obstacle(self, type, from, to);
  if (obstacle != NULL) {
    lose(self, statement, obstacle);
    return;
  }
  FlEdge edge = {statement->match, statement->emission, from, to, evaluate_values(self, statement, member)};
  g_array_append_val(self->analysis->edges, edge);
}

static bool
is_zipped(const FlEmission *emission, FlWho who)
{
  for (guint i = 0; emission->zip != NULL && i < emission->zip->len; i++) {
    FlWho zipped = g_array_index(emission->zip, FlWho, i);
    if (zipped.kind == who.kind && zipped.index == who.index)
      return true;
  }
  return false;
}

/* Says which ends are nothing: all of them, where there is none. */
static void
lose_missing(const Resolver *self, const FlStatement *statement, const GPtrArray *ends, const char *which)
{
  for (guint i = 0; i < ends->len; i++)
    if (ends->pdata[i] == NULL)
      lose_end(self, statement, which);
  if (ends->len == 0)
    lose_end(self, statement, which);
}

static void
report_crosswise(const Resolver *self, const FlStatement *statement, guint n_from, guint n_to)
{
  FlLocation place = fl_analysis_locate(self->analysis, statement->match->span);
  const FlRule *rule = statement->match->rule;
  fl_report_add(self->analysis->report, FL_FINDING_WARNING, "edge-limit", rule->id, place.line, place.column,
                "lists of %u and %u members make %" G_GUINT64_FORMAT
                " edges '%s', each to each: only the first %u are emitted, as limits: {edges: %u} says",
                n_from, n_to, (guint64)n_from * n_to,
                fl_schema_get_edge_type(self->analysis->rules->schema, statement->emission->type)->name,
                rule->max_edges, rule->max_edges);
}

/* The pairs of the ends, as many as the rule's limit: each with each, or side by side. */
static void
add_edges(const Resolver *self, const FlStatement *statement, const GPtrArray *from, const GPtrArray *to)
{
  const FlEmission *emission = statement->emission;
  bool from_walks = is_zipped(emission, emission->from), to_walks = is_zipped(emission, emission->to);
  bool side_by_side = from_walks && to_walks && from->len == to->len;
  guint n =
      side_by_side ? from->len : (guint)MIN((guint64)from->len * to->len, statement->match->rule->max_edges);
  if (!side_by_side && (guint64)from->len * to->len > n)
    report_crosswise(self, statement, from->len, to->len);
  for (guint pair = 0; pair < n; pair++) {
    guint i = side_by_side ? pair : pair / to->len, j = side_by_side ? pair : pair % to->len;
    if (from->pdata[i] != NULL && to->pdata[j] != NULL)
      add_edge(self, statement, from->pdata[i], to->pdata[j], from_walks ? i : to_walks ? j : 0);
  }
}

static void
resolve_edge(const Resolver *self, const FlStatement *statement)
{
  const FlEmission *emission = statement->emission;
  g_autoptr(GPtrArray) from = fl_resolve_who(self->analysis, statement->match, emission->from);
  g_autoptr(GPtrArray) to = fl_resolve_who(self->analysis, statement->match, emission->to);
  lose_missing(self, statement, from, "from");
  lose_missing(self, statement, to, "to");
  add_edges(self, statement, from, to);
}

/* Tells entities that mentions stand for, in whatever article. */
static void
note_mentioned(const FlAnalysis *analysis)
{
  for (uint32_t article = 0; article < fl_text_get_n_articles(analysis->text); article++)
    for (guint t = 0; t < analysis->rules->types->len; t++) {
      const GPtrArray *mentions = analysis->articles[article].mentions[t];
      for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
        FlEntity *entity = fl_mention_get_entity(mentions->pdata[i]);
        if (entity != NULL)
          entity->mentioned = true;
      }
    }
}

void
fl_edges_resolve(FlAnalysis *self, FlMatcher *matcher)
{
  Resolver resolver = {self, matcher};
  note_mentioned(self);
  for (guint i = 0; i < self->statements->len; i++) {
    const FlStatement *statement = &g_array_index(self->statements, FlStatement, i);
    if (statement->emission->kind == FL_EMIT_EDGE)
      resolve_edge(&resolver, statement);
  }
}
