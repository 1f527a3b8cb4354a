#include "fl-evaluate.h"
#include "fl-context.h"

#include <math.h>
#include <string.h>

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
  const FlContextEntry *entry = fl_context_store_find(self->analysis->contexts, reference->index,
                                                      self->match->article, self->at, false);
  if (entry == NULL)
    return fl_rule_set_get_variable(self->analysis->rules, reference->index)->fallback;
  if (entry->node == NULL)
    return entry->text;
  if (reference->property != NULL)
    return fl_mention_get_property(self->analysis, entry->node, reference->property);
  const char *name = fl_mention_get_property(self->analysis, entry->node, "name");
  return name != NULL ? name : fl_analysis_get_text(self->analysis, entry->node->span);
}

static const char *
evaluate_reference(const FlEvaluation *self, const FlReference *reference)
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

/* ---- filters */

static void
report_failure(const FlEvaluation *self, const char *filter, const char *value, const char *problem)
{
  FlLocation place = fl_analysis_locate(self->analysis, self->match->span);
  fl_report_add(self->analysis->report, FL_FINDING_NOTE, "filter-failed", self->match->rule->id, place.line,
                place.column, "%s: '%s': %s", filter, value, problem);
}

/* The shortest text of a number, without an exponent: the 15 digits that a double has for certain, as more
 * would show only how it is stored. */
static const char *
write_number(const FlEvaluation *self, double number)
{
  enum { DIGITS = 15, MOST_DECIMALS = 30 };
  char buffer[FL_NUMBER_TEXT_SIZE], format[8];
  bool whole = number == floor(number);
  int decimals = whole ? 0 : CLAMP(DIGITS - 1 - (int)floor(log10(fabs(number))), 1, MOST_DECIMALS);
  g_snprintf(format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd(buffer, sizeof buffer, format, number + 0.0); /* + 0.0: no negative zero */
  gsize length = strlen(buffer);
  while (!whole && buffer[length - 1] == '0')
    length--;
  length -= buffer[length - 1] == '.';
  return fl_arena_strndup(self->analysis->arena, buffer, length);
}

static const char *
apply_number(const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  double number = 0;
  if (fl_numerals_parse(self->analysis->rules->numerals, value, &number))
    return write_number(self, number);
  report_failure(self, "number", value, "not a number");
  return "";
}

/* A context that is a number: a year, a month. `*ret_entry` (may be NULL) is where it was set, NULL for a
 * default. */
static int
context_number(const FlEvaluation *self, FlDateContextKind kind, const FlContextEntry **ret_entry)
{
  int index = fl_rule_set_find_date_context(self->analysis->rules, kind);
  const FlContextEntry *entry = index < 0 ? NULL
                                          : fl_context_store_find(self->analysis->contexts, index,
                                                                  self->match->article, self->at, false);
  const char *fallback = index < 0 ? NULL : fl_rule_set_get_variable(self->analysis->rules, index)->fallback;
  const char *text = entry != NULL ? entry->text : fallback;
  if (ret_entry != NULL)
    *ret_entry = entry;
  return text == NULL ? 0 : (int)g_ascii_strtoll(text, NULL, 10);
}

/* A year that comes from another article is only near by: of which month that is, is looked up where it was
 * set. */
static int
find_near_month(const FlEvaluation *self, const FlContextEntry *year)
{
  int month = fl_rule_set_find_date_context(self->analysis->rules, FL_DATE_CONTEXT_MONTH);
  if (year == NULL || month < 0 || year->article == FL_NO_ARTICLE || year->article == self->match->article)
    return 0;
  const FlContextEntry *entry =
      fl_context_store_find(self->analysis->contexts, month, year->article, year->at, false);
  return entry == NULL || entry->text == NULL || entry->article != year->article
             ? 0
             : (int)g_ascii_strtoll(entry->text, NULL, 10);
}

/* What no context gives the year of, is read as near to `near`, a month or day. */
static void
take_near(const FlEvaluation *self, FlDateContext *context)
{
  int index = fl_rule_set_find_date_context(self->analysis->rules, FL_DATE_CONTEXT_NEAR);
  const FlContextEntry *entry = index < 0 ? NULL
                                          : fl_context_store_find(self->analysis->contexts, index,
                                                                  self->match->article, self->at, false);
  FlDay near = {0};
  if (entry == NULL || entry->text == NULL || !fl_day_parse(entry->text, &near))
    return;
  int months = near.month > 0 && context->day.month > 0 ? context->day.month - near.month : 0;
  context->day.year =
      near.year - (months > 6) + (months < -6); /* a December that looks to 2032 is one of 2031 */
  context->near_month = context->day.year == near.year ? near.month : context->day.month;
}

static const char *
apply_date(const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  const FlContextEntry *year = NULL;
  FlDateContext context = {.day.year = context_number(self, FL_DATE_CONTEXT_YEAR, &year)};
  context.day.month = context_number(self, FL_DATE_CONTEXT_MONTH, NULL);
  context.day.day = context_number(self, FL_DATE_CONTEXT_DAY, NULL);
  context.near_month = find_near_month(self, year);
  if (context.day.year == 0)
    take_near(self, &context);
  const char *problem = NULL;
  g_autofree char *iso =
      fl_calendar_parse(self->analysis->rules->calendar, value, context, self->matcher, &problem);
  if (iso != NULL)
    return fl_arena_strdup(self->analysis->arena, iso);
  report_failure(self, "date", value, problem);
  return "";
}

static const char *
apply_start(G_GNUC_UNUSED const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  enum { DAY = 10 }; /* YYYY-MM-DD */
  const char *slash = strchr(value, '/');
  size_t length = slash != NULL ? (size_t)(slash - value) : strlen(value);
  return length == DAY ? fl_arena_strndup(self->analysis->arena, value, length) : "";
}

static const char *
apply_end(G_GNUC_UNUSED const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  const char *slash = strchr(value, '/');
  return apply_start(self, filter, slash != NULL ? slash + 1 : value);
}

static const char *
apply_unit(const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  double factor = 1;
  return fl_units_resolve(self->analysis->rules->units, value, &factor);
}

static const char *
apply_scale(const FlEvaluation *self, const FlFilter *filter, const char *value)
{
  double factor = 1, number = 0;
  fl_units_resolve(self->analysis->rules->units, evaluate_reference(self, filter->reference), &factor);
  if (fl_numerals_parse(self->analysis->rules->numerals, value, &number))
    return write_number(self, number * factor);
  report_failure(self, "scale", value, "not a number");
  return "";
}

static bool
is_margin(gunichar c)
{
  return g_unichar_isspace(c) || g_utf8_strchr("、，。；：！？,.;:!?", -1, c) != NULL;
}

static const char *
apply_trim(const FlEvaluation *self, G_GNUC_UNUSED const FlFilter *filter, const char *value)
{
  const char *start = value, *end = value + strlen(value);
  while (start < end && is_margin(g_utf8_get_char(start)))
    start = g_utf8_next_char(start);
  while (end > start && is_margin(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  return fl_arena_strndup(self->analysis->arena, start, (gsize)(end - start));
}

static const char *
apply_strip(const FlEvaluation *self, const FlFilter *filter, const char *value)
{
  g_autoptr(GString) kept = g_string_new(NULL);
  size_t length = strlen(value), at = 0;
  FlSpan found;
  while (fl_matcher_find(self->matcher, filter->pattern, value, length, at,
                         fl_pattern_get_limit(filter->pattern)) == FL_MATCH_FOUND) {
    fl_matcher_get_group(self->matcher, 0, &found);
    g_string_append_len(kept, value + at, (gssize)(found.start - at));
    at = found.end;
  }
  g_string_append(kept, value + at);
  return fl_arena_strndup(self->analysis->arena, kept->str, kept->len);
}

static const char *
apply_map(G_GNUC_UNUSED const FlEvaluation *self, const FlFilter *filter, const char *value)
{
  const char *mapped = g_hash_table_lookup(filter->table, value);
  return mapped != NULL ? mapped : "";
}

static const char *
apply_default(const FlEvaluation *self, const FlFilter *filter, const char *value)
{
  if (*value != '\0')
    return value;
  return filter->reference != NULL ? evaluate_reference(self, filter->reference) : filter->text;
}

typedef const char *(*ApplyFilter)(const FlEvaluation *self, const FlFilter *filter, const char *value);

static const ApplyFilter apply_filter[] = {
    [FL_FILTER_NUMBER] = apply_number,   [FL_FILTER_DATE] = apply_date,   [FL_FILTER_START] = apply_start,
    [FL_FILTER_END] = apply_end,         [FL_FILTER_UNIT] = apply_unit,   [FL_FILTER_SCALE] = apply_scale,
    [FL_FILTER_TRIM] = apply_trim,       [FL_FILTER_STRIP] = apply_strip, [FL_FILTER_MAP] = apply_map,
    [FL_FILTER_DEFAULT] = apply_default,
};

/* ---- templates */

/* What a filter's pattern gave up on is filtered in part, or not at all. */
static void
report_limit(const FlEvaluation *self)
{
  const FlPattern *pattern = fl_matcher_take_given_up(self->matcher);
  if (pattern == NULL)
    return;
  FlLocation place = fl_analysis_locate(self->analysis, self->match->span);
  fl_report_add_limit(self->analysis->report, pattern, self->match->rule->id, place.line, place.column,
                      "a filter");
}

static const char *
evaluate_piece(const FlEvaluation *self, const FlTemplatePiece *piece)
{
  if (piece->literal != NULL)
    return piece->literal;
  const char *value = evaluate_reference(self, &piece->reference);
  for (guint i = 0; piece->filters != NULL && i < piece->filters->len; i++) {
    const FlFilter *filter = &g_array_index(piece->filters, FlFilter, i);
    if (*value == '\0' && filter->kind != FL_FILTER_DEFAULT)
      continue;
    fl_matcher_take_given_up(self->matcher); /* of whatever ran before */
    const char *filtered = apply_filter[filter->kind](self, filter, value);
    report_limit(self);
    value = filtered;
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

bool
fl_evaluate_condition(const FlEvaluation *self, const FlCondition *condition)
{
  for (guint i = 0; condition != NULL && i < condition->tests->len; i++) {
    const FlTest *test = &g_array_index(condition->tests, FlTest, i);
    const char *value = fl_evaluate(self, test->value);
    bool holds = *value != '\0';
    if (test->texts != NULL)
      holds = g_strv_contains((const char *const *)test->texts, value) == (test->kind == FL_TEST_EQUAL);
    else if (test->kind == FL_TEST_ABSENT)
      holds = !holds;
    if (!holds)
      return false;
  }
  return true;
}
