#include "fl-encoding.h"

#include <stdbool.h>
#include <stddef.h>
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

/* Text of valid UTF-8 with every byte that is not part of a character replaced; counts those and the good
 * characters of several bytes. */
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

/* The Han characters that Chinese texts use most: six in ten of any page of them are among these, of other
 * encodings read as GB18030 one or two in ten. */
static const char frequent[] =
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
    "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
    "新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造"
    "百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集"
    "温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿"
    "千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该"
    "铁价严";

/* Below this share of them a text is hardly Chinese; with fewer characters than the least it is not known. */
static const double min_frequent = 0.35;
enum { LEAST_TO_TELL = 20, ENOUGH_TO_TELL = 4000 };

static bool
is_hardly_chinese(const char *text)
{
  gsize all = 0, known = 0;
  for (const char *p = text; *p != '\0' && all < ENOUGH_TO_TELL; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool letter = (c >= 0x3400 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x30fe); /* kana are letters, too */
    all += letter;
    known += letter && g_utf8_strchr(frequent, -1, c) != NULL;
  }
  return all >= LEAST_TO_TELL && (double)known < min_frequent * (double)all;
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

/* UTF-16 and UTF-32 are told by their byte order marks: without zero bytes they would pass as something else.
 */
static bool
check_marks(const char *bytes, gsize length, GError **error)
{
  static const struct {
    const char *mark;
    gsize length;
    const char *encoding;
  } marks[] = {{"\xff\xfe\0\0", 4, "UTF-32"},
               {"\0\0\xfe\xff", 4, "UTF-32"},
               {"\xff\xfe", 2, "UTF-16"},
               {"\xfe\xff", 2, "UTF-16"}};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (length >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0) {
      g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_ENCODING,
                  "%s, by its byte order mark, which is not supported: convert it to UTF-8",
                  marks[i].encoding);
      return false;
    }
  return true;
}

gboolean
fl_decode(const char *bytes, gsize length, FlDecoded *ret_decoded, GError **error)
{
  gsize skipped = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, bad = 0, good = 0;
  if (!check_marks(bytes, length, error))
    return FALSE;
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
      share_of_everyday(bytes, length) >= min_everyday) {
    bool doubtful = is_hardly_chinese(text->str);
    take(text, "GB18030", bad, 0, ret_decoded);
    ret_decoded->doubtful = doubtful;
    return TRUE;
  }
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
