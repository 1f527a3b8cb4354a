#include "fl-document.h"
#include "fl-limits.h"
#include "fl-line-starts.h"

#include <string.h>

/* Lines and code points are counted once for each block, so that the line of a place, and its column far out in a
 * long line, are cheap. */
enum { BLOCK = 1024 };

struct _FlDocument {
  char *name;
  const FlFormat *format;
  GBytes *bytes;
  FlReading reading;
  GArray *line_starts;  /* of uint32_t: offsets in the text */
  GArray *block_counts; /* of uint32_t: code points before each block */
  GArray *block_lines;  /* of uint32_t: the line, from 0, in which each block begins */
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
  const char *text = self->reading.decoded.text;
  uint32_t count = 0, line = 0;
  self->line_starts = fl_line_starts_new(text, self->reading.decoded.length);
  self->block_counts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  self->block_lines = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (gsize at = 0; at <= self->reading.decoded.length; at += BLOCK) {
    while (line + 1 < self->line_starts->len && g_array_index(self->line_starts, uint32_t, line + 1) <= at)
      line++;
    g_array_append_val(self->block_lines, line);
    g_array_append_val(self->block_counts, count);
    count += count_chars(text, at, MIN(at + BLOCK, self->reading.decoded.length));
  }
}

static FlDocument *
document_new(const char *name, const FlFormat *format, GBytes *bytes)
{
  FlDocument *self = g_new0(FlDocument, 1);
  self->name = g_strdup(name);
  self->format = format;
  self->bytes = g_bytes_ref(bytes);
  return self;
}

FlDocument *
fl_document_read(const char *name, GBytes *bytes, const FlReadOptions *options, GError **error)
{
  g_autoptr(FlDocument) self = document_new(name, fl_format_find(name, bytes), bytes);
  if (g_bytes_get_size(bytes) > FL_LIMIT_SOURCE) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "larger than 1 GiB: divide it");
    return NULL;
  }
  if (!fl_format_read(self->format, bytes, options, &self->reading, error) ||
      (self->reading.decoded.text == NULL && !fl_reading_end(&self->reading, error)))
    return NULL;
  index_text(self);
  return g_steal_pointer(&self);
}

FlDocument *
fl_document_new(const char *name, GBytes *bytes, GError **error)
{
  static const FlReadOptions options = {0};
  return fl_document_read(name, bytes, &options, error);
}

FlDocument *
fl_document_new_text(const char *name, char *take_text)
{
  gsize length = strlen(take_text);
  g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
  FlDocument *self = document_new(name, fl_format_get_all(), bytes);
  self->reading.decoded = (FlDecoded){.encoding = "UTF-8", .text = take_text, .length = length};
  index_text(self);
  return self;
}

void
fl_document_free(FlDocument *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->line_starts, g_array_unref);
  g_clear_pointer(&self->block_counts, g_array_unref);
  g_clear_pointer(&self->block_lines, g_array_unref);
  g_clear_pointer(&self->bytes, g_bytes_unref);
  fl_reading_clear(&self->reading);
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

const FlDecoded *
fl_document_get_decoded(const FlDocument *self)
{
  return &self->reading.decoded;
}

const char *
fl_document_get_text(const FlDocument *self, gsize *ret_length)
{
  if (ret_length != NULL)
    *ret_length = self->reading.decoded.length;
  return self->reading.decoded.text;
}

guint
fl_document_get_n_lines(const FlDocument *self)
{
  return self->line_starts->len;
}

FlSpan
fl_document_get_line(const FlDocument *self, guint index)
{
  uint32_t start = g_array_index(self->line_starts, uint32_t, index - 1);
  uint32_t end = index < self->line_starts->len ? g_array_index(self->line_starts, uint32_t, index) - 1
                                                : (uint32_t)self->reading.decoded.length;
  return (FlSpan){start, end};
}

static uint32_t
chars_before(const FlDocument *self, uint32_t offset)
{
  uint32_t block = offset / BLOCK;
  return g_array_index(self->block_counts, uint32_t, block) +
         count_chars(self->reading.decoded.text, (gsize)block * BLOCK, offset);
}

/* The line, from 0, that holds an offset: among those that begin in its block, and the one before. */
static uint32_t
find_line(const FlDocument *self, uint32_t offset)
{
  uint32_t block = offset / BLOCK, low = g_array_index(self->block_lines, uint32_t, block);
  uint32_t high = block + 1 < self->block_lines->len
                      ? g_array_index(self->block_lines, uint32_t, block + 1) + 1
                      : self->line_starts->len;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (g_array_index(self->line_starts, uint32_t, middle) <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

const FlSourceLine *
fl_document_get_source_line(const FlDocument *self, guint index)
{
  const GArray *lines = self->reading.lines;
  return lines == NULL || index > lines->len ? NULL : &g_array_index(lines, FlSourceLine, index - 1);
}

void
fl_document_locate(const FlDocument *self, uint32_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  offset = MIN(offset, (uint32_t)self->reading.decoded.length);
  *ret_line = find_line(self, offset) + 1;
  uint32_t start = g_array_index(self->line_starts, uint32_t, *ret_line - 1);
  *ret_column = 1 + (offset - start < BLOCK ? count_chars(self->reading.decoded.text, start, offset)
                                            : chars_before(self, offset) - chars_before(self, start));
  const FlSourceLine *line = fl_document_get_source_line(self, *ret_line);
  if (line == NULL)
    return;
  *ret_line = line->number;
  *ret_column += line->column;
}

FlLocation
fl_document_locate_span(const FlDocument *self, FlSpan span)
{
  FlLocation place;
  span.end = MIN(span.end, (uint32_t)self->reading.decoded.length);
  span.start = MIN(span.start, span.end);
  fl_document_locate(self, span.start, &place.line, &place.column);
  if (fl_span_length(span) >= BLOCK ||
      memchr(self->reading.decoded.text + span.start, '\n', fl_span_length(span)) != NULL)
    fl_document_locate(self, span.end, &place.end_line, &place.end_column);
  else {
    place.end_line = place.line;
    place.end_column = place.column + count_chars(self->reading.decoded.text, span.start, span.end);
  }
  return place;
}

const char *
fl_document_get_place(const FlDocument *self, uint32_t offset)
{
  const FlSourceLine *line =
      self->reading.lines == NULL ? NULL : fl_document_get_source_line(self, find_line(self, offset) + 1);
  return line == NULL ? "" : self->reading.places->str + line->place;
}

gsize
fl_document_get_source_byte(const FlDocument *self, uint32_t offset)
{
  gsize length = 0;
  const FlDecoded *decoded = &self->reading.decoded;
  const char *bytes = g_bytes_get_data(self->bytes, &length);
  if (self->reading.lines != NULL)
    return 0;
  if (decoded->repaired == 0 && strcmp(decoded->encoding, "UTF-8") == 0)
    return decoded->skipped + offset;
  /* Where characters are of single bytes, a line feed is never a part of a longer one. */
  uint32_t line = 1, column = chars_before(self, offset) + 1;
  if (!g_str_has_prefix(decoded->encoding, "UTF-16") && !g_str_has_prefix(decoded->encoding, "UTF-32"))
    fl_document_locate(self, offset, &line, &column);
  gsize at = decoded->skipped;
  for (uint32_t i = 1; i < line; i++)
    at = (gsize)((const char *)memchr(bytes + at, '\n', length - at) - bytes) + 1;
  return at + fl_encoding_measure(decoded->encoding, bytes + at, length - at, column - 1);
}
