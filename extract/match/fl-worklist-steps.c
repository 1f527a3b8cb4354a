/* Steps on the way that lead nowhere: mentions that are no nodes, which no match took up and no node lies over. */

#include "fl-coverage.h"
#include "fl-worklist-private.h"

/* The mentions that matches captured. */
static GHashTable *
find_taken(const FlAnalysis *analysis)
{
  GHashTable *taken = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < analysis->matches->len; i++) {
    const FlMatch *match = analysis->matches->pdata[i];
    for (guint c = 0; c < match->rule->captures->len; c++) {
      const FlCaptureValue *value = &match->captures[c];
      for (uint32_t m = 0; value->present && value->members != NULL && m < value->n; m++)
        g_hash_table_add(taken, value->members[m]);
    }
  }
  return taken;
}

static bool
is_step(const FlRuleSet *rules, int type)
{
  return fl_rule_set_get_type(rules, type)->node_type == FL_SCHEMA_NONE;
}

static uint64_t
find_node_types(const FlRuleSet *rules)
{
  uint64_t types = 0;
  for (guint t = 0; t < rules->types->len; t++)
    types |= is_step(rules, (int)t) ? 0 : (uint64_t)1 << t;
  return types;
}

static void
look_at_type(FlWorklist *self, const FlAnalysis *analysis, GHashTable *taken, const FlCoverage *nodes,
             uint32_t article, int type)
{
  const GPtrArray *mentions = analysis->articles[article].mentions[type];
  for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
    const FlMention *step = mentions->pdata[i];
    FlWorkCluster *cluster =
        fl_worklist_find_cluster(self, self->steps, fl_rule_set_get_type(self->rules, type)->name);
    if (g_hash_table_contains(taken, step) || fl_coverage_overlaps(nodes, step->span))
      cluster->n_good++;
    else
      fl_worklist_add_place(self, cluster, analysis, article, step->span);
  }
}

void
fl_worklist_find_steps(FlWorklist *self, const FlAnalysis *analysis)
{
  g_autoptr(GHashTable) taken = find_taken(analysis);
  uint64_t nodes = find_node_types(self->rules);
  for (uint32_t a = 0; a < fl_text_get_n_articles(analysis->text); a++) {
    g_autoptr(FlCoverage) coverage = fl_coverage_new(analysis, a, nodes);
    for (guint t = 0; t < self->rules->types->len; t++)
      if (is_step(self->rules, (int)t))
        look_at_type(self, analysis, taken, coverage, a, (int)t);
  }
}

static double
gain(const FlWorkCluster *cluster)
{
  return (double)cluster->n;
}

static char *
format(const FlWorkCluster *cluster)
{
  return g_strdup_printf("%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, cluster->key, cluster->n,
                         cluster->n + cluster->n_good);
}

void
fl_worklist_write_steps(FlWorklist *self)
{
  FlWorkSection *section = fl_worklist_add_section(
      self, "Steps that lead nowhere: no rule takes them up, and no node lies over them");
  fl_work_section_add_clusters(section, self->steps, format, gain);
}
