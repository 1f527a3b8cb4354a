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
  if (!g_ascii_isdigit(*digits) || !g_ascii_string_to_signed(digits, 10, 0, 9999, &value, NULL))
    return false;
  ret_part->value = *text == '-' ? (int)-value : (int)value;
  return true;
}

/* A year, a month of it, or a day of that. */
static bool
is_day(const int *parts)
{
  if (parts[0] < 1 || parts[0] > 9999)
    return false;
  if (parts[1] == 0)
    return parts[2] == 0;
  return parts[1] >= 1 && parts[1] <= 12 &&
         (parts[2] == 0 || (parts[2] >= 1 && parts[2] <= 31 &&
                            g_date_valid_dmy((GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0])));
}

bool
fl_day_parse(const char *iso, FlDay *ret_day)
{
  g_autofree char *day = g_strndup(iso, strcspn(iso, "/"));
  g_auto(GStrv) texts = g_strsplit(day, "-", 4);
  int parts[4] = {0};
  guint n = g_strv_length(texts);
  for (guint i = 0; i < n; i++) {
    gint64 value = 0;
    if (!g_ascii_isdigit(*texts[i]) || !g_ascii_string_to_signed(texts[i], 10, 1, 9999, &value, NULL))
      return false;
    parts[i] = (int)value;
  }
  if (n > 3 || !is_day(parts))
    return false;
  *ret_day = (FlDay){parts[0], parts[1], parts[2]};
  return true;
}

/* ---- reading: a match fills the parts of two days */

typedef struct {
  const FlCalendar *calendar;
  FlDay context;
  int near_month;
  int parts[FL_DATE_N_PARTS]; /* 0: not there */
  bool shifted[2]; /* the day, of the first or the second date, is so many days from the context's */
  int shift[2];
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
  if (part == FL_DATE_CENTURY)
    return reading->context.year == 0 ? 0 : reading->context.year / 100 + 1;
  return parts[part % 3];
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
static bool
take_relative(Reading *reading, int part, int value)
{
  bool month = part == FL_DATE_MONTH || part == FL_DATE_MONTH2,
       day = part == FL_DATE_DAY || part == FL_DATE_DAY2;
  int from = context_part(reading, part), year = base_year(reading);
  if (from == 0 || (month && year == 0)) {
    reading->problem = "relative to a date that is not known";
    return false;
  }
  if (day) {
    reading->shifted[part == FL_DATE_DAY2] = true;
    reading->shift[part == FL_DATE_DAY2] = value;
    value = 0;
  }
  int sum = from + value;
  if (month && (sum < 1 || sum > 12)) {
    int months = year * 12 + sum - 1;
    reading->parts[part - 1] = months / 12;
    sum = months % 12 + 1;
  }
  reading->parts[part] = sum;
  return true;
}

/* A word behind `to` gives the second date: the second of its own, where it has one. */
static bool
take_word(Reading *reading, const char *word, bool second)
{
  const FlDateWord *meaning = find_word(reading, word);
  if (meaning == NULL) {
    reading->problem = g_hash_table_contains(reading->calendar->words, word)
                           ? "a word that no table of dates holds for this year"
                           : "a word that no table of dates holds";
    return false;
  }
  for (int part = second ? FL_DATE_YEAR2 : 0; part < (second ? FL_DATE_CENTURY : FL_DATE_N_PARTS); part++) {
    FlDatePart given = meaning->parts[part];
    if (second && !given.given)
      given = meaning->parts[part - FL_DATE_YEAR2];
    if (given.given && given.relative && !take_relative(reading, part, given.value))
      return false;
    if (given.given && !given.relative)
      reading->parts[part] = given.value;
  }
  return true;
}

static bool
take_number(Reading *reading, const char *text, int part)
{
  double number = 0;
  if (fl_numerals_parse(reading->calendar->numerals, text, &number) && number >= 1 && number <= 9999 &&
      number == (int)number) {
    reading->parts[part] = (int)number;
    return true;
  }
  bool month = part == FL_DATE_MONTH || part == FL_DATE_MONTH2;
  const FlDateWord *meaning = month ? find_word(reading, text) : NULL;
  if (meaning != NULL) {
    FlDatePart named = meaning->parts[FL_DATE_MONTH];
    reading->parts[part] = named.given && !named.relative ? named.value : 0;
    if (reading->parts[part] != 0)
      return true;
  }
  reading->problem = month ? "a month that can't be read" : "a number that can't be read";
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
  if (!fl_numerals_parse(reading->calendar->numerals, text, &decade) || decade < 0 || decade >= 100) {
    reading->problem = "a number that can't be read";
    return false;
  }
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
  g_autofree char *word = dup_group(matcher, pattern, text, "word");
  g_autofree char *word2 = dup_group(matcher, pattern, text, "word2");
  if ((word != NULL && !take_word(reading, word, false)) ||
      (word2 != NULL && !take_word(reading, word2, true)))
    return false;
  g_autofree char *decade = dup_group(matcher, pattern, text, "decade");
  return decade == NULL || take_decade(reading, decade);
}

/* ---- writing */

/* 昨天 on the first of a month: days that run over are carried into months and years. */
static bool
carry_days(Reading *reading, int which, int *parts)
{
  const int from[] = {reading->context.year, reading->context.month, reading->context.day};
  if (!reading->shifted[which])
    return true;
  if (!is_day(from) || from[2] == 0) {
    reading->problem = "relative to a date that is not known";
    return false;
  }
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)from[2], (GDateMonth)from[1], (GDateYear)from[0]);
  gint64 julian = (gint64)g_date_get_julian(&date) + reading->shift[which];
  g_date_set_julian(&date, (guint32)MAX(julian, 1));
  parts[0] = g_date_get_year(&date);
  parts[1] = (int)g_date_get_month(&date);
  parts[2] = g_date_get_day(&date);
  return true;
}

/* Of the years around the one near by, the one that brings a month nearest. */
static int
nearest_year(const Reading *reading, int month)
{
  int apart = month == 0 || reading->near_month == 0 ? 0 : month - reading->near_month;
  return reading->context.year + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
}

/* Whether one date lies before the other; false where the parts that both have are the same. */
static bool
is_before(const int *date, const int *other)
{
  for (int part = 0; part < 3; part++)
    if (date[part] != other[part])
      return date[part] != 0 && other[part] != 0 && date[part] < other[part];
  return false;
}

/* What the second date of a range lacks it has from the first, or from what comes next behind that: 28日至3日
 * runs over the end of the month, 12月28日至1月3日 over the end of the year. */
static void
fill_second(int *second, const int *first)
{
  bool next_month = second[0] == 0 && second[1] == 0 && second[2] != 0 && second[2] < first[2];
  if (second[1] == 0 && second[2] != 0)
    second[1] = next_month ? first[1] % 12 + 1 : first[1];
  if (second[0] == 0) {
    second[0] = first[0];
    second[0] += is_before(second, first);
  }
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
  if (!carry_days(reading, 0, first) || !carry_days(reading, 1, second))
    return false;
  if (second[0] != 0 || second[1] != 0 || second[2] != 0)
    fill_second(second, first);
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
  if (range && is_before(second, first)) {
    reading->problem = "it ends before it begins";
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

/* What can't be a part of a date is none. */
static FlDay
known_parts(FlDay day)
{
  return (FlDay){day.year >= 1 && day.year <= 9999 ? day.year : 0,
                 day.month >= 1 && day.month <= 12 ? day.month : 0,
                 day.day >= 1 && day.day <= 31 ? day.day : 0};
}

char *
fl_calendar_parse(const FlCalendar *self, const char *text, FlDateContext context, FlMatcher *matcher,
                  const char **ret_problem)
{
  Reading reading = {.calendar = self,
                     .context = known_parts(context.day),
                     .near_month = context.near_month,
                     .problem = "no pattern of dates fits"};
  size_t length = strlen(text);
  for (guint i = 0; i < self->patterns->len; i++) {
    const FlPattern *pattern = self->patterns->pdata[i];
    FlSpan span;
    if (fl_matcher_find(matcher, pattern, text, length, 0, fl_pattern_get_limit(pattern)) != FL_MATCH_FOUND ||
        !fl_matcher_get_group(matcher, 0, &span) || fl_span_length(span) != length)
      continue;
    char *iso = read_groups(&reading, matcher, pattern, text) ? write_reading(&reading) : NULL;
    *ret_problem = iso == NULL ? reading.problem : NULL;
    return iso;
  }
  *ret_problem = reading.problem;
  return NULL;
}
