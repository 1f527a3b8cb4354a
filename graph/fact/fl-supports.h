/*
 * FlSupports: the evidence of a batch's nodes, or of its edges: taken as it comes, then dealt out to them. Private to
 * the batch.
 */
#pragma once

#include "fl-fact-batch.h"

typedef struct {
  GArray *added;      /* of what was added, with its element; NULL once sealed */
  FlEvidence *sealed; /* what each element has side by side */
  size_t n;           /* how many are sealed */
} FlSupports;

void fl_supports_init(FlSupports *self);
void fl_supports_clear(FlSupports *self);

/* `evidence`: its strings outlive this. The element's list must have been told that it is one longer. */
void fl_supports_add(FlSupports *self, uint32_t element, FlEvidence evidence);

/* The list of an element, whose `n` is how many it has. */
typedef FlEvidenceList *(*FlGetEvidenceList)(const void *owner, uint32_t element);

/* Fills the lists of all elements, each in order of place; they point into this. */
void fl_supports_seal(FlSupports *self, FlGetEvidenceList get_list, const void *owner, uint32_t n_elements);
