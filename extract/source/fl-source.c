#include "fl-source.h"
#include "fl-bytes.h"
#include "fl-container.h"
#include "fl-records.h"

#include <string.h>

static void
clear(FlSource *self)
{
  g_free(self->path);
  g_free(self->name);
  g_free(self->member);
}

void
fl_source_free(FlSource *self)
{
  if (self != NULL)
    clear(self);
  g_free(self);
}

static void
free_missing(gpointer data)
{
  FlMissingSource *self = data;
  clear(&self->source);
  g_free(self->message);
  g_free(self);
}

GPtrArray *
fl_sources_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)fl_source_free);
}

GPtrArray *
fl_missing_sources_new(void)
{
  return g_ptr_array_new_with_free_func(free_missing);
}

void
fl_found_sources_add(FlFoundSources *self, const FlSource *source)
{
  FlSource *added = g_memdup2(source, sizeof *source);
  added->path = g_strdup(source->path);
  added->name = g_strdup(source->name);
  added->member = g_strdup(source->member);
  g_ptr_array_add(self->sources, added);
}

void
fl_found_sources_add_missing(FlFoundSources *self, const char *path, const char *name, const char *problem)
{
  FlMissingSource *missing = g_new0(FlMissingSource, 1);
  missing->source = (FlSource){.path = g_strdup(path), .name = g_strdup(name)};
  missing->message = g_strdup_printf("%s: %s", path, problem);
  g_ptr_array_add(self->missing, missing);
}

static GBytes *
load_bytes(const FlSource *self, GError **error)
{
  if (strcmp(self->path, FL_SOURCE_STDIN) == 0)
    return fl_bytes_load_stdin(error);
  g_autoptr(GBytes) bytes = fl_bytes_load(self->path, self->offset, self->length, error);
  return bytes == NULL || self->member == NULL ? g_steal_pointer(&bytes) : fl_container_unpack(bytes, error);
}

/* Takes bytes, and gives them back unpacked where they are packed with gzip. */
static GBytes *
unpack(const FlSource *self, GBytes *take_bytes, GError **error)
{
  g_autoptr(GBytes) bytes = take_bytes;
  gsize length = 0;
  const guchar *data = g_bytes_get_data(bytes, &length);
  bool packed =
      g_str_has_suffix(self->name, ".gz") || g_str_has_suffix(self->name, ".GZ") ||
      (strcmp(self->path, FL_SOURCE_STDIN) == 0 && length > 2 && data[0] == 0x1f && data[1] == 0x8b);
  return packed ? fl_bytes_unpack(bytes, error) : g_steal_pointer(&bytes);
}

/* What messages call it. */
static char *
describe(const FlSource *self)
{
  if (strcmp(self->path, FL_SOURCE_STDIN) == 0)
    return g_strdup("standard input");
  return self->member != NULL ? g_strdup_printf("%s/%s", self->path, self->member) : g_strdup(self->path);
}

static bool
is_record(const FlSource *self)
{
  return self->length > 0 && self->member == NULL;
}

static void
prefix_error(const FlSource *self, GError **error)
{
  g_autofree char *what = describe(self);
  g_prefix_error(error, "%s: ", what);
}

GBytes *
fl_source_read(const FlSource *self, GError **error)
{
  g_autoptr(GBytes) bytes = load_bytes(self, error);
  if (bytes != NULL && !is_record(self))
    bytes = unpack(self, g_steal_pointer(&bytes), error);
  if (bytes == NULL)
    prefix_error(self, error);
  return g_steal_pointer(&bytes);
}

/* Standard input is one document: a corpus of many would be read as prose. */
static bool
check_corpus(const FlSource *self, GBytes *bytes, GError **error)
{
  if (strcmp(self->path, FL_SOURCE_STDIN) != 0 || !fl_records_are_in(bytes))
    return true;
  g_set_error_literal(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT,
                      "a corpus of JSON records: give it as a file whose name ends in .ndjson");
  return false;
}

FlDocument *
fl_source_parse(const FlSource *self, GBytes *bytes, const FlReadOptions *options, GError **error)
{
  FlDocument *document = NULL;
  if (is_record(self))
    document = fl_record_read(self->name, bytes, error);
  else if (check_corpus(self, bytes, error))
    document = fl_document_read(self->name, bytes, options, error);
  if (document == NULL)
    prefix_error(self, error);
  return document;
}

FlDocument *
fl_source_load(const FlSource *self, const FlReadOptions *options, GError **error)
{
  g_autoptr(GBytes) bytes = fl_source_read(self, error);
  return bytes == NULL ? NULL : fl_source_parse(self, bytes, options, error);
}
