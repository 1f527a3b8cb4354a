/*
 * FlChange while it is made: what of one element's values and evidence came and went. Private to this folder; what it
 * is, fl-diff.h says.
 */
#pragma once

#include "fl-diff.h"

/* A change with nothing in it yet; and what frees what is in one (`data` is a pointer to it). */
FlChange fl_change_new(FlChangeKind kind, bool of_edge, uint32_t before, uint32_t after);
void fl_change_clear(gpointer data);

/* Adds a value that is another now; nothing where it is the same, or was added already. Texts are borrowed. */
void fl_change_add_value(FlChange *self, const char *property, const char *before, const char *after);

/* Adds the evidence that the element `before` of the snapshot `old` has and `after` of `new` has not, and the other way
 * round. Where only the rule is another, that is a value. */
void fl_change_compare_evidence(FlChange *self, const FlSnapshot *old, const FlSnapshotElement *before,
                                const FlSnapshot *new, const FlSnapshotElement *after);

/* Adds all evidence of an element to `rows`. */
void fl_change_list_evidence(const FlSnapshot *snapshot, const FlSnapshotElement *element, GPtrArray *rows);
