/*
 * Decoding: foreign bytes become UTF-8, and it is always said from what.
 */
#pragma once

#include <glib.h>

#define FL_SOURCE_ERROR (fl_source_error_quark())
GQuark fl_source_error_quark(void);

typedef enum {
  FL_SOURCE_ERROR_BINARY,   /* not text at all */
  FL_SOURCE_ERROR_ENCODING, /* text, but in no encoding that is known here */
  FL_SOURCE_ERROR_SIZE,     /* past 1 GiB */
} FlSourceError;

typedef struct {
  const char *encoding; /* "UTF-8" or "GB18030"; a constant */
  char *text;           /* valid UTF-8 without a byte order mark; the holder's */
  gsize length;
  gsize skipped;     /* bytes of a byte order mark before the text */
  gsize repaired;    /* bytes that did not decode; each became U+FFFD */
  gboolean doubtful; /* the encoding was guessed, and the text has few of the characters that are frequent in
                        what is written in it: it may be another one's */
} FlDecoded;

/* Finds the encoding of `bytes` and decodes them. UTF-8 is taken when the bytes are that, or are that but for
 * a few damaged ones; else GB18030 (of which GBK and GB 2312 are parts) when they decode and give mostly Han
 * text (other encodings of East Asia may do so too: then it is doubtful). Nothing else is guessed. */
gboolean fl_decode(const char *bytes, gsize length, FlDecoded *ret_decoded, GError **error);

/* How many bytes of `bytes` in `encoding` the first `n_chars` characters
 * take, counted as fl_decode() does. */
gsize fl_encoding_measure(const char *encoding, const char *bytes, gsize length, gsize n_chars);
