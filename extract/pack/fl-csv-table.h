/*
 * FlCsvTable: a CSV file of a pack (RFC 4180, UTF-8, first row the columns' names), in memory. The only place in
 * extract/ that knows libcsv.
 *
 * Lines that begin with # before the first row are comments. Constant once loaded; owns its strings.
 */
#pragma once

#include "fl-diagnostic.h"

typedef struct _FlCsvTable FlCsvTable;

/* Loads a file; `path` stands in messages. Returns NULL, with errors added, when it can't be read, has no
 * columns, or a row has more fields than there are columns. Missing fields at the end of a row are empty. */
FlCsvTable *fl_csv_table_load(const char *path, FlDiagnostics *diagnostics);
void fl_csv_table_free(FlCsvTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCsvTable, fl_csv_table_free)

const char *fl_csv_table_get_digest(const FlCsvTable *self); /* of its bytes (fl-digest.h) */
guint fl_csv_table_get_n_columns(const FlCsvTable *self);
const char *fl_csv_table_get_column(const FlCsvTable *self, guint column);

/* The index of a column, or -1. */
int fl_csv_table_find_column(const FlCsvTable *self, const char *name);

guint fl_csv_table_get_n_rows(const FlCsvTable *self);

/* A field, never NULL; column -1 gives "". */
const char *fl_csv_table_get(const FlCsvTable *self, guint row, int column);

/* Adds a diagnostic about a row (-1: the columns' names). */
void fl_csv_table_report(const FlCsvTable *self, FlDiagnostics *diagnostics, int row, const char *id,
                         const char *hint, const char *format, ...) G_GNUC_PRINTF(6, 7);
