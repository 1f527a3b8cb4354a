#include "fl-document.h"
#include "fl-format.h"
#include "fl-line-starts.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* Code points are counted once for each block, so that the column of a place
 * far out in a long line is cheap. */
enum { BLOCK = 1024 };
static const gsize max_size = (gsize)1 << 30;

struct _FlDocument {
  char *name;
  const FlFormat *format;
  GBytes *bytes;
  FlDecoded decoded;
  GArray *line_starts;  /* of uint32_t: offsets in the text */
  GArray *block_counts; /* of uint32_t: code points before each block */
};

static uint32_t
count_chars(const char *text, gsize from, gsize to)
{
  static const uint64_t ones = 0x0101010101010101ull;
  uint32_t n = 0;
  gsize i = from;
  for (uint64_t word = 0; i + sizeof word <= to; i += sizeof word) { /* eight bytes at a time */
    memcpy(&word, text + i, sizeof word);
    n += (uint32_t)sizeof word - (uint32_t)(((word >> 7 & ~word >> 6 & ones) * ones) >> 56);
  }
  for (; i < to; i++)
    n += ((unsigned char)text[i] & 0xc0) != 0x80;
  return n;
}

static void
index_text(FlDocument *self)
{
  const char *text = self->decoded.text;
  uint32_t count = 0;
  self->line_starts = fl_line_starts_new(text, self->decoded.length);
  self->block_counts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (gsize at = 0; at <= self->decoded.length; at += BLOCK) {
    g_array_append_val(self->block_counts, count);
    count += count_chars(text, at, MIN(at + BLOCK, self->decoded.length));
  }
}

static bool
check_size(gsize size, GError **error)
{
  if (size > max_size)
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "larger than 1 GiB");
  return size <= max_size;
}

FlDocument *
fl_document_new(const char *name, GBytes *bytes, GError **error)
{
  g_autoptr(FlDocument) self = g_new0(FlDocument, 1);
  self->name = g_strdup(name);
  self->format = fl_format_find(name);
  self->bytes = g_bytes_ref(bytes);
  if (!check_size(g_bytes_get_size(bytes), error) || !self->format->read(bytes, &self->decoded, error))
    return NULL;
  index_text(self);
  return g_steal_pointer(&self);
}

/* Whether a file can be opened and read, to its end and into memory; what is wrong with it otherwise. */
static bool
check_readable(const char *path, GError **error)
{
  GStatBuf status;
  int problem = g_stat(path, &status) != 0 || g_access(path, R_OK) != 0 ? errno
                : S_ISDIR(status.st_mode)                               ? EISDIR
                                                                        : 0;
  if (problem != 0)
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(problem), "%s", g_strerror(problem));
  else if (!S_ISREG(status.st_mode))
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "not a file");
  else
    return check_size((gsize)status.st_size, error);
  return false;
}

GBytes *
fl_document_read(const char *path, GError **error)
{
  char *contents = NULL;
  gsize length = 0;
  if (!check_readable(path, error)) {
    g_prefix_error(error, "%s: ", path);
    return NULL;
  }
  return g_file_get_contents(path, &contents, &length, error) ? g_bytes_new_take(contents, length) : NULL;
}

FlDocument *
fl_document_load(const char *path, const char *name, GError **error)
{
  g_autoptr(GBytes) bytes = fl_document_read(path, error);
  if (bytes == NULL)
    return NULL;
  FlDocument *self = fl_document_new(name, bytes, error);
  if (self == NULL)
    g_prefix_error(error, "%s: ", path);
  return self;
}

void
fl_document_free(FlDocument *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->line_starts, g_array_unref);
  g_clear_pointer(&self->block_counts, g_array_unref);
  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_free(self->decoded.text);
  g_free(self->name);
  g_free(self);
}

const char *
fl_document_get_name(const FlDocument *self)
{
  return self->name;
}

const char *
fl_document_get_format(const FlDocument *self)
{
  return self->format->name;
}

const char *
fl_document_get_encoding(const FlDocument *self)
{
  return self->decoded.encoding;
}

bool
fl_document_is_doubtful(const FlDocument *self)
{
  return self->decoded.doubtful;
}

gsize
fl_document_get_repaired(const FlDocument *self)
{
  return self->decoded.repaired;
}

const char *
fl_document_get_text(const FlDocument *self, gsize *ret_length)
{
  if (ret_length != NULL)
    *ret_length = self->decoded.length;
  return self->decoded.text;
}

guint
fl_document_get_n_lines(const FlDocument *self)
{
  return self->line_starts->len;
}

FlSpan
fl_document_get_line(const FlDocument *self, guint number)
{
  uint32_t start = g_array_index(self->line_starts, uint32_t, number - 1);
  uint32_t end = number < self->line_starts->len ? g_array_index(self->line_starts, uint32_t, number) - 1
                                                 : (uint32_t)self->decoded.length;
  return (FlSpan){start, end};
}

static uint32_t
chars_before(const FlDocument *self, uint32_t offset)
{
  uint32_t block = offset / BLOCK;
  return g_array_index(self->block_counts, uint32_t, block) +
         count_chars(self->decoded.text, (gsize)block * BLOCK, offset);
}

void
fl_document_locate(const FlDocument *self, uint32_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  offset = MIN(offset, (uint32_t)self->decoded.length);
  *ret_line = fl_line_starts_find(self->line_starts, offset) + 1;
  uint32_t start = g_array_index(self->line_starts, uint32_t, *ret_line - 1);
  *ret_column = chars_before(self, offset) - chars_before(self, start) + 1;
}

gsize
fl_document_get_source_byte(const FlDocument *self, uint32_t offset)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data(self->bytes, &length);
  if (self->decoded.repaired == 0 && strcmp(self->decoded.encoding, "UTF-8") == 0)
    return self->decoded.skipped + offset;
  /* In every encoding read here a line feed is never a part of a longer character. */
  uint32_t line = 0, column = 0;
  fl_document_locate(self, offset, &line, &column);
  gsize at = self->decoded.skipped;
  for (uint32_t i = 1; i < line; i++)
    at = (gsize)((const char *)memchr(bytes + at, '\n', length - at) - bytes) + 1;
  return at + fl_encoding_measure(self->decoded.encoding, bytes + at, length - at, column - 1);
}
