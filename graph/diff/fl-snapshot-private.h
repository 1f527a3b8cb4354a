/*
 * How a snapshot is made: tables are begun, elements added with their values, then evidence. Private to this folder.
 */
#pragma once

#include "fl-snapshot.h"
#include "fl-string-pool.h"

struct _FlSnapshot {
  FlStringPool *pool;
  FlSnapshotTable tables[2]; /* nodes, edges */
  GArray *evidence;          /* of FlSnapshotEvidence; once it is sealed, each element's together */
};

FlSnapshot *fl_snapshot_new(void);

/* Whether a column of this name says something: is not only shown or counted. */
bool fl_snapshot_is_property(const char *column);

/* The string, kept; a full day as Gephi is given it (2024/05/06) as everywhere else (2024-05-06). */
const char *fl_snapshot_keep(FlSnapshot *self, const char *text);

/* Adds an element; false where there is one of its id. The caller adds its values. */
bool fl_snapshot_add(FlSnapshot *self, bool of_edge, const FlSnapshotElement *element);

void fl_snapshot_add_value(FlSnapshot *self, bool of_edge, const char *value);

/* After all evidence: puts each element's together. */
void fl_snapshot_seal(FlSnapshot *self);
