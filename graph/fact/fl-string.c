#include "fl-string.h"

/* Longer runs of marks are no language's: the limit of Unicode's stream-safe format (UAX #15). Without one a
 * text of nothing but marks would take the square of its length to put in order. */
enum { MAX_MARKS = 30 };

#define ELLIPSIS "…"

/* 00 to 99 */
static const char two_digits[][3] = {
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33",
    "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50",
    "51", "52", "53", "54", "55", "56", "57", "58", "59", "60", "61", "62", "63", "64", "65", "66", "67",
    "68", "69", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "83", "84",
    "85", "86", "87", "88", "89", "90", "91", "92", "93", "94", "95", "96", "97", "98", "99"};

static bool
is_white(gunichar c)
{
  return c == '\v' || c == 0x85 || g_unichar_isspace(c);
}

static bool
is_allowed(gunichar c)
{
  return c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
}

/* Neither white space nor a mark, nor can it compose with what stands before it. */
static bool
is_plain(gunichar c)
{
  static const gunichar ranges[][2] = {
      {0x4E00, 0x9FFF}, {0x21, 0x7E}, {0x3001, 0x3029}, {0xFF01, 0xFF5E}, {0x2010, 0x2027}, {0xA1, 0xFF},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (c >= ranges[i][0] && c <= ranges[i][1])
      return true;
  return false;
}

/* Whether three bytes are a plain character: Han, or punctuation that stands among it. */
static inline bool
is_plain_triple(const unsigned char *p)
{
  if (p[0] < 0xE2 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
    return false;
  if (p[0] >= 0xE5 && p[0] <= 0xE9) /* most of them: asked for first */
    return true;
  switch (p[0]) {
  case 0xE2:
    return p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7;
  case 0xE3:
    return p[1] == 0x80 && p[2] >= 0x81 && p[2] <= 0xA9;
  case 0xE4:
    return p[1] >= 0xB8;
  case 0xEF:
    return (p[1] == 0xBC && p[2] >= 0x81) || (p[1] == 0xBD && p[2] <= 0x9E);
  default:
    return false;
  }
}

/* Behind the characters at `at` whose bytes tell that they are plain: most of a text is made of them. */
static const char *
skip_plain(const char *at)
{
  const unsigned char *p = (const unsigned char *)at;
  for (;;)
    if (is_plain_triple(p))
      p += 3;
    else if (p[0] > 0x20 && p[0] < 0x7F)
      p++;
    else
      return (const char *)p;
}

bool
fl_string_is_clean(const char *text)
{
  bool space = true; /* a space may not follow here */
  for (const char *at = text; *at != '\0';) {
    const char *behind = skip_plain(at);
    space = space && behind == at;
    at = behind;
    if (*at == '\0')
      break;
    if (*at == ' ' && space)
      return false;
    space = *at == ' ';
    gunichar c = g_utf8_get_char_validated(at, -1);
    if (!space && (c >= (gunichar)-2 || !is_plain(c)))
      return false;
    at = g_utf8_next_char(at);
  }
  return *text == '\0' || !space;
}

static char *
filter(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  bool space = false;
  int marks = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (is_white(c)) {
      space = out->len > 0;
      continue;
    }
    if (!is_allowed(c))
      continue;
    marks = g_unichar_combining_class(c) != 0 ? marks + 1 : 0;
    if (marks > MAX_MARKS)
      continue;
    if (space)
      g_string_append_c(out, ' ');
    space = false;
    g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

char *
fl_string_clean(const char *text)
{
  if (fl_string_is_clean(text))
    return g_strdup(text);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autofree char *filtered = filter(valid);
  g_autofree char *composed = g_utf8_normalize(filtered, -1, G_NORMALIZE_NFC);
  return filter(composed); /* composing can make one mark two: cut again, so that clean text stays as it is */
}

void
fl_string_append_cut(GString *out, const char *text, size_t limit)
{
  const char *cut = text, *at = text;
  size_t length = strlen(text);
  if (length <= limit) { /* as many characters at most: nearly always so */
    fl_string_append_bytes(out, text, length);
    return;
  }
  for (size_t n = 0; *at != '\0'; at = g_utf8_next_char(at)) {
    if (++n == limit)
      cut = at;
    if (n > limit) {
      while (cut > text && cut[-1] == ' ')
        cut--;
      g_string_append_len(out, text, cut - text);
      g_string_append(out, ELLIPSIS);
      return;
    }
  }
  g_string_append_len(out, text, at - text);
}

void
fl_string_append_number(GString *out, uint32_t number)
{
  char digits[16];
  size_t first = sizeof digits;
  for (; number >= 100; number /= 100)
    memcpy(digits + (first -= 2), two_digits[number % 100], 2);
  if (number >= 10)
    memcpy(digits + (first -= 2), two_digits[number], 2);
  else
    digits[--first] = (char)('0' + number);
  fl_string_append_bytes(out, digits + first, sizeof digits - first);
}

void
fl_string_append_doubled(GString *out, const char *text)
{
  for (const char *slash; (slash = strchr(text, '\\')) != NULL; text = slash + 1) {
    g_string_append_len(out, text, slash + 1 - text);
    g_string_append_c(out, '\\');
  }
  g_string_append(out, text);
}

int
fl_string_compare(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}
