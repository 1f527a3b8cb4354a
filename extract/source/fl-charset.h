/*
 * FlCharset: one encoding by its name: bytes into UTF-8. The only place that knows iconv's names.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct _FlCharset FlCharset;

/* By any of its names, in any case; NULL when it can't be read here. Constants. */
const FlCharset *fl_charset_find(const char *name);

const char *fl_charset_get_name(const FlCharset *self);

/* How many bytes its smallest piece has: 1, 2 or 4. With more than 1 zero bytes are nothing strange in it. */
gsize fl_charset_get_unit(const FlCharset *self);

/* Text of valid UTF-8 with every byte that is not part of a character replaced; counts those and the good
 * characters of several bytes, unless all are good. */
GString *fl_charset_decode(const FlCharset *self, const char *bytes, gsize length, gsize *ret_bad,
                           gsize *ret_good);

/* How many bytes the first `n_chars` characters take. */
gsize fl_charset_measure(const FlCharset *self, const char *bytes, gsize length, gsize n_chars);
