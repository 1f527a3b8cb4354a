#include "fl-line-kind.h"

FlLineKind *
fl_line_kind_new(const char *name)
{
  FlLineKind *self = g_new0(FlLineKind, 1);
  self->name = g_strdup(name);
  return self;
}

void
fl_line_kind_free(FlLineKind *self)
{
  g_free(self->name);
  fl_pattern_unref(self->match);
  fl_pattern_unref(self->unlike);
  g_free(self);
}

static bool
within(FlRange range, uint32_t value)
{
  return !range.asked || (value >= range.min && value <= range.max);
}

static bool
agrees(FlAnswer wanted, bool value)
{
  return wanted == FL_ANSWER_ANY || (wanted == FL_ANSWER_YES) == value;
}

bool
fl_line_kind_fits(const FlLineKind *self, const FlLine *line, FlMatcher *matcher)
{
  return within(self->length, line->chars) && within(self->indent, line->indent) &&
         within(self->gap_before, line->gap_before) && within(self->gap_after, line->gap_after) &&
         within(self->repeats, line->repeats) && within(self->heading, line->heading) &&
         agrees(self->wide_before, line->wide_before) && agrees(self->wide_after, line->wide_after) &&
         agrees(self->new_page, line->new_page) && agrees(self->number, line->number) &&
         agrees(self->ends, line->ends) && agrees(self->less, line->less) &&
         (self->match == NULL || fl_matcher_test(matcher, self->match, line->text, line->length)) &&
         (self->unlike == NULL || !fl_matcher_test(matcher, self->unlike, line->text, line->length));
}
