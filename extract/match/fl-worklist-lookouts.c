/* What the pack says is worth a look: places where its pattern matches and no mention of its types is. */

#include "fl-coverage.h"
#include "fl-worklist-private.h"

/* By the group `by` where the pattern has one, else all together. */
static void
note_found(FlWorklist *self, const FlAnalysis *analysis, const FlCoverage *coverage, guint index,
           const FlUnit *unit, FlSpan found)
{
  const FlLookout *lookout = self->rules->lookouts->pdata[index];
  const char *string = fl_text_get_string(analysis->text, NULL);
  FlSpan by = {0}, span = {unit->span.start + found.start, unit->span.start + found.end};
  g_autofree char *key = NULL;
  if (fl_matcher_get_named(self->matcher, lookout->pattern, "by", &by))
    key = g_strndup(string + unit->span.start + by.start, fl_span_length(by));
  FlWorkCluster *cluster = fl_worklist_find_cluster(self, self->lookouts[index], key != NULL ? key : "");
  if (fl_coverage_overlaps(coverage, span))
    cluster->n_good++;
  else
    fl_worklist_add_place(self, cluster, analysis, unit->article, span);
}

static void
look_at_sentence(FlWorklist *self, const FlAnalysis *analysis, const FlCoverage *coverage, guint index,
                 const FlUnit *unit)
{
  const FlLookout *lookout = self->rules->lookouts->pdata[index];
  const char *text = fl_text_get_string(analysis->text, NULL) + unit->span.start;
  FlSpan found;
  for (uint32_t at = 0; at < fl_span_length(unit->span);) {
    FlMatchResult result = fl_matcher_find(self->matcher, lookout->pattern, text, fl_span_length(unit->span),
                                           at, fl_pattern_get_limit(lookout->pattern));
    if (result != FL_MATCH_FOUND || !fl_matcher_get_group(self->matcher, 0, &found))
      return;
    note_found(self, analysis, coverage, index, unit, found);
    at = found.end;
  }
}

void
fl_worklist_find_lookouts(FlWorklist *self, const FlAnalysis *analysis)
{
  for (guint i = 0; i < self->rules->lookouts->len; i++)
    for (uint32_t a = 0; a < fl_text_get_n_articles(analysis->text); a++) {
      const FlArticle *article = fl_text_get_article(analysis->text, a);
      g_autoptr(FlCoverage) coverage =
          fl_coverage_new(analysis, a, ((const FlLookout *)self->rules->lookouts->pdata[i])->gives);
      for (uint32_t u = 0; u < article->n_units[FL_UNIT_SENTENCE]; u++)
        look_at_sentence(
            self, analysis, coverage, i,
            fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, article->first_unit[FL_UNIT_SENTENCE] + u));
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
  return g_strdup_printf("%s%s%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, cluster->key,
                         *cluster->key != '\0' ? ": " : "", cluster->n, cluster->n + cluster->n_good);
}

void
fl_worklist_write_lookouts(FlWorklist *self)
{
  for (guint i = 0; i < self->rules->lookouts->len; i++)
    fl_work_section_add_clusters(
        fl_worklist_add_section(self, ((const FlLookout *)self->rules->lookouts->pdata[i])->about),
        self->lookouts[i], format, gain);
}
