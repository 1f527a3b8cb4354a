#include "fl-trials.h"
#include "fl-emitted.h"
#include "fl-expectation-item.h"
#include "fl-extractor.h"
#include "fl-review.h"

#include <string.h>

/* A rule that found something in a sentence. */
typedef struct {
  const char *sentence;
  const FlRule *rule;
} Place;

static guint
hash_place(gconstpointer key)
{
  const Place *self = key;
  return g_direct_hash(self->sentence) ^ g_direct_hash(self->rule);
}

static gboolean
is_same_place(gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;
  return first->sentence == second->sentence && first->rule == second->rule;
}

/* A text stands where the rule looks: as in its tests. */
static FlPlainCut
get_cut(const FlRule *rule)
{
  return (FlPlainCut){.headings = rule->in == FL_UNIT_HEADING,
                      .role = rule->in == FL_UNIT_TITLE    ? FL_ROLE_TITLE
                              : rule->in == FL_UNIT_BYLINE ? FL_ROLE_BYLINE
                                                           : FL_ROLE_BODY};
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const Place *first = *(Place *const *)a, *second = *(Place *const *)b;
  int order = strcmp(first->sentence, second->sentence);
  if (order == 0)
    order = (int)first->rule->in - (int)second->rule->in;
  return order != 0 ? order : first->rule->index - second->rule->index;
}

/* Each rule and sentence once, those together that are cut alike. */
static GPtrArray *
list_places(const FlGraph *graph, const FlRuleSet *rules)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal),
                        seen = g_hash_table_new(hash_place, is_same_place);
  GPtrArray *places = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < rules->rules->len; i++)
    g_hash_table_insert(by_id, fl_rule_set_get_rule(rules, (int)i)->id, rules->rules->pdata[i]);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    Place place = {evidence.sentence, g_hash_table_lookup(by_id, evidence.rule)};
    if (place.rule == NULL || place.rule->in == FL_UNIT_SOURCE || g_hash_table_contains(seen, &place))
      continue;
    g_ptr_array_add(places, g_memdup2(&place, sizeof place));
    g_hash_table_add(seen, places->pdata[places->len - 1]);
  }
  g_ptr_array_sort(places, compare_places);
  return places;
}

static void
emission_free(gpointer data)
{
  FlReviewEmission *self = data;
  g_free((char *)self->what);
  g_free((char *)self->text);
  g_free((char *)self->from);
  g_free((char *)self->to);
  g_free((char *)self->expectation);
  g_free(self);
}

static void
trial_free(gpointer data)
{
  FlReviewTrial *self = data;
  g_ptr_array_unref((GPtrArray *)self->emissions);
  g_free(self);
}

static FlReviewEmission *
make_emission(const FlEmitted *emitted)
{
  bool of_graph = emitted->kind == FL_EMIT_NODE || emitted->kind == FL_EMIT_EDGE;
  FlReviewEmission *emission = g_new0(FlReviewEmission, 1);
  *emission = (FlReviewEmission){.what = g_strdup(of_graph ? emitted->what : ""),
                                 .text = g_strdup(emitted->kind == FL_EMIT_NODE ? emitted->name : ""),
                                 .from = g_strdup(emitted->from),
                                 .to = g_strdup(emitted->to),
                                 .expectation = fl_expectation_item_format(emitted)};
  return emission;
}

static FlReviewTrial *
make_trial(FlAnalysis *analysis, const Place *place)
{
  g_autoptr(GPtrArray) emitted = fl_analysis_list_emitted(analysis, place->rule);
  GPtrArray *emissions = g_ptr_array_new_with_free_func(emission_free);
  for (guint i = 0; i < emitted->len; i++)
    g_ptr_array_add(emissions, make_emission(emitted->pdata[i]));
  FlReviewTrial *trial = g_new0(FlReviewTrial, 1);
  *trial = (FlReviewTrial){place->sentence, place->rule->id, emissions};
  return trial;
}

static FlAnalysis *
try(FlExtractor *extractor, const Place *place)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(place->sentence, strlen(place->sentence));
  FlDocument *document = fl_document_new("test.txt", bytes, NULL); /* as tests are named: fl-rule-test.c */
  FlTrial trial = {.only = place->rule, .cut = get_cut(place->rule)};
  return document == NULL ? NULL : fl_extractor_try(extractor, document, &trial);
}

GPtrArray *
fl_trials_new(const FlGraph *graph, FlRuleSet *rules)
{
  g_autoptr(GPtrArray) places = list_places(graph, rules);
  g_autoptr(FlExtractor) extractor = fl_extractor_new(rules);
  GPtrArray *trials = g_ptr_array_new_with_free_func(trial_free);
  FlAnalysis *analysis = NULL;
  for (guint i = 0; i < places->len; i++) {
    const Place *place = places->pdata[i], *before = i == 0 ? NULL : places->pdata[i - 1];
    if (before == NULL || before->sentence != place->sentence || before->rule->in != place->rule->in) {
      g_clear_pointer(&analysis, fl_analysis_free);
      analysis = try(extractor, place);
    }
    if (analysis != NULL)
      g_ptr_array_add(trials, make_trial(analysis, place));
  }
  g_clear_pointer(&analysis, fl_analysis_free);
  return trials;
}
