#include "fl-evaluate.h"
#include "fl-context.h"
#include "fl-filter.h"

/* ---- mentions and their properties */

FlEntity *
fl_mention_get_entity(FlMention *mention)
{
  FlMention *winner = fl_mention_get_winner(mention);
  return winner->entity == NULL || winner->refused ? NULL : fl_entity_get_root(winner->entity);
}

static const char *
value_by_name(const FlAnalysis *analysis, int type, const char *const *values, const char *name)
{
  int property =
      values == NULL ? -1 : fl_type_find_property(fl_rule_set_get_type(analysis->rules, type), name);
  return property < 0 ? NULL : values[property];
}

const char *
fl_entity_get_property(const FlAnalysis *analysis, const FlEntity *entity, const char *name)
{
  return value_by_name(analysis, entity->type, entity->values, name);
}

const char *
fl_mention_get_property(const FlAnalysis *analysis, FlMention *mention, const char *name)
{
  FlMention *winner = fl_mention_get_winner(mention);
  const char *value = value_by_name(analysis, winner->type, winner->values, name);
  const FlEntity *entity = fl_mention_get_entity(mention);
  return value != NULL || entity == NULL ? value : fl_entity_get_property(analysis, entity, name);
}

/* ---- captures */

bool
fl_emission_walks(const FlEmission *self, int capture)
{
  if (self == NULL)
    return false;
  for (guint i = 0; self->zip != NULL && i < self->zip->len; i++) {
    FlWho who = g_array_index(self->zip, FlWho, i);
    if (who.kind == FL_WHO_CAPTURE && who.index == capture)
      return true;
  }
  return self->zip == NULL && self->kind == FL_EMIT_NODE && self->at == capture;
}

static uint32_t
member_of(const FlEvaluation *self, int capture)
{
  return fl_emission_walks(self->emission, capture) ? self->member : 0;
}

FlMention *
fl_evaluation_get_mention(const FlEvaluation *self, int capture)
{
  const FlCaptureValue *value = &self->match->captures[capture];
  uint32_t member = member_of(self, capture);
  return value->members == NULL || member >= value->n ? NULL : value->members[member];
}

bool
fl_evaluation_get_span(const FlEvaluation *self, int capture, FlSpan *ret_span)
{
  const FlCaptureValue *value = &self->match->captures[capture];
  bool walked = fl_emission_walks(self->emission, capture) || value->n == 1;
  uint32_t member = member_of(self, capture);
  *ret_span = value->span;
  if (walked && value->members != NULL && member < value->n)
    *ret_span = fl_mention_get_winner(value->members[member])->span;
  else if (walked && value->texts != NULL && member < value->n)
    *ret_span = value->texts[member];
  return value->present;
}

/* ---- references */

static const char *
evaluate_context(const FlEvaluation *self, const FlReference *reference)
{
  FlContextPlace place = {.article = self->match->article, .at = self->at, .reader = self->match};
  const FlContextEntry *entry = fl_context_store_find(self->analysis->contexts, reference->index, place);
  if (entry == NULL)
    return fl_rule_set_get_variable(self->analysis->rules, reference->index)->fallback;
  if (entry->node == NULL)
    return entry->text;
  if (reference->property != NULL)
    return fl_mention_get_property(self->analysis, entry->node, reference->property);
  const char *name = fl_mention_get_property(self->analysis, entry->node, "name");
  return name != NULL ? name : fl_analysis_get_text(self->analysis, entry->node->span);
}

const char *
fl_evaluate_reference(const FlEvaluation *self, const FlReference *reference)
{
  FlSpan span;
  const char *value = NULL;
  if (reference->kind == FL_REFERENCE_MATCH)
    value = fl_analysis_get_text(self->analysis, self->match->span);
  else if (reference->kind == FL_REFERENCE_VARIABLE)
    value = evaluate_context(self, reference);
  else if (reference->property != NULL) {
    FlMention *mention = fl_evaluation_get_mention(self, reference->index);
    value = mention == NULL ? NULL : fl_mention_get_property(self->analysis, mention, reference->property);
  } else if (fl_evaluation_get_span(self, reference->index, &span))
    value = fl_analysis_get_text(self->analysis, span);
  return value != NULL ? value : "";
}

/* ---- templates */

static const char *
evaluate_piece(const FlEvaluation *self, const FlTemplatePiece *piece)
{
  if (piece->literal != NULL)
    return piece->literal;
  const char *value = fl_evaluate_reference(self, &piece->reference);
  for (guint i = 0; piece->filters != NULL && i < piece->filters->len; i++) {
    const FlFilter *filter = &g_array_index(piece->filters, FlFilter, i);
    if (*value != '\0' || filter->kind == FL_FILTER_DEFAULT)
      value = fl_filter_apply(filter, self, value);
  }
  return value;
}

const char *
fl_evaluate(const FlEvaluation *self, const FlTemplate *template)
{
  if (template->pieces->len == 1)
    return evaluate_piece(self, &g_array_index(template->pieces, FlTemplatePiece, 0));
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < template->pieces->len; i++)
    g_string_append(out, evaluate_piece(self, &g_array_index(template->pieces, FlTemplatePiece, i)));
  return fl_arena_strndup(self->analysis->arena, out->str, out->len);
}

/* Whether one ISO 8601 date or interval ends before another begins; what is less exact covers what is more so. */
static bool
ends_before(const char *one, const char *other)
{
  const char *slash = strchr(one, '/'), *end = slash != NULL ? slash + 1 : one;
  size_t length = MIN(strlen(end), strcspn(other, "/"));
  return length > 0 && strncmp(end, other, length) < 0;
}

static bool
is_equal(const FlEvaluation *self, const FlTest *test, const char *value)
{
  return test->other != NULL ? strcmp(value, fl_evaluate(self, test->other)) == 0
                             : g_strv_contains((const char *const *)test->texts, value);
}

static bool
evaluate_test(const FlEvaluation *self, const FlTest *test)
{
  const char *value = fl_evaluate(self, test->value);
  switch (test->kind) {
  case FL_TEST_ABSENT:
    return *value == '\0';
  case FL_TEST_EQUAL:
  case FL_TEST_DIFFERENT:
    return is_equal(self, test, value) == (test->kind == FL_TEST_EQUAL);
  case FL_TEST_LATER:
    return ends_before(fl_evaluate(self, test->other), value);
  case FL_TEST_EARLIER:
    return ends_before(value, fl_evaluate(self, test->other));
  default:
    return *value != '\0';
  }
}

bool
fl_evaluate_condition(const FlEvaluation *self, const FlCondition *condition)
{
  for (guint i = 0; condition != NULL && i < condition->tests->len; i++) {
    if (!evaluate_test(self, &g_array_index(condition->tests, FlTest, i)))
      return false;
  }
  return true;
}
