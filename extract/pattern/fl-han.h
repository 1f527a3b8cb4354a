/*
 * Runs of Han characters, told from their bytes: most of a Chinese text, which so need not be looked at
 * character by character. U+4E00 to U+9FA5: letters, two columns wide, of three bytes each.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

static inline bool
fl_is_han(const char *p)
{
  const unsigned char *s = (const unsigned char *)p;
  return s[0] >= 0xe4 && (unsigned)(s[0] << 8 | s[1]) - 0xe4b8u <= 0xe9bdu - 0xe4b8u;
}

/* How many bytes of them lie at `p` (valid UTF-8) before `end`. */
static inline size_t
fl_measure_han(const char *p, const char *end)
{
  const char *start = p;
  while (p < end && fl_is_han(p))
    p += 3;
  return (size_t)(p - start);
}
