/*
 * The inside of FlText, for fl-text.c, which reads it, and fl-cutter.c, which makes it.
 */
#pragma once

#include "fl-cleaner.h"
#include "fl-text.h"

struct _FlText {
  const FlDocument *document;
  char *string;
  uint32_t length;
  GArray *segments;          /* of FlSegment */
  GArray *articles;          /* of FlArticle */
  GArray *paragraphs;        /* of FlParagraph */
  GArray *sections;          /* of FlSection */
  GArray *units[FL_N_UNITS]; /* of FlUnit */
};
