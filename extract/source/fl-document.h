/*
 * FlDocument: one source as it was given: its name, its bytes, and its text in UTF-8, read as its format says.
 *
 * Constant once made; it owns its text. Offsets are bytes of the text; fl_document_locate() turns them into the line
 * and column that the outputs have (what they count is the format's: fl-format.h).
 */
#pragma once

#include "fl-format.h"
#include "fl-location.h"
#include "fl-span.h"

typedef struct _FlDocument FlDocument;

/* Makes a document of `bytes`; `name` (its path as given, relative) tells its format by its ending. */
FlDocument *fl_document_new(const char *name, GBytes *bytes, GError **error);

/* The same, read in a certain way. */
FlDocument *fl_document_read(const char *name, GBytes *bytes, const FlReadOptions *options, GError **error);

/* Makes a document of the text of a record (fl-records.h). */
FlDocument *fl_document_new_text(const char *name, char *take_text);

void fl_document_free(FlDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDocument, fl_document_free)

const char *fl_document_get_name(const FlDocument *self);
const char *fl_document_get_format(const FlDocument *self); /* "text", "markdown", …: see fl-format.h */
const FlDecoded *fl_document_get_decoded(const FlDocument *self); /* its encoding, and how sure that is */
const char *fl_document_get_text(const FlDocument *self, gsize *ret_length);

/* Lines end with a line feed; the last one need not. A line's span is without its line feed. */
guint fl_document_get_n_lines(const FlDocument *self);
FlSpan fl_document_get_line(const FlDocument *self, guint index); /* from 1 */

/* What its format says of a line; NULL for formats that are text, of which the text says it all. */
const FlSourceLine *fl_document_get_source_line(const FlDocument *self, guint index); /* from 1 */

/* The line and column of an offset, both from 1; columns count code points. */
void fl_document_locate(const FlDocument *self, uint32_t offset, uint32_t *ret_line, uint32_t *ret_column);

/* The lines and columns of both ends of a span: of its first character, and of the one behind its last. */
FlLocation fl_document_locate_span(const FlDocument *self, FlSpan span);

/* The place of an offset, as fl-format.h has it: "p3L12"; "" for none. */
const char *fl_document_get_place(const FlDocument *self, uint32_t offset);

/* The byte of the source file at which the character at `offset` begins; 0 for formats that are not text. */
gsize fl_document_get_source_byte(const FlDocument *self, uint32_t offset);
