/*
 * Reading the CSV files that graph/write writes (fl-csv-rows.h), whoever wrote them. The only place of this folder
 * that knows libcsv.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define FL_CSV_READER_ERROR (fl_csv_reader_error_quark())
GQuark fl_csv_reader_error_quark(void);

typedef enum {
  FL_CSV_READER_ERROR_SYNTAX, /* no CSV in UTF-8, or not of the shape that is asked for */
} FlCsvReaderError;

/* What becomes of the rows. Cells are without the doubled backslashes and safe to show (fl-display.h), valid for the call;
 * there are as many in each row as in the first, the columns' names. Both return false with `error` set to stop. */
typedef struct {
  bool (*begin)(const char *const *columns, guint n, void *user_data, GError **error);
  bool (*add)(const char *const *cells, void *user_data, GError **error);
} FlCsvSink;

/* Reads the file. On failure `error` says why, and begins with the file and, where there is one, the line. */
bool fl_csv_read(const char *path, const FlCsvSink *sink, void *user_data, GError **error);
