#include "fl-csv-rows.h"
#include "fl-string.h"
#include "fl-value.h"

#include <csv.h>
#include <string.h>

void
fl_csv_rows_begin_cell(FlCsvRows *self, FlCsvStyle style)
{
  if (self->row->len > 0)
    g_string_append_c(self->row, ',');
  self->cell = self->row->len;
  if (style != FL_CSV_PLAIN)
    g_string_append_c(self->row, '"');
}

/* Doubles quotes; and backslashes: Gephi reads one as an escape, and may lose all that follows it. */
static void
escape_cell(FlCsvRows *self)
{
  GString *row = self->row;
  g_string_truncate(self->text, 0);
  fl_string_append_doubled(self->text, row->str + self->cell + 1);
  g_string_set_size(row, self->cell + 2 * self->text->len + 2);
  size_t n = csv_write(row->str + self->cell, row->len - self->cell, self->text->str, self->text->len);
  g_string_truncate(row, self->cell + n);
}

void
fl_csv_rows_end_cell(FlCsvRows *self, FlCsvStyle style)
{
  char *text = self->row->str + self->cell + 1;
  if (style == FL_CSV_PLAIN)
    return;
  if (*text == '\0') { /* no quotes around nothing */
    g_string_truncate(self->row, self->cell);
    return;
  }
  if (style == FL_CSV_DATED && fl_date_is_day(text))
    text[4] = text[7] = '/';
  if (strpbrk(text, "\"\\") != NULL)
    escape_cell(self);
  else
    g_string_append_c(self->row, '"');
}

void
fl_csv_rows_end(FlCsvRows *self)
{
  g_string_append(self->row, "\r\n");
  fl_file_sink_write(self->sink, self->row->str, self->row->len);
  g_string_truncate(self->row, 0);
}

void
fl_csv_rows_put_text(FlCsvRows *self, FlCsvStyle style, const char *text)
{
  fl_csv_rows_begin_cell(self, style);
  fl_string_append(self->row, text);
  fl_csv_rows_end_cell(self, style);
}

void
fl_csv_rows_put_number(FlCsvRows *self, uint32_t number)
{
  fl_csv_rows_begin_cell(self, FL_CSV_PLAIN);
  fl_string_append_number(self->row, number);
}

void
fl_csv_rows_init(FlCsvRows *self, FlFileSink *sink)
{
  *self = (FlCsvRows){.sink = sink, .row = g_string_new(NULL), .text = g_string_new(NULL)};
  fl_file_sink_write(sink, "\xEF\xBB\xBF", 3);
}

void
fl_csv_rows_clear(FlCsvRows *self)
{
  g_string_free(self->row, TRUE);
  g_string_free(self->text, TRUE);
}
