#include "fl-csv-reader.h"
#include "fl-display.h"

#include <csv.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* More columns are no graph's. libcsv's buffer for a cell grows by so many bytes each time, of itself by 128: then a
 * long cell is copied from end to end thousands of times. */
enum { MAX_COLUMNS = 1024, CELL_STEP = 1 << 18 };

G_DEFINE_QUARK(fl - csv - reader - error - quark, fl_csv_reader_error)

typedef struct {
  const FlCsvSink *sink;
  void *user_data;
  GError *error; /* the first: what follows is passed over */
  GString *row;  /* the cells of the row, each ended by a zero byte */
  GArray *ends;  /* of gsize: where in it each begins */
  GPtrArray *cells;
  guint n_columns; /* 0 before the first row */
} Reader;

static void
fail(Reader *self, const char *message)
{
  if (self->error == NULL)
    g_set_error_literal(&self->error, FL_CSV_READER_ERROR, FL_CSV_READER_ERROR_SYNTAX, message);
}

/* A backslash stands for itself where it stands alone. */
static void
append_cell(GString *row, const char *text, gsize length)
{
  const char *end = text + length;
  for (const char *special; (special = memchr(text, '\\', (gsize)(end - text))) != NULL;) {
    g_string_append_len(row, text, special + 1 - text);
    text = special + (special + 1 < end && special[1] == '\\' ? 2 : 1);
  }
  g_string_append_len(row, text, end - text);
  g_string_append_c(row, '\0');
}

static void
end_cell(void *text, size_t length, void *data)
{
  Reader *self = data;
  gsize start = self->row->len;
  if (self->error != NULL || self->ends->len > MAX_COLUMNS)
    return;
  append_cell(self->row, text != NULL ? text : "", length);
  g_autofree char *safe = fl_display_make_safe(self->row->str + start);
  if (safe != NULL) {
    g_string_truncate(self->row, start);
    g_string_append_len(self->row, safe, (gssize)strlen(safe) + 1);
  }
  g_array_append_val(self->ends, start);
}

static void
take_row(Reader *self)
{
  g_ptr_array_set_size(self->cells, 0);
  for (guint i = 0; i < self->ends->len; i++)
    g_ptr_array_add(self->cells, self->row->str + g_array_index(self->ends, gsize, i));
  const char *const *cells = (const char *const *)self->cells->pdata;
  if (self->cells->len > MAX_COLUMNS)
    fail(self, "so many columns are none of a graph");
  else if (self->n_columns == 0) {
    self->n_columns = self->cells->len;
    self->sink->begin(cells, self->n_columns, self->user_data, &self->error);
  } else if (self->cells->len != self->n_columns)
    fail(self, "not as many cells as there are columns");
  else
    self->sink->add(cells, self->user_data, &self->error);
}

static void
end_row(G_GNUC_UNUSED int last, void *data)
{
  Reader *self = data;
  if (self->error == NULL && self->ends->len > 0)
    take_row(self);
  g_array_set_size(self->ends, 0);
  g_string_truncate(self->row, 0);
}

/* Line by line, for messages; one in quotes may go on. Returns the line where it ends, or went wrong. */
static guint
parse(Reader *self, const char *text, gsize length)
{
  struct csv_parser parser;
  guint line = 1;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_blk_size(&parser, CELL_STEP);
  for (const char *p = text, *end = text + length; p < end && self->error == NULL; line++) {
    const char *feed = memchr(p, '\n', (gsize)(end - p)), *next = feed != NULL ? feed + 1 : end;
    if (csv_parse(&parser, p, (gsize)(next - p), end_cell, end_row, self) != (gsize)(next - p))
      fail(self, "a quote stands where none may stand");
    p = next;
    if (self->error != NULL)
      break;
  }
  if (self->error == NULL && csv_fini(&parser, end_cell, end_row, self) != 0)
    fail(self, "a quote is never closed");
  csv_free(&parser);
  if (self->error == NULL && self->n_columns == 0)
    fail(self, "the file is empty");
  return line;
}

static bool
read_text(Reader *self, const char *path, const char *text, gsize length, GError **error)
{
  const char *stop = NULL;
  guint line = 1;
  if (!g_utf8_validate_len(text, length, &stop)) {
    for (const char *p = text; p < stop; p++)
      line += *p == '\n';
    fail(self, "a byte is not UTF-8");
  } else {
    gsize mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    line = parse(self, text + mark, length - mark);
  }
  if (self->error == NULL)
    return true;
  g_propagate_prefixed_error(error, g_steal_pointer(&self->error), "%s:%u: ", path, line);
  return false;
}

/* A pipe is never opened: it may have no other end. */
static const char *
find_obstacle(const char *path)
{
  GStatBuf found;
  if (g_stat(path, &found) != 0)
    return errno == ENOENT ? "no such file" : g_strerror(errno);
  return S_ISREG(found.st_mode) ? NULL : "not a file";
}

bool
fl_csv_read(const char *path, const FlCsvSink *sink, void *user_data, GError **error)
{
  const char *obstacle = find_obstacle(path);
  g_autoptr(GMappedFile) file = obstacle == NULL ? g_mapped_file_new(path, FALSE, NULL) : NULL;
  if (file == NULL) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path,
                obstacle != NULL ? obstacle : "this file can't be read");
    return false;
  }
  g_autoptr(GString) row = g_string_new(NULL);
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gsize));
  g_autoptr(GPtrArray) cells = g_ptr_array_new();
  Reader reader = {.sink = sink, .user_data = user_data, .row = row, .ends = ends, .cells = cells};
  gsize length = g_mapped_file_get_length(file);
  return read_text(&reader, path, length > 0 ? g_mapped_file_get_contents(file) : "", length, error);
}
