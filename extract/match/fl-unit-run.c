#include "fl-unit-run.h"

const char *
fl_unit_run_get_subject(const FlUnitRun *self)
{
  return self->run->view->text->str + self->part.start;
}

void
fl_unit_run_report_limit(const FlUnitRun *self, const char *consequence)
{
  FlLocation place = fl_analysis_locate(self->run->analysis, self->unit->span);
  if (self->run->profile != NULL)
    fl_profile_get_rule(self->run->profile, self->run->rule)->limits++;
  fl_report_add(self->run->analysis->report, FL_FINDING_WARNING, "match-limit", self->run->rule->id,
                place.line, place.column, "gave up on this %s after %u steps%s",
                fl_unit_kind_name(self->run->rule->in), self->run->rule->limit, consequence);
}

bool
fl_alternative_may_match(const FlAlternative *alternative, uint64_t types)
{
  for (guint i = 0; i < alternative->required->len; i++)
    if ((g_array_index(alternative->required, uint64_t, i) & types) == 0)
      return false;
  return true;
}

bool
fl_unit_run_crosses_avoided(const FlUnitRun *self, FlSpan found)
{
  FlSpan part = {self->part.start + found.start, self->part.start + found.end};
  return self->run->rule->avoid != 0 &&
         (fl_view_get_types(self->run->view, part) & self->run->rule->avoid) != 0;
}

/* The part of the view that a guard looks at; false when the text has no such part. */
static bool
find_guarded(const FlUnitRun *self, const FlGuard *guard, FlSpan found, FlSpan *ret_part)
{
  const FlRun *run = self->run;
  FlSpan part = {self->part.start + found.start, self->part.start + found.end}, span;
  *ret_part = guard->unit == FL_GUARD_MATCH ? part : self->part;
  if (guard->unit == FL_GUARD_MATCH || self->unit->article == FL_NO_ARTICLE)
    return true;
  if (!fl_text_find_part(run->analysis->text, (FlUnitKind)guard->unit, self->unit->article,
                         fl_view_map(run->view, part).start, &span))
    return false;
  *ret_part = fl_view_find(run->view, span);
  return true;
}

const FlGuard *
fl_unit_run_find_guard(const FlUnitRun *self, FlSpan found, FlSpan *ret_stop)
{
  const FlRun *run = self->run;
  for (guint i = 0; i < run->rule->guards->len; i++) {
    const FlGuard *guard = run->rule->guards->pdata[i];
    FlSpan part;
    if (!find_guarded(self, guard, found, &part))
      continue;
    FlMatchResult result =
        fl_matcher_find_boundary(run->matcher, guard->pattern, run->view->text->str + part.start,
                                 fl_span_length(part), 0, run->rule->limit);
    if (result == FL_MATCH_LIMIT)
      fl_unit_run_report_limit(self, " of its unless: the match stands");
    if (result != FL_MATCH_FOUND)
      continue;
    if (!fl_matcher_get_group(run->matcher, 0, ret_stop)) /* \K may have it end before it begins */
      *ret_stop = (FlSpan){0, 0};
    *ret_stop = fl_view_map(run->view, (FlSpan){part.start + ret_stop->start, part.start + ret_stop->end});
    return guard;
  }
  return NULL;
}
