#include "fl-json-string.h"

#include "fl-string.h"

/* The same byte in all eight of a word. */
#define ALL(byte) (UINT64_MAX / 255 * (byte))

static bool
is_special(char c)
{
  return (guchar)c < 0x20 || c == '"' || c == '\\';
}

/* Whether a byte of eight may be special: at least where one is. */
static bool
has_special(const char *bytes)
{
  uint64_t word = 0;
  memcpy(&word, bytes, sizeof word);
  uint64_t quotes = word ^ ALL('"'), slashes = word ^ ALL('\\');
  return (((word - ALL(0x20)) & ~word) | ((quotes - ALL(1)) & ~quotes) | ((slashes - ALL(1)) & ~slashes)) &
         ALL(0x80);
}

/* Nearly all texts have none, and nearly all that is written are texts. */
static const char *
find_special(const char *text, const char *end)
{
  while (end - text >= 8 && !has_special(text))
    text += 8;
  while (text < end && !is_special(*text))
    text++;
  return text;
}

static void
append_escaped(GString *out, char c)
{
  if ((guchar)c < 0x20)
    g_string_append_printf(out, "\\u%04x", (guchar)c);
  else
    fl_string_append_bytes(out, (const char[]){'\\', c}, 2);
}

void
fl_json_append_string(GString *out, const char *text)
{
  const char *end = text + strlen(text);
  fl_string_append_bytes(out, "\"", 1);
  for (const char *special; (special = find_special(text, end)) < end; text = special + 1) {
    fl_string_append_bytes(out, text, (size_t)(special - text));
    append_escaped(out, *special);
  }
  fl_string_append_bytes(out, text, (size_t)(end - text));
  fl_string_append_bytes(out, "\"", 1);
}
