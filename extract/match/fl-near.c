/* Why rules have no match in a sentence: never tried, or tried and stopped; and where. */

#include "fl-display.h"
#include "fl-explainer.h"
#include "fl-view.h"

#include <string.h>

/* Rules that came near are many; the nearest say most. */
enum { MAX_NEAR = 6, MAX_SHOWN = 48, MAX_LITERALS = 6 };

typedef struct {
  const FlRule *rule;
  FlMiss miss;
  char *shown; /* the part of the view it was tried on */
  const FlMention *hidden,
      *hider; /* of a type that is missing in the view, and what is shown in its place; or NULL */
} Near;

static void
clear_near(gpointer data)
{
  g_free(((Near *)data)->shown);
}

/* ---- what is written in files of rules */

/* What is written at a place, and where that is. */
static void
append_written(const FlExplainer *self, const FlYamlNode *node, size_t offset, size_t length)
{
  g_autofree char *text = g_strndup(node->text + offset, length), *safe = fl_display_make_safe(text);
  g_string_append(self->out, "「");
  fl_display_append_clipped(self->out, safe != NULL ? safe : text, -1, MAX_SHOWN);
  g_string_append(self->out, "」 ");
  fl_explainer_append_place(self, node, offset);
}

/* The part of a pattern that was to come next, as it was written: of what stands in a define the hole first. */
static void
append_next(const FlExplainer *self, const FlAlternative *alternative, size_t at)
{
  const FlYamlNode *node = NULL;
  size_t offset = fl_origins_find(alternative->origins, at, &node);
  if (node == NULL)
    return;
  g_string_append(self->out, "        did not fit  ");
  if (node != alternative->source) {
    size_t hole = fl_origins_find_in(alternative->origins, at, alternative->source);
    append_written(self, alternative->source, hole, strcspn(alternative->source->text + hole, "}") + 1);
    g_string_append(self->out, ", in it ");
  }
  if (node->text[offset] != '\0')
    append_written(self, node, offset, strlen(node->text + offset));
  else
    g_string_append(self->out, "the end of the pattern");
  g_string_append_c(self->out, '\n');
}

static void
append_progress(const FlExplainer *self, const Near *near)
{
  const FlPatternProgress *progress = &near->miss.progress;
  const char *rest = near->shown + progress->subject;
  if (progress->subject == progress->start) {
    g_string_append(self->out, "        it fits nothing here, from its beginning on\n");
    return;
  }
  g_string_append(self->out, "        took up      「");
  fl_explainer_append_view(self, near->shown + progress->start, progress->subject - progress->start,
                           MAX_SHOWN);
  g_string_append(self->out, "」\n        stopped at   ");
  g_string_append(self->out, *rest != '\0' ? "「" : "the end");
  fl_explainer_append_view(self, rest, strlen(rest), MAX_SHOWN);
  g_string_append(self->out, *rest != '\0' ? "」\n" : "\n");
  append_next(self, near->miss.alternative, progress->pattern);
}

/* ---- what it needs and does not find */

static void
append_literals(const FlExplainer *self, uint32_t clause)
{
  g_auto(GStrv) literals = fl_prefilter_list_literals(self->analysis->rules->prefilter, clause);
  guint n = g_strv_length(literals);
  g_string_append(self->out, n == 1 ? "no " : "none of ");
  for (guint i = 0; i < MIN(n, MAX_LITERALS); i++)
    g_string_append_printf(self->out, "%s「%s」", i > 0 ? " " : "", literals[i]);
  if (n > MAX_LITERALS)
    g_string_append_printf(self->out, " … (%u in all)", n);
  g_string_append(self->out, " here");
}

static uint64_t
get_missing_types(const FlMiss *miss)
{
  return miss->missing_types != 0 ? miss->missing_types : miss->missing != NULL ? miss->missing->marks : 0;
}

/* A mention of a missing type that the view does not show, as it shows another over it. */
static void
find_hidden(const FlExplainer *self, Near *near)
{
  const FlArticleFacts *facts = &self->analysis->articles[self->sentence->article];
  uint32_t n = 0, first = fl_view_find_mentions(self->view, near->miss.part, &n);
  for (uint64_t left = get_missing_types(&near->miss); left != 0; left &= left - 1) {
    const GPtrArray *mentions = facts->mentions[__builtin_ctzll(left)];
    for (guint i = 0; mentions != NULL && i < mentions->len; i++)
      for (uint32_t shown = first; shown < first + n; shown++) {
        const FlMention *mention = mentions->pdata[i], *hider = fl_view_get_mention(self->view, shown);
        if (mention == hider || !fl_span_overlaps(mention->covers, hider->covers))
          continue;
        near->hidden = mention;
        near->hider = hider;
      }
  }
}

static void
append_hidden(const FlExplainer *self, const Near *near)
{
  if (near->hidden == NULL)
    return;
  g_autofree char *text = fl_explainer_get_text(self, near->hidden->span, MAX_SHOWN),
                  *over = fl_explainer_get_text(self, near->hider->span, MAX_SHOWN);
  g_string_append_printf(self->out, "; 「%s」 is one, but a view shows the %s 「%s」 in its place", text,
                         fl_rule_set_get_type(self->analysis->rules, near->hider->type)->name, over);
}

static void
append_missing(const FlExplainer *self, const Near *near)
{
  const FlMiss *miss = &near->miss;
  if (miss->missing_types != 0) {
    g_string_append(self->out, "there is no ");
    fl_explainer_append_types(self, miss->missing_types);
    g_string_append(self->out, " here");
    append_hidden(self, near);
    return;
  }
  const FlNeed *need = miss->missing;
  bool literals = need->clause != FL_NEED_NO_CLAUSE;
  g_string_append(self->out, "there is ");
  if (need->marks != 0) {
    g_string_append(self->out, "no ");
    fl_explainer_append_types(self, need->marks);
    g_string_append(self->out, literals ? ", and " : " here");
  }
  if (literals)
    append_literals(self, need->clause);
  append_hidden(self, near);
}

/* ---- one miss */

static void
append_stopped(const FlExplainer *self, const Near *near)
{
  const FlMiss *miss = &near->miss;
  g_autofree char *found = fl_explainer_get_text(self, miss->found, MAX_SHOWN),
                  *stop = fl_explainer_get_text(self, miss->stop, MAX_SHOWN);
  g_string_append_printf(self->out, "        would match  「%s」\n", found);
  if (miss->kind == FL_MISS_AVOID) {
    g_string_append_printf(self->out, "        stopped by   what it avoids: 「%s」\n", stop);
    return;
  }
  g_string_append(self->out, "        stopped by   its unless ");
  append_written(self, miss->guard->source, 0, strlen(miss->guard->source->text));
  g_string_append_printf(self->out, ", which fits 「%s」\n", stop);
}

static void
append_miss(const FlExplainer *self, const Near *near)
{
  const FlMiss *miss = &near->miss;
  if (!miss->tried) {
    g_string_append(self->out, "        never tried: ");
    append_missing(self, near);
    g_string_append_c(self->out, '\n');
  }
  if (miss->kind == FL_MISS_GUARD || miss->kind == FL_MISS_AVOID)
    append_stopped(self, near);
  else if (miss->kind == FL_MISS_LIMIT)
    g_string_append_printf(self->out, "        gave up after %u steps\n", near->rule->limit);
  else if (miss->tried || miss->progress.subject > miss->progress.start)
    append_progress(self, near);
}

/* ---- those that came near */

static int
compare_near(gconstpointer a, gconstpointer b)
{
  const Near *first = a, *second = b;
  bool stopped = first->miss.kind != FL_MISS_PATTERN, other = second->miss.kind != FL_MISS_PATTERN;
  if (stopped != other)
    return stopped ? -1 : 1;
  bool tried = first->miss.tried && first->miss.n_met > 0,
       also = second->miss.tried && second->miss.n_met > 0;
  if (tried != also)
    return tried ? -1 : 1;
  if (first->miss.n_met != second->miss.n_met)
    return first->miss.n_met > second->miss.n_met ? -1 : 1;
  size_t m = first->miss.progress.subject - first->miss.progress.start,
         n = second->miss.progress.subject - second->miss.progress.start;
  return m != n ? (m > n ? -1 : 1) : first->rule->index - second->rule->index;
}

/* Something that the rule looks for is there, and its pattern took up more than a character. */
static bool
is_near(const FlMiss *miss, const FlView *view)
{
  if (miss->kind != FL_MISS_PATTERN)
    return miss->kind != FL_MISS_NONE;
  const char *start = view->text->str + miss->part.start + miss->progress.start;
  return (miss->n_met > 0 || miss->alternative->needs->len == 0) &&
         g_utf8_strlen(start, (gssize)(miss->progress.subject - miss->progress.start)) >= 2;
}

/* The unit of a rule's kind in which the sentence begins; NULL: it is in none. */
static const FlUnit *
find_unit(const FlExplainer *self, const FlRule *rule)
{
  const FlText *text = self->analysis->text;
  if (rule->in == FL_UNIT_SOURCE)
    return fl_text_get_unit(text, FL_UNIT_SOURCE, 0);
  return fl_text_find_unit(text, rule->in, self->sentence->article, self->sentence->span.start);
}

static FlRun
begin_run(const FlExplainer *self, const FlRule *rule, const FlUnit *unit)
{
  bool source = rule->in == FL_UNIT_SOURCE;
  FlSpan base =
      source ? unit->span : fl_text_get_article(self->analysis->text, self->sentence->article)->span;
  fl_view_show(self->view, self->analysis, source ? FL_NO_ARTICLE : self->sentence->article, base,
               rule->view);
  return (FlRun){.analysis = self->analysis,
                 .matcher = self->matcher,
                 .view = self->view,
                 .hits = self->hits,
                 .rule = rule};
}

static char *
copy_part(const FlExplainer *self, FlSpan part)
{
  return g_strndup(self->view->text->str + part.start, fl_span_length(part));
}

static GArray *
find_near(const FlExplainer *self)
{
  GArray *near = g_array_new(FALSE, TRUE, sizeof(Near));
  g_array_set_clear_func(near, clear_near);
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    bool wide = rule->in == FL_UNIT_SOURCE || rule->in == FL_UNIT_ARTICLE;
    const FlUnit *unit = wide ? NULL : find_unit(self, rule);
    if (unit == NULL || fl_explainer_has_match(self, rule))
      continue;
    FlRun run = begin_run(self, rule, unit);
    Near found = {.rule = rule, .miss = fl_run_find_miss(&run, unit)};
    if (!is_near(&found.miss, self->view))
      continue;
    found.shown = copy_part(self, found.miss.part);
    find_hidden(self, &found);
    g_array_append_val(near, found);
  }
  g_array_sort(near, compare_near);
  return near;
}

void
fl_explainer_append_near(const FlExplainer *self)
{
  g_autoptr(GArray) near = find_near(self);
  if (near->len > 0)
    fl_explainer_append_heading(self, "came near");
  for (guint i = 0; i < MIN(near->len, MAX_NEAR); i++) {
    const Near *one = &g_array_index(near, Near, i);
    g_string_append_printf(self->out, "    %s ", one->rule->id);
    fl_explainer_append_place(self, one->miss.alternative->source, 0);
    g_string_append_c(self->out, '\n');
    append_miss(self, one);
  }
  if (near->len > MAX_NEAR)
    g_string_append_printf(self->out, "    … and %u more; --rule ID shows any\n", near->len - MAX_NEAR);
}

/* ---- the one that is asked about */

static void
append_alternative(const FlExplainer *self, FlRun *run, const FlUnit *unit, guint index)
{
  const FlAlternative *alternative = run->rule->alternatives->pdata[index];
  Near near = {.rule = run->rule, .miss = fl_run_find_alternative_miss(run, unit, alternative)};
  near.shown = copy_part(self, near.miss.part);
  find_hidden(self, &near);
  if (run->rule->alternatives->len > 1) {
    g_string_append_printf(self->out, "      alternative %u ", index + 1);
    fl_explainer_append_place(self, alternative->source, 0);
    g_string_append_c(self->out, '\n');
  }
  if (near.miss.kind == FL_MISS_NONE) /* in a paragraph, say, of which this is not the sentence */
    g_string_append(self->out, "        matches elsewhere in what it looks in\n");
  else
    append_miss(self, &near);
  g_free(near.shown);
}

void
fl_explainer_append_missed(const FlExplainer *self, const FlRule *rule)
{
  const FlUnit *unit = find_unit(self, rule);
  fl_explainer_append_heading(self, "no match");
  g_string_append_printf(self->out, "    %s ", rule->id);
  fl_explainer_append_place(self, rule->source, 0);
  g_string_append_printf(self->out, "%s%s\n", *rule->about != '\0' ? "  " : "", rule->about);
  if (unit == NULL) {
    g_string_append_printf(self->out, "        never tried: it looks in: %s, and this stands in none\n",
                           fl_unit_kind_name(rule->in));
    return;
  }
  FlRun run = begin_run(self, rule, unit);
  if (rule->view != 0) {
    FlSpan part = fl_view_find(self->view, unit->span);
    g_string_append(self->out, "        it sees      「");
    fl_explainer_append_view(self, self->view->text->str + part.start, fl_span_length(part),
                             2 * self->options->columns);
    g_string_append(self->out, "」\n");
  }
  for (guint i = 0; i < rule->alternatives->len; i++)
    append_alternative(self, &run, unit, i);
}
