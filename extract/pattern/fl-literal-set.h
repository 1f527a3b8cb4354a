/*
 * FlLiteralSet: a few short texts, one of which a pattern needs; made of symbols (fl-symbol.h).
 *
 * A literal may be empty; a mark stands by itself. Sets are GArrays of FlLiteral, never empty; NULL is a set
 * that is not known. Functions return new references.
 */
#pragma once

#include "fl-symbol.h"

enum {
  FL_LITERAL_MAX_CHARS = 8,     /* longer ones tell hardly more */
  FL_LITERAL_SET_MAX_SIZE = 512 /* larger ones hardly anything */
};

typedef struct {
  uint32_t length;
  gunichar chars[FL_LITERAL_MAX_CHARS];
} FlLiteral;

typedef GArray FlLiteralSet;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlLiteralSet, g_array_unref)

/* NULL stays NULL. */
FlLiteralSet *fl_literal_set_ref(FlLiteralSet *self);

/* Lets go of what is in `*slot`, and puts another set (or NULL) there. */
void fl_literal_set_replace(FlLiteralSet **slot, FlLiteralSet *take_set);

/* The set that holds nothing but the empty literal. */
FlLiteralSet *fl_literal_set_new_empty(void);

/* One literal for each of the characters. */
FlLiteralSet *fl_literal_set_new_chars(const gunichar *chars, uint32_t n);

/* Each of one before each of the other; NULL when that is too many, or too long, or a mark is among them. */
FlLiteralSet *fl_literal_set_multiply(const FlLiteralSet *before, const FlLiteralSet *behind);

/* Those of both; NULL when one is not known or there are too many. */
FlLiteralSet *fl_literal_set_join(const FlLiteralSet *one, const FlLiteralSet *other);

/* Adds to `*self`, which must be the only reference; it becomes NULL as above. */
void fl_literal_set_extend(FlLiteralSet **self, const FlLiteralSet *other);

/* One literal of several characters, none of them a mark. */
FlLiteralSet *fl_literal_set_new_text(const gunichar *chars, uint32_t n);

bool fl_literal_set_has_empty(const FlLiteralSet *self);
bool fl_literal_set_has_marks(const FlLiteralSet *self);

/* Those that are not empty; NULL when there are none. */
FlLiteralSet *fl_literal_set_drop_empty(const FlLiteralSet *self);

/* Those that begin with no other: where one of all stands one of these does, at the same place. */
FlLiteralSet *fl_literal_set_reduce(const FlLiteralSet *self);

/* Whether each of them holds one of `others`; false, too, where that takes long to find out. */
bool fl_literal_set_implies(const FlLiteralSet *self, const FlLiteralSet *others);

/* The shortest and the longest length. */
void fl_literal_set_measure(const FlLiteralSet *self, uint32_t *ret_shortest, uint32_t *ret_longest);

/* About how often one of them begins at a place of a text, from 0 to 1: a guess by kinds of characters. */
double fl_literal_set_guess_frequency(const FlLiteralSet *self);
