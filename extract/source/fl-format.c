#include "fl-format.h"
#include "fl-config.h"
#include "fl-reader.h"

#include <string.h>

static bool
read_text(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  return fl_decode(length == 0 ? "" : data, length, options->encoding, &reading->decoded, error);
}

static const char *const markdown_endings[] = {".md", ".markdown", NULL};
static const char *const text_endings[] = {".txt", ".text", NULL};
static const char *const html_endings[] = {".html", ".htm", ".xhtml", NULL};
static const char *const html_marks[] = {"<!doctype html", "<html", NULL};
static const char *const xml_endings[] = {".xml", NULL};
static const char *const xml_marks[] = {"<?xml", NULL};
static const char *const docx_endings[] = {".docx", ".docm", NULL};
static const char *const docx_marks[] = {"pk\x03\x04", NULL};
static const char *const pdf_endings[] = {".pdf", NULL};
static const char *const pdf_marks[] = {"%pdf-", NULL};

#ifdef FL_HAVE_DOCX
#define READ_DOCX fl_docx_read
#else
#define READ_DOCX NULL
#endif

#ifdef FL_HAVE_PDF
#define READ_PDF fl_pdf_read
#else
#define READ_PDF NULL
#endif

/* Markdown's text is read as it stands: what is markup and what is a heading is the layout's to say. */
static const FlFormat formats[] = {
    {"text", text_endings, NULL, read_text, NULL},
    {"markdown", markdown_endings, NULL, read_text, NULL},
    {"html", html_endings, html_marks, fl_html_read, NULL},
    {"xml", xml_endings, xml_marks, fl_xml_read, NULL},
    {"docx", docx_endings, docx_marks, READ_DOCX, "-Ddocx=enabled"},
    {"pdf", pdf_endings, pdf_marks, READ_PDF, "-Dpdf=enabled"},
    {NULL, NULL, NULL, NULL, NULL},
};

/* What some bytes are that are no source, and what can be done about it. */
static const struct {
  const char *mark;
  gsize length;
  const char *what;
} foreign[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
     "an old Office file (.doc, .xls, .wps), or a new one behind a password: save it as .docx without one"},
    {"PK\x03\x04", 4, "a zip archive: give it the ending .zip, or .docx if it is from Word"},
    {"\x1f\x8b", 2, "packed with gzip: give it the ending .gz"},
    {"{\\rtf", 5, "RTF, which is not read: save it as .docx"},
};

const FlFormat *
fl_format_claim(const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  if (g_str_has_suffix(lower, ".gz"))
    lower[strlen(lower) - strlen(".gz")] = '\0';
  for (const FlFormat *format = formats; format->name != NULL; format++)
    for (const char *const *ending = format->endings; *ending != NULL; ending++)
      if (g_str_has_suffix(lower, *ending))
        return format;
  return NULL;
}

/* Whether bytes, white space and a byte order mark in front aside, begin with a mark. */
static bool
begins_with(const char *bytes, gsize length, const char *mark)
{
  if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  for (; length > 0 && g_ascii_isspace(*bytes); length--)
    bytes++;
  return length >= strlen(mark) && g_ascii_strncasecmp(bytes, mark, strlen(mark)) == 0;
}

const FlFormat *
fl_format_find(const char *name, GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  const FlFormat *claimed = fl_format_claim(name);
  if (claimed != NULL)
    return claimed;
  for (const FlFormat *format = formats; format->name != NULL; format++)
    for (const char *const *mark = format->marks; mark != NULL && *mark != NULL; mark++)
      if (begins_with(data, length, *mark))
        return format;
  return formats;
}

static bool
check_foreign(GBytes *bytes, const FlFormat *format, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  for (gsize i = 0; i < G_N_ELEMENTS(foreign); i++)
    if (length >= foreign[i].length && memcmp(data, foreign[i].mark, foreign[i].length) == 0 &&
        !(g_str_equal(format->name, "docx") && foreign[i].mark[0] == 'P')) {
      g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, "%s", foreign[i].what);
      return false;
    }
  return true;
}

bool
fl_format_read(const FlFormat *self, GBytes *bytes, const FlReadOptions *options, FlReading *reading,
               GError **error)
{
  if (!check_foreign(bytes, self, error))
    return false;
  if (self->read != NULL)
    return self->read(bytes, options, reading, error);
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_LEFT_OUT,
              "this factloom was built without a reader for %s: build it with %s", self->name, self->option);
  return false;
}

const FlFormat *
fl_format_get_all(void)
{
  return formats;
}
