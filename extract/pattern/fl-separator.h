/*
 * Separators: the punctuation, white space and digits by which one tells how far a repetition can reach, such as
 * `[\p{sc:Han}“”]*`, that takes none or few of them.
 *
 * Sets of separators are bit sets. All digits are one (fl-symbol.h).
 */
#pragma once

#include "fl-symbol.h"

enum { FL_N_SEPARATORS = 56 };

#define FL_SEPARATORS_NONE ((uint64_t)0)
#define FL_SEPARATORS_ALL  UINT64_MAX

/* The separators by number. */
extern const gunichar fl_separators[FL_N_SEPARATORS];

/* For a symbol that is not nearly every letter. */
uint64_t fl_separator_look_up(gunichar symbol);

/* The set of a symbol: itself, or nothing where it is no separator. */
static inline uint64_t
fl_separator_set(gunichar symbol)
{
  bool letter = (symbol > 0x3015 && symbol < 0xff01) || symbol > 0xff5e;
  return letter ? FL_SEPARATORS_NONE : fl_separator_look_up(symbol);
}
