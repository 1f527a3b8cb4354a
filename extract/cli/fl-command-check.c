#include "fl-command.h"
#include "fl-diagnostic-kind.h"
#include "fl-rule-test.h"
#include "fl-session.h"
#include "fl-test-mutations.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- what ids mean */

static const char *
level_name(const FlDiagnosticKind *kind)
{
  return kind->level == FL_DIAGNOSTIC_ERROR ? "error" : "warning";
}

static int
list_kinds(void)
{
  for (const FlDiagnosticKind *kind = fl_diagnostic_kinds; kind->id != NULL; kind++)
    printf("%-8s %-20s %s\n", level_name(kind), kind->id, kind->about);
  return FL_EXIT_DONE;
}

static void
print_example(const char *head, const char *example)
{
  g_auto(GStrv) lines = g_strsplit(example, "\n", -1);
  printf("\n%s\n", head);
  for (char **line = lines; *line != NULL; line++)
    printf("  %s\n", *line);
}

static int
explain_kind(const char *id)
{
  const FlDiagnosticKind *kind = fl_diagnostic_kind_find(id);
  if (kind == NULL) {
    g_autofree const char **ids = fl_diagnostic_kinds_list();
    g_autofree char *hint = fl_suggest_hint(id, ids);
    fl_console_print_error("check", "there is no error or warning '%s'; %s", id,
                           hint != NULL ? hint : "factloom check --list names them all");
    return FL_EXIT_USAGE;
  }
  bool error = kind->level == FL_DIAGNOSTIC_ERROR;
  printf("%s[%s]: %s\n", level_name(kind), kind->id, kind->about);
  print_example(error ? "wrong:" : "doubtful:", kind->wrong);
  if (kind->right != NULL)
    print_example(error ? "right:" : "better:", kind->right);
  if (!error)
    printf("\nWhere it is meant so, `allow: [%s]` keeps the warning back: on the rule, the define, the type\n"
           "or the edge, or at the top of the file.\n",
           kind->id);
  return FL_EXIT_DONE;
}

/* ---- what the loader can't tell */

static void
warn_untested(const FlRule *rule, FlDiagnostics *diagnostics, const char *id, const char *hint,
              const char *message)
{
  fl_yaml_node_report(rule->source, diagnostics,
                      (FlFault){FL_DIAGNOSTIC_WARNING, id, hint, 0, (uint32_t)strlen(rule->id)}, "%s",
                      message);
}

/* A test that is known to fail shows nothing yet. */
static void
check_tested(const FlRule *rule, const GPtrArray *tests, FlDiagnostics *diagnostics)
{
  bool positive = false, negative = false;
  for (guint i = 0; i < tests->len; i++) {
    const FlRuleTest *test = tests->pdata[i];
    if (!test->todo)
      *(test->expectations->len > 0 ? &positive : &negative) = true;
  }
  if (!positive)
    warn_untested(rule, diagnostics, "no-positive-test",
                  "add one under tests:, with what it must emit under expect:",
                  negative ? "no test of this rule expects anything of it" : "this rule has no test");
  else if (!negative)
    warn_untested(rule, diagnostics, "no-negative-test",
                  "add a text that looks alike and must be left alone, with expect: []",
                  "no test of this rule expects nothing of it");
}

static bool
check_tests(FlSession *session)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  fl_allowances_apply(session->rules->allowances, diagnostics);
  for (guint i = 0; i < session->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(session->rules, (int)i);
    guint errors = fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR);
    g_autoptr(GPtrArray) tests = fl_rule_tests_read(session->rules, rule, diagnostics);
    if (fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == errors)
      check_tested(rule, tests, diagnostics);
  }
  fl_allowances_report_unused(session->rules->allowances, diagnostics);
  fl_diagnostics_sort(diagnostics);
  fl_console_print_diagnostics(diagnostics);
  session->n_warnings += fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_WARNING);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}

static int
check(FlSession *session)
{
  if (!check_tests(session))
    return FL_EXIT_FAILED;
  if (isatty(STDOUT_FILENO) || session->project.summary) {
    g_autoptr(FlExtractor) extractor = fl_extractor_new(session->rules);
    printf("packs: %u, rules: %u, strata: %d, warnings: %u, rules that no test would miss: %u\n",
           session->rules->packs->len, session->rules->rules->len, session->rules->n_strata,
           session->n_warnings, fl_test_mutations_count_rules(session->rules, extractor));
  }
  return fl_session_judge(session, session->n_warnings);
}

int
fl_command_check(int argc, char **argv)
{
  static const char *const description = "Reads the packs and says, with file, line and column, what is "
                                         "wrong in them (errors) and what is doubtful\n"
                                         "(warnings). Fails on errors, with --strict on warnings too. Each "
                                         "has an id in brackets, which --explain tells\n"
                                         "more of; a warning that is not wanted is kept back in the file: "
                                         "allow: [ID] on a rule, a define, a type or an\n"
                                         "edge, or at the file's top.\n"
                                         "\n"
                                         "  factloom check rules/zh-policy\n"
                                         "  factloom check --explain no-literal\n";
  gboolean list = FALSE;
  g_autofree char *id = NULL;
  const GOptionEntry extra[] = {
      {"list", 0, 0, G_OPTION_ARG_NONE, &list, "List the ids of all errors and warnings", NULL},
      {"explain", 0, 0, G_OPTION_ARG_STRING, &id, "Say what one means, with an example", "ID"},
      {0}};
  g_auto(FlSession) session = {.check = true};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_SUMMARY | FL_OPTION_STRICT, "[PACK…]", description,
                              extra};
  int code = fl_session_parse_packs(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  if (list || id != NULL)
    return list ? list_kinds() : explain_kind(id);
  code = fl_session_load_packs(&session);
  return code >= 0 ? code : check(&session);
}
