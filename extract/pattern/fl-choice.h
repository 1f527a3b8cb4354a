/*
 * FlChoice: one of several branches under way: what holds for each of those so far.
 *
 * Lives on the stack between begin and end, and owns the literals of its best; the outline that it fills is its
 * caller's. The outline's sets are then its own alone: no other outline has a reference to them.
 */
#pragma once

#include "fl-outline.h"

typedef struct {
  FlOutline *outline;
  FlRequirement best; /* what is needed in each of them; its literals NULL when nothing is */
} FlChoice;

/* Begins with the first branch: `*outline` is what is known of it, and of the whole choice when that has ended. */
FlChoice fl_choice_begin(FlOutline *outline);

/* Adds a branch; `branch` is only read. */
void fl_choice_add(FlChoice *self, const FlOutline *branch);

/* Ends the choice and frees what it owns. */
void fl_choice_end(FlChoice *self);
