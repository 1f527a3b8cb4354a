/*
 * FlPairing: which elements of two snapshots are the same. Private to this folder.
 */
#pragma once

#include "fl-snapshot.h"

typedef struct {
  const FlSnapshot *before, *after;
  uint32_t *forward[2], *back[2]; /* of nodes, of edges: the other's index, or FL_SNAPSHOT_NONE */
} FlPairing;

void fl_pairing_init(FlPairing *self, const FlSnapshot *before, const FlSnapshot *after);
void fl_pairing_clear(FlPairing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlPairing, fl_pairing_clear)
