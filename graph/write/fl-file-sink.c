#include "fl-file-sink.h"

#include "fl-digest.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 1024 * 1024 };

struct _FlFileSink {
  int file;
  int problem; /* errno of the first error, or 0 */
  char *shown;
  FlDigest *so_far; /* of what has been written */
  char digest[FL_DIGEST_SIZE];
  uint64_t length;
  size_t n_held;
  char held[BUFFER];
};

static void
set_error(const FlFileSink *self, GError **error)
{
  g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(self->problem), "%s: %s", self->shown,
              g_strerror(self->problem));
}

FlFileSink *
fl_file_sink_new(const char *path, const char *shown, GError **error)
{
  g_autoptr(FlFileSink) self = g_new(FlFileSink, 1);
  self->shown = g_strdup(shown);
  self->so_far = fl_digest_new();
  self->digest[0] = '\0';
  self->problem = 0;
  self->length = self->n_held = 0;
  self->file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (self->file >= 0)
    return g_steal_pointer(&self);
  self->problem = errno;
  set_error(self, error);
  return NULL;
}

void
fl_file_sink_free(FlFileSink *self)
{
  if (self == NULL)
    return;
  if (self->file >= 0)
    close(self->file);
  fl_digest_free(self->so_far);
  g_free(self->shown);
  g_free(self);
}

static void
write_out(FlFileSink *self, const char *bytes, size_t length)
{
  fl_digest_add(self->so_far, bytes, length);
  self->length += length;
  while (length > 0 && self->problem == 0) {
    ssize_t n = write(self->file, bytes, length);
    if (n < 0 && errno != EINTR)
      self->problem = errno;
    if (n <= 0)
      continue;
    bytes += n;
    length -= (size_t)n;
  }
}

void
fl_file_sink_write(FlFileSink *self, const char *bytes, size_t length)
{
  if (length > BUFFER - self->n_held) {
    write_out(self, self->held, self->n_held);
    self->n_held = 0;
  }
  if (length > BUFFER) {
    write_out(self, bytes, length);
    return;
  }
  memcpy(self->held + self->n_held, bytes, length);
  self->n_held += length;
}

void
fl_file_sink_fail(FlFileSink *self, int problem)
{
  if (self->problem == 0)
    self->problem = problem;
}

bool
fl_file_sink_has_failed(const FlFileSink *self)
{
  return self->problem != 0;
}

uint64_t
fl_file_sink_get_length(const FlFileSink *self)
{
  return self->length;
}

const char *
fl_file_sink_get_digest(const FlFileSink *self)
{
  return self->digest;
}

bool
fl_file_sink_close(FlFileSink *self, GError **error)
{
  write_out(self, self->held, self->n_held);
  self->n_held = 0;
  fl_digest_finish(self->so_far, self->digest);
  if (self->problem == 0 && fsync(self->file) != 0)
    self->problem = errno;
  if (close(self->file) != 0 && self->problem == 0)
    self->problem = errno;
  self->file = -1;
  if (self->problem == 0)
    return true;
  set_error(self, error);
  return false;
}
