/*
 * FlHole: a named place in a pattern, `{who:Person|Organization+}`, taken apart.
 *
 * What the things mean is for others: in a rule a capitalised thing is a type and a lower-case one a define,
 * in a layout it is a kind of line.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  char *name;      /* what the hole captures as; NULL when it does not */
  char **things;   /* NULL-terminated, at least one */
  char quantifier; /* '+', '*', '?' or '\0' */
} FlHole;

/* Takes `text` (a token with its braces, `length` bytes) apart. Returns NULL with `*ret_problem` (a constant)
 * saying what is wrong with it. */
FlHole *fl_hole_parse(const char *text, size_t length, const char **ret_problem);
void fl_hole_free(FlHole *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlHole, fl_hole_free)

/* Whether a text is a name: a lower-case letter, then lower-case letters, digits and underscores. */
bool fl_is_name(const char *text);

/* Whether a text is a type's name: a capital letter, then letters and digits. */
bool fl_is_type_name(const char *text);
