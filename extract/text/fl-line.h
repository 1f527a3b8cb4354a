/*
 * FlLine: a raw line that is not blank, with what can be seen of it from outside: how far it is indented, how
 * long it is, how many blank lines lie around it. Layouts (fl-layout.h) are written over these.
 *
 * A plain value; what it owns belongs to the array of lines that holds it, which the document outlives.
 */
#pragma once

#include "fl-document.h"
#include "fl-pattern.h"

typedef struct {
  FlSpan span; /* the text without white space around it */
  const char
      *text; /* the same as a title would be cleaned: what patterns of layouts look at; not ended by a zero */
  char *own_text;      /* the array's; NULL where `text` is the document's */
  uint32_t length;     /* bytes of `text` */
  uint32_t chars;      /* code points in the span */
  uint32_t indent;     /* columns of white space before it; an East Asian character takes two */
  uint32_t width;      /* columns of the text */
  uint32_t gap_before; /* blank lines */
  uint32_t gap_after;
  uint32_t repeats; /* how many lines of the document have the same text; 1 for a line of its own */
  uint8_t heading;  /* the level that its format says it has, else how many # of Markdown it begins with */
  bool new_page;    /* behind a form feed; or closer to the line before than lines of this document are */
  bool wide_before; /* more blank lines than lines of this document have between them */
  bool wide_after;
  bool number; /* nothing but a number, as of a page; dashes may stand around it */
  bool ends;   /* ends with the end of a sentence */
  bool less;   /* notably shorter than the document's full lines */
} FlLine;

/* The lines of a document that are not blank. `sentence_end` (may be NULL) says what ends a sentence. */
GArray *fl_lines_new(const FlDocument *document, const FlPattern *sentence_end, FlMatcher *matcher);

/* The same without a look at them: nothing is known of a line but its span. */
GArray *fl_lines_new_unseen(const FlDocument *document);

/* Takes out the lines marked in `removed` (one a line): running heads, page numbers. The gap between two
 * lines over removed ones is the widest among theirs, so a page number does not widen it; gaps, pages and
 * shortness are worked out again. */
void fl_lines_remove(GArray *lines, const bool *removed);
