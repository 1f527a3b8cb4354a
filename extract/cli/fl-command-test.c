#include "fl-command.h"
#include "fl-rule-test.h"
#include "fl-session.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  guint passed, failed, todo;
} Tally;

static void
print_test(const FlRuleTest *test, const char *what)
{
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(test->source, 0, &line, &column);
  printf("%s:%u:%u: %s[%s]: %s\n", fl_yaml_get_path(test->source->file), line, column, what, test->rule->id,
         test->text);
}

static void
run_test(const FlRuleTest *test, FlExtractor *extractor, Tally *tally)
{
  g_autoptr(GString) differences = g_string_new(NULL);
  if (fl_rule_test_run(test, extractor, differences)) {
    tally->passed++;
    if (test->todo)
      print_test(test, "todo passes");
  } else if (test->todo)
    tally->todo++;
  else {
    tally->failed++;
    print_test(test, "failed");
    fputs(differences->str, stdout);
  }
}

static gboolean
run_tests(const FlRuleSet *rules, FlExtractor *extractor, const char *only, Tally *tally)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  for (guint i = 0; i < rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(rules, (int)i);
    if (only != NULL && strcmp(only, rule->id) != 0)
      continue;
    g_autoptr(GPtrArray) tests = fl_rule_tests_read(rules, rule, diagnostics);
    for (guint t = 0; t < tests->len; t++)
      run_test(tests->pdata[t], extractor, tally);
  }
  fl_console_print_diagnostics(diagnostics);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}

int
fl_command_test(int argc, char **argv)
{
  static const char *const description =
      "Runs the tests written inside the rules. Of a failing one it prints the place, the text, and the "
      "difference:\n"
      "lines with - were expected and did not come, lines with + came and were not expected. A test marked "
      "todo "
      "may fail;\n"
      "one that passes all the same is named.\n"
      "\n"
      "  factloom test rules/zh-policy\n"
      "  factloom test --rule meeting.attend rules/zh-policy\n";
  g_autofree char *only = NULL;
  const GOptionEntry extra[] = {
      {"rule", 'r', 0, G_OPTION_ARG_FILENAME, &only, "Run the tests of this rule alone", "ID"}, {0}};
  g_auto(FlSession) session = {0};
  const FlCommandLine line = {FL_OPTION_PACKS, "[PACK…]", description, extra};
  int code = fl_session_begin_packs(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  if (only != NULL && fl_rule_set_find_rule(session.rules, only) < 0) {
    fl_console_print_error(argv[0], "there is no rule '%s'", only);
    return FL_EXIT_FAILED;
  }
  Tally tally = {0};
  g_autoptr(FlExtractor) extractor = fl_extractor_new(session.rules);
  gboolean good = run_tests(session.rules, extractor, only, &tally);
  printf("%u passed, %u failed", tally.passed, tally.failed);
  if (tally.todo > 0)
    printf(", %u to do", tally.todo);
  putchar('\n');
  return good && tally.failed == 0 ? FL_EXIT_DONE : FL_EXIT_FAILED;
}
