#include "fl-encoding.h"

#include <stdbool.h>
#include <string.h>

G_DEFINE_QUARK(fl - source - error - quark, fl_source_error)

/* Past this share of undecodable bytes a file is not a damaged one but another encoding. */
static const double max_damage = 0.001;
enum { MIN_DAMAGE = 4 };

/* Of the characters outside ASCII, the share that must be Han or East Asian punctuation before GB18030 is
 * believed. */
static const double min_han = 0.8;

/* Of its characters of two bytes, the share that must be everyday ones: letters with accents and what stands
 * behind them, read as GB18030, are rare characters. */
static const double min_everyday = 0.25;

#define REPLACEMENT "\xef\xbf\xbd"

/* Text of valid UTF-8 with every byte that is not part of a character replaced; counts those and the good
 * characters of several bytes. */
static GString *
decode_utf8(const char *bytes, gsize length, gsize *ret_bad, gsize *ret_good)
{
  GString *out = g_string_sized_new(length + 1);
  *ret_bad = *ret_good = 0;
  for (const char *p = bytes, *end = bytes + length; p < end;) {
    const char *stop = NULL;
    g_utf8_validate_len(p, (gsize)(end - p), &stop);
    g_string_append_len(out, p, stop - p);
    for (; p < stop; p++)
      *ret_good += (unsigned char)*p >= 0xc0;
    if (p < end) {
      g_string_append(out, REPLACEMENT);
      ++*ret_bad;
      p++;
    }
  }
  return out;
}

static GString *
decode_iconv(const char *encoding, const char *bytes, gsize length, gsize *ret_bad)
{
  GIConv iconv = g_iconv_open("UTF-8", encoding);
  GString *out = g_string_sized_new(length * 3 / 2 + 16);
  char buffer[4096], *in = (char *)bytes;
  gsize in_left = length;
  *ret_bad = 0;
  while (in_left > 0) {
    char *to = buffer;
    gsize to_left = sizeof buffer;
    gsize n = g_iconv(iconv, &in, &in_left, &to, &to_left);
    g_string_append_len(out, buffer, to - buffer);
    if (n == (gsize)-1 && to == buffer && in_left > 0) {
      g_string_append(out, REPLACEMENT);
      in++;
      in_left--;
      ++*ret_bad;
    }
  }
  g_iconv_close(iconv);
  return out;
}

static bool
is_east_asian(gunichar c)
{
  return (c >= 0x3000 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xff00 && c <= 0xffef) ||
         (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2460 && c <= 0x24ff) ||
         c == 0xb7 || c == 0xd7;
}

static double
share_of_han(const GString *text)
{
  gsize all = 0, han = 0;
  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    all += c >= 0x80;
    han += is_east_asian(c);
  }
  return all == 0 ? 0 : (double)han / (double)all;
}

/* The rows of GB 2312 that hold punctuation and the more frequent half of its Han characters. */
static bool
is_everyday(unsigned char lead, unsigned char trail)
{
  return trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7));
}

static double
share_of_everyday(const char *bytes, gsize length)
{
  gsize all = 0, everyday = 0;
  for (gsize i = 0; i + 1 < length; i++) {
    unsigned char lead = (unsigned char)bytes[i], trail = (unsigned char)bytes[i + 1];
    if (lead <= 0x80)
      continue;
    if (g_ascii_isdigit(trail)) { /* four bytes */
      i += 3;
      continue;
    }
    all++;
    everyday += is_everyday(lead, trail);
    i++;
  }
  return all == 0 ? 0 : (double)everyday / (double)all;
}

static bool
is_damage(gsize bad, gsize length)
{
  return bad <= MIN_DAMAGE || (double)bad <= max_damage * (double)length;
}

static gboolean
take(GString *text, const char *encoding, gsize bad, gsize skipped, FlDecoded *ret_decoded)
{
  *ret_decoded = (FlDecoded){.encoding = encoding, .length = text->len, .skipped = skipped, .repaired = bad};
  ret_decoded->text = g_string_free(text, FALSE);
  return TRUE;
}

gboolean
fl_decode(const char *bytes, gsize length, FlDecoded *ret_decoded, GError **error)
{
  gsize skipped = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, bad = 0, good = 0;
  const char *zero = memchr(bytes, '\0', length);
  if (zero != NULL) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_BINARY,
                "not text: a zero byte at offset %" G_GSIZE_FORMAT
                " (UTF-16 and binary formats are not read)",
                (gsize)(zero - bytes));
    return FALSE;
  }
  GString *text = decode_utf8(bytes + skipped, length - skipped, &bad, &good);
  if (bad == 0 || skipped > 0 || (is_damage(bad, length) && good > 4 * bad))
    return take(text, "UTF-8", bad, skipped, ret_decoded);
  g_string_free(text, TRUE);
  bool mostly_utf8 = good > bad; /* which would often pass as GB18030, and be read as rubbish */
  text = decode_iconv("GB18030", bytes, length, &bad);
  if (!mostly_utf8 && is_damage(bad, length) && share_of_han(text) >= min_han &&
      share_of_everyday(bytes, length) >= min_everyday)
    return take(text, "GB18030", bad, 0, ret_decoded);
  g_string_free(text, TRUE);
  const char *stop = NULL;
  g_utf8_validate_len(bytes, length, &stop);
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_ENCODING,
              "neither UTF-8 nor GB18030: byte 0x%02x at offset %" G_GSIZE_FORMAT, (unsigned char)*stop,
              (gsize)(stop - bytes));
  return FALSE;
}

static gsize
measure_utf8(const char *bytes, gsize length)
{
  gunichar c = g_utf8_get_char_validated(bytes, (gssize)length);
  return c == (gunichar)-1 || c == (gunichar)-2 ? 1 : (gsize)g_unichar_to_utf8(c, NULL);
}

/* The bytes of one character: the fewest that decode, one where none do. */
static gsize
measure_iconv(GIConv iconv, const char *bytes, gsize length)
{
  for (gsize n = 1; n <= 4 && n <= length; n++) {
    char buffer[16], *in = (char *)bytes, *to = buffer;
    gsize in_left = n, to_left = sizeof buffer;
    g_iconv(iconv, NULL, NULL, NULL, NULL);
    if (g_iconv(iconv, &in, &in_left, &to, &to_left) != (gsize)-1)
      return n;
  }
  return 1;
}

gsize
fl_encoding_measure(const char *encoding, const char *bytes, gsize length, gsize n_chars)
{
  bool utf8 = strcmp(encoding, "UTF-8") == 0;
  GIConv iconv = utf8 ? NULL : g_iconv_open("UTF-8", encoding);
  gsize at = 0;
  for (gsize i = 0; i < n_chars && at < length; i++)
    at += utf8 ? measure_utf8(bytes + at, length - at) : measure_iconv(iconv, bytes + at, length - at);
  if (!utf8)
    g_iconv_close(iconv);
  return at;
}
