/*
 * The inside of FlText, for fl-text.c, which reads it, and fl-cutter.c, which makes it.
 */
#pragma once

#include "fl-cleaner.h"
#include "fl-text.h"

enum { FL_SEGMENT_BLOCK = 128 }; /* bytes of the clean text */

struct _FlText {
  const FlDocument *document;
  char *string;
  uint32_t length;
  GArray *segments;          /* of FlSegment */
  uint32_t *block_segments;  /* by block: the last segment that begins at or before it; one more at the end */
  GArray *articles;          /* of FlArticle */
  GArray *paragraphs;        /* of FlParagraph */
  GArray *sections;          /* of FlSection */
  GArray *units[FL_N_UNITS]; /* of FlUnit */
};

/* Called once, when string, length and segments are complete: without it nothing can be mapped. */
void fl_text_index_segments(FlText *self);
