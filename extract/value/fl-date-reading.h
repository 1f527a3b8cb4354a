/*
 * FlDateReading: one date or period under way: a match fills the parts of two days, and what these lack is filled
 * from what they are read beside.
 *
 * A plain value that borrows the calendar. Private to this folder.
 */
#pragma once

#include "fl-calendar.h"

typedef struct {
  const FlCalendar *calendar;
  FlDay context;
  int near_month;
  FlDay near;
  int parts[FL_DATE_N_PARTS]; /* 0: not there */
  bool shifted[2]; /* the day, of the first or the second date, is so many days from the context's */
  int shift[2];
  const char *problem;
} FlDateReading;

/* Takes what the named groups of the match say, which was found last, by `matcher` in `text`. False with
 * `problem` set when they can't be read. */
bool fl_date_reading_take(FlDateReading *reading, const FlMatcher *matcher, const FlPattern *pattern,
                          const char *text);

/* The ISO 8601 text, the caller's. NULL with `problem` set when there is no such date. */
char *fl_date_reading_write(FlDateReading *reading);
