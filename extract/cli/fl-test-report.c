#include "fl-test-report.h"
#include "fl-yaml-edit.h"

#include <stdio.h>
#include <string.h>

/* What is to be looked at: the first expectation that was not met, else all that is expected. */
static const FlYamlNode *
find_place(const FlRuleTestResult *result)
{
  const FlRuleTest *test = result->test;
  const FlYamlNode *given = fl_yaml_node_find(test->source, "given");
  if (result->problem == NULL && result->absent->len > 0 && given != NULL)
    return given;
  for (guint i = 0; result->problem == NULL && i < test->expectations->len; i++)
    if (!result->met[i])
      return ((const FlExpectation *)test->expectations->pdata[i])->source;
  return fl_yaml_node_find(test->source, "expect");
}

/* How many characters of its first line a node takes up. */
static uint32_t
measure(const FlYamlNode *node)
{
  const char *text = fl_yaml_get_text(node->file, NULL), *start = text + node->start,
             *end = text + fl_yaml_node_get_end(node);
  const char *stop = start + strcspn(start, "\r\n");
  bool quoted = node->kind == FL_YAML_SCALAR && (node->style == '\'' || node->style == '"');
  return (uint32_t)g_utf8_strlen(start, MIN(stop, end - quoted) - start);
}

void
fl_test_report_failed(const FlRuleTestResult *result)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(GString) out = g_string_new(NULL);
  const FlRuleTest *test = result->test;
  const FlYamlNode *place = find_place(result);
  fl_yaml_node_report(place, diagnostics, (FlFault){FL_DIAGNOSTIC_ERROR, "failed", NULL, 0, measure(place)},
                      "%s", test->text);
  const FlDiagnostic *failed = fl_diagnostics_get(diagnostics, 0);
  g_string_append_printf(out, "%s:%u:%u: failed[%s:%u]: %s\n", failed->path, failed->line, failed->column,
                         test->rule->id, test->number, failed->message);
  fl_diagnostic_append_source(failed, out);
  fl_rule_test_result_append(result, out);
  fputs(out->str, stdout);
}

void
fl_test_report_line(const FlRuleTest *test, const char *what)
{
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(test->source, 0, &line, &column);
  printf("%s:%u:%u: %s[%s:%u]: %s\n", fl_yaml_get_path(test->source->file), line, column, what,
         test->rule->id, test->number, test->text);
}
