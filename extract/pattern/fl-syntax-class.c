/* Characters that escapes and classes stand for. */

#include "fl-syntax.h"

#include <string.h>

/* A class of more is as good as any character. */
enum { MAX_MEMBERS = 512, N_SEEN = 4096 };

/* The members so far, of a class under way. A bit is set for each: mostly that tells a new one. */
typedef struct {
  GArray *chars;
  guint first;
  uint64_t seen[N_SEEN / 64];
} Members;

static void
add_char(Members *self, gunichar c)
{
  c = fl_symbol(c);
  uint64_t *seen = &self->seen[c % N_SEEN / 64], bit = (uint64_t)1 << c % 64;
  for (guint i = (*seen & bit) == 0 ? self->chars->len : self->first; i < self->chars->len; i++)
    if (g_array_index(self->chars, gunichar, i) == c)
      return;
  *seen |= bit;
  g_array_append_val(self->chars, c);
}

/* \x{…} and \xhh. */
static gunichar
read_hex(const char *p, size_t length)
{
  gunichar c = 0;
  for (size_t i = 0; i < length; i++)
    if (g_ascii_isxdigit(p[i]))
      c = c << 4 | (gunichar)g_ascii_xdigit_value(p[i]);
  return c;
}

/* The one character of an escape; false where it is none. */
static bool
read_char(const char *p, size_t length, gunichar *ret_char)
{
  static const char letters[] = "tnrfea", meanings[] = "\t\n\r\f\033\a";
  const char *letter = strchr(letters, p[1]);
  if (p[1] == 'x')
    *ret_char = read_hex(p + 2, length - 2);
  else if (p[1] != '\0' && letter != NULL)
    *ret_char = (gunichar)meanings[letter - letters];
  else if (g_ascii_isalnum(p[1]) || p[1] == '\0')
    return false;
  else
    *ret_char = g_utf8_get_char(p + 1);
  return true;
}

bool
fl_syntax_read_escape(const char *p, size_t length, GArray *chars)
{
  gunichar c = FL_SYMBOL_DIGIT;
  if (p[1] != 'd' && !read_char(p, length, &c))
    return false;
  c = fl_symbol(c);
  g_array_append_val(chars, c);
  return true;
}

/* How long the escape of one character is that stands at `p` in a class. */
static size_t
measure_escape(const char *p)
{
  if (p[1] != 'x')
    return 1 + (size_t)(g_utf8_next_char(p + 1) - (p + 1));
  if (p[2] == '{')
    return strcspn(p, "}") + 1;
  size_t digits = strspn(p + 2, "0123456789abcdefABCDEF");
  return 2 + MIN(digits, 2);
}

/* One end of a range, or a member by itself. */
static bool
read_member(const char **p, gunichar *ret_char)
{
  if (**p == '[' && strchr(":.=", (*p)[1]) != NULL)
    return false;
  if (**p != '\\') {
    *ret_char = g_utf8_get_char(*p);
    *p = g_utf8_next_char(*p);
    return true;
  }
  size_t length = measure_escape(*p);
  bool good = read_char(*p, length, ret_char);
  *p += length;
  return good;
}

bool
fl_syntax_read_class(const char *text, size_t length, GArray *chars)
{
  const char *p = text + 1, *end = text + length - 1;
  Members members = {.chars = chars, .first = chars->len};
  if (*p == '^')
    return false;
  for (gunichar low = 0, high = 0; p < end; low = 0) {
    if (p[0] == '\\' && p[1] == 'd') {
      add_char(&members, FL_SYMBOL_DIGIT);
      p += 2;
      continue;
    }
    if (!read_member(&p, &low))
      return false;
    high = low;
    bool range = *p == '-' && p + 1 < end;
    p += range;
    if (range && !read_member(&p, &high))
      return false;
    if (high - low >= MAX_MEMBERS)
      return false;
    for (gunichar c = low; c <= high; c++)
      add_char(&members, c);
    if (chars->len - members.first > MAX_MEMBERS)
      return false;
  }
  return chars->len > members.first;
}

/* ---- separators */

/* What a part of a class holds: separators that it may hold, and those that it holds for certain. */
typedef struct {
  uint64_t may, must;
} Held;

/* Digits of all scripts are one separator, as is what is not assigned: a class that holds some may not hold others. */
static Held
hold_range(gunichar low, gunichar high)
{
  Held held = {0, 0};
  for (uint32_t i = 0; i < FL_N_SEPARATORS; i++)
    if (fl_separators[i] >= low && fl_separators[i] <= high && fl_separators[i] != FL_SYMBOL_DIGIT)
      held.must |= (uint64_t)1 << i;
  bool plain = (low >= 0x1d00 && high < 0xa620) || high < '0' || (low > '9' && high < 0x660);
  held.may = held.must | (plain ? 0 : fl_separator_set(FL_SYMBOL_DIGIT));
  return held;
}

/* What an escape of more than one character holds. */
static Held
hold_escape(const char *p, size_t length)
{
  uint64_t digits = fl_separator_set(FL_SYMBOL_DIGIT), space = fl_separator_set(' '),
           line = fl_separator_set('\n');
  if (length >= strlen("\\p{sc:Han}") && g_str_has_prefix(p, "\\p{sc:Han}"))
    return (Held){0, 0};
  switch (p[1]) {
  case 'd':
  case 'w':
    return (Held){digits, 0};
  case 's':
    return (Held){space | line, space | line};
  case 'h':
    return (Held){space, space};
  default:
    return (Held){FL_SEPARATORS_ALL, 0};
  }
}

uint64_t
fl_syntax_find_escape_separators(const char *p, size_t length)
{
  return hold_escape(p, length).may;
}

uint64_t
fl_syntax_find_class_separators(const char *text, size_t length)
{
  const char *p = text + 1, *end = text + length - 1;
  bool negated = *p == '^';
  Held all = {0, 0}, part;
  for (p += negated; p < end; all.may |= part.may, all.must |= part.must) {
    gunichar low = 0, high = 0;
    if (p[0] == '\\' && strchr("dDwWsShHvVNpP", p[1]) != NULL) {
      size_t escape = strchr("pP", p[1]) == NULL ? 2 : p[2] == '{' ? strcspn(p, "}") + 1 : 3;
      part = hold_escape(p, escape);
      p += escape;
      continue;
    }
    if (!read_member(&p, &low))
      return FL_SEPARATORS_ALL;
    high = low;
    bool range = *p == '-' && p + 1 < end;
    p += range;
    if (range && !read_member(&p, &high))
      return FL_SEPARATORS_ALL;
    part = hold_range(low, high);
  }
  return negated ? ~all.must : all.may;
}
