/* Characters that escapes and classes stand for. */

#include "fl-syntax.h"

#include <string.h>

/* A class of more is as good as any character. */
enum { MAX_MEMBERS = 512 };

static void
add_char(GArray *chars, guint first, gunichar c)
{
  c = fl_symbol(c);
  for (guint i = first; i < chars->len; i++)
    if (g_array_index(chars, gunichar, i) == c)
      return;
  g_array_append_val(chars, c);
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
  guint first = chars->len;
  if (*p == '^')
    return false;
  for (gunichar low = 0, high = 0; p < end; low = 0) {
    if (p[0] == '\\' && p[1] == 'd') {
      add_char(chars, first, FL_SYMBOL_DIGIT);
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
      add_char(chars, first, c);
    if (chars->len - first > MAX_MEMBERS)
      return false;
  }
  return chars->len > first;
}
