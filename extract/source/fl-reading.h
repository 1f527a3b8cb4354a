/*
 * FlReading: what a reader makes of the bytes of a source: its text, and for formats that are not text what each
 * line is called there, where it stands and what it looks like.
 *
 * A reader either decodes (the file's lines are the text's) or adds line by line. The document takes what this owns.
 */
#pragma once

#include "fl-encoding.h"

#include <stdint.h>

/* A line that a reader found, beside its text. */
typedef struct {
  uint32_t
      number; /* what it is called: the paragraph, the printed line; from 1, never less than the last one's */
  uint32_t column; /* characters of that number on earlier lines: a paragraph may take several */
  uint32_t place;  /* offset in `places`: "p3L12"; 0: the number says it all */
  uint8_t heading; /* its level, 1 to 6; 0: none */
  uint8_t gap;     /* blank lines that the space above it amounts to */
  uint8_t indent;  /* columns of space before it */
  bool new_page;   /* the first of a page */
} FlSourceLine;

typedef struct {
  FlDecoded decoded;
  GString *text;   /* while lines are added */
  GArray *lines;   /* of FlSourceLine, one a line of the text; NULL where the lines are the file's own */
  GString *places; /* each ends in a zero byte; the first is empty */
} FlReading;

void fl_reading_clear(FlReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlReading, fl_reading_clear)

/* Adds a line; of `line` all but column and place is used. `text` is UTF-8; a line feed in it begins another line of
 * the same number. `place` may be NULL. */
void fl_reading_add(FlReading *self, const char *text, const FlSourceLine *line, const char *place);

/* The number that follows the last line's. */
uint32_t fl_reading_get_next_number(const FlReading *self);

/* Ends the adding: `decoded` holds the text. False when it is larger than a source may be. */
bool fl_reading_end(FlReading *self, GError **error);
