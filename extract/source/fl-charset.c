#include "fl-charset.h"

#include <stdbool.h>
#include <stddef.h>

#define REPLACEMENT "\xef\xbf\xbd"

struct _FlCharset {
  const char *name;
  const char *iconv; /* the widest of its kin; NULL for UTF-8 */
  gsize unit;
  const char *aliases[10]; /* lower-case */
};

/* A name means the widest encoding that is written under it, as in browsers. */
static const FlCharset charsets[] = {
    {"UTF-8", NULL, 1, {"utf-8", "utf8", "us-ascii", "ascii", "unicode-1-1-utf-8"}},
    {"GB18030",
     "GB18030",
     1,
     {"gb18030", "gbk", "gb2312", "gb_2312-80", "gb_2312", "cp936", "x-gbk", "euc-cn"}},
    {"Big5", "CP950", 1, {"big5", "big-5", "cn-big5", "x-x-big5", "big5-hkscs", "cp950", "big5-eten"}},
    {"UTF-16LE", "UTF-16LE", 2, {"utf-16le", "utf-16", "utf16", "ucs-2", "unicode"}},
    {"UTF-16BE", "UTF-16BE", 2, {"utf-16be", "unicodefffe"}},
    {"UTF-32LE", "UTF-32LE", 4, {"utf-32le", "utf-32", "utf32"}},
    {"UTF-32BE", "UTF-32BE", 4, {"utf-32be"}},
    {"EUC-KR", "CP949", 1, {"euc-kr", "ks_c_5601-1987", "korean", "uhc", "cp949", "windows-949"}},
    {"EUC-JP", "EUC-JP", 1, {"euc-jp", "x-euc-jp"}},
    {"Shift_JIS",
     "CP932",
     1,
     {"shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "cp932", "windows-31j"}},
    {"Windows-1251", "CP1251", 1, {"windows-1251", "cp1251"}},
    {"Windows-1252", "CP1252", 1, {"windows-1252", "cp1252", "iso-8859-1", "latin1", "iso8859-1", "latin-1"}},
};

const FlCharset *
fl_charset_find(const char *name)
{
  g_autofree char *lower = g_strstrip(g_ascii_strdown(name, -1));
  for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++)
    for (const char *const *alias = charsets[i].aliases; *alias != NULL; alias++)
      if (g_str_equal(lower, *alias))
        return &charsets[i];
  return NULL;
}

const char *
fl_charset_get_name(const FlCharset *self)
{
  return self->name;
}

gsize
fl_charset_get_unit(const FlCharset *self)
{
  return self->unit;
}

/* Whether two bytes are both of those that go on with a character. */
static bool
are_continuations(const char *p)
{
  return (((unsigned char)p[0] ^ 0x80) | ((unsigned char)p[1] ^ 0x80)) < 0x40;
}

/* Goes behind characters whose bytes tell by themselves that they are good: ASCII, and three bytes from U+1000 to
 * U+CFFF and from U+E000 on, nearly all of a text in Chinese. */
static const char *
skip_common(const char *p, const char *end)
{
  while (p < end) {
    unsigned char lead = (unsigned char)*p;
    if (lead >= 0xe1 && lead <= 0xef && lead != 0xed && end - p >= 3 && are_continuations(p + 1))
      p += 3;
    else if (lead < 0x80)
      p++;
    else
      break;
  }
  return p;
}

/* Up to where text is valid UTF-8. */
static const char *
skip_valid(const char *p, const char *end)
{
  for (const char *stop = p;; p = stop) {
    p = skip_common(p, end);
    g_utf8_validate_len(p, (gsize)MIN(end - p, 6), &stop); /* one character, at least, where there is one */
    if (stop == p)
      return p;
  }
}

static GString *
decode_utf8(const char *bytes, gsize length, gsize *ret_bad, gsize *ret_good)
{
  GString *out = g_string_sized_new(length + 1);
  *ret_bad = *ret_good = 0;
  for (const char *p = bytes, *end = bytes + length; p < end;) {
    const char *stop = skip_valid(p, end);
    g_string_append_len(out, p, stop - p);
    if (stop - p == (ptrdiff_t)length) /* where nothing is bad nobody asks how much is good */
      break;
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
decode_iconv(const FlCharset *self, const char *bytes, gsize length, gsize *ret_bad)
{
  GIConv iconv = g_iconv_open("UTF-8", self->iconv);
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
      gsize skipped = MIN(self->unit, in_left);
      g_string_append(out, REPLACEMENT);
      in += skipped;
      in_left -= skipped;
      ++*ret_bad;
    }
  }
  g_iconv_close(iconv);
  return out;
}

GString *
fl_charset_decode(const FlCharset *self, const char *bytes, gsize length, gsize *ret_bad, gsize *ret_good)
{
  *ret_good = 0;
  return self->iconv == NULL ? decode_utf8(bytes, length, ret_bad, ret_good)
                             : decode_iconv(self, bytes, length, ret_bad);
}

static gsize
measure_utf8(const char *bytes, gsize length)
{
  gunichar c = g_utf8_get_char_validated(bytes, (gssize)length);
  return c == (gunichar)-1 || c == (gunichar)-2 ? 1 : (gsize)g_unichar_to_utf8(c, NULL);
}

/* The bytes of one character: the fewest that decode, one piece where none do. */
static gsize
measure_iconv(const FlCharset *self, GIConv iconv, const char *bytes, gsize length)
{
  for (gsize n = self->unit; n <= 4 && n <= length; n += self->unit) {
    char buffer[16], *in = (char *)bytes, *to = buffer;
    gsize in_left = n, to_left = sizeof buffer;
    g_iconv(iconv, NULL, NULL, NULL, NULL);
    if (g_iconv(iconv, &in, &in_left, &to, &to_left) != (gsize)-1)
      return n;
  }
  return MIN(self->unit, length);
}

gsize
fl_charset_measure(const FlCharset *self, const char *bytes, gsize length, gsize n_chars)
{
  GIConv iconv = self->iconv == NULL ? NULL : g_iconv_open("UTF-8", self->iconv);
  gsize at = 0;
  for (gsize i = 0; i < n_chars && at < length; i++)
    at += iconv == NULL ? measure_utf8(bytes + at, length - at)
                        : measure_iconv(self, iconv, bytes + at, length - at);
  if (iconv != NULL)
    g_iconv_close(iconv);
  return at;
}
