#include "fl-rule-test.h"
#include "fl-emitted.h"

#include <string.h>

bool
fl_expectations_compare(const GPtrArray *expectations, const GPtrArray *emitted, bool *met, bool *expected)
{
  bool same = true;
  for (guint i = 0; i < expectations->len; i++) {
    for (guint e = 0; !met[i] && e < emitted->len; e++)
      if (!expected[e] && fl_expectation_fits(expectations->pdata[i], emitted->pdata[e]))
        met[i] = expected[e] = true;
    same &= met[i];
  }
  for (guint e = 0; e < emitted->len; e++) { /* the ends of expected edges go without saying */
    for (guint other = 0; !expected[e] && other < emitted->len; other++)
      expected[e] = expected[other] && fl_emitted_is_end_of(emitted->pdata[e], emitted->pdata[other]);
    same &= expected[e];
  }
  return same;
}

void
fl_rule_test_result_append(const FlRuleTestResult *self, GString *out)
{
  if (self->problem != NULL)
    g_string_append_printf(out, "       ! %s\n", self->problem);
  for (guint i = 0; i < self->absent->len; i++)
    g_string_append_printf(out, "       ! '%s', which is given, does not stand in the text\n",
                           (const char *)self->absent->pdata[i]);
  for (guint i = 0; self->problem == NULL && i < self->test->expectations->len; i++) {
    g_autofree char *text = self->met[i] ? NULL : fl_expectation_format(self->test->expectations->pdata[i]);
    if (text != NULL)
      g_string_append_printf(out, "       - %s\n", text);
  }
  for (guint e = 0; self->problem == NULL && e < self->emitted->len; e++) {
    g_autofree char *text = self->expected[e] ? NULL : fl_emitted_format(self->emitted->pdata[e]);
    if (text != NULL)
      g_string_append_printf(out, "       + %s\n", text);
  }
}

void
fl_rule_test_result_free(FlRuleTestResult *self)
{
  if (self == NULL)
    return;
  g_free(self->problem);
  g_ptr_array_unref(self->absent);
  g_clear_pointer(&self->emitted, g_ptr_array_unref);
  g_free(self->met);
  g_free(self->expected);
  fl_analysis_free(self->analysis);
  g_free(self);
}

/* A test whose given mention is nowhere would expect nothing of a text that holds nothing. */
static void
find_absent(FlRuleTestResult *self)
{
  const FlText *text = self->analysis->text;
  const GArray *given = self->test->trial.given;
  const char *string = fl_text_get_string(text, NULL);
  for (guint i = 0; given != NULL && i < given->len; i++) {
    const char *mention = g_array_index(given, FlGivenMention, i).text;
    bool found = false;
    for (uint32_t a = 0; !found && a < fl_text_get_n_articles(text); a++) {
      FlSpan span = fl_text_get_article(text, a)->span;
      found = g_strstr_len(string + span.start, fl_span_length(span), mention) != NULL;
    }
    if (!found)
      g_ptr_array_add(self->absent, (gpointer)mention);
  }
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

FlRuleTestResult *
fl_rule_test_run(const FlRuleTest *self, FlExtractor *extractor)
{
  FlRuleTestResult *result = g_new0(FlRuleTestResult, 1);
  g_autoptr(GError) error = NULL;
  *result = (FlRuleTestResult){.test = self, .absent = g_ptr_array_new()};
  FlDocument *document = make_document(self, &error);
  if (document == NULL) {
    result->problem = g_strdup(error->message);
    return result;
  }
  result->analysis = fl_extractor_try(extractor, document, &self->trial);
  result->emitted = fl_analysis_list_emitted(result->analysis, self->rule);
  result->met = g_new0(bool, self->expectations->len);
  result->expected = g_new0(bool, result->emitted->len);
  bool same = fl_expectations_compare(self->expectations, result->emitted, result->met, result->expected);
  find_absent(result);
  result->passed = same && result->absent->len == 0;
  return result;
}
