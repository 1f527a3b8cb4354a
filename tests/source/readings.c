#include "readings.h"
#include "fl-config.h"

#ifdef FL_HAVE_DOCX
#include <archive.h>
#include <archive_entry.h>
#endif
#include <string.h>

static void
describe_line(GString *out, const FlDocument *document, guint index)
{
  const FlSourceLine *line = fl_document_get_source_line(document, index);
  FlSpan span = fl_document_get_line(document, index);
  uint32_t number = 0, column = 0;
  fl_document_locate(document, span.start, &number, &column);
  g_string_append_printf(out, "%u", number);
  if (column > 1)
    g_string_append_printf(out, "+%u", column - 1);
  if (*fl_document_get_place(document, span.start) != '\0')
    g_string_append_printf(out, " %s", fl_document_get_place(document, span.start));
  if (line != NULL && line->heading > 0)
    g_string_append_printf(out, " h%u", line->heading);
  if (line != NULL && line->gap > 0)
    g_string_append_printf(out, " gap%u", line->gap);
  if (line != NULL && line->indent > 0)
    g_string_append_printf(out, " indent%u", line->indent);
  g_string_append(out, line != NULL && line->new_page ? " page|" : "|");
  g_string_append_len(out, fl_document_get_text(document, NULL) + span.start, fl_span_length(span));
  g_string_append_c(out, '\n');
}

static char *
describe(const char *name, GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlDocument) document = fl_document_new(name, bytes, &error);
  if (document == NULL)
    return g_strdup_printf("error: %s\n", error->message);
  GString *out = g_string_new(NULL);
  for (guint i = 1; i <= fl_document_get_n_lines(document); i++)
    if (fl_span_length(fl_document_get_line(document, i)) > 0)
      describe_line(out, document, i);
  return g_string_free(out, FALSE);
}

char *
describe_reading(const char *name, const char *bytes, gsize length)
{
  g_autoptr(GBytes) given = g_bytes_new(bytes, length);
  return describe(name, given);
}

#ifdef FL_HAVE_DOCX

static la_ssize_t
append(G_GNUC_UNUSED struct archive *archive, void *out, const void *bytes, size_t length)
{
  g_byte_array_append(out, bytes, (guint)length);
  return (la_ssize_t)length;
}

GBytes *
zip_parts(const char *const *parts)
{
  GByteArray *out = g_byte_array_new();
  struct archive *archive = archive_write_new();
  archive_write_set_format_zip(archive);
  archive_write_set_bytes_per_block(archive, 0);
  g_assert_cmpint(archive_write_open(archive, out, NULL, append, NULL), ==, ARCHIVE_OK);
  for (; *parts != NULL; parts += 2) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, parts[0]);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)strlen(parts[1]));
    g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
    archive_write_data(archive, parts[1], strlen(parts[1]));
    archive_entry_free(entry);
  }
  archive_write_free(archive);
  return g_byte_array_free_to_bytes(out);
}

char *
describe_docx(const char *const *parts)
{
  g_autoptr(GBytes) bytes = zip_parts(parts);
  return describe("a.docx", bytes);
}

#endif
