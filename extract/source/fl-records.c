#include "fl-records.h"
#include "fl-limits.h"
#include "fl-line-reader.h"

#include <jansson.h>
#include <string.h>

/* After so many bad lines a file is no corpus; nor is a document so long. */
enum { MAX_BAD = 10, MAX_LINE = 64 * 1024 * 1024 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

static bool
fail(GError **error, const char *message)
{
  g_set_error_literal(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, message);
  return false;
}

/* How long the byte order mark is that bytes begin with. */
static gsize
measure_mark(const char *bytes, gsize length)
{
  return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static json_t *
parse(const char *bytes, gsize length, GError **error)
{
  json_error_t problem;
  g_autoptr(json_t) record = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &problem);
  if (record == NULL)
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, "no JSON: %s", problem.text);
  else if (!json_is_object(record))
    fail(error, "no object: a record is {\"id\":…,\"title\":…,\"date\":…,\"text\":…}");
  else if (!json_is_string(json_object_get(record, "text")))
    fail(error, "it has no \"text\"");
  else
    return g_steal_pointer(&record);
  return NULL;
}

/* A record without an id is called as its line is counted. */
static char *
dup_id(const json_t *record, guint64 line)
{
  const json_t *id = json_object_get(record, "id");
  if (json_is_string(id) && *json_string_value(id) != '\0')
    return g_strdup(json_string_value(id));
  if (json_is_integer(id))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(id));
  return g_strdup_printf("%" G_GUINT64_FORMAT, line);
}

/* ---- listing */

typedef struct {
  const char *path, *name;
  FlFoundSources *found;
  GHashTable *seen; /* ids */
  guint64 line, offset;
  guint n_bad;
} Listing;

static void
add_bad(Listing *self, const char *what)
{
  g_autofree char *problem = g_strdup_printf("line %" G_GUINT64_FORMAT ": %s", self->line, what);
  fl_found_sources_add_missing(self->found, self->path, self->name, problem);
  self->n_bad++;
}

static void
list_line(Listing *self, const char *bytes, gsize length)
{
  g_autoptr(GError) error = NULL;
  gsize blank = 0;
  while (blank < length && g_ascii_isspace(bytes[blank]))
    blank++;
  if (blank == length)
    return;
  g_autoptr(json_t) record = parse(bytes, length, &error);
  if (record == NULL) {
    add_bad(self, error->message);
    return;
  }
  g_autofree char *id = dup_id(record, self->line), *whole = g_strconcat(self->name, "/", id, NULL);
  if (g_hash_table_add(self->seen, g_strdup(id)))
    fl_found_sources_add(
        self->found,
        &(FlSource){.path = (char *)self->path, .name = whole, .offset = self->offset, .length = length});
  else
    add_bad(self, "its id was there already");
}

static void
list_lines(Listing *self, GInputStream *stream)
{
  g_auto(FlLineReader) reader;
  g_autoptr(GError) error = NULL;
  const char *line = NULL;
  size_t length = 0;
  fl_line_reader_init(&reader, stream, MAX_LINE);
  for (self->line = 1; fl_line_reader_next(&reader, &line, &length, &error) && line != NULL; self->line++) {
    gsize mark = self->line == 1 ? measure_mark(line, length) : 0;
    self->offset += mark;
    list_line(self, line + mark, length - mark);
    self->offset += length - mark + 1;
    if (self->n_bad > MAX_BAD || self->found->sources->len > FL_LIMIT_MEMBERS) {
      fl_found_sources_add_missing(
          self->found, self->path, self->name,
          "the rest of its lines is not looked at: too many are wrong, or too many are there");
      return;
    }
  }
  if (error != NULL)
    add_bad(self, error->message);
}

void
fl_records_list(const char *path, const char *name, FlFoundSources *found)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_for_path(path);
  g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, &error);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Listing self = {.path = path, .name = name, .found = found, .seen = seen};
  if (stream != NULL)
    list_lines(&self, G_INPUT_STREAM(stream));
  else
    fl_found_sources_add_missing(found, path, name, error->message);
}

/* ---- reading */

static void
append_line(GString *text, const json_t *record, const char *key, const char *before, const char *after)
{
  const char *value = json_string_value(json_object_get(record, key));
  if (value == NULL || *value == '\0')
    return;
  g_string_append(text, before);
  for (; *value != '\0'; value++)
    g_string_append_c(text, *value == '\n' ? ' ' : *value);
  g_string_append(text, after);
}

FlDocument *
fl_record_read(const char *name, GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autoptr(json_t) record = parse(data, length, error);
  if (record == NULL)
    return NULL;
  GString *text = g_string_new(NULL);
  append_line(text, record, "title", "", "\n");
  append_line(text, record, "date", "(", ")\n");
  g_string_append(text, json_string_value(json_object_get(record, "text")));
  return fl_document_new_text(name, g_string_free(text, FALSE));
}

bool
fl_records_are_in(GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  gsize start = measure_mark(data, length);
  while (start < length && g_ascii_isspace(data[start]))
    start++;
  if (start == length || data[start] != '{')
    return false;
  g_autoptr(json_t) first = json_loadb(data + start, length - start, JSON_DISABLE_EOF_CHECK, NULL);
  return json_is_string(json_object_get(first, "text"));
}
