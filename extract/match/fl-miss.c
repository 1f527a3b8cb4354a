#include "fl-miss.h"
#include "fl-unit-run.h"

/* ---- what is tried */

/* Whether a need is met in a unit. */
static bool
is_met(const FlRun *run, const FlUnit *unit, const FlNeed *need)
{
  FlCandidates candidates;
  g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(FlNeed));
  g_array_append_vals(needs, need, 1);
  fl_candidates_begin(&candidates, run->view, run->hits, needs, unit, 1);
  return fl_candidates_next(&candidates, 0) == 0;
}

static void
look_for_needs(const FlRun *run, const FlUnit *unit, uint64_t types, FlMiss *miss)
{
  const FlAlternative *alternative = miss->alternative;
  for (guint i = 0; i < alternative->required->len && miss->missing_types == 0; i++) {
    uint64_t wanted = g_array_index(alternative->required, uint64_t, i);
    miss->missing_types = (wanted & types) == 0 ? wanted : 0;
  }
  for (guint i = 0; i < alternative->needs->len; i++) {
    const FlNeed *need = &g_array_index(alternative->needs, FlNeed, i);
    if (is_met(run, unit, need))
      miss->n_met++;
    else if (miss->missing == NULL)
      miss->missing = need;
  }
  miss->tried = miss->missing == NULL && miss->missing_types == 0;
}

/* ---- what stopped it */

/* The first mention in what was found that the rule avoids. */
static FlSpan
find_avoided(const FlUnitRun *self, FlSpan found)
{
  uint32_t n = 0,
           first = fl_view_find_mentions(
               self->run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end}, &n);
  for (uint32_t i = first; i < first + n; i++) {
    const FlMention *mention = fl_view_get_mention(self->run->view, i);
    if (self->run->rule->avoid >> mention->type & 1)
      return mention->span;
  }
  return (FlSpan){0};
}

static void
look_for_stop(const FlUnitRun *self, FlSpan found, FlMiss *miss)
{
  FlRun *run = self->run;
  miss->found =
      fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
  if (fl_unit_run_crosses_avoided(self, found)) {
    miss->kind = FL_MISS_AVOID;
    miss->stop = find_avoided(self, found);
    return;
  }
  miss->guard = fl_unit_run_find_guard(self, found, &miss->stop);
  miss->kind = miss->guard != NULL ? FL_MISS_GUARD : FL_MISS_NONE;
}

FlMiss
fl_run_find_alternative_miss(FlRun *self, const FlUnit *unit, const FlAlternative *alternative)
{
  FlUnitRun under_way = {self, unit, fl_view_find(self->view, unit->span)};
  FlMiss miss = {.kind = FL_MISS_PATTERN, .alternative = alternative, .part = under_way.part};
  const char *subject = fl_unit_run_get_subject(&under_way);
  uint32_t length = fl_span_length(under_way.part);
  FlSpan found = {0};
  look_for_needs(self, unit, fl_view_get_types(self->view, under_way.part), &miss);
  FlMatchResult result =
      fl_matcher_find(self->matcher, alternative->pattern, subject, length, 0, self->rule->limit);
  if (result == FL_MATCH_FOUND && fl_matcher_get_group(self->matcher, 0, &found)) {
    look_for_stop(&under_way, found, &miss);
    return miss;
  }
  miss.kind = result == FL_MATCH_LIMIT ? FL_MISS_LIMIT : FL_MISS_PATTERN;
  fl_pattern_trace(alternative->pattern, subject, length, &miss.progress);
  return miss;
}

/* Of several alternatives the one that came nearest: stopped at the last moment; else one that was tried; else the
 * one with most of the text taken up. */
static bool
is_nearer(const FlMiss *a, const FlMiss *b)
{
  static const int rank[] = {[FL_MISS_NONE] = 4,
                             [FL_MISS_GUARD] = 3,
                             [FL_MISS_AVOID] = 3,
                             [FL_MISS_LIMIT] = 2,
                             [FL_MISS_PATTERN] = 1};
  if (rank[a->kind] != rank[b->kind])
    return rank[a->kind] > rank[b->kind];
  if (a->tried != b->tried)
    return a->tried;
  return a->progress.subject - a->progress.start > b->progress.subject - b->progress.start;
}

FlMiss
fl_run_find_miss(FlRun *self, const FlUnit *unit)
{
  FlMiss nearest = {0};
  for (guint i = 0; i < self->rule->alternatives->len; i++) {
    FlMiss miss = fl_run_find_alternative_miss(self, unit, self->rule->alternatives->pdata[i]);
    if (i == 0 || is_nearer(&miss, &nearest))
      nearest = miss;
  }
  return nearest;
}
