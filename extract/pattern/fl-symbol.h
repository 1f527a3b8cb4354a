/*
 * Characters as the prefilter tells them apart: all decimal digits are one, so that \d is a character like
 * any other; and the marks that stand for mentions are none of the text's.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
  FL_SYMBOL_DIGIT = '0',
  FL_SYMBOL_FIRST_MARK = 0xf0000, /* plane 15: no text holds them */
  FL_SYMBOL_N_MARKS = 64,
};

/* In the blocks that hold digits. What is not assigned counts as one: a newer PCRE2 may know it for one. */
gunichar fl_symbol_of_rare(gunichar c);

static inline gunichar
fl_symbol(gunichar c)
{
  if (c >= 0x1d00 && c < 0xa620) /* most of a Chinese text */
    return c;
  if (c < 0x80)
    return c >= '0' && c <= '9' ? FL_SYMBOL_DIGIT : c;
  bool plain = c < 0x660 || (c >= 0xac00 && c < 0xff10) || (c >= 0xff1a && c < 0x10000) || c >= 0x20000;
  return plain ? c : fl_symbol_of_rare(c);
}

static inline bool
fl_symbol_is_mark(gunichar c)
{
  return c >= FL_SYMBOL_FIRST_MARK && c < 0x100000;
}

/* Decodes the character at `p` (valid UTF-8) and goes behind it. */
static inline gunichar
fl_symbol_decode(const char **p)
{
  const unsigned char *s = (const unsigned char *)*p;
  if (s[0] >= 0xe0 && s[0] < 0xf0) { /* most of a Chinese text */
    *p += 3;
    return (gunichar)(s[0] & 0xf) << 12 | (gunichar)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
  }
  if (s[0] < 0x80) {
    *p += 1;
    return s[0];
  }
  if (s[0] < 0xe0) {
    *p += 2;
    return (gunichar)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
  }
  *p += 4;
  return (gunichar)(s[0] & 7) << 18 | (gunichar)(s[1] & 0x3f) << 12 | (gunichar)(s[2] & 0x3f) << 6 |
         (s[3] & 0x3f);
}
