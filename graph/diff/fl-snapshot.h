/*
 * FlSnapshot: what a graph says, to be compared with what another says (fl-diff.h): its nodes and edges by their
 * ids, with the texts of their properties, and the evidence of each.
 *
 * Taken from a finished graph, or read from the CSV files that were written of one: the same comes of both. It owns
 * all its strings; constant once it is made, and then readable by many threads.
 *
 * What only shows or counts is left out: labels, colours, sizes, weights, first and last days. So is the evidence of
 * `mentions` edges, which are made of that of nodes.
 */
#pragma once

#include "fl-fact-batch.h"
#include "fl-graph.h"

#define FL_SNAPSHOT_NONE UINT32_MAX

typedef struct {
  FlLocation at;
  uint32_t element;
  bool of_edge;
  const char *file, *rule, *text, *sentence;
} FlSnapshotEvidence;

/* A node or an edge. */
typedef struct {
  const char *id;
  const char *type;              /* of the node, or the relation */
  const char *name;              /* of a node; NULL for an edge */
  uint32_t source, target;       /* of an edge: indices of nodes */
  uint32_t evidence, n_evidence; /* where its rows begin, and how many there are */
  const char *confidence;
} FlSnapshotElement;

typedef struct {
  GPtrArray *columns; /* of const char*: names of the properties */
  GArray *elements;   /* of FlSnapshotElement */
  GPtrArray *values;  /* of const char*: of each element one for each column, "" for none */
  GHashTable *by_id;  /* id to index + 1 */
} FlSnapshotTable;

typedef struct _FlSnapshot FlSnapshot;

/* Takes a finished graph, which need not be kept. */
FlSnapshot *fl_snapshot_new_from_graph(const FlGraph *graph);

/* Reads nodes.csv, edges.csv and evidence.csv of a folder. NULL, with `error` naming file and line, where they are
 * not there or not of one graph. */
FlSnapshot *fl_snapshot_new_from_folder(const char *folder, GError **error);

void fl_snapshot_free(FlSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlSnapshot, fl_snapshot_free)

const FlSnapshotTable *fl_snapshot_get_table(const FlSnapshot *self, bool of_edges);
const FlSnapshotEvidence *fl_snapshot_get_evidence(const FlSnapshot *self, uint32_t index);

static inline const FlSnapshotElement *
fl_snapshot_table_get(const FlSnapshotTable *self, uint32_t index)
{
  return &g_array_index(self->elements, FlSnapshotElement, index);
}

/* The index of the element with an id; FL_SNAPSHOT_NONE: there is none. */
uint32_t fl_snapshot_table_find(const FlSnapshotTable *self, const char *id);

/* The value of a property; "" where it has none. Column -1 is none. */
const char *fl_snapshot_table_get_value(const FlSnapshotTable *self, uint32_t index, int column);

/* The column of a property, or -1. */
int fl_snapshot_table_find_column(const FlSnapshotTable *self, const char *name);

/* Whether the graph itself made an edge, of the evidence of its target: `mentions`. */
bool fl_snapshot_is_derived(const FlSnapshotElement *edge);
