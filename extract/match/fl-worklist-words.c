/* Sentences that hold all that a rule looks for, and of which it makes nothing; by the word that it looks for. */

#include "fl-candidates.h"
#include "fl-view.h"
#include "fl-worklist-private.h"

/* A word says something from so many characters on: letters, and others. */
enum { LEAST_LETTERS = 3, LEAST_OTHERS = 2 };

/* A word in a sentence, for the document under way. */
typedef struct {
  uint32_t article;
  FlSpan span;
  bool good; /* some rule that looks for it has a match there */
} Seen;

typedef struct {
  FlWorklist *list;
  const FlAnalysis *analysis;
  GHashTable *matched; /* "rule sentence": the rule has a match that touches the sentence */
  GHashTable *seen;    /* "sentence word" to Seen */
  const FlRule *rule;
} Search;

/* ---- words */

static bool
is_letter(const char *p)
{
  gunichar c = g_utf8_get_char(p);
  return g_unichar_isalpha(c) && !g_unichar_iswide(c);
}

/* What stands at a place of the text, as a person would name it: whole words, without what stands around them. False
 * when it says too little. */
static bool
trim_word(const char *string, FlSpan whole, FlSpan *word)
{
  const char *start = string + word->start, *end = string + word->end;
  if (start > string + whole.start && is_letter(g_utf8_prev_char(start)))
    while (start < end && is_letter(start))
      start = g_utf8_next_char(start);
  while (start < end && !g_unichar_isalpha(g_utf8_get_char(start)))
    start = g_utf8_next_char(start);
  if (start < end && is_letter(g_utf8_prev_char(end))) /* cut in the middle: to its end, or not at all */
    while (end < string + whole.end && is_letter(end))
      end = g_utf8_next_char(end);
  while (end > start && !g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  *word = (FlSpan){(uint32_t)(start - string), (uint32_t)(end - string)};
  glong chars = start < end ? g_utf8_strlen(start, end - start) : 0;
  return chars >= (start < end && is_letter(start) ? LEAST_LETTERS : LEAST_OTHERS);
}

/* ---- what matched */

static char *
make_key(const FlRule *rule, uint32_t sentence)
{
  return g_strdup_printf("%d %u", rule->index, sentence);
}

static void
note_matches(Search *self)
{
  for (guint i = 0; i < self->analysis->matches->len; i++) {
    const FlMatch *match = self->analysis->matches->pdata[i];
    for (uint32_t at = match->span.start; match->article != FL_NO_ARTICLE && at < match->span.end;) {
      const FlUnit *unit = fl_text_find_unit(self->analysis->text, FL_UNIT_SENTENCE, match->article, at);
      if (unit == NULL)
        break;
      g_hash_table_add(self->matched, make_key(match->rule, unit->span.start));
      at = unit->span.end;
    }
  }
}

/* ---- what was tried */

static void
note_rule(FlWorkCluster *cluster, const FlRule *rule)
{
  if (cluster->rules == NULL)
    cluster->rules = g_ptr_array_new();
  if (!g_ptr_array_find(cluster->rules, rule->id, NULL))
    g_ptr_array_add(cluster->rules, rule->id);
}

static void
note_word(Search *self, FlSpan word, const FlUnit *sentence)
{
  const char *string = fl_text_get_string(self->analysis->text, NULL);
  if (!trim_word(string, sentence->span, &word))
    return;
  g_autofree char *text = g_strndup(string + word.start, fl_span_length(word)),
                  *rule = make_key(self->rule, sentence->span.start);
  g_autofree char *key = g_strdup_printf("%u %s", sentence->span.start, text);
  bool good = g_hash_table_contains(self->matched, rule);
  note_rule(fl_worklist_find_cluster(self->list, self->list->words, text), self->rule);
  Seen *seen = g_hash_table_lookup(self->seen, key);
  if (seen == NULL) {
    seen = g_new(Seen, 1);
    *seen = (Seen){sentence->article, word, false};
    g_hash_table_insert(self->seen, g_steal_pointer(&key), seen);
  }
  seen->good |= good;
}

/* The words of a need that stand in a unit. */
static void
note_unit(Search *self, const FlUnit *unit, const FlNeed *need)
{
  uint32_t n = 0;
  const uint32_t *at = fl_hits_get(self->list->hits, need->clause, &n);
  const char *string = fl_text_get_string(self->analysis->text, NULL);
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (at[middle] < unit->span.start)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < n && at[low] < unit->span.end; low++) {
    const FlUnit *sentence =
        fl_text_find_unit(self->analysis->text, FL_UNIT_SENTENCE, unit->article, at[low]);
    gsize length = fl_prefilter_measure_literal(self->list->rules->prefilter, need->clause, string + at[low]);
    if (sentence != NULL && length > 0)
      note_word(self, (FlSpan){at[low], at[low] + (uint32_t)length}, sentence);
  }
}

/* The rarest thing that it needs of which there are words. */
static const FlNeed *
find_word_need(const FlAlternative *alternative)
{
  for (guint i = 0; i < alternative->needs->len; i++) {
    const FlNeed *need = &g_array_index(alternative->needs, FlNeed, i);
    if (need->clause != FL_NEED_NO_CLAUSE)
      return need;
  }
  return NULL;
}

static void
look_at_alternative(Search *self, const FlAlternative *alternative, const FlUnit *units, uint32_t n)
{
  FlCandidates candidates;
  const FlNeed *need = find_word_need(alternative);
  fl_candidates_begin(&candidates, self->list->view, self->list->hits, alternative->needs, units, n);
  for (uint32_t unit = 0; (unit = fl_candidates_next(&candidates, unit)) < n; unit++) {
    self->list->tried[self->rule->index]++;
    if (need != NULL)
      note_unit(self, &units[unit], need);
  }
}

static void
look_at_article(Search *self, uint32_t index)
{
  const FlArticle *article = fl_text_get_article(self->analysis->text, index);
  bool shown = false;
  uint64_t view = 0;
  for (guint i = 0; i < self->list->rules->rules->len; i++) {
    self->rule = fl_rule_set_get_rule(self->list->rules, (int)i);
    FlUnitKind in = self->rule->in;
    if (in == FL_UNIT_SOURCE || in == FL_UNIT_ARTICLE || article->n_units[in] == 0)
      continue;
    if (!shown || view != self->rule->view)
      fl_view_show(self->list->view, self->analysis, index, article->span, self->rule->view);
    shown = true;
    view = self->rule->view;
    for (guint a = 0; a < self->rule->alternatives->len; a++)
      look_at_alternative(self, self->rule->alternatives->pdata[a],
                          fl_text_get_unit(self->analysis->text, in, article->first_unit[in]),
                          article->n_units[in]);
  }
}

static int
compare_seen(gconstpointer a, gconstpointer b)
{
  uint32_t first = (*(Seen *const *)a)->span.start, second = (*(Seen *const *)b)->span.start;
  return (first > second) - (first < second);
}

void
fl_worklist_find_words(FlWorklist *self, const FlAnalysis *analysis)
{
  g_autoptr(GHashTable) matched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                        seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Search search = {self, analysis, matched, seen, NULL};
  uint32_t length = 0;
  const char *string = fl_text_get_string(analysis->text, &length);
  fl_hits_find(self->hits, string, length);
  note_matches(&search);
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++)
    look_at_article(&search, i);
  g_autoptr(GPtrArray) all = fl_worklist_list_values(seen);
  g_ptr_array_sort(all, compare_seen);
  for (guint i = 0; i < all->len; i++) {
    const Seen *one = all->pdata[i];
    g_autofree char *word = g_strndup(string + one->span.start, fl_span_length(one->span));
    FlWorkCluster *cluster = fl_worklist_find_cluster(self, self->words, word);
    if (one->good)
      cluster->n_good++;
    else
      fl_worklist_add_place(self, cluster, analysis, one->article, one->span);
  }
}

/* ---- the section */

/* Where a word mostly leads somewhere, the sentences in which it does not are the ones to look at; a word that rules
 * only meet on their way stands in many of which they make nothing. */
static double
gain(const FlWorkCluster *cluster)
{
  double share = ((double)cluster->n_good + 0.25) / (double)(cluster->n + cluster->n_good);
  return (double)cluster->n * share * share;
}

static char *
format(const FlWorkCluster *cluster)
{
  enum { MOST_RULES = 4 };
  GString *title = g_string_new(NULL);
  g_string_append_printf(
      title, "%s: nothing came of %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " sentences; looked for by ",
      cluster->key, cluster->n, cluster->n + cluster->n_good);
  for (guint i = 0; i < MIN(cluster->rules->len, MOST_RULES); i++)
    g_string_append_printf(title, "%s%s", i > 0 ? ", " : "", (char *)cluster->rules->pdata[i]);
  if (cluster->rules->len > MOST_RULES)
    g_string_append_printf(title, " and %u more", cluster->rules->len - MOST_RULES);
  return g_string_free(title, FALSE);
}

void
fl_worklist_write_words(FlWorklist *self)
{
  FlWorkSection *section =
      fl_worklist_add_section(self, "Words that rules look for, in sentences of which they make nothing");
  fl_work_section_add_clusters(section, self->words, format, gain);
}
