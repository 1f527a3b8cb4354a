#include "fl-run.h"
#include "fl-emit.h"

/* One unit under way, as parts of the view and of the clean text. */
typedef struct {
  FlRun *run;
  const FlUnit *unit;
  FlSpan part;
} Unit;

static const char *
subject(const Unit *self)
{
  return self->run->view->text->str + self->part.start;
}

static void
report_limit(const Unit *self, const char *consequence)
{
  FlLocation place = fl_analysis_locate(self->run->analysis, self->unit->span);
  fl_report_add(self->run->analysis->report, FL_FINDING_WARNING, "match-limit", self->run->rule->id,
                place.line, place.column, "gave up on this %s after %u steps%s",
                fl_unit_kind_name(self->run->rule->in), self->run->rule->limit, consequence);
}

/* ---- captures */

static void
take_members(FlRun *self, FlCaptureValue *value, FlSpan part)
{
  uint32_t n = 0, first = fl_view_find_mentions(self->view, part, &n);
  value->members = fl_arena_new0(self->analysis->arena, FlMention *, n);
  for (uint32_t i = 0; i < n; i++)
    value->members[i] = fl_view_get_mention(self->view, first + i);
  value->n = n;
}

/* Finds the next piece of a list of texts, a member or what stands between two. */
static bool
find_piece(const Unit *self, FlPattern *pattern, bool separator, uint32_t at, FlSpan *ret_found)
{
  FlRun *run = self->run;
  uint32_t length = fl_span_length(self->part);
  FlMatchResult result =
      separator ? fl_matcher_find_boundary(run->matcher, pattern, subject(self), length, at, run->rule->limit)
                : fl_matcher_find(run->matcher, pattern, subject(self), length, at, run->rule->limit);
  if (result == FL_MATCH_LIMIT)
    report_limit(self, " inside a list: members may be missing");
  return result == FL_MATCH_FOUND && fl_matcher_get_group(run->matcher, 0, ret_found);
}

/* A list of texts is taken apart again as it was put together: member, separator, member. */
static void
take_texts(const Unit *self, const FlCaptureGroup *pair, FlCaptureValue *value, FlSpan group)
{
  FlRun *run = self->run;
  g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(FlSpan));
  for (uint32_t at = group.start; at < group.end;) {
    FlSpan found;
    if (!find_piece(self, pair->member, false, at, &found))
      break;
    FlSpan text =
        fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
    g_array_append_val(texts, text);
    if (!find_piece(self, pair->separator, true, found.end, &found))
      break;
    at = found.end;
  }
  value->n = texts->len;
  value->texts = fl_arena_new0(run->analysis->arena, FlSpan, texts->len);
  for (guint i = 0; i < texts->len; i++)
    value->texts[i] = g_array_index(texts, FlSpan, i);
}

static void
take_capture(const Unit *self, const FlCaptureGroup *pair, FlCaptureValue *value, FlSpan group)
{
  const FlCapture *capture = fl_rule_get_capture(self->run->rule, pair->capture);
  FlSpan part = {self->part.start + group.start, self->part.start + group.end};
  value->present = true;
  value->span = fl_view_map(self->run->view, part);
  value->n = 1;
  if (capture->kind == FL_CAPTURE_MENTION || capture->kind == FL_CAPTURE_MENTIONS)
    take_members(self->run, value, part);
  else if (pair->member != NULL)
    take_texts(self, pair, value, group);
}

/* The groups of a match are read before anything else is matched: guards and lists use the same matcher. */
static void
read_groups(const Unit *self, const FlAlternative *alternative)
{
  GArray *spans = self->run->spans;
  g_array_set_size(spans, alternative->groups->len);
  for (guint i = 0; i < alternative->groups->len; i++) {
    FlSpan *span = &g_array_index(spans, FlSpan, i);
    if (!fl_matcher_get_group(self->run->matcher, g_array_index(alternative->groups, FlCaptureGroup, i).group,
                              span))
      *span = (FlSpan){UINT32_MAX, UINT32_MAX};
  }
}

static void
take_captures(const Unit *self, const FlAlternative *alternative, FlMatch *match)
{
  for (guint i = 0; i < alternative->groups->len; i++) {
    FlSpan span = g_array_index(self->run->spans, FlSpan, i);
    const FlCaptureGroup *pair = &g_array_index(alternative->groups, FlCaptureGroup, i);
    if (span.start != UINT32_MAX && !match->captures[pair->capture].present)
      take_capture(self, pair, &match->captures[pair->capture], span);
  }
}

static void
add_match(const Unit *self, uint32_t index, FlSpan found)
{
  FlRun *run = self->run;
  const FlRule *rule = run->rule;
  FlMatch *match = fl_arena_new0(run->analysis->arena, FlMatch, 1);
  *match = (FlMatch){.rule = rule, .article = run->view->article, .alternative = index};
  match->span =
      fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
  match->captures = fl_arena_new0(run->analysis->arena, FlCaptureValue, rule->captures->len);
  match->made = fl_arena_new0(run->analysis->arena, FlMade, rule->emissions->len);
  take_captures(self, rule->alternatives->pdata[index], match);
  g_ptr_array_add(run->analysis->matches, match);
  fl_emit(run->analysis, run->matcher, match);
}

/* ---- what stops a match */

static bool
crosses_avoided(const Unit *self, FlSpan found)
{
  FlSpan part = {self->part.start + found.start, self->part.start + found.end};
  return self->run->rule->avoid != 0 &&
         (fl_view_get_types(self->run->view, part) & self->run->rule->avoid) != 0;
}

/* The part of the view that a guard looks at; false when the text has no such part. */
static bool
find_guarded(const Unit *self, const FlGuard *guard, FlSpan found, FlSpan *ret_part)
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

static bool
is_guarded(const Unit *self, FlSpan found)
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
      report_limit(self, " of its unless: the match stands");
    if (result == FL_MATCH_FOUND)
      return true;
  }
  return false;
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

/* The types that an alternative needs are looked for among the mentions before its pattern is run. */
static bool
may_match(const FlAlternative *alternative, uint64_t types)
{
  for (guint i = 0; i < alternative->required->len; i++)
    if ((g_array_index(alternative->required, uint64_t, i) & types) == 0)
      return false;
  return true;
}

/* An alternative that runs over an article, and the unit it is to be tried on next. */
typedef struct {
  FlCandidates candidates;
  uint32_t next;
} Turn;

static void
run_alternative(const Unit *self, uint32_t index, const FlCandidates *candidates)
{
  FlRun *run = self->run;
  const FlAlternative *alternative = run->rule->alternatives->pdata[index];
  uint32_t length = fl_span_length(self->part), last = 0;
  guint claimed = run->claimed->len;
  FlStarts starts;
  fl_starts_begin(&starts, candidates, self->unit, self->part);
  for (uint32_t at = 0; at < length && fl_starts_find(&starts, at, &at, &last);) {
    FlSpan found;
    FlMatchResult result = fl_matcher_find_between(run->matcher, alternative->pattern, subject(self), length,
                                                   at, last, run->rule->limit);
    if (result == FL_MATCH_LIMIT)
      report_limit(self, "");
    if (result == FL_MATCH_LIMIT || (result == FL_MATCH_NONE && last >= length))
      return;
    if (result == FL_MATCH_NONE || !fl_matcher_get_group(run->matcher, 0, &found)) {
      at = (uint32_t)(g_utf8_next_char(subject(self) + last) - subject(self));
      continue;
    }
    bool passed = !is_claimed(run->claimed, claimed, found) && !crosses_avoided(self, found);
    at = passed ? found.end : (uint32_t)(g_utf8_next_char(subject(self) + found.start) - subject(self));
    if (!passed)
      continue;
    g_array_append_val(run->claimed, found);
    read_groups(self, alternative);
    if (!is_guarded(self, found))
      add_match(self, index, found);
  }
}

static void
run_unit(FlRun *self, const FlUnit *units, uint32_t index)
{
  Unit under_way = {self, &units[index], fl_view_find(self->view, units[index].span)};
  uint64_t types = fl_view_get_types(self->view, under_way.part);
  g_array_set_size(self->claimed, 0);
  for (guint i = 0; i < self->rule->alternatives->len; i++) {
    const Turn *turn = &g_array_index(self->candidates, Turn, i);
    if (turn->next != index || !may_match(self->rule->alternatives->pdata[i], types))
      continue;
    if (self->claimed->len > 1)
      g_array_sort(self->claimed, compare_spans);
    run_alternative(&under_way, i, &turn->candidates);
  }
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

static void
run_units(FlRun *self, const FlUnit *units, uint32_t n)
{
  g_array_set_size(self->candidates, self->rule->alternatives->len);
  for (guint i = 0; i < self->candidates->len; i++) {
    Turn *turn = &g_array_index(self->candidates, Turn, i);
    fl_candidates_begin(&turn->candidates, self->view, self->hits,
                        ((const FlAlternative *)self->rule->alternatives->pdata[i])->needs, units, n);
    turn->next = fl_candidates_next(&turn->candidates, 0);
  }
  for (uint32_t unit = 0; (unit = find_next(self->candidates)) < n;) {
    run_unit(self, units, unit);
    for (guint i = 0; i < self->candidates->len; i++) {
      Turn *turn = &g_array_index(self->candidates, Turn, i);
      if (turn->next == unit)
        turn->next = fl_candidates_next(&turn->candidates, unit + 1);
    }
  }
}

void
fl_run_rule(FlRun *self)
{
  const FlText *text = self->analysis->text;
  if (self->rule->in == FL_UNIT_SOURCE) {
    run_units(self, fl_text_get_unit(text, FL_UNIT_SOURCE, 0), 1);
    return;
  }
  const FlArticle *article = fl_text_get_article(text, self->view->article);
  uint32_t n = article->n_units[self->rule->in];
  if (n > 0)
    run_units(self, fl_text_get_unit(text, self->rule->in, article->first_unit[self->rule->in]), n);
}

GArray *
fl_run_new_candidates(void)
{
  return g_array_new(FALSE, FALSE, sizeof(Turn));
}

/* ---- explaining */

static FlMiss
find_alternative_miss(const Unit *self, const FlAlternative *alternative, uint64_t types)
{
  FlRun *run = self->run;
  FlMiss miss = {.kind = FL_MISS_TYPES, .alternative = alternative, .part = self->part};
  for (guint i = 0; i < alternative->required->len; i++)
    if ((g_array_index(alternative->required, uint64_t, i) & types) == 0)
      return miss;
  FlSpan found = {0};
  FlMatchResult result = fl_matcher_find(run->matcher, alternative->pattern, subject(self),
                                         fl_span_length(self->part), 0, run->rule->limit);
  if (result != FL_MATCH_FOUND || !fl_matcher_get_group(run->matcher, 0, &found)) {
    miss.kind = result == FL_MATCH_LIMIT ? FL_MISS_LIMIT : FL_MISS_PATTERN;
    fl_pattern_trace(alternative->pattern, subject(self), fl_span_length(self->part), &miss.progress);
    return miss;
  }
  miss.found = fl_view_map(run->view, (FlSpan){self->part.start + found.start, self->part.start + found.end});
  miss.kind = crosses_avoided(self, found) ? FL_MISS_AVOID
              : is_guarded(self, found)    ? FL_MISS_GUARD
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
  Unit under_way = {self, unit, fl_view_find(self->view, unit->span)};
  uint64_t types = fl_view_get_types(self->view, under_way.part);
  FlMiss nearest = {0};
  for (guint i = 0; i < self->rule->alternatives->len; i++) {
    FlMiss miss = find_alternative_miss(&under_way, self->rule->alternatives->pdata[i], types);
    if (i == 0 || is_nearer(&miss, &nearest))
      nearest = miss;
  }
  return nearest;
}
