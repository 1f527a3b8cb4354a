/*
 * FlCsvRows: CSV being written, cell by cell and row by row: RFC 4180 with a byte order mark, as Gephi and
 * spreadsheets read it. Written with libcsv, which extract/pack reads lists with. Private to this folder.
 *
 * On the stack, between init and clear; borrows the sink, which keeps what goes wrong.
 */
#pragma once

#include "fl-file-sink.h"

#include <stdint.h>

/* How a cell is written. */
typedef enum {
  FL_CSV_PLAIN,  /* ids and numbers: nothing to quote */
  FL_CSV_QUOTED, /* texts */
  FL_CSV_DATED, /* dates: full days with slashes, as a column of nothing but ISO days makes Gephi drop the Timeset */
} FlCsvStyle;

typedef struct {
  FlFileSink *sink;
  GString *row;
  size_t cell;   /* where the cell in hand begins in the row */
  GString *text; /* for a cell that needs more than quotes around it */
} FlCsvRows;

/* Begins a file. */
void fl_csv_rows_init(FlCsvRows *self, FlFileSink *sink);
void fl_csv_rows_clear(FlCsvRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlCsvRows, fl_csv_rows_clear)

/* A cell is appended to `row` as it is, between these two. */
void fl_csv_rows_begin_cell(FlCsvRows *self, FlCsvStyle style);
void fl_csv_rows_end_cell(FlCsvRows *self, FlCsvStyle style);

/* A whole cell. */
void fl_csv_rows_put_text(FlCsvRows *self, FlCsvStyle style, const char *text);
void fl_csv_rows_put_number(FlCsvRows *self, uint32_t number);

/* Writes the row, and begins the next. */
void fl_csv_rows_end(FlCsvRows *self);
