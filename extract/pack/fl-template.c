#include "fl-template.h"

const FlFilterName fl_filter_names[] = {
    {"number", FL_FILTER_NUMBER, NULL, "a number, from digits, numerals and scales"},
    {"date", FL_FILTER_DATE, NULL, "ISO 8601"},
    {"start", FL_FILTER_START, NULL, "the first day of an ISO 8601 date"},
    {"end", FL_FILTER_END, NULL, "its last day"},
    {"unit", FL_FILTER_UNIT, NULL, "the base unit of a unit"},
    {"scale", FL_FILTER_SCALE, "u", "a number times what the unit in a capture is of its base unit"},
    {"trim", FL_FILTER_TRIM, NULL, "the text without punctuation around it"},
    {"strip", FL_FILTER_STRIP, "title", "the text without what a define matches"},
    {"map", FL_FILTER_MAP, "months", "what a table has for it"},
    {"default", FL_FILTER_DEFAULT, "none", "another text, or a context (@name), when it is empty"},
    {0},
};

static void
clear_filter(gpointer data)
{
  FlFilter *self = data;
  g_free(self->text);
  if (self->reference != NULL)
    g_free(self->reference->property);
  g_free(self->reference);
  fl_pattern_unref(self->pattern);
}

static void
clear_piece(gpointer data)
{
  FlTemplatePiece *self = data;
  g_free(self->literal);
  g_free(self->reference.property);
  if (self->filters != NULL)
    g_array_unref(self->filters);
}

FlTemplate *
fl_template_new(void)
{
  FlTemplate *self = g_new0(FlTemplate, 1);
  self->pieces = g_array_new(FALSE, TRUE, sizeof(FlTemplatePiece));
  g_array_set_clear_func(self->pieces, clear_piece);
  return self;
}

void
fl_template_free(FlTemplate *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->pieces);
  g_free(self);
}

FlFilter *
fl_template_piece_add_filter(FlTemplatePiece *self, FlFilterKind kind)
{
  if (self->filters == NULL) {
    self->filters = g_array_new(FALSE, TRUE, sizeof(FlFilter));
    g_array_set_clear_func(self->filters, clear_filter);
  }
  FlFilter filter = {.kind = kind};
  g_array_append_val(self->filters, filter);
  return &g_array_index(self->filters, FlFilter, self->filters->len - 1);
}

static uint64_t
reference_variable(const FlReference *reference)
{
  return reference != NULL && reference->kind == FL_REFERENCE_VARIABLE ? (uint64_t)1 << reference->index : 0;
}

uint64_t
fl_template_get_variables(const FlTemplate *self)
{
  uint64_t variables = 0;
  for (guint i = 0; i < self->pieces->len; i++) {
    const FlTemplatePiece *piece = &g_array_index(self->pieces, FlTemplatePiece, i);
    if (piece->literal != NULL)
      continue;
    variables |= reference_variable(&piece->reference);
    for (guint f = 0; piece->filters != NULL && f < piece->filters->len; f++) {
      const FlFilter *filter = &g_array_index(piece->filters, FlFilter, f);
      variables |= reference_variable(filter->reference) | filter->contexts;
    }
  }
  return variables;
}

static void
clear_test(gpointer data)
{
  FlTest *self = data;
  fl_template_free(self->value);
  fl_template_free(self->other);
  g_strfreev(self->texts);
}

FlCondition *
fl_condition_new(void)
{
  FlCondition *self = g_new0(FlCondition, 1);
  self->tests = g_array_new(FALSE, TRUE, sizeof(FlTest));
  g_array_set_clear_func(self->tests, clear_test);
  return self;
}

void
fl_condition_free(FlCondition *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->tests);
  g_free(self);
}

uint64_t
fl_condition_get_variables(const FlCondition *self)
{
  uint64_t variables = 0;
  for (guint i = 0; i < self->tests->len; i++) {
    const FlTest *test = &g_array_index(self->tests, FlTest, i);
    variables |= fl_template_get_variables(test->value);
    variables |= test->other != NULL ? fl_template_get_variables(test->other) : 0;
  }
  return variables;
}
