/*
 * FlLineReader: the lines of a stream, one after another, of a limited length. A plain value on its user's
 * stack.
 */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef struct {
  GInputStream *stream; /* borrowed */
  guint max_line;       /* bytes */
  GByteArray *buffer;
  size_t start; /* of what has not been handed out */
  bool ended;
} FlLineReader;

/* Lines may have `max_line` bytes, at most 1 GiB; some more are let pass. */
void fl_line_reader_init(FlLineReader *self, GInputStream *stream, guint max_line);
void fl_line_reader_clear(FlLineReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlLineReader, fl_line_reader_clear)

/* Hands out the next line without its end, valid until the next call; NULL behind the last. Returns false
 * with `error` set when the stream fails or a line is too long. The last line needs no end. */
bool fl_line_reader_next(FlLineReader *self, const char **ret_line, size_t *ret_length, GError **error);
