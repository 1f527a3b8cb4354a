#include "fl-calendar.h"
#include "fl-date-reading.h"

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
  self->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)fl_pattern_unref);
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

const FlDateWord *
fl_calendar_find_word(const FlCalendar *self, const char *word, int year)
{
  const GArray *meanings = g_hash_table_lookup(self->words, word);
  for (guint i = 0; meanings != NULL && i < meanings->len; i++) {
    const FlDateWord *meaning = &g_array_index(meanings, FlDateWord, i);
    if (meaning->of_year == 0 || meaning->of_year == year)
      return meaning;
  }
  return NULL;
}

bool
fl_calendar_has_word(const FlCalendar *self, const char *word)
{
  return g_hash_table_contains(self->words, word);
}

const FlNumerals *
fl_calendar_get_numerals(const FlCalendar *self)
{
  return self->numerals;
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
  FlDateReading reading = {.calendar = self,
                           .context = known_parts(context.day),
                           .near_month = context.near_month,
                           .near = known_parts(context.near),
                           .problem = "no pattern of dates fits"};
  size_t length = strlen(text);
  for (guint i = 0; i < self->patterns->len; i++) {
    const FlPattern *pattern = self->patterns->pdata[i];
    FlSpan span;
    if (fl_matcher_find(matcher, pattern, text, length, 0, fl_pattern_get_limit(pattern)) != FL_MATCH_FOUND ||
        !fl_matcher_get_group(matcher, 0, &span) || fl_span_length(span) != length)
      continue;
    char *iso =
        fl_date_reading_take(&reading, matcher, pattern, text) ? fl_date_reading_write(&reading) : NULL;
    *ret_problem = iso == NULL ? reading.problem : NULL;
    return iso;
  }
  *ret_problem = reading.problem;
  return NULL;
}
