#include "fl-format.h"

static gboolean
read_text(GBytes *bytes, FlDecoded *ret_decoded, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  return fl_decode(length == 0 ? "" : data, length, ret_decoded, error);
}

static const char *const markdown_endings[] = {".md", ".markdown", NULL};
static const char *const text_endings[] = {".txt", ".text", NULL};

/* Markdown's text is read as it stands: what is markup and what is a heading is the layout's to say. */
static const FlFormat formats[] = {
    {"text", text_endings, read_text},
    {"markdown", markdown_endings, read_text},
    {NULL, NULL, NULL},
};

const FlFormat *
fl_format_claim(const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (const FlFormat *format = formats; format->name != NULL; format++)
    for (const char *const *ending = format->endings; *ending != NULL; ending++)
      if (g_str_has_suffix(lower, *ending))
        return format;
  return NULL;
}

const FlFormat *
fl_format_find(const char *name)
{
  const FlFormat *format = fl_format_claim(name);
  return format != NULL ? format : formats;
}

const FlFormat *
fl_format_get_all(void)
{
  return formats;
}
