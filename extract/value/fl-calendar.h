/*
 * FlCalendar: reads dates and periods as a pack's texts write them, into ISO 8601.
 *
 * A pack gives patterns (the whole text must match) whose named groups say what is what, and words with what
 * they stand for. Groups: year, month, day of the first and year2, month2, day2 of the second date of a
 * range; word and word2 (looked up among the words); century and decade (上世纪 90 年代). Numbers are read by
 * the pack's numerals, months also by name (the words). What the second date of a range lacks it has from the
 * first, but that it is of the next month or year, where none is written, when it would end before it begins
 * (28日至3日, 12月28日至1月3日); what the first lacks comes from the context.
 *
 * Filled by a pack's loader, then constant and shared by threads; owns its patterns and words, borrows the
 * numerals.
 */
#pragma once

#include "fl-day.h"
#include "fl-numerals.h"
#include "fl-pattern.h"

typedef struct _FlCalendar FlCalendar;

/* What a text's dates are read by. */
typedef struct {
  FlDay day;
  int near_month; /* the year is that of something near by, which was in this month: a date without a year is
                     the one nearest to it (31 January beside 27 October 2023 is of 2024). 0: the year is the
                     text's own */
  /* When the text was written; 0 where that is not known. A day of that month without a month of its own that is
   * more than three weeks away is of the month before or behind, if that has it: 30日, written on 1 April; one of
   * that year without a year that is nearer over the year's turn is of the other: 12月31日, written on 1 January. */
  FlDay near;
} FlDateContext;

/* What a word stands for. A part is given as a number (12: December), relative to the context (+0: the same,
 * -1: the one before), or not at all. */
typedef struct {
  bool given, relative;
  int value;
} FlDatePart;

typedef enum {
  FL_DATE_YEAR,
  FL_DATE_MONTH,
  FL_DATE_DAY,
  FL_DATE_YEAR2,
  FL_DATE_MONTH2,
  FL_DATE_DAY2,
  FL_DATE_CENTURY,
  FL_DATE_N_PARTS
} FlDatePartKind;

typedef struct {
  FlDatePart parts[FL_DATE_N_PARTS];
  int of_year; /* holds in this year alone (春节 of 2024 is 10 February); 0: in all */
} FlDateWord;

FlCalendar *fl_calendar_new(const FlNumerals *numerals);
void fl_calendar_free(FlCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCalendar, fl_calendar_free)

/* Takes the pattern. */
void fl_calendar_add_pattern(FlCalendar *self, FlPattern *take_pattern);
void fl_calendar_add_word(FlCalendar *self, const char *word, const FlDateWord *meaning);

/* What a word stands for in a year (0: not known), NULL where nothing is said of it; and whether it stands for
 * anything in any year. */
const FlDateWord *fl_calendar_find_word(const FlCalendar *self, const char *word, int year);
bool fl_calendar_has_word(const FlCalendar *self, const char *word);

const FlNumerals *fl_calendar_get_numerals(const FlCalendar *self);

/* Parses "12", "+0" or "-1"; false for anything else. "" is a part that is not given. */
bool fl_date_part_parse(const char *text, FlDatePart *ret_part);

/* Reads `text`, missing and relative parts from `context` (parts of it may be 0). Returns the ISO 8601 text
 * (the caller's), or NULL with `*ret_problem` (a constant): no pattern fits, the year or month is not known,
 * there is no such day, a range ends before it begins. */
char *fl_calendar_parse(const FlCalendar *self, const char *text, FlDateContext context, FlMatcher *matcher,
                        const char **ret_problem);
