/*
 * FlRequirement: something that every match of a pattern must hold, and where: one of a few literals.
 *
 * Derived from the pattern's syntax tree. A subject without it has no match: wrong ones would lose matches
 * without a word, so what is not understood yields none.
 */
#pragma once

#include "fl-literal-set.h"

typedef struct {
  FlLiteralSet *literals;
  uint32_t min, max; /* how many characters behind the start of a match it begins; max may be
                        FL_SYNTAX_UNBOUNDED */
  double frequency;  /* a guess how often one of the literals stands in a text, by place */
  bool anchor;       /* the one by which starts of matches are best looked for; at most one is */
} FlRequirement;

/* What a pattern that compiles needs: an array of FlRequirement, at most five, the rarest first; empty where
 * nothing useful is known. A literal may stand behind the match (an assertion that looks ahead). */
GArray *fl_requirement_derive(const char *pattern);
