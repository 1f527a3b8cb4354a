/*
 * FlContextStore: what rules have set, and where it holds.
 *
 * A context is looked up from the innermost scope outwards: the rest of the sentence, sentence, the rest of
 * the paragraph, paragraph, sections (the deepest first), article, source; in each, the last value set before
 * the place, else the first behind it. A variable with `else: neighbour` then takes the value of the nearest
 * article that has one; last comes the pack's default. Sets of matches whose mention lost its text to another
 * one do not count.
 */
#pragma once

#include "fl-analysis.h"

FlContextStore *fl_context_store_new(const FlRuleSet *rules, const FlText *text);
void fl_context_store_free(FlContextStore *self);

/* Adds an entry; its range and scope are worked out from the match: `entry` gives variable, scope, at,
 * article, match and value. */
void fl_context_store_add(FlContextStore *self, const FlContextEntry *entry);

/* From where a context is seen. A plain value. */
typedef struct {
  uint32_t article, at;
  bool before;           /* only values set before the place count */
  const FlMatch *reader; /* NULL, or the match that asks: it doesn't see what matches set whose mention it
                            displaced, other readings of its own text */
} FlContextPlace;

/* The entry that holds at a place, or NULL. */
const FlContextEntry *fl_context_store_find(FlContextStore *self, int variable, FlContextPlace place);

/* All entries, in the order in which they were set: for tests of rules and explain. */
guint fl_context_store_get_length(const FlContextStore *self);
const FlContextEntry *fl_context_store_get(const FlContextStore *self, guint index);
