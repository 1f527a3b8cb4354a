/* A source of any format, by any name: whatever the bytes, it becomes lines, or it is said why not; and every offset
 * of its text has a line, a column and a place. The first byte picks the name. */
#include "fl-document.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const names[] = {"a.html", "a.xml", "a.docx", "a.pdf", "a.txt", "-"};
static const char *const encodings[] = {NULL, "UTF-16LE", "Big5"};

static void
check_lines(const FlDocument *document)
{
  gsize length = 0;
  const char *text = fl_document_get_text(document, &length);
  uint32_t last_line = 1, last_column = 0;
  g_assert_true(g_utf8_validate_len(text, length, NULL));
  for (guint i = 1; i <= fl_document_get_n_lines(document); i++) {
    FlSpan span = fl_document_get_line(document, i);
    uint32_t line = 0, column = 0;
    fl_document_locate(document, span.start, &line, &column);
    g_assert_cmpuint(line, >=, last_line);
    g_assert_cmpuint(column, >, line == last_line ? last_column : 0);
    g_assert_true(g_utf8_validate(fl_document_get_place(document, span.start), -1, NULL));
    fl_document_locate(document, span.end, &last_line, &last_column);
    g_assert_cmpuint(last_line, ==, line);
    g_assert_cmpuint(last_column - column, ==,
                     g_utf8_strlen(text + span.start, (gssize)fl_span_length(span)));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  if (length == 0)
    return 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) given = g_bytes_new(bytes + 1, length - 1);
  const char *encoding = encodings[*bytes / G_N_ELEMENTS(names) % G_N_ELEMENTS(encodings)];
  const FlReadOptions options = {{encoding, "as the test says"}};
  g_autoptr(FlDocument) document =
      fl_document_read(names[*bytes % G_N_ELEMENTS(names)], given, &options, &error);
  if (document != NULL)
    check_lines(document);
  else
    g_assert_true(error != NULL && error->domain == FL_SOURCE_ERROR && *error->message != '\0');
  return 0;
}
