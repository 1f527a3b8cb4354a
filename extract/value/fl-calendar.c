#include "fl-calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct _FlCalendar {
  const FlNumerals *numerals;
  GPtrArray *patterns; /* of FlPattern */
  GHashTable *words;   /* text to GArray of FlDateWord */
};

FlCalendar *
fl_calendar_new(const FlNumerals *numerals)
{
  FlCalendar *self = g_new0(FlCalendar, 1);
  self->numerals = numerals;
  self->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)fl_pattern_free);
  self->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
fl_calendar_free(FlCalendar *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->patterns);
  g_hash_table_unref(self->words);
  g_free(self);
}

void
fl_calendar_add_pattern(FlCalendar *self, FlPattern *take_pattern)
{
  g_ptr_array_add(self->patterns, take_pattern);
}

void
fl_calendar_add_word(FlCalendar *self, const char *word, const FlDateWord *meaning)
{
  GArray *meanings = g_hash_table_lookup(self->words, word);
  if (meanings == NULL) {
    meanings = g_array_new(FALSE, FALSE, sizeof(FlDateWord));
    g_hash_table_insert(self->words, g_strdup(word), meanings);
  }
  g_array_append_val(meanings, *meaning);
}

bool
fl_date_part_parse(const char *text, FlDatePart *ret_part)
{
  *ret_part = (FlDatePart){.given = *text != '\0', .relative = *text == '+' || *text == '-'};
  if (!ret_part->given)
    return true;
  const char *digits = text + ret_part->relative;
  gint64 value = 0;
  if (!g_ascii_string_to_signed(digits, 10, 0, 9999, &value, NULL))
    return false;
  ret_part->value = *text == '-' ? (int)-value : (int)value;
  return true;
}

bool
fl_day_parse(const char *iso, FlDay *ret_day)
{
  FlDay day = {0};
  g_auto(GStrv) parts = g_strsplit_set(iso, "-/", 4);
  int *const fields[] = {&day.year, &day.month, &day.day};
  const char *slash = strchr(iso, '/');
  size_t n = 0;
  for (const char *p = iso; n < 3 && parts[n] != NULL && (slash == NULL || p < slash);
       p += strlen(parts[n]) + 1, n++) {
    gint64 value = 0;
    if (!g_ascii_string_to_signed(parts[n], 10, 1, 9999, &value, NULL))
      return false;
    *fields[n] = (int)value;
  }
  *ret_day = day;
  return n > 0;
}

/* ---- reading: a match fills the parts of two days */

typedef struct {
  const FlCalendar *calendar;
  FlDay context;
  int near_month;
  int parts[FL_DATE_N_PARTS]; /* 0: not there */
  bool shifted;               /* the day is so many days from the context's */
  int shift;
  const char *problem;
} Reading;

static const char *const part_groups[FL_DATE_N_PARTS] = {"year",   "month", "day",    "year2",
                                                         "month2", "day2",  "century"};

/* A year that stands beside a word is the one that the word counts from. */
static int
base_year(const Reading *reading)
{
  return reading->parts[FL_DATE_YEAR] != 0 ? reading->parts[FL_DATE_YEAR] : reading->context.year;
}

static int
context_part(const Reading *reading, int part)
{
  const int parts[] = {base_year(reading), reading->context.month, reading->context.day};
  return part == FL_DATE_CENTURY ? reading->context.year / 100 + 1 : parts[part % 3];
}

static const FlDateWord *
find_word(const Reading *reading, const char *word)
{
  const GArray *meanings = g_hash_table_lookup(reading->calendar->words, word);
  int year = base_year(reading);
  for (guint i = 0; meanings != NULL && i < meanings->len; i++) {
    const FlDateWord *meaning = &g_array_index(meanings, FlDateWord, i);
    if (meaning->of_year == 0 || meaning->of_year == year)
      return meaning;
  }
  return NULL;
}

/* A part counted from the context's. Months run over into years; days are counted when all is known. */
static void
take_relative(Reading *reading, int part, int first_part, int value)
{
  int *parts = reading->parts + first_part;
  if (part == FL_DATE_DAY) {
    reading->shifted = true;
    reading->shift = value;
    value = 0;
  }
  int sum = context_part(reading, part) + value;
  if (part == FL_DATE_MONTH && (sum < 1 || sum > 12)) {
    parts[FL_DATE_YEAR] = reading->context.year + (sum < 1 ? -1 : 1);
    sum += sum < 1 ? 12 : -12;
  }
  parts[part] = sum;
}

static bool
take_word(Reading *reading, const char *word, int first_part)
{
  const FlDateWord *meaning = find_word(reading, word);
  if (meaning == NULL) {
    reading->problem = "a word that no table of dates holds for this year";
    return false;
  }
  for (int part = 0; part + first_part < FL_DATE_N_PARTS; part++) {
    FlDatePart given = meaning->parts[part];
    if (!given.given)
      continue;
    if (given.relative && context_part(reading, part) == 0) {
      reading->problem = "relative to a date that is not known";
      return false;
    }
    if (given.relative)
      take_relative(reading, part, first_part, given.value);
    else
      reading->parts[part + first_part] = given.value;
  }
  return true;
}

static bool
take_number(Reading *reading, const char *text, int part)
{
  double number = 0;
  if (fl_numerals_parse(reading->calendar->numerals, text, &number) && number >= 0 && number <= 9999) {
    reading->parts[part] = (int)number;
    return true;
  }
  const FlDateWord *meaning = find_word(reading, text); /* the name of a month */
  if (meaning != NULL && meaning->parts[FL_DATE_MONTH].given) {
    reading->parts[part] = meaning->parts[FL_DATE_MONTH].value;
    return true;
  }
  reading->problem = "a number that can't be read";
  return false;
}

static char *
dup_group(const FlMatcher *matcher, const FlPattern *pattern, const char *text, const char *group)
{
  FlSpan span;
  if (!fl_matcher_get_named(matcher, pattern, group, &span) || fl_span_length(span) == 0)
    return NULL;
  return g_strndup(text + span.start, fl_span_length(span));
}

/* A decade stands for ten years: 上世纪90年代 is 1990 to 1999. */
static bool
take_decade(Reading *reading, const char *text)
{
  double decade = 0;
  if (!fl_numerals_parse(reading->calendar->numerals, text, &decade) || decade >= 100)
    return false;
  int century = reading->parts[FL_DATE_CENTURY] != 0 ? reading->parts[FL_DATE_CENTURY] : 20;
  reading->parts[FL_DATE_YEAR] = (century - 1) * 100 + (int)decade;
  reading->parts[FL_DATE_YEAR2] = reading->parts[FL_DATE_YEAR] + 9;
  return true;
}

static bool
read_groups(Reading *reading, const FlMatcher *matcher, const FlPattern *pattern, const char *text)
{
  for (int part = 0; part < FL_DATE_N_PARTS; part++) {
    g_autofree char *number = dup_group(matcher, pattern, text, part_groups[part]);
    if (number != NULL && !take_number(reading, number, part))
      return false;
  }
  static const struct {
    const char *group;
    int first_part;
  } words[] = {{"word", 0}, {"word2", FL_DATE_YEAR2}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *word = dup_group(matcher, pattern, text, words[i].group);
    if (word != NULL && !take_word(reading, word, words[i].first_part))
      return false;
  }
  g_autofree char *decade = dup_group(matcher, pattern, text, "decade");
  return decade == NULL || take_decade(reading, decade);
}

/* ---- writing */

static bool
is_day(const int *parts)
{
  if (parts[0] < 1 || parts[0] > 9999)
    return false;
  if (parts[1] == 0)
    return parts[2] == 0;
  return parts[1] <= 12 &&
         (parts[2] == 0 || g_date_valid_dmy((GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0]));
}

/* 昨天 on the first of a month: days that run over are carried into months and years. */
static void
carry_days(Reading *reading)
{
  FlDay from = reading->context;
  if (!reading->shifted || from.month == 0 || from.year == 0 ||
      !g_date_valid_dmy((GDateDay)from.day, (GDateMonth)from.month, (GDateYear)from.year))
    return;
  g_autoptr(GDate) date = g_date_new_dmy((GDateDay)from.day, (GDateMonth)from.month, (GDateYear)from.year);
  if (reading->shift >= 0)
    g_date_add_days(date, (guint)reading->shift);
  else
    g_date_subtract_days(date, (guint)-reading->shift);
  reading->parts[FL_DATE_YEAR] = g_date_get_year(date);
  reading->parts[FL_DATE_MONTH] = (int)g_date_get_month(date);
  reading->parts[FL_DATE_DAY] = g_date_get_day(date);
}

/* Of the years around the one near by, the one that brings a month nearest. */
static int
nearest_year(const Reading *reading, int month)
{
  int apart = month == 0 || reading->near_month == 0 ? 0 : month - reading->near_month;
  return reading->context.year + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
}

static bool
fill_missing(Reading *reading)
{
  int *first = reading->parts, *second = reading->parts + FL_DATE_YEAR2;
  if (first[1] == 0 && first[2] != 0 && (first[1] = reading->context.month) == 0) {
    reading->problem = "the month is not known";
    return false;
  }
  if (first[0] == 0 && reading->context.year != 0)
    first[0] = nearest_year(reading, first[1]);
  if (first[0] == 0) {
    reading->problem = "the year is not known";
    return false;
  }
  carry_days(reading);
  if (second[0] == 0 && second[1] == 0 && second[2] == 0)
    return true;
  if (second[1] == 0 && second[2] != 0)
    second[1] = first[1];
  if (second[0] == 0)
    second[0] = first[0];
  return true;
}

static void
append_day(GString *out, const int *parts)
{
  g_string_append_printf(out, "%04d", parts[0]);
  if (parts[1] != 0)
    g_string_append_printf(out, "-%02d", parts[1]);
  if (parts[1] != 0 && parts[2] != 0)
    g_string_append_printf(out, "-%02d", parts[2]);
}

static char *
write_reading(Reading *reading)
{
  if (!fill_missing(reading))
    return NULL;
  int *first = reading->parts, *second = reading->parts + FL_DATE_YEAR2;
  bool range = second[0] != 0 && memcmp(first, second, 3 * sizeof *first) != 0;
  if (!is_day(first) || (range && !is_day(second))) {
    reading->problem = "there is no such day";
    return NULL;
  }
  GString *out = g_string_new(NULL);
  append_day(out, first);
  if (range) {
    g_string_append_c(out, '/');
    append_day(out, second);
  }
  return g_string_free(out, FALSE);
}

char *
fl_calendar_parse(const FlCalendar *self, const char *text, FlDateContext context, FlMatcher *matcher,
                  const char **ret_problem)
{
  Reading reading = {.calendar = self,
                     .context = context.day,
                     .near_month = context.near_month,
                     .problem = "no pattern of dates fits"};
  size_t length = strlen(text);
  for (guint i = 0; i < self->patterns->len; i++) {
    const FlPattern *pattern = self->patterns->pdata[i];
    FlSpan span;
    if (fl_matcher_find(matcher, pattern, text, length, 0, FL_PATTERN_DEFAULT_LIMIT) != FL_MATCH_FOUND ||
        !fl_matcher_get_group(matcher, 0, &span) || fl_span_length(span) != length)
      continue;
    char *iso = read_groups(&reading, matcher, pattern, text) ? write_reading(&reading) : NULL;
    *ret_problem = iso == NULL ? reading.problem : NULL;
    return iso;
  }
  *ret_problem = reading.problem;
  return NULL;
}
