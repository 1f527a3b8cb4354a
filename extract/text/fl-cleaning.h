/*
 * FlCleaning: what is done to the characters of a source on their way into the clean text, each step
 * switchable.
 *
 * A plain value; `remove` and `split` belong to the layout that holds it.
 */
#pragma once

#include "fl-pattern.h"

typedef struct {
  bool join_lines;  /* a line break inside a paragraph vanishes between East Asian characters and is a space
                       elsewhere */
  bool drop_spaces; /* in running text spaces beside East Asian characters go; in titles and by-lines only
                       beside digits */
  bool fold_width;  /* full-width digits, letters and ％ become ASCII */
  bool fold_punctuation; /* , ; : ! ? behind an East Asian character become full-width */
  FlPattern *remove;     /* pieces of a line that are no text (markup); NULL: none */
  FlPattern *split;      /* pieces of a line that end a paragraph (markup); NULL: none */
} FlCleaning;
