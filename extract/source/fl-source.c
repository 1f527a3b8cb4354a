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

/* Says which source an error is about. */
static void
prefix(const FlSource *self, GError **error)
{
  if (strcmp(self->path, FL_SOURCE_STDIN) == 0)
    g_prefix_error(error, "standard input: ");
  else if (self->member != NULL)
    g_prefix_error(error, "%s/%s: ", self->path, self->member);
  else
    g_prefix_error(error, "%s: ", self->path);
}

GBytes *
fl_source_load_bytes(const FlSource *self, GError **error)
{
  GBytes *bytes = strcmp(self->path, FL_SOURCE_STDIN) == 0
                      ? fl_bytes_load_stdin(error)
                      : fl_bytes_load(self->path, self->offset, self->length, error);
  if (bytes == NULL)
    prefix(self, error);
  return bytes;
}

static bool
is_packed(const FlSource *self, GBytes *bytes)
{
  gsize length = 0;
  const guchar *data = g_bytes_get_data(bytes, &length);
  g_autofree char *lower = g_ascii_strdown(self->name, -1);
  return g_str_has_suffix(lower, ".gz") ||
         (strcmp(self->path, FL_SOURCE_STDIN) == 0 && length > 2 && data[0] == 0x1f && data[1] == 0x8b);
}

/* The bytes of the document itself. */
static GBytes *
unpack(const FlSource *self, GBytes *given, GError **error)
{
  g_autoptr(GBytes) bytes = self->member != NULL ? fl_container_unpack(given, error) : g_bytes_ref(given);
  return bytes != NULL && is_packed(self, bytes) ? fl_bytes_unpack(bytes, error) : g_steal_pointer(&bytes);
}

FlDocument *
fl_source_read(const FlSource *self, GBytes *bytes, const FlReadOptions *options, GError **error)
{
  bool is_record = self->length > 0 && self->member == NULL;
  g_autoptr(GBytes) unpacked = is_record ? g_bytes_ref(bytes) : unpack(self, bytes, error);
  FlDocument *document = NULL;
  if (unpacked != NULL)
    document = is_record ? fl_record_read(self->name, unpacked, error)
                         : fl_document_new_as(self->name, unpacked, options, error);
  if (document == NULL)
    prefix(self, error);
  return document;
}

FlDocument *
fl_source_load(const FlSource *self, const FlReadOptions *options, GError **error)
{
  g_autoptr(GBytes) bytes = fl_source_load_bytes(self, error);
  return bytes == NULL ? NULL : fl_source_read(self, bytes, options, error);
}
