#include "fl-fingerprint.h"

#include <string.h>

enum { BLOCK = 16 };
static const guint64 c1 = 0x87c37b91114253d5u, c2 = 0x4cf5ad432745937fu;

static guint64
rotate(guint64 word, int bits)
{
  return word << bits | word >> (64 - bits);
}

/* The same on every machine. */
static guint64
read_word(const char *bytes)
{
  guint64 word = 0;
  memcpy(&word, bytes, sizeof word);
  return GUINT64_FROM_LE(word);
}

static guint64
mix_first(guint64 word)
{
  return rotate(word * c1, 31) * c2;
}

static guint64
mix_second(guint64 word)
{
  return rotate(word * c2, 33) * c1;
}

static guint64
finish(guint64 word)
{
  word = (word ^ word >> 33) * 0xff51afd7ed558ccdu;
  word = (word ^ word >> 33) * 0xc4ceb9fe1a85ec53u;
  return word ^ word >> 33;
}

FlFingerprint
fl_fingerprint_make(const char *bytes, gsize length)
{
  guint64 first = 0, second = 0;
  gsize at = 0;
  for (; at + BLOCK <= length; at += BLOCK) {
    first = (rotate(first ^ mix_first(read_word(bytes + at)), 27) + second) * 5 + 0x52dce729;
    second = (rotate(second ^ mix_second(read_word(bytes + at + 8)), 31) + first) * 5 + 0x38495ab5;
  }
  char rest[BLOCK] = {0};
  memcpy(rest, bytes + at, length - at);
  second ^= mix_second(read_word(rest + 8)) ^ length;
  first ^= mix_first(read_word(rest)) ^ length;
  first += second;
  second += first;
  first = finish(first);
  second = finish(second);
  first += second;
  return (FlFingerprint){{first, second + first}};
}

char *
fl_fingerprint_format(FlFingerprint self)
{
  return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", self.words[0],
                         self.words[1]);
}
