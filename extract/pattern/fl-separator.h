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

/* The set of a symbol: itself, or nothing where it is no separator. */
uint64_t fl_separator_set(gunichar symbol);
