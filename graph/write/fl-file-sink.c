#include "fl-file-sink.h"

#include "fl-block-writer.h"
#include "fl-digest.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/* What a file has beyond this, in bytes, is left to a block writer: smaller ones are best read back from the cache. */
enum { LARGE = 64 * FL_BLOCK_SIZE };

struct _FlFileSink {
  int file;
  int problem; /* errno of the first error, or 0 */
  char *path, *shown;
  FlDigest *so_far; /* of what has been written */
  char digest[FL_DIGEST_SIZE];
  uint64_t length;
  size_t n_held;
  char *held;            /* a block */
  FlBlockWriter *blocks; /* NULL: the file is not large */
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
  g_autoptr(FlFileSink) self = g_new0(FlFileSink, 1);
  self->path = g_strdup(path);
  self->shown = g_strdup(shown);
  self->so_far = fl_digest_new();
  self->held = fl_block_new();
  self->file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
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
  fl_block_writer_free(self->blocks);
  if (self->file >= 0)
    close(self->file);
  g_aligned_free(self->held);
  fl_digest_free(self->so_far);
  g_free(self->path);
  g_free(self->shown);
  g_free(self);
}

static void
write_rest(FlFileSink *self)
{
  for (size_t done = 0; done < self->n_held && self->problem == 0;) {
    ssize_t n = write(self->file, self->held + done, self->n_held - done);
    if (n > 0)
      done += (size_t)n;
    else if (n < 0 && errno != EINTR)
      self->problem = errno;
  }
}

static void
write_out(FlFileSink *self)
{
  fl_digest_add(self->so_far, self->held, self->n_held);
  if (self->n_held == FL_BLOCK_SIZE && self->length == LARGE)
    self->blocks = fl_block_writer_new(self->file);
  if (self->n_held == FL_BLOCK_SIZE && self->blocks != NULL) {
    self->held = fl_block_writer_exchange(self->blocks, self->held);
    fl_file_sink_fail(self, fl_block_writer_get_problem(self->blocks));
  } else
    write_rest(self);
  self->length += self->n_held;
  self->n_held = 0;
}

void
fl_file_sink_write(FlFileSink *self, const char *bytes, size_t length)
{
  while (length > 0) {
    size_t n = MIN(length, FL_BLOCK_SIZE - self->n_held);
    memcpy(self->held + self->n_held, bytes, n);
    self->n_held += n;
    bytes += n;
    length -= n;
    if (self->n_held == FL_BLOCK_SIZE)
      write_out(self);
  }
}

const char *
fl_file_sink_get_path(const FlFileSink *self)
{
  return self->path;
}

void
fl_file_sink_take(FlFileSink *self)
{
  for (ssize_t n = 1; n != 0 && self->problem == 0;) {
    n = pread(self->file, self->held, FL_BLOCK_SIZE, (off_t)self->length);
    if (n < 0 && errno != EINTR)
      self->problem = errno;
    if (n <= 0)
      continue;
    fl_digest_add(self->so_far, self->held, (size_t)n);
    self->length += (uint64_t)n;
  }
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
  if (self->blocks != NULL)
    fl_file_sink_fail(self, fl_block_writer_finish(self->blocks));
  write_out(self);
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
