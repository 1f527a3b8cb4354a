/*
 * Documents for tests: made of a string, or of chance: text as badly made documents hold it.
 */
#pragma once

#include "fl-document.h"

/* A document of bytes in whatever encoding; it must be one that can be read. */
FlDocument *document_new(const char *name, const char *bytes);

/* The same of UTF-8 text written as GB18030. */
FlDocument *document_new_gb18030(const char *name, const char *text);

/* One of `n` strings. */
const char *pick(GRand *random, const char *const *strings, size_t n);

/* Lines of Han, Latin, digits, full-width forms, spaces of all kinds, page numbers, indents, blank lines,
 * form feeds, zero-width and private-use characters, markup, headings; with CRLF or LF, and now and then one
 * very long line. */
char *make_random_text(GRand *random);
