/*
 * FlRequirement: something that every match of a pattern must hold, and where: one of a few literals.
 *
 * Derived from the pattern's syntax tree. A subject without it has no match: wrong ones would lose matches
 * without a word, so what is not understood yields none.
 */
#pragma once

#include "fl-literal-set.h"
#include "fl-syntax.h"

typedef struct {
  FlLiteralSet *literals;
  uint32_t min, max; /* how many characters behind the start of a match it begins; max may be
                        FL_SYNTAX_UNBOUNDED */
  uint64_t between;  /* separators that may stand between that start and it */
  double frequency;  /* a guess how often one of the literals stands in a text, by place */
  bool anchor;       /* the one by which starts of matches are best looked for; at most one is */
} FlRequirement;

/* Derives requirements of patterns one after another, and remembers what it found of their parts: the
 * patterns of a pack have many in common. Used by one thread. */
typedef struct _FlDeriver FlDeriver;

FlDeriver *fl_deriver_new(void);
void fl_deriver_free(FlDeriver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDeriver, fl_deriver_free)

/* The syntax tree of a pattern that compiles; NULL where it has none (fl-syntax.h). */
FlSyntax *fl_deriver_parse(FlDeriver *self, const char *pattern);

/* What a pattern needs, by the tree that was made of it here: an array of FlRequirement, at most five, the rarest
 * first; empty where there is no tree, or nothing useful is known. A literal may stand behind the match (an assertion
 * that looks ahead). */
GArray *fl_deriver_derive(FlDeriver *self, const FlSyntax *syntax);

/* A list of requirements, an array of FlRequirement that owns references to their literals. */
GArray *fl_requirement_list_new(void);

/* A part of a pattern that comes first: how many characters it takes up, and which separators they may be. */
typedef struct {
  uint32_t min, max;
  uint64_t separators;
} FlLead;

/* Adds that one of `literals` begins behind `lead`; nothing where they are not known (NULL) or may be
 * empty. */
void fl_requirement_list_add(GArray *self, FlLiteralSet *literals, FlLead lead);

/* Adds what is needed of a part that begins behind `lead`. */
void fl_requirement_list_add_shifted(GArray *self, const GArray *inner, FlLead lead);

/* The sum of two distances, at most FL_SYNTAX_UNBOUNDED. */
uint32_t fl_requirement_add_distances(uint32_t a, uint32_t b);
