#include "fl-island.h"
#include "fl-string.h"

#include <string.h>

static void
append_escape(GString *out, unsigned code)
{
  g_string_append_printf(out, "\\u%04x", code);
}

static gboolean
is_line_separator(const char *p)
{
  return strncmp(p, "\xe2\x80\xa8", 3) == 0 || strncmp(p, "\xe2\x80\xa9", 3) == 0;
}

static gboolean
is_special(unsigned char c)
{
  return c < 0x20 || c == 0x7f || strchr("\"\\<>&", c) != NULL;
}

void
fl_island_append_string(GString *out, const char *text)
{
  const char *plain = text;
  g_string_append_c(out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    gboolean separator = (unsigned char)*p == 0xe2 && is_line_separator(p);
    if (!separator && !is_special((unsigned char)*p))
      continue;
    g_string_append_len(out, plain, p - plain);
    append_escape(out, separator ? 0x2028 + ((unsigned char)p[2] - 0xa8) : (unsigned char)*p);
    p += separator ? 2 : 0;
    plain = p + 1;
  }
  g_string_append(out, plain);
  g_string_append_c(out, '"');
}

void
fl_island_separate(GString *out)
{
  if (out->len > 0 && strchr("[{:", out->str[out->len - 1]) == NULL)
    g_string_append_c(out, ',');
}

void
fl_island_append_key(GString *out, const char *key)
{
  fl_island_separate(out);
  fl_island_append_string(out, key);
  g_string_append_c(out, ':');
}

void
fl_island_append_number(GString *out, uint32_t number)
{
  fl_island_separate(out);
  fl_string_append_number(out, number);
}

void
fl_island_begin(GString *out, const char *key, char bracket)
{
  if (key != NULL)
    fl_island_append_key(out, key);
  else
    fl_island_separate(out);
  g_string_append_c(out, bracket);
}

void
fl_island_end(GString *out, char bracket)
{
  g_string_append_c(out, bracket);
}

void
fl_island_put_text(GString *out, const char *key, const char *text)
{
  fl_island_append_key(out, key);
  fl_island_append_string(out, text);
}

void
fl_island_put_number(GString *out, const char *key, uint32_t number)
{
  fl_island_append_key(out, key);
  fl_island_append_number(out, number);
}

void
fl_island_put_item(GString *out, const char *text)
{
  fl_island_separate(out);
  fl_island_append_string(out, text);
}

void
fl_island_append_html(GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(out, escaped);
}
