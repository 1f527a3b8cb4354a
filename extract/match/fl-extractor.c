#include "fl-extractor.h"
#include "fl-context.h"
#include "fl-emit.h"
#include "fl-fact-writer.h"
#include "fl-resolve.h"
#include "fl-run.h"
#include "fl-settle.h"

struct _FlExtractor {
  FlRuleSet *rules;
  FlMatcher *matcher;
  FlView *view;
  FlHits *hits;
  bool prefilter;
  FlProfile *profile;
  GArray *candidates, *claimed, *spans;
  FlRule *nothing;   /* what sets the contexts that a trial gives */
  GPtrArray *strata; /* by stratum: GPtrArray of FlRule, those of one view side by side */
};

static int
compare_views(gconstpointer a, gconstpointer b)
{
  const FlRule *first = *(FlRule *const *)a, *second = *(FlRule *const *)b;
  bool source = first->in == FL_UNIT_SOURCE, other = second->in == FL_UNIT_SOURCE;
  if (source != other)
    return source - other;
  if (first->view != second->view)
    return first->view < second->view ? -1 : 1;
  return first->index - second->index;
}

FlExtractor *
fl_extractor_new(FlRuleSet *rules)
{
  FlExtractor *self = g_new0(FlExtractor, 1);
  self->rules = fl_rule_set_ref(rules);
  self->matcher = fl_matcher_new();
  self->view = fl_view_new();
  self->hits = fl_hits_new(rules->prefilter);
  self->prefilter = true;
  self->nothing = fl_rule_new();
  self->candidates = fl_run_new_candidates();
  self->claimed = g_array_new(FALSE, FALSE, sizeof(FlSpan));
  self->spans = g_array_new(FALSE, FALSE, sizeof(FlSpan));
  self->strata = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (int stratum = 0; stratum < rules->n_strata; stratum++) {
    GPtrArray *group = g_ptr_array_new();
    for (guint i = 0; i < rules->rules->len; i++)
      if (fl_rule_set_get_rule(rules, (int)i)->stratum == stratum)
        g_ptr_array_add(group, rules->rules->pdata[i]);
    g_ptr_array_sort(group, compare_views);
    g_ptr_array_add(self->strata, group);
  }
  return self;
}

void
fl_extractor_free(FlExtractor *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->strata);
  g_array_unref(self->candidates);
  g_array_unref(self->claimed);
  g_array_unref(self->spans);
  fl_hits_free(self->hits);
  fl_view_free(self->view);
  fl_rule_free(self->nothing);
  fl_matcher_free(self->matcher);
  fl_rule_set_unref(self->rules);
  g_free(self);
}

void
fl_extractor_set_prefilter(FlExtractor *self, bool prefilter)
{
  self->prefilter = prefilter;
  fl_matcher_set_start_filter(self->matcher, prefilter);
}

/* Patterns become machine code when they are first run: that is no sentence's fault. */
static void
warm_up(const FlExtractor *self)
{
  for (guint i = 0; i < self->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->rules, (int)i);
    for (guint a = 0; a < rule->alternatives->len; a++)
      fl_matcher_test(self->matcher, ((const FlAlternative *)rule->alternatives->pdata[a])->pattern, "", 0);
    for (guint g = 0; g < rule->guards->len; g++)
      fl_matcher_test(self->matcher, ((const FlGuard *)rule->guards->pdata[g])->pattern, "", 0);
  }
  fl_matcher_take_given_up(self->matcher);
}

void
fl_extractor_set_profile(FlExtractor *self, FlProfile *profile)
{
  self->profile = profile;
  if (profile != NULL)
    warm_up(self);
}

/* ---- a new analysis */

static void
begin_article(FlAnalysis *self, uint32_t article)
{
  guint n = self->rules->types->len;
  FlArticleFacts *facts = &self->articles[article];
  facts->pending = g_new0(GPtrArray *, n);
  facts->mentions = g_new0(GPtrArray *, n);
  facts->lost = g_ptr_array_new();
  facts->entities = g_ptr_array_new();
  facts->entity = fl_entity_new(self, self->rules->article_type, article);
}

static FlAnalysis *
begin(const FlExtractor *self, FlDocument *take_document, const FlTrial *trial)
{
  FlAnalysis *analysis = g_new0(FlAnalysis, 1);
  analysis->rules = self->rules;
  analysis->document = take_document;
  analysis->arena = fl_arena_new();
  analysis->report = fl_report_new(fl_document_get_name(take_document));
  analysis->text = trial == NULL
                       ? fl_cutter_cut(self->rules->cutter, take_document, self->matcher, analysis->report)
                       : fl_cutter_cut_plain(self->rules->cutter, take_document, trial->cut, self->matcher,
                                             analysis->report);
  uint32_t n = fl_text_get_n_articles(analysis->text);
  analysis->articles = g_new0(FlArticleFacts, n + 1);
  analysis->matches = g_ptr_array_new();
  analysis->statements = g_array_new(FALSE, FALSE, sizeof(FlStatement));
  analysis->edges = g_array_new(FALSE, FALSE, sizeof(FlEdge));
  analysis->lost_edges = g_array_new(FALSE, FALSE, sizeof(FlLostEdge));
  analysis->contexts = fl_context_store_new(self->rules, analysis->text);
  for (uint32_t i = 0; i < n; i++)
    begin_article(analysis, i);
  return analysis;
}

/* ---- names of lists */

typedef struct {
  FlAnalysis *analysis;
  uint32_t article;
} ListScan;

static void
add_listed(const FlNameHit *hit, void *user_data)
{
  const ListScan *self = user_data;
  const FlListEntry *entry = &g_array_index(self->analysis->rules->entries, FlListEntry, hit->value);
  fl_analysis_add_named(self->analysis, entry->type, entry->values, self->article, hit->span)->rule =
      entry->rule;
}

static void
find_listed(FlAnalysis *analysis)
{
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++) {
    ListScan scan = {analysis, i};
    fl_name_index_scan(analysis->rules->names, fl_text_get_string(analysis->text, NULL),
                       fl_text_get_article(analysis->text, i)->span, add_listed, &scan);
  }
}

/* ---- running */

static void
run_rules(FlExtractor *self, FlAnalysis *analysis, const GPtrArray *rules, uint32_t article)
{
  FlRun run = {.analysis = analysis,
               .matcher = self->matcher,
               .view = self->view,
               .hits = self->prefilter ? self->hits : NULL,
               .candidates = self->candidates,
               .claimed = self->claimed,
               .spans = self->spans,
               .profile = self->profile};
  bool source = article == FL_NO_ARTICLE;
  FlSpan base = source ? fl_text_get_unit(analysis->text, FL_UNIT_SOURCE, 0)->span
                       : fl_text_get_article(analysis->text, article)->span;
  bool shown = false;
  uint64_t view = 0;
  for (guint i = 0; i < rules->len; i++) {
    run.rule = rules->pdata[i];
    if ((run.rule->in == FL_UNIT_SOURCE) != source)
      continue;
    if (!shown || run.rule->view != view)
      fl_view_show(self->view, analysis, article, base, run.rule->view);
    shown = true;
    view = run.rule->view;
    fl_run_rule(&run);
  }
}

static void
find_hits(FlExtractor *self, const FlAnalysis *analysis)
{
  uint32_t length = 0;
  const char *string = fl_text_get_string(analysis->text, &length);
  if (self->prefilter)
    fl_hits_find(self->hits, string, length);
}

static void
run_everywhere(FlExtractor *self, FlAnalysis *analysis, const GPtrArray *rules)
{
  run_rules(self, analysis, rules, FL_NO_ARTICLE);
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++)
    run_rules(self, analysis, rules, i);
}

static void
take_type_step(FlExtractor *self, FlAnalysis *analysis, FlStep step)
{
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++)
    if (step.kind == FL_STEP_SETTLE)
      fl_settle(analysis, i, step.index);
    else if (step.kind == FL_STEP_FINISH)
      fl_finish(analysis, self->matcher, i, step.index);
}

/* In each stratum the types that are ready are settled and finished first, then its rules run over all
 * articles. */
static void
run_strata(FlExtractor *self, FlAnalysis *analysis)
{
  const GArray *steps = self->rules->steps;
  guint at = 0;
  find_hits(self, analysis);
  for (int stratum = 0; stratum <= self->rules->n_strata; stratum++) {
    for (; at < steps->len && g_array_index(steps, FlStep, at).stratum <= stratum; at++)
      take_type_step(self, analysis, g_array_index(steps, FlStep, at));
    if (stratum < self->rules->n_strata)
      run_everywhere(self, analysis, self->strata->pdata[stratum]);
  }
}

FlAnalysis *
fl_extractor_analyse(FlExtractor *self, FlDocument *take_document)
{
  gint64 start = self->profile != NULL ? fl_profile_read_clock() : 0;
  FlAnalysis *analysis = begin(self, take_document, NULL);
  find_listed(analysis);
  run_strata(self, analysis);
  fl_resolve(analysis, self->matcher);
  if (self->profile != NULL)
    fl_profile_add_document(self->profile, analysis, fl_profile_read_clock() - start);
  return analysis;
}

FlFactBatch *
fl_extractor_extract(FlExtractor *self, FlDocument *take_document)
{
  g_autoptr(FlAnalysis) analysis = fl_extractor_analyse(self, take_document);
  return fl_analysis_write_batch(analysis);
}

/* ---- trials */

static void
settle_types(FlExtractor *self, FlAnalysis *analysis, uint64_t types)
{
  for (FlStepKind kind = FL_STEP_SETTLE; kind <= FL_STEP_FINISH; kind++)
    for (uint64_t left = types; left != 0; left &= left - 1)
      take_type_step(self, analysis, (FlStep){kind, __builtin_ctzll(left), 0});
}

static void
run_only(FlExtractor *self, FlAnalysis *analysis, const FlRule *rule)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new();
  g_ptr_array_add(rules, (gpointer)rule);
  settle_types(self, analysis, ~rule->produces & ((((uint64_t)1 << (self->rules->types->len - 1)) << 1) - 1));
  find_hits(self, analysis);
  run_everywhere(self, analysis, rules);
  settle_types(self, analysis, rule->produces);
}

FlAnalysis *
fl_extractor_try(FlExtractor *self, FlDocument *take_document, const FlTrial *trial)
{
  FlAnalysis *analysis = begin(self, take_document, trial);
  fl_given_set_contexts(analysis, trial->contexts, self->nothing);
  for (guint i = 0; trial->given != NULL && i < trial->given->len; i++)
    fl_given_add_mentions(analysis, &g_array_index(trial->given, FlGivenMention, i));
  if (trial->given == NULL)
    find_listed(analysis);
  if (trial->only != NULL && trial->given != NULL)
    run_only(self, analysis, trial->only);
  else
    run_strata(self, analysis);
  fl_resolve(analysis, self->matcher);
  return analysis;
}
