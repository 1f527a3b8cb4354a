#include "fl-command.h"
#include "fl-rule-test.h"
#include "fl-session.h"
#include "fl-test-accept.h"
#include "fl-test-mutations.h"
#include "fl-test-report.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  guint passed, failed, todo;
} Tally;

/* A rule, and which of its tests: `rule`, `rule:2`. */
typedef struct {
  const FlRule *rule; /* NULL: all */
  guint number;       /* 0: all */
} Choice;

typedef struct {
  const FlRuleSet *rules;
  FlExtractor *extractor;
  FlTestAccept *accept; /* NULL: nothing is */
  Choice choice;
  Tally tally;
} Run;

static bool
find_choice(const FlRuleSet *rules, const char *text, Choice *ret_choice)
{
  const char *colon = strchr(text, ':');
  g_autofree char *id = colon != NULL ? g_strndup(text, (gsize)(colon - text)) : g_strdup(text);
  int index = fl_rule_set_find_rule(rules, id);
  guint64 number = 0;
  if (index < 0) {
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < rules->rules->len; i++)
      g_ptr_array_add(ids, fl_rule_set_get_rule(rules, (int)i)->id);
    g_ptr_array_add(ids, NULL);
    g_autofree char *hint = fl_suggest_hint(id, (const char *const *)ids->pdata);
    fl_console_print_error("test", "there is no rule '%s'%s%s", id, hint != NULL ? "; " : "",
                           hint != NULL ? hint : "");
    return false;
  }
  if (colon != NULL && !g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT, &number, NULL)) {
    fl_console_print_error("test", "'%s' is the number of no test: they count from 1", colon + 1);
    return false;
  }
  *ret_choice = (Choice){fl_rule_set_get_rule(rules, index), (guint)number};
  return true;
}

static void
run_test(Run *self, const FlRuleTest *test)
{
  g_autoptr(FlRuleTestResult) result = fl_rule_test_run(test, self->extractor);
  if (result->passed) {
    self->tally.passed++;
    if (test->todo)
      fl_test_report_line(test, "todo passes");
  } else if (test->todo && (self->accept == NULL || self->choice.number == 0))
    self->tally.todo++;
  else if (self->accept != NULL)
    fl_test_accept_add(self->accept, g_steal_pointer(&result));
  else {
    self->tally.failed++;
    fl_test_report_failed(result);
  }
}

/* Runs the tests that are chosen; `read` keeps them. False when any could not be read. */
static bool
run_tests(Run *self, GPtrArray *read)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  for (guint i = 0; i < self->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->rules, (int)i);
    if (self->choice.rule != NULL && self->choice.rule != rule)
      continue;
    GPtrArray *tests = fl_rule_tests_read(self->rules, rule, diagnostics);
    g_ptr_array_add(read, tests);
    if (self->choice.number > tests->len) {
      fl_console_print_error("test", "rule '%s' has no test %u: it has %u", rule->id, self->choice.number,
                             tests->len);
      return false;
    }
    for (guint t = 0; t < tests->len; t++) {
      const FlRuleTest *test = tests->pdata[t];
      if (self->choice.number == 0 || self->choice.number == test->number)
        run_test(self, test);
    }
  }
  fl_console_print_diagnostics(diagnostics);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}

typedef struct {
  char *only, *accepted;
  gboolean mutations;
} Options;

static void
options_clear(Options *self)
{
  g_free(self->only);
  g_free(self->accepted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static int
accept(Run *run, GPtrArray *read)
{
  g_autoptr(FlTestAccept) accepting = run->accept = fl_test_accept_new(run->rules);
  bool good = run_tests(run, read);
  if (good && fl_test_accept_is_empty(accepting))
    printf("nothing to accept: %u passed, %u to do\n", run->tally.passed, run->tally.todo);
  return fl_test_accept_write(accepting) && good ? FL_EXIT_DONE : FL_EXIT_FAILED;
}

static int
test(FlSession *session, const Options *options)
{
  Run run = {.rules = session->rules};
  const char *chosen = options->accepted != NULL ? options->accepted : options->only;
  if (chosen != NULL && !find_choice(session->rules, chosen, &run.choice))
    return FL_EXIT_FAILED;
  g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(FlExtractor) extractor = run.extractor = fl_extractor_new(session->rules);
  if (options->mutations)
    return fl_test_mutations(session->rules, extractor, run.choice.rule) ? FL_EXIT_DONE : FL_EXIT_FAILED;
  if (options->accepted != NULL)
    return accept(&run, read);
  bool good = run_tests(&run, read);
  printf("%u passed, %u failed", run.tally.passed, run.tally.failed);
  if (run.tally.todo > 0)
    printf(", %u to do", run.tally.todo);
  putchar('\n');
  return good && run.tally.failed == 0 ? FL_EXIT_DONE : FL_EXIT_FAILED;
}

int
fl_command_test(int argc, char **argv)
{
  static const char *const description =
      "Runs the tests written inside the rules. Of a failing one it prints the place, the text, and the "
      "difference:\n"
      "lines with - were expected and did not come, lines with + came and were not expected. A test marked "
      "todo may\n"
      "fail, and is counted; one that passes all the same is named.\n"
      "\n"
      "--accept ID makes what came what is expected: it shows the failing tests of a rule, then rewrites "
      "their\n"
      "expect: in the file, and nothing else there. ID:N is the rule's N-th test alone.\n"
      "\n"
      "  factloom test rules/zh-policy\n"
      "  factloom test --rule meeting.attend rules/zh-policy\n"
      "  factloom test --accept meeting.attend:2 rules/zh-policy\n"
      "  factloom test --mutations rules/zh-policy\n";
  g_auto(Options) options = {0};
  const GOptionEntry extra[] = {
      {"rule", 'r', 0, G_OPTION_ARG_FILENAME, &options.only, "Run the tests of this rule alone, or its N-th",
       "ID[:N]"},
      {"accept", 0, 0, G_OPTION_ARG_FILENAME, &options.accepted,
       "Rewrite the expectations of this rule's failing tests, or of its N-th", "ID[:N]"},
      {"mutations", 0, 0, G_OPTION_ARG_NONE, &options.mutations,
       "Say what no test would miss: each part of each rule is taken out in turn", NULL},
      {0}};
  g_auto(FlSession) session = {0};
  const FlCommandLine line = {FL_OPTION_PACKS, "[PACK…]", description, extra};
  int code = fl_session_begin_packs(&session, argc, argv, &line);
  return code >= 0 ? code : test(&session, &options);
}
