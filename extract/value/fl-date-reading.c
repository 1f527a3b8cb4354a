#include "fl-date-reading.h"

#include <string.h>

/* A day farther than this from when the text was written is rather one of the month before or behind, and a month
 * that is so far ahead rather one of the year before: most of what is told has happened. */
enum { FAR_DAYS = 22, FAR_MONTHS = 9 };

static const char *const part_groups[FL_DATE_N_PARTS] = {"year",   "month", "day",    "year2",
                                                         "month2", "day2",  "century"};

/* A year that stands beside a word is the one that the word counts from. */
static int
base_year(const FlDateReading *reading)
{
  return reading->parts[FL_DATE_YEAR] != 0 ? reading->parts[FL_DATE_YEAR] : reading->context.year;
}

static int
context_part(const FlDateReading *reading, int part)
{
  const int parts[] = {base_year(reading), reading->context.month, reading->context.day};
  if (part == FL_DATE_CENTURY)
    return reading->context.year == 0 ? 0 : reading->context.year / 100 + 1;
  return parts[part % 3];
}

static const FlDateWord *
find_word(const FlDateReading *reading, const char *word)
{
  return fl_calendar_find_word(reading->calendar, word, base_year(reading));
}

/* A part counted from the context's. Months run over into years; days are counted when all is known. */
static bool
take_relative(FlDateReading *reading, int part, int value)
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
take_word(FlDateReading *reading, const char *word, bool second)
{
  const FlDateWord *meaning = find_word(reading, word);
  if (meaning == NULL) {
    reading->problem = fl_calendar_has_word(reading->calendar, word)
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
take_number(FlDateReading *reading, const char *text, int part)
{
  double number = 0;
  if (fl_numerals_parse(fl_calendar_get_numerals(reading->calendar), text, &number) && number >= 1 &&
      number <= 9999 && number == (int)number) {
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
take_decade(FlDateReading *reading, const char *text)
{
  double decade = 0;
  if (!fl_numerals_parse(fl_calendar_get_numerals(reading->calendar), text, &decade) || decade < 0 ||
      decade >= 100) {
    reading->problem = "a number that can't be read";
    return false;
  }
  int century = reading->parts[FL_DATE_CENTURY] != 0 ? reading->parts[FL_DATE_CENTURY] : 20;
  reading->parts[FL_DATE_YEAR] = (century - 1) * 100 + (int)decade;
  reading->parts[FL_DATE_YEAR2] = reading->parts[FL_DATE_YEAR] + 9;
  return true;
}

bool
fl_date_reading_take(FlDateReading *reading, const FlMatcher *matcher, const FlPattern *pattern,
                     const char *text)
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
carry_days(FlDateReading *reading, int which, int *parts)
{
  const int from[] = {reading->context.year, reading->context.month, reading->context.day};
  if (!reading->shifted[which])
    return true;
  if (!fl_day_is_valid(from) || from[2] == 0) {
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

/* By how many years a day or month lies off the year in which the text was written, where that is just over, or just
 * to come: 31 December, written on 1 January; the fourth quarter, written on 9 January. */
static int
turn_year(const FlDateReading *reading, const int *day)
{
  enum { DECEMBER = 12, LAST = 31 };
  const FlDay *near = &reading->near;
  if (near->day == 0 || near->year != reading->context.year || day[1] == 0)
    return 0;
  if (day[1] - near->month >= FAR_MONTHS)
    return -1;
  bool new_year = near->month == DECEMBER && day[1] == 1 && day[2] != 0;
  return new_year && LAST - near->day + day[2] <= FAR_DAYS ? 1 : 0;
}

/* Of the years around the one near by, the one that brings a day, or its month, nearest. */
static int
nearest_year(const FlDateReading *reading, const int *day)
{
  int apart = day[1] == 0 || reading->near_month == 0 ? 0 : day[1] - reading->near_month;
  int turn = apart > 6 ? -1 : apart < -6 ? 1 : turn_year(reading, day);
  return reading->context.year + turn;
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
    second[0] += fl_day_is_before(second, first);
  }
}

/* The month of a day that stands without one, which may be of another year than the context's: the one
 * beside, where that has such a day and the context's own is far from when the text was written. */
static void
fill_month(const FlDateReading *reading, int *parts)
{
  const FlDay *near = &reading->near, *context = &reading->context;
  bool same_month = near->day != 0 && near->month == context->month && near->year == context->year;
  int apart = same_month ? parts[2] - near->day : 0;
  int months = near->year * 12 + near->month - 1 - (apart > FAR_DAYS) + (apart < -FAR_DAYS);
  const int beside[] = {months / 12, months % 12 + 1, parts[2]};
  bool moved = (apart > FAR_DAYS || apart < -FAR_DAYS) && fl_day_is_valid(beside);
  parts[1] = moved ? beside[1] : context->month;
  if (moved && parts[0] == 0)
    parts[0] = beside[0];
}

static bool
fill_missing(FlDateReading *reading)
{
  int *first = reading->parts, *second = reading->parts + FL_DATE_YEAR2;
  if (first[1] == 0 && first[2] != 0)
    fill_month(reading, first);
  if (first[1] == 0 && first[2] != 0) {
    reading->problem = "the month is not known";
    return false;
  }
  if (first[0] == 0 && reading->context.year != 0)
    first[0] = nearest_year(reading, first);
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

char *
fl_date_reading_write(FlDateReading *reading)
{
  if (!fill_missing(reading))
    return NULL;
  int *first = reading->parts, *second = reading->parts + FL_DATE_YEAR2;
  bool range = second[0] != 0 && memcmp(first, second, 3 * sizeof *first) != 0;
  if (!fl_day_is_valid(first) || (range && !fl_day_is_valid(second))) {
    reading->problem = "there is no such day";
    return NULL;
  }
  if (range && fl_day_is_before(second, first)) {
    reading->problem = "it ends before it begins";
    return NULL;
  }
  GString *out = g_string_new(NULL);
  fl_day_append(out, first);
  if (range) {
    g_string_append_c(out, '/');
    fl_day_append(out, second);
  }
  return g_string_free(out, FALSE);
}
