#include "fl-command.h"
#include "fl-rule-test.h"
#include "fl-session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
check_tested(const FlRule *rule, const GPtrArray *tests, FlDiagnostics *diagnostics)
{
  bool positive = false, negative = false;
  for (guint i = 0; i < tests->len; i++) {
    const FlRuleTest *test = tests->pdata[i];
    *(test->expectations->len > 0 ? &positive : &negative) = true;
  }
  if (!positive || !negative)
    fl_yaml_node_report(rule->source, diagnostics,
                        (FlFault){FL_DIAGNOSTIC_WARNING, "untested", NULL, 0, (uint32_t)strlen(rule->id)},
                        "rule '%s' has no test that expects %s", rule->id,
                        positive ? "nothing" : "something");
}

/* Tests that cannot be read are errors; that a rule should have one for either case is said only when asked
 * to be strict. */
static bool
check_tests(FlSession *session)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  for (guint i = 0; i < session->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(session->rules, (int)i);
    g_autoptr(GPtrArray) tests = fl_rule_tests_read(session->rules, rule, diagnostics);
    if (session->project.strict)
      check_tested(rule, tests, diagnostics);
  }
  fl_console_print_diagnostics(diagnostics);
  session->n_warnings += fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_WARNING);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}

int
fl_command_check(int argc, char **argv)
{
  static const char *const description = "Reads the packs and says, with file, line and column, what is "
                                         "wrong in them (errors) and what is doubtful (warnings).\n"
                                         "Fails on errors, with --strict on warnings too; then a rule must "
                                         "also have a test that expects something and\n"
                                         "one that expects nothing.\n"
                                         "\n"
                                         "  factloom check rules/zh-policy\n";
  g_auto(FlSession) session = {0};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_SUMMARY | FL_OPTION_STRICT, "[PACK…]", description,
                              NULL};
  int code = fl_session_begin_packs(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  if (!check_tests(&session))
    return FL_EXIT_FAILED;
  if (isatty(STDOUT_FILENO) || session.project.summary)
    printf("packs: %u, rules: %u, strata: %d, warnings: %u\n", session.rules->packs->len,
           session.rules->rules->len, session.rules->n_strata, session.n_warnings);
  return fl_session_judge(&session, session.n_warnings);
}
