#include "fl-line-reader.h"

#include <string.h>

enum { BLOCK = 256 * 1024 };

void
fl_line_reader_init(FlLineReader *self, GInputStream *stream, guint max_line)
{
  *self = (FlLineReader){.stream = stream, .max_line = max_line, .buffer = g_byte_array_new()};
}

void
fl_line_reader_clear(FlLineReader *self)
{
  g_byte_array_unref(self->buffer);
}

/* Moves what is left to the front of the buffer and reads a block behind it. */
static bool
refill(FlLineReader *self, GError **error)
{
  if (self->start > 0)
    g_byte_array_remove_range(self->buffer, 0, (guint)self->start);
  self->start = 0;
  guint kept = self->buffer->len;
  if (kept > self->max_line) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "line longer than %u MiB",
                self->max_line / (1024 * 1024));
    return false;
  }
  g_byte_array_set_size(self->buffer, kept + BLOCK);
  gssize n = g_input_stream_read(self->stream, self->buffer->data + kept, BLOCK, NULL, error);
  g_byte_array_set_size(self->buffer, kept + (guint)MAX(n, 0));
  self->ended = n == 0;
  return n >= 0;
}

static void
hand_out(FlLineReader *self, size_t length, const char **ret_line, size_t *ret_length)
{
  *ret_line = (const char *)self->buffer->data + self->start;
  *ret_length = length;
  self->start += length;
}

bool
fl_line_reader_next(FlLineReader *self, const char **ret_line, size_t *ret_length, GError **error)
{
  size_t searched = 0; /* bytes of this line known to hold no line end */
  *ret_line = NULL;
  for (;;) {
    size_t n = self->buffer->len - self->start;
    const char *line = n > 0 ? (const char *)self->buffer->data + self->start : NULL;
    const char *end = n > searched ? memchr(line + searched, '\n', n - searched) : NULL;
    if (end != NULL) {
      hand_out(self, (size_t)(end - line), ret_line, ret_length);
      self->start++;
      return true;
    }
    if (self->ended) {
      if (n > 0)
        hand_out(self, n, ret_line, ret_length);
      return true;
    }
    searched = n;
    if (!refill(self, error))
      return false;
  }
}
