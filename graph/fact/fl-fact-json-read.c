/*
 * Parsing is most of the work of weaving facts, and each document stands for itself: the first is read here,
 * so that the schema is known, the others by as many threads as there are processors. Their batches go on in
 * order.
 */
#include "fl-fact-record.h"
#include "fl-line-reader.h"
#include "fl-workers.h"

#include <string.h>

/* How many documents may be on the way for each processor; and how long one may be. What is longer (or is
 * spelled otherwise than we do, so that its end is not seen) is read line by line. */
enum { AHEAD = 4, MAX_DOCUMENT = 16 * 1024 * 1024 };

/* A node with a million mentions takes 85 MB. */
enum { MAX_LINE = 512 * 1024 * 1024 };

/* What the last line of a document begins with. */
#define END "{\"end\":"

/* The lines of a document, and what became of them. */
typedef struct {
  const char *name;
  FlSchema **schema;
  GByteArray *lines;
  uint64_t first_line, n_lines;
  GPtrArray *batches; /* of FlFactBatch */
  GError *error;
} Document;

typedef struct {
  const char *name;
  FlSchema **schema;
  FlFactSink sink;
  void *user_data;
  uint64_t n_lines;   /* read so far */
  FlWorkers *workers; /* their jobs are documents */
} Reading;

GQuark
fl_fact_json_error_quark(void)
{
  return g_quark_from_static_string("fl-fact-json-error-quark");
}

static void
free_document(Document *document)
{
  g_byte_array_unref(document->lines);
  g_ptr_array_unref(document->batches);
  g_clear_error(&document->error);
  g_free(document);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, free_document)

static Document *
new_document(const Reading *self)
{
  Document *document = g_new0(Document, 1);
  document->name = self->name;
  document->schema = self->schema;
  document->lines = g_byte_array_new();
  document->first_line = self->n_lines + 1;
  document->batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  return document;
}

static bool
is_end(const char *line, size_t length)
{
  return length >= strlen(END) && memcmp(line, END, strlen(END)) == 0;
}

static void
append_line(Document *document, const char *line, size_t length)
{
  g_byte_array_append(document->lines, (const guint8 *)line, (guint)length);
  g_byte_array_append(document->lines, (const guint8 *)"\n", 1);
  document->n_lines++;
}

/* Hands the lines of a document to a reader. */
static bool
take_lines(FlRecordReader *reader, const Document *document, GError **error)
{
  const char *line = (const char *)document->lines->data, *behind = line + document->lines->len;
  for (uint64_t i = 0; i < document->n_lines; i++) {
    const char *end = memchr(line, '\n', (size_t)(behind - line));
    if (!fl_record_reader_take(reader, line, (size_t)(end - line), document->name, error))
      return false;
    line = end + 1;
  }
  return true;
}

/* ---- documents on their way through the threads */

static bool
collect(FlFactBatch *take_batch, void *batches, G_GNUC_UNUSED GError **error)
{
  g_ptr_array_add(batches, take_batch);
  return true;
}

static void
parse_document(void *job, G_GNUC_UNUSED void *state)
{
  Document *document = job;
  g_autoptr(FlRecordReader) reader =
      fl_record_reader_new(document->schema, document->first_line, collect, document->batches);
  if (take_lines(reader, document, &document->error))
    fl_record_reader_end(reader, document->name, &document->error);
}

/* Hands over the batches of the first document on the way. */
static bool
deliver(Reading *self, GError **error)
{
  g_autoptr(Document) document = fl_workers_pop(self->workers);
  while (document->batches->len > 0) {
    if (self->sink(g_ptr_array_steal_index(document->batches, 0), self->user_data, error))
      continue;
    g_prefix_error(error, "%s:%" G_GUINT64_FORMAT ": ", self->name,
                   document->first_line + document->n_lines - 1);
    return false;
  }
  if (document->error == NULL)
    return true;
  g_propagate_error(error, g_steal_pointer(&document->error));
  return false;
}

static bool
deliver_all(Reading *self, GError **error)
{
  while (fl_workers_get_n_jobs(self->workers) > 0)
    if (!deliver(self, error))
      return false;
  return true;
}

static bool
send_off(Reading *self, Document *take_document, GError **error)
{
  fl_workers_push(self->workers, take_document);
  return fl_workers_get_n_jobs(self->workers) < AHEAD * g_get_num_processors() || deliver(self, error);
}

/* ---- reading */

static bool
next_line(Reading *self, FlLineReader *lines, const char **ret_line, size_t *ret_length, GError **error)
{
  if (!fl_line_reader_next(lines, ret_line, ret_length, error)) {
    g_prefix_error(error, "%s:%" G_GUINT64_FORMAT ": ", self->name, self->n_lines + 1);
    return false;
  }
  self->n_lines += *ret_line != NULL;
  return true;
}

/* Reads line by line to the end of the stream, or of the first document. */
static bool
read_here(Reading *self, FlLineReader *lines, FlRecordReader *reader, bool first, bool *ret_ended,
          GError **error)
{
  const char *line = NULL;
  size_t length = 0;
  for (;;) {
    if (!next_line(self, lines, &line, &length, error))
      return false;
    *ret_ended = line == NULL;
    if (*ret_ended)
      return fl_record_reader_end(reader, self->name, error);
    if (!fl_record_reader_take(reader, line, length, self->name, error))
      return false;
    if (first && is_end(line, length))
      return true;
  }
}

/* Goes on line by line from the beginning of a document that is too long. */
static bool
read_rest_here(Reading *self, FlLineReader *lines, const Document *document, GError **error)
{
  bool ended = false;
  g_autoptr(FlRecordReader) reader =
      fl_record_reader_new(self->schema, document->first_line, self->sink, self->user_data);
  return deliver_all(self, error) && take_lines(reader, document, error) &&
         read_here(self, lines, reader, false, &ended, error);
}

static bool
read_in_threads(Reading *self, FlLineReader *lines, GError **error)
{
  const char *line = NULL;
  size_t length = 0;
  g_autoptr(Document) document = new_document(self);
  for (;;) {
    g_autoptr(GError) problem = NULL;
    if (!next_line(self, lines, &line, &length, &problem)) {
      if (deliver_all(self, error)) /* what went wrong before comes first */
        g_propagate_error(error, g_steal_pointer(&problem));
      return false;
    }
    if (line != NULL)
      append_line(document, line, length);
    if (document->lines->len > MAX_DOCUMENT)
      return read_rest_here(self, lines, document, error);
    if (line != NULL && !is_end(line, length))
      continue;
    if (document->n_lines > 0 && !send_off(self, g_steal_pointer(&document), error))
      return false;
    if (line == NULL)
      return deliver_all(self, error);
    document = new_document(self);
  }
}

static bool
read_stream(Reading *self, GInputStream *stream, GError **error)
{
  g_auto(FlLineReader) lines;
  fl_line_reader_init(&lines, stream, MAX_LINE);
  bool ended = false, threads = g_get_num_processors() > 1;
  g_autoptr(FlRecordReader) reader = fl_record_reader_new(self->schema, 1, self->sink, self->user_data);
  if (!read_here(self, &lines, reader, threads, &ended, error))
    return false;
  if (ended)
    return true;
  static const FlWork work = {NULL, parse_document, NULL};
  self->workers = fl_workers_new(g_get_num_processors(), &work, NULL);
  bool read = read_in_threads(self, &lines, error);
  while (fl_workers_get_n_jobs(self->workers) > 0)
    free_document(fl_workers_pop(self->workers));
  fl_workers_free(self->workers);
  return read;
}

bool
fl_fact_json_read(GInputStream *stream, const char *name, FlSchema **schema, FlFactSink sink, void *user_data,
                  GError **error)
{
  Reading self = {.name = name, .schema = schema, .sink = sink, .user_data = user_data};
  return read_stream(&self, stream, error);
}

bool
fl_fact_json_parse(const char *bytes, size_t length, const char *name, FlSchema *schema, FlFactSink sink,
                   void *user_data, GError **error)
{
  g_autoptr(FlRecordReader) reader = fl_record_reader_new(&schema, 2, sink, user_data);
  for (const char *line = bytes, *behind = bytes + length; line < behind;) {
    const char *end = memchr(line, '\n', (size_t)(behind - line));
    if (end == NULL)
      end = behind;
    if (!fl_record_reader_take(reader, line, (size_t)(end - line), name, error))
      return false;
    line = end + 1;
  }
  return fl_record_reader_end(reader, name, error);
}
