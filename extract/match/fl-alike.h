/*
 * Names that look like one: written otherwise, with one character more, less or other, or one within the other.
 *
 * The time it takes grows with the length of all names together, not with the square of their number: names are found
 * by what is left of them without one character, and by their beginnings and ends.
 */
#pragma once

#include "fl-numerals.h"

#include <stdint.h>

typedef enum {
  FL_ALIKE_SPELLING,  /* the same letters: spaces, punctuation, capitals differ */
  FL_ALIKE_CHARACTER, /* one character more, less or other, which is no number */
  FL_ALIKE_CONTAINED, /* one is how the other begins or ends */
} FlAlikeKind;

typedef struct {
  guint one, other; /* indices of names; `one` is the shorter, or the first */
  FlAlikeKind kind;
} FlAlike;

/* Finds those among `n` names (UTF-8, each once); the caller's array of FlAlike. Short names say too little. Where very
 * many are alike (numbered ones, say) not all pairs are listed. */
GArray *fl_alike_find(const char *const *names, guint n, const FlNumerals *numerals);

/* "written otherwise", … */
const char *fl_alike_kind_describe(FlAlikeKind kind);
