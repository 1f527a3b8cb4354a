/*
 * Runs of characters that cleaning leaves as they are, told from their bytes: Han and what stands among it, most of
 * a Chinese text, which so need not be looked at character by character.
 */
#pragma once

#include <stdbool.h>

/* Of U+FF00 to U+FF3F, by last byte: punctuation, but not what has a narrow form: digits, letters, ％ and ．. */
static inline bool
fl_is_plain_wide(unsigned char c)
{
  return (c >= 0x81 && c <= 0x84) || (c >= 0x86 && c <= 0x8d) || c == 0x8f || (c >= 0x9a && c <= 0xa0) ||
         c >= 0xbb;
}

/* Visible, and none of those that become wide behind an East Asian character. */
static inline bool
fl_is_plain_ascii(unsigned char c)
{
  return c > ' ' && c < 0x7f && c != ',' && c != ';' && c != ':' && c != '!' && c != '?';
}

/* Of three bytes: U+4000 to U+9FFF, U+3001 to U+3FFF, and of punctuation dashes, quotes and …. */
static inline bool
fl_is_plain_triple(const unsigned char *s)
{
  return (s[0] >= 0xe4 && s[0] <= 0xe9) || (s[0] == 0xe3 && (s[1] != 0x80 || s[2] != 0x80)) ||
         (s[0] == 0xef && s[1] == 0xbc && fl_is_plain_wide(s[2])) ||
         (s[0] == 0xe2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0xa7);
}

/* Goes from `p` (valid UTF-8) behind such characters, `end` at most. */
static inline const char *
fl_skip_plain(const char *p, const char *end)
{
  while (p < end) {
    const unsigned char *s = (const unsigned char *)p;
    if (fl_is_plain_triple(s))
      p += 3;
    else if (fl_is_plain_ascii(s[0]))
      p++;
    else
      break;
  }
  return p;
}
