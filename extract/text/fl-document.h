/*
 * FlDocument: one source as it was given: its name, its bytes, and its text decoded to UTF-8.
 *
 * Constant once made; it owns its text. Offsets are bytes of the decoded text; fl_document_locate() turns
 * them into the lines and columns that a person sees in an editor, fl_document_get_source_byte() into bytes
 * of the file.
 */
#pragma once

#include "fl-encoding.h"
#include "fl-span.h"

typedef struct _FlDocument FlDocument;

/* Makes a document of `bytes`; `name` (its path as given, relative) tells its format by its ending. */
FlDocument *fl_document_new(const char *name, GBytes *bytes, GError **error);

/* The bytes of a file, the caller's; errors begin with its path. */
GBytes *fl_document_read(const char *path, GError **error);

/* The same from a file; `path` is where it lies, `name` what it is called in all outputs. */
FlDocument *fl_document_load(const char *path, const char *name, GError **error);

void fl_document_free(FlDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDocument, fl_document_free)

const char *fl_document_get_name(const FlDocument *self);
const char *fl_document_get_format(const FlDocument *self); /* "text" or "markdown": see fl-format.h */
const char *fl_document_get_encoding(const FlDocument *self);
bool fl_document_is_doubtful(const FlDocument *self); /* may well be in another encoding: see fl-encoding.h */
gsize fl_document_get_repaired(const FlDocument *self); /* bytes that did not decode */
const char *fl_document_get_text(const FlDocument *self, gsize *ret_length);

/* Lines end with a line feed; the last one need not. A line's span is without its line feed. */
guint fl_document_get_n_lines(const FlDocument *self);
FlSpan fl_document_get_line(const FlDocument *self, guint number); /* from 1 */

/* The line and column of an offset, both from 1; columns count code points. */
void fl_document_locate(const FlDocument *self, uint32_t offset, uint32_t *ret_line, uint32_t *ret_column);

/* The byte of the source file at which the character at `offset` begins. */
gsize fl_document_get_source_byte(const FlDocument *self, uint32_t offset);
