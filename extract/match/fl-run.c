#include "fl-run.h"
#include "fl-captures.h"
#include "fl-emit.h"

static void
add_match(const FlUnitRun *self, uint32_t index, FlSpan found)
{
  FlRun *run = self->run;
  const FlRule *rule = run->rule;
  FlMatch *match = fl_arena_new0(run->analysis->arena, FlMatch, 1);
  *match = (FlMatch){.rule = rule, .article = run->view->article, .alternative = index};
  match->span =
      fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
  match->captures = fl_arena_new0(run->analysis->arena, FlCaptureValue, rule->captures->len);
  match->made = fl_arena_new0(run->analysis->arena, FlMade, rule->emissions->len);
  fl_captures_take(self, rule->alternatives->pdata[index], match);
  g_ptr_array_add(run->analysis->matches, match);
  fl_emit(run->analysis, run->matcher, match);
}

static int
compare_spans(gconstpointer a, gconstpointer b)
{
  uint32_t first = ((const FlSpan *)a)->start, second = ((const FlSpan *)b)->start;
  return (first > second) - (first < second);
}

/* `claimed` is in order, and its spans do not overlap. */
static bool
is_claimed(const GArray *claimed, guint n, FlSpan found)
{
  guint low = 0, high = n;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(claimed, FlSpan, middle).end <= found.start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && fl_span_overlaps(g_array_index(claimed, FlSpan, low), found);
}

/* ---- matching */

/* An alternative that runs over an article, and the unit it is to be tried on next. */
typedef struct {
  FlCandidates candidates;
  uint32_t next;
} Turn;

static void
run_alternative(const FlUnitRun *self, uint32_t index, const FlCandidates *candidates)
{
  FlRun *run = self->run;
  const FlAlternative *alternative = run->rule->alternatives->pdata[index];
  uint32_t length = fl_span_length(self->part), last = 0;
  guint claimed = run->claimed->len;
  FlStarts starts;
  fl_starts_begin(&starts, candidates, self->unit, self->part);
  for (uint32_t at = 0; at < length && fl_starts_find(&starts, at, &at, &last);) {
    FlSpan found, stop;
    FlMatchResult result =
        fl_matcher_find_between(run->matcher, alternative->pattern, fl_unit_run_get_subject(self), length, at,
                                last, run->rule->limit);
    if (result == FL_MATCH_LIMIT)
      fl_unit_run_report_limit(self, "");
    if (result == FL_MATCH_LIMIT || (result == FL_MATCH_NONE && last >= length))
      return;
    if (result == FL_MATCH_NONE || !fl_matcher_get_group(run->matcher, 0, &found)) {
      at = (uint32_t)(g_utf8_next_char(fl_unit_run_get_subject(self) + last) - fl_unit_run_get_subject(self));
      continue;
    }
    bool empty =
        found.end <= MAX(at, found.start); /* (*ACCEPT) can make it so all the same, \K pull it back */
    bool passed =
        !empty && !is_claimed(run->claimed, claimed, found) && !fl_unit_run_crosses_avoided(self, found);
    at = passed ? found.end
                : (uint32_t)(g_utf8_next_char(fl_unit_run_get_subject(self) + MAX(at, found.start)) -
                             fl_unit_run_get_subject(self));
    if (!passed)
      continue;
    g_array_append_val(run->claimed, found);
    fl_captures_read_groups(self, alternative);
    if (fl_unit_run_find_guard(self, found, &stop) == NULL)
      add_match(self, index, found);
  }
}

static void
run_unit(FlRun *self, const FlUnit *units, uint32_t index)
{
  FlUnitRun under_way = {self, &units[index], fl_view_find(self->view, units[index].span)};
  uint64_t types = fl_view_get_types(self->view, under_way.part);
  g_array_set_size(self->claimed, 0);
  for (guint i = 0; i < self->rule->alternatives->len; i++) {
    const Turn *turn = &g_array_index(self->candidates, Turn, i);
    if (turn->next != index || !fl_alternative_may_match(self->rule->alternatives->pdata[i], types))
      continue;
    if (self->claimed->len > 1)
      g_array_sort(self->claimed, compare_spans);
    run_alternative(&under_way, i, &turn->candidates);
  }
}

static bool
is_tried(const FlRun *self, const FlUnit *unit, uint32_t index)
{
  uint64_t types = fl_view_get_types(self->view, fl_view_find(self->view, unit->span));
  for (guint i = 0; i < self->rule->alternatives->len; i++)
    if (g_array_index(self->candidates, Turn, i).next == index &&
        fl_alternative_may_match(self->rule->alternatives->pdata[i], types))
      return true;
  return false;
}

static void
measure_unit(FlRun *self, const FlUnit *units, uint32_t index)
{
  gint64 start = fl_profile_read_clock();
  run_unit(self, units, index);
  gint64 end = fl_profile_read_clock();
  fl_rule_profile_add_unit(fl_profile_get_rule(self->profile, self->rule), self->analysis, &units[index],
                           is_tried(self, &units[index], index), start, end);
}

/* The next unit that any alternative is to be tried on. */
static uint32_t
find_next(const GArray *turns)
{
  uint32_t next = UINT32_MAX;
  for (guint i = 0; i < turns->len; i++)
    next = MIN(next, g_array_index(turns, Turn, i).next);
  return next;
}

/* Returns how many units were looked at. */
static uint32_t
run_units(FlRun *self, const FlUnit *units, uint32_t n)
{
  uint32_t n_run = 0;
  g_array_set_size(self->candidates, self->rule->alternatives->len);
  for (guint i = 0; i < self->candidates->len; i++) {
    Turn *turn = &g_array_index(self->candidates, Turn, i);
    fl_candidates_begin(&turn->candidates, self->view, self->hits,
                        ((const FlAlternative *)self->rule->alternatives->pdata[i])->needs, units, n);
    turn->next = fl_candidates_next(&turn->candidates, 0);
  }
  for (uint32_t unit = 0; (unit = find_next(self->candidates)) < n;) {
    if (self->profile == NULL)
      run_unit(self, units, unit);
    else
      measure_unit(self, units, unit);
    n_run++;
    for (guint i = 0; i < self->candidates->len; i++) {
      Turn *turn = &g_array_index(self->candidates, Turn, i);
      if (turn->next == unit)
        turn->next = fl_candidates_next(&turn->candidates, unit + 1);
    }
  }
  return n_run;
}

void
fl_run_rule(FlRun *self)
{
  const FlText *text = self->analysis->text;
  const FlUnitKind in = self->rule->in;
  const FlArticle *article = in == FL_UNIT_SOURCE ? NULL : fl_text_get_article(text, self->view->article);
  uint32_t n = article == NULL ? 1 : article->n_units[in];
  if (n == 0)
    return;
  const FlUnit *units = fl_text_get_unit(text, in, article == NULL ? 0 : article->first_unit[in]);
  if (self->profile == NULL) {
    run_units(self, units, n);
    return;
  }
  gint64 start = fl_profile_read_clock();
  uint32_t n_run = run_units(self, units, n);
  gint64 taken = fl_profile_read_clock() - start;
  fl_profile_add_run(self->profile, fl_profile_get_rule(self->profile, self->rule), n, n_run, taken);
}

GArray *
fl_run_new_candidates(void)
{
  return g_array_new(FALSE, FALSE, sizeof(Turn));
}
