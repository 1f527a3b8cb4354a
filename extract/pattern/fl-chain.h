/*
 * FlChain: a sequence under way: what its items so far are, and the run of literals that the last of them
 * make up.
 *
 * Lives on the stack between begin and end, and owns its run; the outline that it fills is its caller's.
 */
#pragma once

#include "fl-outline.h"

typedef struct {
  FlOutline *outline;
  FlLiteralSet *run;
  uint32_t run_min, run_max; /* where the run begins */
  bool whole;                /* the run is all there is so far */
} FlChain;

/* Begins a sequence without items. `*ret_outline` (the caller clears it) is complete when the chain has ended. */
FlChain fl_chain_begin(FlOutline *ret_outline);

/* Adds what comes next; `item` is only read. */
void fl_chain_add(FlChain *self, const FlOutline *item);

/* What comes next without being taken up: the run goes on as if it had not been looked at. */
void fl_chain_look_ahead(FlChain *self, const FlOutline *item);

/* Ends the sequence and frees what the chain owns. */
void fl_chain_end(FlChain *self);
