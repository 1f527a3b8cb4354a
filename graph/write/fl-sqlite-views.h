/*
 * The views that graph.db has beside its tables, as SQL. Private to this folder.
 */
#pragma once

#include "fl-column.h"

/* Appends a name as SQL has it, in quotes. */
void fl_sqlite_append_name(GString *sql, const char *name);

/* Appends a statement for each view: `statements`, `sentences`, and one for each type of node. */
void fl_sqlite_append_views(GString *sql, const FlGraph *graph, const GArray *node_columns);
