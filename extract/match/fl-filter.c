#include "fl-filter.h"
#include "fl-context.h"

#include <math.h>
#include <string.h>

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

static FlContextPlace
place_of(const FlEvaluation *self)
{
  return (FlContextPlace){.article = self->match->article, .at = self->at};
}

/* A context that is a number: a year, a month. `*ret_entry` (may be NULL) is where it was set, NULL for a
 * default. */
static int
context_number(const FlEvaluation *self, FlDateContextKind kind, const FlContextEntry **ret_entry)
{
  int index = fl_rule_set_find_date_context(self->analysis->rules, kind);
  const FlContextEntry *entry =
      index < 0 ? NULL : fl_context_store_find(self->analysis->contexts, index, place_of(self));
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
  const FlContextEntry *entry = fl_context_store_find(
      self->analysis->contexts, month, (FlContextPlace){.article = year->article, .at = year->at});
  return entry == NULL || entry->text == NULL || entry->article != year->article
             ? 0
             : (int)g_ascii_strtoll(entry->text, NULL, 10);
}

/* What no context gives the year of, is read as near to `near`, a month or day; so is the month of a day. */
static void
take_near(const FlEvaluation *self, FlDateContext *context)
{
  int index = fl_rule_set_find_date_context(self->analysis->rules, FL_DATE_CONTEXT_NEAR);
  const FlContextEntry *entry =
      index < 0 ? NULL : fl_context_store_find(self->analysis->contexts, index, place_of(self));
  FlDay near = {0};
  if (entry == NULL || entry->text == NULL || !fl_day_parse(entry->text, &near))
    return;
  context->near = near;
  if (context->day.year != 0)
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
  fl_units_resolve(self->analysis->rules->units, fl_evaluate_reference(self, filter->reference), &factor);
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
  return filter->reference != NULL ? fl_evaluate_reference(self, filter->reference) : filter->text;
}

typedef const char *(*ApplyFilter)(const FlEvaluation *self, const FlFilter *filter, const char *value);

static const ApplyFilter apply_filter[] = {
    [FL_FILTER_NUMBER] = apply_number,   [FL_FILTER_DATE] = apply_date,   [FL_FILTER_START] = apply_start,
    [FL_FILTER_END] = apply_end,         [FL_FILTER_UNIT] = apply_unit,   [FL_FILTER_SCALE] = apply_scale,
    [FL_FILTER_TRIM] = apply_trim,       [FL_FILTER_STRIP] = apply_strip, [FL_FILTER_MAP] = apply_map,
    [FL_FILTER_DEFAULT] = apply_default,
};

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

const char *
fl_filter_apply(const FlFilter *filter, const FlEvaluation *evaluation, const char *value)
{
  fl_matcher_take_given_up(evaluation->matcher); /* of whatever ran before */
  const char *filtered = apply_filter[filter->kind](evaluation, filter, value);
  report_limit(evaluation);
  return filtered;
}
