/* A source: decoded, cut by one of many layouts, cleaned. Whatever the bytes, every span of the clean text
 * leads back into the document. The first byte picks the layout and the format. */
#include "cutters.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_place(const FlDocument *document, uint32_t offset, gsize n_bytes)
{
  uint32_t line = 0, column = 0;
  gsize length = 0;
  fl_document_get_text(document, &length);
  g_assert_cmpuint(offset, <=, length);
  fl_document_locate(document, offset, &line, &column);
  g_assert_cmpuint(line, >=, 1);
  g_assert_cmpuint(line, <=, fl_document_get_n_lines(document));
  FlSpan span = fl_document_get_line(document, line);
  g_assert_cmpuint(column, >=, 1);
  g_assert_cmpuint(column, <=, fl_span_length(span) + 1);
  g_assert_cmpuint(fl_document_get_source_byte(document, offset), <=, n_bytes);
}

static void
check_span(const FlText *text, FlSpan span, gsize n_bytes)
{
  const FlDocument *document = fl_text_get_document(text);
  uint32_t length = 0, last = 0;
  const char *string = fl_text_get_string(text, &length);
  g_assert_cmpuint(span.start, <=, span.end);
  g_assert_cmpuint(span.end, <=, length);
  g_assert_true(g_utf8_validate_len(string + span.start, fl_span_length(span), NULL));
  g_autoptr(GArray) pieces = fl_text_get_source(text, span);
  for (guint i = 0; i < pieces->len; i++) {
    FlSpan piece = g_array_index(pieces, FlSpan, i);
    g_assert_cmpuint(piece.start, >=, last);
    g_assert_cmpuint(piece.end, >=, piece.start);
    last = piece.end;
  }
  FlSpan mapped = fl_text_map(text, span);
  g_assert_cmpuint(mapped.start, <=, mapped.end);
  check_place(document, mapped.start, n_bytes);
  check_place(document, mapped.end, n_bytes);
}

/* Every unit, and of the short ones every character. */
static void
check_units(const FlText *text, gsize n_bytes)
{
  const char *string = fl_text_get_string(text, NULL);
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    for (uint32_t i = 0; i < fl_text_get_n_units(text, (FlUnitKind)kind); i++) {
      FlSpan span = fl_text_get_unit(text, (FlUnitKind)kind, i)->span;
      check_span(text, span, n_bytes);
      g_assert_cmpint(g_utf8_strlen(string + span.start, (gssize)fl_span_length(span)), <=,
                      FL_TEXT_MAX_UNIT + 1 +
                          (kind == FL_UNIT_SOURCE ? (glong)strlen(string) : 0)); /* and its name */
      for (uint32_t at = span.start; kind == FL_UNIT_CLAUSE && at < span.end;) {
        uint32_t next = at + (uint32_t)g_utf8_skip[(guchar)string[at]];
        check_span(text, (FlSpan){at, next}, n_bytes);
        at = next;
      }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  if (length == 0)
    return 0;
  const char *name = *bytes % 2 == 0 ? "a.txt" : "a.md";
  g_autoptr(GRand) random = g_rand_new_with_seed(*bytes);
  g_autoptr(GBytes) given = g_bytes_new(bytes + 1, length - 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(FlDocument) document = fl_document_new(name, given, &error);
  g_assert_true((document == NULL) == (error != NULL));
  if (document == NULL)
    return 0;
  gsize decoded = 0;
  const char *string = fl_document_get_text(document, &decoded);
  g_assert_true(g_utf8_validate_len(string, decoded, NULL));
  g_autoptr(FlCutter) cutter = cutter_new_random(random);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlReport) report = fl_report_new(name);
  g_autoptr(FlText) text = fl_cutter_cut(cutter, document, matcher, report);
  check_units(text, length - 1);
  return 0;
}
