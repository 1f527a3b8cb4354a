#include "fl-rule-test.h"
#include "fl-emitted.h"

#include <string.h>

static bool
is_end_of(const FlEmitted *node, const FlEmitted *edge)
{
  return node->kind == FL_EMIT_NODE && node->ends[0] != NULL && edge->kind == FL_EMIT_EDGE &&
         (edge->ends[0] == node->ends[0] || edge->ends[1] == node->ends[0]);
}

/* For each expectation whether it was met, for each thing emitted whether it was expected. */
typedef struct {
  const GPtrArray *expectations, *emitted;
  bool *met, *expected;
} Comparison;

static void
compare(Comparison *self)
{
  for (guint i = 0; i < self->expectations->len; i++)
    for (guint e = 0; !self->met[i] && e < self->emitted->len; e++)
      if (!self->expected[e] && fl_expectation_fits(self->expectations->pdata[i], self->emitted->pdata[e]))
        self->met[i] = self->expected[e] = true;
  for (guint e = 0; e < self->emitted->len; e++) /* the ends of expected edges go without saying */
    for (guint other = 0; !self->expected[e] && other < self->emitted->len; other++)
      self->expected[e] =
          self->expected[other] && is_end_of(self->emitted->pdata[e], self->emitted->pdata[other]);
}

static bool
append_differences(const Comparison *self, GString *out)
{
  gsize before = out->len;
  for (guint i = 0; i < self->expectations->len; i++) {
    g_autofree char *text = self->met[i] ? NULL : fl_expectation_format(self->expectations->pdata[i]);
    if (text != NULL)
      g_string_append_printf(out, "    - %s\n", text);
  }
  for (guint e = 0; e < self->emitted->len; e++) {
    g_autofree char *text = self->expected[e] ? NULL : fl_emitted_format(self->emitted->pdata[e]);
    if (text != NULL)
      g_string_append_printf(out, "    + %s\n", text);
  }
  return out->len > before;
}

/* A test whose given mention is nowhere would expect nothing of a text that holds nothing. */
static bool
append_absent(const FlAnalysis *analysis, const GArray *given, GString *out)
{
  const char *string = fl_text_get_string(analysis->text, NULL);
  gsize before = out->len;
  for (guint i = 0; given != NULL && i < given->len; i++) {
    const char *text = g_array_index(given, FlGivenMention, i).text;
    bool found = false;
    for (uint32_t a = 0; !found && a < fl_text_get_n_articles(analysis->text); a++) {
      FlSpan span = fl_text_get_article(analysis->text, a)->span;
      found = g_strstr_len(string + span.start, fl_span_length(span), text) != NULL;
    }
    if (!found)
      g_string_append_printf(out, "    ! '%s', which is given, does not stand in the text\n", text);
  }
  return out->len > before;
}

/* For a rule that looks at the source's name, that is the first line of the test. */
static FlDocument *
make_document(const FlRuleTest *self, GError **error)
{
  size_t length = self->rule->in == FL_UNIT_SOURCE ? strcspn(self->text, "\n") : 0;
  g_autofree char *name = length > 0 ? g_strndup(self->text, length) : g_strdup("test.txt");
  const char *text = self->text + length;
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  return fl_document_new(name, bytes, error);
}

bool
fl_rule_test_run(const FlRuleTest *self, FlExtractor *extractor, GString *out)
{
  g_autoptr(GError) error = NULL;
  FlDocument *document = make_document(self, &error);
  if (document == NULL) {
    g_string_append_printf(out, "    %s\n", error->message);
    return false;
  }
  g_autoptr(FlAnalysis) analysis = fl_extractor_try(extractor, document, &self->trial);
  g_autoptr(GPtrArray) emitted = fl_analysis_list_emitted(analysis, self->rule);
  g_autofree bool *met = g_new0(bool, self->expectations->len), *expected = g_new0(bool, emitted->len);
  Comparison comparison = {self->expectations, emitted, met, expected};
  compare(&comparison);
  bool absent = append_absent(analysis, self->trial.given, out);
  return !append_differences(&comparison, out) && !absent;
}
