#include "fl-tally.h"
#include "fl-context.h"

FlTally *
fl_tally_new(const FlRuleSet *rules)
{
  FlTally *self = g_new0(FlTally, 1);
  self->rules = rules;
  self->by_rule = g_new0(FlRuleTally, rules->rules->len);
  self->ids = g_string_chunk_new(256);
  return self;
}

void
fl_tally_free(FlTally *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->rules->len; i++)
    g_clear_pointer(&self->by_rule[i].takers, g_hash_table_unref);
  g_free(self->by_rule);
  g_string_chunk_free(self->ids);
  g_free(self);
}

const FlRuleTally *
fl_tally_get(const FlTally *self, const FlRule *rule)
{
  return &self->by_rule[rule->index];
}

/* Of those who took as many the first by name, whatever the order in which they came. */
static void
add_taker(FlTally *self, FlRuleTally *rule, const char *id, guint n)
{
  const char *kept = g_string_chunk_insert_const(self->ids, id);
  if (rule->takers == NULL)
    rule->takers = g_hash_table_new(g_str_hash, g_str_equal);
  guint64 taken = GPOINTER_TO_SIZE(g_hash_table_lookup(rule->takers, kept)) + n;
  g_hash_table_insert(rule->takers, (gpointer)kept, GSIZE_TO_POINTER(taken));
  if (taken > rule->best_taken || (taken == rule->best_taken && g_strcmp0(kept, rule->best) < 0)) {
    rule->best_taken = taken;
    rule->best = kept;
  }
}

static FlRuleTally *
find(FlTally *self, const FlMatch *match)
{
  return match == NULL || match->rule->id == NULL ? NULL : &self->by_rule[match->rule->index];
}

static void
add_stands(FlTally *self, const FlMatch *match)
{
  FlRuleTally *rule = find(self, match);
  if (rule != NULL)
    rule->stands++;
}

/* What was found twice in just the same place was one reading: neither is the other's loss to a reader, but the rule
 * that lost is not needed there. */
static void
add_lost(FlTally *self, FlMention *mention)
{
  FlRuleTally *rule = find(self, mention->match);
  if (rule == NULL || mention->claims)
    return;
  rule->lost++;
  const FlMention *winner = fl_mention_get_winner(mention);
  if (winner != mention)
    add_taker(self, rule, winner->rule, 1);
}

static void
add_article(FlTally *self, const FlAnalysis *analysis, const FlArticleFacts *facts)
{
  for (guint t = 0; t < analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++)
      add_stands(self, ((const FlMention *)facts->mentions[t]->pdata[i])->match);
  for (guint i = 0; i < facts->lost->len; i++)
    add_lost(self, facts->lost->pdata[i]);
}

void
fl_tally_add(FlTally *self, const FlAnalysis *analysis)
{
  for (guint i = 0; i < analysis->matches->len; i++)
    find(self, analysis->matches->pdata[i])->matches++;
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++)
    add_article(self, analysis, &analysis->articles[i]);
  for (guint i = 0; i < analysis->edges->len; i++)
    add_stands(self, g_array_index(analysis->edges, FlEdge, i).match);
  for (guint i = 0; i < analysis->statements->len; i++)
    if (g_array_index(analysis->statements, FlStatement, i).emission->kind == FL_EMIT_UPDATE)
      add_stands(self, g_array_index(analysis->statements, FlStatement, i).match);
  for (guint i = 0; i < fl_context_store_get_length(analysis->contexts); i++)
    add_stands(self, fl_context_store_get(analysis->contexts, i)->match);
}
