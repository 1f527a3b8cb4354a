#include "fl-captures.h"

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
find_piece(const FlUnitRun *self, FlPattern *pattern, bool separator, uint32_t at, FlSpan *ret_found)
{
  FlRun *run = self->run;
  uint32_t length = fl_span_length(self->part);
  FlMatchResult result = separator
                             ? fl_matcher_find_boundary(run->matcher, pattern, fl_unit_run_get_subject(self),
                                                        length, at, run->rule->limit)
                             : fl_matcher_find(run->matcher, pattern, fl_unit_run_get_subject(self), length,
                                               at, run->rule->limit);
  if (result == FL_MATCH_LIMIT)
    fl_unit_run_report_limit(self, " inside a list: members may be missing");
  return result == FL_MATCH_FOUND && fl_matcher_get_group(run->matcher, 0, ret_found);
}

/* A list of texts is taken apart again as it was put together: member, separator, member. */
static void
take_texts(const FlUnitRun *self, const FlCaptureGroup *pair, FlCaptureValue *value, FlSpan group)
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
take_capture(const FlUnitRun *self, const FlCaptureGroup *pair, FlCaptureValue *value, FlSpan group)
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

void
fl_captures_read_groups(const FlUnitRun *self, const FlAlternative *alternative)
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

void
fl_captures_take(const FlUnitRun *self, const FlAlternative *alternative, FlMatch *match)
{
  for (guint i = 0; i < alternative->groups->len; i++) {
    FlSpan span = g_array_index(self->run->spans, FlSpan, i);
    const FlCaptureGroup *pair = &g_array_index(alternative->groups, FlCaptureGroup, i);
    if (span.start != UINT32_MAX && !match->captures[pair->capture].present)
      take_capture(self, pair, &match->captures[pair->capture], span);
  }
}
