/*
 * Decoding: foreign bytes become UTF-8, and it is always said from what, and how that is known.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define FL_SOURCE_ERROR (fl_source_error_quark())
GQuark fl_source_error_quark(void);

typedef enum {
  FL_SOURCE_ERROR_BINARY,   /* not text at all */
  FL_SOURCE_ERROR_ENCODING, /* text, but in no encoding that is known here */
  FL_SOURCE_ERROR_SIZE,     /* past a limit of fl-limits.h */
  FL_SOURCE_ERROR_FORMAT,   /* not what its format should be: truncated, encrypted, damaged */
  FL_SOURCE_ERROR_LEFT_OUT, /* of a format whose reader was not built in */
} FlSourceError;

typedef struct {
  const char *encoding; /* a constant: "UTF-8", "GB18030", "Big5", "UTF-16LE" … */
  const char
      *known_by; /* "by its byte order mark"; NULL for UTF-8 as it is, and for what was guessed; a constant
                           or the declaration's */
  char *text;    /* valid UTF-8 without a byte order mark and zero bytes; the holder's */
  gsize length;
  gsize skipped;  /* bytes of a byte order mark before the text */
  gsize repaired; /* bytes that did not decode; each became U+FFFD */
  bool doubtful;  /* the encoding was guessed, and the text has few of the characters that are frequent in
                        what is written in it: it may be another one's */
} FlDecoded;

/* What somebody says that an encoding is. */
typedef struct {
  const char *name; /* as it is called there; NULL: nobody said */
  const char *by;   /* "as --encoding says"; a constant */
} FlDeclaration;

/* Finds the encoding of `bytes` and decodes them. It is, in this order:
 *
 *   1. what a byte order mark says: UTF-8, UTF-16 or UTF-32
 *   2. what `declared` says; bytes that are not that are refused
 *   3. UTF-8, when the bytes are that, or are that but for a few damaged ones
 *   4. GB18030 (of which GBK and GB 2312 are parts), when they decode and give mostly Han text
 *   5. Big5, when they decode, are hardly Chinese as GB18030, and more so as Big5
 *   6. Big5, EUC-KR, EUC-JP or Shift_JIS, when uchardet takes them for that and they decode
 *   7. GB18030 that hardly looks Chinese: it is doubtful
 *
 * Nothing else is guessed. */
bool fl_decode(const char *bytes, gsize length, FlDeclaration declared, FlDecoded *ret_decoded,
               GError **error);

/* The name that is used here for an encoding by any of its names ("gb2312" is GB18030); NULL when nothing here
 * can read it. A constant. */
const char *fl_encoding_find(const char *name);

/* How many bytes of `bytes` in `encoding` the first `n_chars` characters take, counted as fl_decode() does. */
gsize fl_encoding_measure(const char *encoding, const char *bytes, gsize length, gsize n_chars);
