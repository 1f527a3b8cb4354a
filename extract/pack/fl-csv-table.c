#include "fl-csv-table.h"
#include "fl-digest.h"
#include "fl-pack-file.h"

#include <csv.h>
#include <stdarg.h>
#include <string.h>

struct _FlCsvTable {
  char *path;
  char *contents; /* for messages */
  char digest[FL_DIGEST_SIZE];
  GStringChunk *strings;
  GPtrArray *fields; /* of const char*, row by row; the first row is the columns' names */
  GArray *ends;      /* of guint, by row: the field behind its last */
  GArray *lines;     /* of guint, by row */
};

/* Of columns: more are a row that was taken for the first. */
enum { MAX_COLUMNS = 1024 };

typedef struct {
  FlCsvTable *table;
  bool open;        /* a row is under way */
  guint line, next; /* the line that is read, and the one where a row that is not yet under way would begin */
  bool newline;     /* what is read ends the line; a carriage return alone ends a row, but no line */
} Reader;

void
fl_csv_table_free(FlCsvTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->fields);
  g_array_unref(self->ends);
  g_array_unref(self->lines);
  g_string_chunk_free(self->strings);
  g_free(self->contents);
  g_free(self->path);
  g_free(self);
}

const char *
fl_csv_table_get_digest(const FlCsvTable *self)
{
  return self->digest;
}

guint
fl_csv_table_get_n_columns(const FlCsvTable *self)
{
  return g_array_index(self->ends, guint, 0);
}

const char *
fl_csv_table_get_column(const FlCsvTable *self, guint column)
{
  return self->fields->pdata[column];
}

int
fl_csv_table_find_column(const FlCsvTable *self, const char *name)
{
  for (guint i = 0; i < fl_csv_table_get_n_columns(self); i++)
    if (strcmp(fl_csv_table_get_column(self, i), name) == 0)
      return (int)i;
  return -1;
}

guint
fl_csv_table_get_n_rows(const FlCsvTable *self)
{
  return self->ends->len - 1;
}

static guint
count_fields(const FlCsvTable *self, guint row)
{
  return g_array_index(self->ends, guint, row + 1) - g_array_index(self->ends, guint, row);
}

const char *
fl_csv_table_get(const FlCsvTable *self, guint row, int column)
{
  guint start = g_array_index(self->ends, guint, row);
  return column < 0 || (guint)column >= count_fields(self, row) ? ""
                                                                : self->fields->pdata[start + (guint)column];
}

/* A line of the file; the caller's. */
static char *
get_line(const FlCsvTable *self, guint number)
{
  const char *line = self->contents;
  for (; number > 1 && line != NULL; number--) {
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  size_t length = line != NULL ? strcspn(line, "\r\n") : 0;
  return length > 0 && g_utf8_validate(line, (gssize)length, NULL) ? g_strndup(line, length) : NULL;
}

static void
report(const FlCsvTable *self, FlDiagnostics *diagnostics, guint line, const char *id, const char *hint,
       const char *message)
{
  if (fl_diagnostics_pass_over(diagnostics, FL_DIAGNOSTIC_ERROR, id))
    return;
  g_autofree char *source = line > 0 ? get_line(self, line) : NULL;
  FlDiagnostic diagnostic = {.level = FL_DIAGNOSTIC_ERROR,
                             .id = (char *)id,
                             .path = self->path,
                             .line = line,
                             .column = 1,
                             .length = 1,
                             .source = source,
                             .message = (char *)message,
                             .hint = (char *)hint};
  fl_diagnostics_add(diagnostics, &diagnostic);
}

void
fl_csv_table_report(const FlCsvTable *self, FlDiagnostics *diagnostics, int row, const char *id,
                    const char *hint, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  report(self, diagnostics, g_array_index(self->lines, guint, row + 1), id, hint, message);
}

static void
end_field(void *text, size_t length, void *data)
{
  Reader *reader = data;
  reader->open = true;
  char *field = g_string_chunk_insert_len(reader->table->strings, text != NULL ? text : "", (gssize)length);
  g_ptr_array_add(reader->table->fields, g_strstrip(field));
}

static void
end_row(G_GNUC_UNUSED int last, void *data)
{
  Reader *reader = data;
  if (!reader->open)
    return;
  reader->open = false;
  g_array_append_val(reader->table->ends, reader->table->fields->len);
  g_array_append_val(reader->table->lines, reader->next);
  reader->next = reader->line + reader->newline;
}

/* A line outside all rows: a comment before the first, or white space. */
static bool
is_between_rows(const Reader *reader, const char *line, const char *next)
{
  if (reader->open || reader->next != reader->line)
    return false;
  while (line < next && g_ascii_isspace(*line))
    line++;
  return line == next || (*line == '#' && reader->table->ends->len == 0);
}

/* Behind the first line feed or carriage return, or both. */
static const char *
find_end(const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
    p++;
  return p < end ? p + 1 : end;
}

/* Parses line by line, which lets every row know its line. Returns the line of the first error, or 0; of a
 * quote that is never closed, where the row begins that it stands in. */
static guint
parse(Reader *reader, const char *text, gsize length, bool *ret_open)
{
  struct csv_parser parser;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  guint error = 0;
  reader->line = reader->next = 1;
  for (const char *p = text, *end = text + length; p < end && error == 0;) {
    const char *next = find_end(p, end);
    reader->newline = next[-1] == '\n';
    if (is_between_rows(reader, p, next))
      reader->next += reader->newline;
    else if (csv_parse(&parser, p, (size_t)(next - p), end_field, end_row, reader) != (size_t)(next - p))
      error = reader->line;
    reader->line += reader->newline;
    p = next;
  }
  *ret_open = error == 0 && csv_fini(&parser, end_field, end_row, reader) != 0;
  if (*ret_open)
    error = reader->next;
  csv_free(&parser);
  return error;
}

static bool
check(const FlCsvTable *self, FlDiagnostics *diagnostics)
{
  if (self->ends->len == 0) {
    report(self, diagnostics, 1, "csv-empty", "the first row names the columns", "no columns");
    return false;
  }
  if (fl_csv_table_get_n_columns(self) > MAX_COLUMNS) {
    fl_csv_table_report(self, diagnostics, -1, "csv-columns", "the first row names the columns",
                        "more than %d columns", MAX_COLUMNS);
    return false;
  }
  for (guint i = 0; i < fl_csv_table_get_n_columns(self); i++)
    if (fl_csv_table_find_column(self, fl_csv_table_get_column(self, i)) != (int)i) {
      fl_csv_table_report(self, diagnostics, -1, "csv-columns", "every column has a name of its own",
                          "two columns are called '%s'", fl_csv_table_get_column(self, i));
      return false;
    }
  for (guint i = 0; i < fl_csv_table_get_n_rows(self); i++) {
    guint n = count_fields(self, i);
    if (n <= fl_csv_table_get_n_columns(self))
      continue;
    fl_csv_table_report(self, diagnostics, (int)i, "csv-fields",
                        "put quotes around a field with a comma in it", "%u fields in a table of %u columns",
                        n, fl_csv_table_get_n_columns(self));
    return false;
  }
  return true;
}

FlCsvTable *
fl_csv_table_load(const char *path, FlDiagnostics *diagnostics)
{
  gsize length = 0;
  g_autoptr(FlCsvTable) self = g_new0(FlCsvTable, 1);
  self->path = g_strdup(path);
  self->strings = g_string_chunk_new(4096);
  self->fields = g_ptr_array_new();
  self->ends = g_array_new(FALSE, FALSE, sizeof(guint));
  self->lines = g_array_new(FALSE, FALSE, sizeof(guint));
  self->contents = fl_pack_file_read(path, &length, diagnostics);
  if (self->contents == NULL)
    return NULL;
  fl_digest_of(self->contents, length, self->digest);
  const char *stop = NULL;
  if (!g_utf8_validate_len(self->contents, length, &stop)) {
    guint line = 1;
    for (const char *p = self->contents; p < stop; p++)
      line += *p == '\n';
    report(self, diagnostics, line, "not-utf8", "save the file as UTF-8", "a byte here is not UTF-8");
    return NULL;
  }
  Reader reader = {.table = self};
  gsize skipped = g_str_has_prefix(self->contents, "\xef\xbb\xbf") ? 3 : 0;
  bool open = false;
  guint bad = parse(&reader, self->contents + skipped, length - skipped, &open);
  if (bad != 0) {
    report(self, diagnostics, bad, "csv-syntax",
           "a field with a quote in it stands in quotes, and in these the quote is written twice",
           open ? "a quote that is opened here is never closed" : "a quote stands where none may stand");
    return NULL;
  }
  return check(self, diagnostics) ? g_steal_pointer(&self) : NULL;
}
