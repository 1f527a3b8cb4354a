#include "fl-miss.h"
#include "fl-unit-run.h"

static FlMiss
find_alternative_miss(const FlUnitRun *self, const FlAlternative *alternative, uint64_t types)
{
  FlRun *run = self->run;
  FlMiss miss = {.kind = FL_MISS_TYPES, .alternative = alternative, .part = self->part};
  if (!fl_alternative_may_match(alternative, types))
    return miss;
  FlSpan found = {0};
  FlMatchResult result = fl_matcher_find(run->matcher, alternative->pattern, fl_unit_run_get_subject(self),
                                         fl_span_length(self->part), 0, run->rule->limit);
  if (result != FL_MATCH_FOUND || !fl_matcher_get_group(run->matcher, 0, &found)) {
    miss.kind = result == FL_MATCH_LIMIT ? FL_MISS_LIMIT : FL_MISS_PATTERN;
    fl_pattern_trace(alternative->pattern, fl_unit_run_get_subject(self), fl_span_length(self->part),
                     &miss.progress);
    return miss;
  }
  miss.found = fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
  miss.kind = fl_unit_run_crosses_avoided(self, found) ? FL_MISS_AVOID
              : fl_unit_run_is_guarded(self, found)    ? FL_MISS_GUARD
                                                       : FL_MISS_NONE;
  return miss;
}

/* Of several alternatives the one that came nearest: stopped at the last moment, or with most of the text
 * taken up. */
static bool
is_nearer(const FlMiss *a, const FlMiss *b)
{
  static const int rank[] = {[FL_MISS_NONE] = 4,  [FL_MISS_GUARD] = 3,   [FL_MISS_AVOID] = 3,
                             [FL_MISS_LIMIT] = 2, [FL_MISS_PATTERN] = 1, [FL_MISS_TYPES] = 0};
  if (rank[a->kind] != rank[b->kind])
    return rank[a->kind] > rank[b->kind];
  return a->progress.subject - a->progress.start > b->progress.subject - b->progress.start;
}

FlMiss
fl_run_find_miss(FlRun *self, const FlUnit *unit)
{
  FlUnitRun under_way = {self, unit, fl_view_find(self->view, unit->span)};
  uint64_t types = fl_view_get_types(self->view, under_way.part);
  FlMiss nearest = {0};
  for (guint i = 0; i < self->rule->alternatives->len; i++) {
    FlMiss miss = find_alternative_miss(&under_way, self->rule->alternatives->pdata[i], types);
    if (i == 0 || is_nearer(&miss, &nearest))
      nearest = miss;
  }
  return nearest;
}
