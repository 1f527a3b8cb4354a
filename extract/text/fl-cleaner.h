/*
 * FlCleaner: writes the clean text, paragraph by paragraph, and keeps the map back to the source.
 *
 * The map is a list of segments. A segment is either a verbatim copy of source bytes, or one character that
 * was folded; it says where both begin and how long the source's side is. Used by one thread, on its stack;
 * what it makes is handed over.
 */
#pragma once

#include "fl-cleaning.h"
#include "fl-layout.h"

typedef struct {
  uint32_t clean;         /* offset in the clean text; the segment reaches to the next one */
  uint32_t source;        /* offset in the document's text */
  uint32_t source_length; /* bytes there; 0 for what the source does not have (the document's name, ends of
                             paragraphs) */
} FlSegment;

typedef struct {
  const char *source;
  GString *clean;
  GArray *segments; /* of FlSegment */
  bool private_use; /* a character of the private plane was replaced */

  /* the paragraph under way */
  const FlCleaning *cleaning;
  FlRole role;
  gsize begin;
  bool gap, line_break; /* white space is pending; with a line break in it */
  uint32_t gap_at;      /* where in the source, */
  uint32_t gap_length;  /* and how long its first character is */
  gunichar last;        /* the last character written, 0 at the beginning */
} FlCleaner;

/* White space, or a character that is not seen: a control, a zero-width mark, a direction, a soft hyphen. */
bool fl_is_blank(gunichar c);

/* Begins with an empty text; `clean` and `segments` are made, and the caller's to take. `size_hint`: about how many
 * bytes there will be. */
void fl_cleaner_init(FlCleaner *self, const char *source, gsize size_hint);

/* Writes text that the source does not have, standing at `at` of the source. */
void fl_cleaner_insert(FlCleaner *self, const char *text, uint32_t at);

void fl_cleaner_begin(FlCleaner *self, const FlCleaning *cleaning, FlRole role);

/* Adds a piece of a line of the source to the paragraph. */
void fl_cleaner_add(FlCleaner *self, FlSpan piece);

/* Says that the next piece stands on another line, which the line feed at `at` begins. */
void fl_cleaner_break_line(FlCleaner *self, uint32_t at);

/* Ends the paragraph with a line feed; returns its span without it, empty when there was nothing but white
 * space. */
FlSpan fl_cleaner_end(FlCleaner *self);
