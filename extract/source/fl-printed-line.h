/*
 * FlPrintedLine: the printed lines of the pages of a document, with where they stand, and what follows from that: which are
 * running heads and page numbers, which begin a paragraph, how far they are indented.
 *
 * Plain values; knows nothing of the format they come from. Distances are in points, from the upper left corner.
 */
#pragma once

#include "fl-reading.h"

typedef struct {
  char *text; /* the array's */
  double left, right, top, bottom;
  double page_height;
  uint32_t page;   /* from 1 */
  uint32_t number; /* among the lines of its page, from 1, as they are read */
} FlPrintedLine;

/* An array of FlPrintedLine that owns their texts; the caller's. */
GArray *fl_printed_lines_new(void);

/* Adds what stands in the same row, behind it, to a line. */
void fl_printed_line_join(FlPrintedLine *self, const FlPrintedLine *behind);

/* Adds the lines to a reading, in their order, with their places (p3L12), without
 *
 *   - running heads and feet: lines in the upper or lower eighth of their pages that are the same but for their digits,
 *     at the same height, on three pages; on two where there are no more than four
 *   - lines there that begin or end with the number of their page, counted from any, on three pages at the same height
 *   - page numbers: the first or last line of a page, in those eighths, with nothing but a number and dashes around it
 *
 * A space of half a line's distance more than usual above a line is a gap. The indent is counted from the left edge of its column;
 * a centred line has none. */
void fl_printed_lines_read(const GArray *lines, FlReading *reading);
