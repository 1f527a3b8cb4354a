/*
 * FlOutline: what holds for all that a node of a pattern's syntax tree takes up: how long it is, and of which
 * literals it is made, begins, ends and holds.
 *
 * A plain value that owns references to its sets; lengths are in characters. Sets are shared with other
 * outlines and not changed, but by an FlChoice.
 */
#pragma once

#include "fl-requirement.h"
#include "fl-syntax.h"

typedef struct {
  uint32_t min, max;         /* characters */
  FlLiteralSet *exact;       /* it is one of these; NULL: not known */
  FlLiteralSet *head, *tail; /* where `exact` is not known: it begins, ends with one of these, or is empty */
  bool skippable;            /* `head` and `tail` hold only where it takes up anything */
  uint64_t separators;       /* those that it may take up */
  GArray *found;             /* of FlRequirement */
} FlOutline;

/* An outline that tells no more than the length. */
FlOutline fl_outline_make(uint32_t min, uint32_t max);
void fl_outline_clear(FlOutline *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlOutline, fl_outline_clear)

/* The outline of a whole tree. `known` (NULL: none): the outlines of fragments, by number less one; those
 * that are not there yet (`found` is NULL) go there. */
FlOutline fl_outline_derive(const FlSyntax *syntax, GArray *known);

/* What it begins or ends with (`edge`: its head or tail) where it takes up anything, a new reference; NULL:
 * not known. */
FlLiteralSet *fl_outline_get_edge(const FlOutline *self, FlLiteralSet *edge);

bool fl_outline_may_be_empty(const FlOutline *self);
