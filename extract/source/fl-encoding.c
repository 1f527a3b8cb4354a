#include "fl-encoding.h"
#include "fl-charset-guess.h"
#include "fl-charset.h"

#include <string.h>

G_DEFINE_QUARK(fl - source - error - quark, fl_source_error)

/* Past this share of undecodable bytes a file is not a damaged one but another encoding. */
static const double max_damage = 0.001;
enum { MIN_DAMAGE = 4 };

/* Of the characters outside ASCII, the share that must be Han or East Asian punctuation before GB18030 or Big5
 * is believed. */
static const double min_han = 0.8;

/* Of the characters of two bytes, the share that must be everyday ones before GB18030 is believed. */
static const double min_everyday = 0.25;

/* Six in ten of any page of Chinese are among the most frequent characters, of other encodings read as GB18030
 * one or two in ten. */
static const double min_frequent = 0.35;

static bool
is_damage(gsize bad, gsize length)
{
  return bad <= MIN_DAMAGE || (double)bad <= max_damage * (double)length;
}

static bool
take(GString *text, const char *encoding, gsize bad, FlDecoded *ret_decoded)
{
  *ret_decoded = (FlDecoded){.encoding = encoding, .length = text->len, .repaired = bad};
  ret_decoded->text = g_string_free(text, FALSE);
  return true;
}

/* ---- what is said */

typedef struct {
  const char *mark;
  gsize length;
  const char *name;
} Mark;

static const Mark *
find_mark(const char *bytes, gsize length)
{
  static const Mark marks[] = {{"\xef\xbb\xbf", 3, "UTF-8"},
                               {"\xff\xfe\0\0", 4, "UTF-32LE"},
                               {"\0\0\xfe\xff", 4, "UTF-32BE"},
                               {"\xff\xfe", 2, "UTF-16LE"},
                               {"\xfe\xff", 2, "UTF-16BE"}};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (length >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0)
      return &marks[i];
  return NULL;
}

static bool
refuse_zero(gsize offset, GError **error)
{
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_BINARY,
              "not text: a zero byte at offset %" G_GSIZE_FORMAT
              "; if it is UTF-16 without a byte order mark, say so with --encoding",
              offset);
  return false;
}

/* Decodes in an encoding that was said; `by` says by whom. */
static bool
decode_as(const FlCharset *charset, const char *by, const char *bytes, gsize length, FlDecoded *ret_decoded,
          GError **error)
{
  gsize bad = 0, good = 0;
  const char *name = fl_charset_get_name(charset),
             *zero = fl_charset_get_unit(charset) > 1 || length == 0 ? NULL : memchr(bytes, '\0', length);
  if (zero != NULL)
    return refuse_zero((gsize)(zero - bytes), error);
  GString *text = fl_charset_decode(charset, bytes, length, &bad, &good);
  zero = memchr(text->str, '\0', text->len);
  if (zero == NULL && (is_damage(bad, length) || strcmp(name, "UTF-8") == 0)) {
    take(text, name, bad, ret_decoded);
    ret_decoded->known_by = by;
    return true;
  }
  g_set_error(error, FL_SOURCE_ERROR, zero != NULL ? FL_SOURCE_ERROR_BINARY : FL_SOURCE_ERROR_ENCODING,
              "is not %s, %s: %s", name, by,
              zero != NULL ? "a zero character is in it" : "too many of its bytes do not decode");
  g_string_free(text, TRUE);
  return false;
}

static bool
decode_declared(const char *bytes, gsize length, FlDeclaration declared, FlDecoded *ret_decoded,
                GError **error)
{
  const FlCharset *charset = fl_charset_find(declared.name);
  if (charset != NULL)
    return decode_as(charset, declared.by, bytes, length, ret_decoded, error);
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_ENCODING,
              "is in '%s', %s, which is not known here: convert it to UTF-8", declared.name, declared.by);
  return false;
}

/* ---- what is guessed */

/* An attempt to read bytes in an encoding; no text where they are hardly that. */
typedef struct {
  GString *text;
  gsize bad;
  double frequent;
} Attempt;

static void
attempt_clear(Attempt *self)
{
  if (self->text != NULL)
    g_string_free(self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Attempt, attempt_clear)

static Attempt
attempt(const char *name, const char *bytes, gsize length, double han)
{
  gsize good = 0;
  Attempt self = {0};
  self.text = fl_charset_decode(fl_charset_find(name), bytes, length, &self.bad, &good);
  if (is_damage(self.bad, length) && (han == 0 || fl_guess_share_of_han(self.text) >= han))
    self.frequent = fl_guess_share_of_frequent(self.text->str);
  else {
    attempt_clear(&self);
    self = (Attempt){0};
  }
  return self;
}

static bool
take_attempt(Attempt *self, const char *name, FlDecoded *ret_decoded)
{
  return take(g_steal_pointer(&self->text), name, self->bad, ret_decoded);
}

static bool
take_uchardet(const char *guess, const char *bytes, gsize length, FlDecoded *ret_decoded)
{
  static const char *const believed[] = {"Big5", "EUC-KR", "EUC-JP", "Shift_JIS", NULL};
  const FlCharset *charset = guess == NULL ? NULL : fl_charset_find(guess);
  if (charset == NULL || !g_strv_contains(believed, fl_charset_get_name(charset)))
    return false;
  g_auto(Attempt) other = attempt(fl_charset_get_name(charset), bytes, length, 0);
  return other.text != NULL && take_attempt(&other, fl_charset_get_name(charset), ret_decoded);
}

/* Says where the bytes are no UTF-8, and what they may be. */
static bool
refuse(const char *guess, const char *bytes, gsize length, GError **error)
{
  const char *stop = NULL;
  g_utf8_validate_len(bytes, length, &stop);
  g_autofree char *hint = guess == NULL ? g_strdup("") : g_strdup_printf(" (it could be %s)", guess);
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_ENCODING,
              "neither UTF-8 nor GB18030 nor Big5: byte 0x%02x at offset %" G_GSIZE_FORMAT
              "; say with --encoding what it is%s",
              (unsigned char)*stop, (gsize)(stop - bytes), hint);
  return false;
}

static bool
guess_chinese(const char *bytes, gsize length, FlDecoded *ret_decoded, GError **error)
{
  g_auto(Attempt) gb18030 = attempt("GB18030", bytes, length, min_han);
  if (gb18030.text != NULL && fl_guess_share_of_everyday(bytes, length) < min_everyday) {
    attempt_clear(&gb18030);
    gb18030 = (Attempt){0};
  }
  if (gb18030.text != NULL && gb18030.frequent >= min_frequent)
    return take_attempt(&gb18030, "GB18030", ret_decoded);
  g_auto(Attempt) big5 = attempt("Big5", bytes, length, min_han);
  if (big5.text != NULL && big5.frequent >= min_frequent && big5.frequent < 1)
    return take_attempt(&big5, "Big5", ret_decoded);
  g_autofree char *guess = fl_guess_by_uchardet(bytes, length);
  if (take_uchardet(guess, bytes, length, ret_decoded))
    return true;
  if (gb18030.text == NULL)
    return refuse(guess, bytes, length, error);
  take_attempt(&gb18030, "GB18030", ret_decoded);
  ret_decoded->doubtful = true;
  return true;
}

static bool
guess(const char *bytes, gsize length, FlDecoded *ret_decoded, GError **error)
{
  gsize bad = 0, good = 0;
  const char *zero = length == 0 ? NULL : memchr(bytes, '\0', length);
  if (zero != NULL)
    return refuse_zero((gsize)(zero - bytes), error);
  GString *text = fl_charset_decode(fl_charset_find("UTF-8"), bytes, length, &bad, &good);
  if (bad == 0 || (is_damage(bad, length) && good > 4 * bad))
    return take(text, "UTF-8", bad, ret_decoded);
  g_string_free(text, TRUE);
  if (good > bad) /* mostly UTF-8, which would often pass as GB18030, and be read as rubbish */
    return refuse(NULL, bytes, length, error);
  return guess_chinese(bytes, length, ret_decoded, error);
}

bool
fl_decode(const char *bytes, gsize length, FlDeclaration declared, FlDecoded *ret_decoded, GError **error)
{
  const Mark *mark = find_mark(bytes, length);
  if (mark == NULL)
    return declared.name != NULL ? decode_declared(bytes, length, declared, ret_decoded, error)
                                 : guess(bytes, length, ret_decoded, error);
  const char *by = mark->length == 3 ? NULL : "by its byte order mark";
  if (!decode_as(fl_charset_find(mark->name), by, bytes + mark->length, length - mark->length, ret_decoded,
                 error))
    return false;
  ret_decoded->skipped = mark->length;
  return true;
}

const char *
fl_encoding_find(const char *name)
{
  const FlCharset *charset = fl_charset_find(name);
  return charset == NULL ? NULL : fl_charset_get_name(charset);
}

gsize
fl_encoding_measure(const char *encoding, const char *bytes, gsize length, gsize n_chars)
{
  return fl_charset_measure(fl_charset_find(encoding), bytes, length, n_chars);
}
