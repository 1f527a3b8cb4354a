#include "fl-rule-test.h"
#include "fl-emitted.h"

#include <string.h>

static bool
is_as_expected(const char *expected, const char *got)
{
  return expected == NULL || g_strcmp0(expected, got) == 0;
}

static const char *
find_property(const FlEmitted *emitted, const char *name)
{
  for (guint i = 0; emitted->properties != NULL && i < emitted->properties->len; i += 2)
    if (strcmp(emitted->properties->pdata[i], name) == 0)
      return emitted->properties->pdata[i + 1];
  return "";
}

static bool
fits(const FlExpectation *expectation, const FlEmitted *emitted)
{
  if (expectation->kind != emitted->kind || !is_as_expected(expectation->what, emitted->what) ||
      !is_as_expected(expectation->name, emitted->name) ||
      !is_as_expected(expectation->from, emitted->from) || !is_as_expected(expectation->to, emitted->to))
    return false;
  for (guint i = 0; i < expectation->properties->len; i += 2)
    if (!is_as_expected(expectation->properties->pdata[i + 1],
                        find_property(emitted, expectation->properties->pdata[i])))
      return false;
  return true;
}

static bool
is_end_of(const FlEmitted *node, const FlEmitted *edge)
{
  return node->kind == FL_EMIT_NODE && node->ends[0] != NULL && edge->kind == FL_EMIT_EDGE &&
         (edge->ends[0] == node->ends[0] || edge->ends[1] == node->ends[0]);
}

static char *
format_expectation(const FlExpectation *self)
{
  FlEmitted emitted = {.kind = self->kind,
                       .what = self->what,
                       .name = self->name != NULL ? self->name : "…",
                       .from = self->from,
                       .to = self->to,
                       .properties = self->properties->len > 0 ? self->properties : NULL};
  return fl_emitted_format(&emitted);
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
      if (!self->expected[e] && fits(self->expectations->pdata[i], self->emitted->pdata[e]))
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
    g_autofree char *text = self->met[i] ? NULL : format_expectation(self->expectations->pdata[i]);
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
  return !append_differences(&comparison, out);
}
