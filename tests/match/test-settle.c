#include "trials.h"

/* Two rules that may find mentions of one type in the same text: `a` comes first in the file. */
static void
assert_settles(const char *type, const char *a, const char *b, const char *text, const char *expected)
{
  g_autofree char *schema =
      g_strdup_printf("nodes:\n  Name: {key: [name]%s, properties: {by: string}}\n", type);
  g_autofree char *rules =
      g_strdup_printf("rules:\n"
                      "- {id: a, match: '%s', emit: [{node: Name, by: a}]}\n"
                      "- {id: b, match: '%s', confidence: 0.9, emit: [{node: Name, by: b}]}\n",
                      a, b);
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings_of_articles, "schema.yaml", schema, "rules.yaml", rules, NULL);
  assert_finds(set, text, expected);
}

static void
test_longest(void)
{
  assert_settles("", "Ann", "Ann Lee", "# A\nAnn Lee came.", "Name Ann Lee {by: b} @ Ann Lee\n");
  assert_settles("", "Ann Lee", "Lee Oak", "# A\nAnn Lee Oak came.", "Name Ann Lee {by: a} @ Ann Lee\n");
  assert_settles("", "Ann", "Lee", "# A\nAnn Lee came.", "Name Ann {by: a} @ Ann\nName Lee {by: b} @ Lee\n");
  assert_settles("", "Ann", "[A-Z]nn", "# A\nAnn came.", "Name Ann {by: a} @ Ann\n"); /* the more confident */
}

/* A chain of overlaps: what loses to a loser stands. */
static void
test_chain(void)
{
  assert_settles("", "one two|three four five", "two three", "# A\none two three four five",
                 "Name one two {by: a} @ one two\nName three four five {by: a} @ three four five\n");
  assert_settles("", "one two|three four", "two three four five", "# A\none two three four five six",
                 "Name two three four five {by: b} @ two three four five\n");
}

static void
test_first(void)
{
  assert_settles(", overlap: first", "Ann", "Ann Lee", "# A\nAnn Lee came.", "Name Ann {by: a} @ Ann\n");
  assert_settles(", overlap: first", "Lee", "Ann Lee", "# A\nAnn Lee and Ann Lee came.",
                 "Name Lee {by: a} @ Lee @ Lee\n");
}

static void
test_all(void)
{
  assert_settles(", overlap: all", "Ann", "Ann Lee", "# A\nAnn Lee came.",
                 "Name Ann Lee {by: b} @ Ann Lee\nName Ann {by: a} @ Ann\n");
}

/* Mentions of different types stand beside each other, unless one masks the other. */
static void
test_types(void)
{
  static const char *const rules = "rules:\n"
                                   "- {id: name, match: 'Ann|Lee', emit: [{node: Name}]}\n"
                                   "- {id: school, match: 'Ann Road', emit: [{node: School}]}\n";
  static const char *const beside = "nodes:\n  Name: {key: [name]}\n  School: {key: [name]}\n";
  static const char *const masked = "nodes:\n  Name: {key: [name]}\n  School: {key: [name], masks: [Name]}\n";
  g_autoptr(FlRuleSet) two =
      rules_new("pack.yaml", settings_of_articles, "schema.yaml", beside, "rules.yaml", rules, NULL);
  g_autoptr(FlRuleSet) one =
      rules_new("pack.yaml", settings_of_articles, "schema.yaml", masked, "rules.yaml", rules, NULL);
  assert_finds(two, "# A\nAnn Road, Lee.", "Name Ann @ Ann\nName Lee @ Lee\nSchool Ann Road @ Ann Road\n");
  assert_finds(one, "# A\nAnn Road, Lee.", "Name Lee @ Lee\nSchool Ann Road @ Ann Road\n");
}

/* What hung on a mention that lost its text hangs on the winner; what it set does not hold. */
static void
test_loser(void)
{
  static const char *const schema = "nodes:\n"
                                    "  Name: {key: [name]}\n"
                                    "  Fair: {key: [name]}\n"
                                    "  Note: {key: [by], name: 'by {by}', properties: {by: string}}\n"
                                    "edges:\n"
                                    "  at: {from: Name, to: Fair}\n";
  static const char *const rules =
      "rules:\n"
      "- {id: fair, match: '[a-z]+ fair', emit: [{node: Fair}]}\n"
      "- id: short\n"
      "  match: '(?<n>Ann)[^.]* {f:Fair}'\n"
      "  emit: [{node: Name, at: n, as: p}, {edge: at, from: p, to: f}, {set: {scope: article, who: p}}]\n"
      "- {id: long, match: 'Ann Lee', emit: [{node: Name}]}\n"
      "- {id: note, match: 'noted', emit: [{node: Note, by: '{@who|default:nobody}'}]}\n";
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings_of_articles, "schema.yaml", schema, "rules.yaml", rules, NULL);
  assert_finds(set, "# A\nAnn Lee saw the spring fair, as noted.",
               "Name Ann Lee @ Ann Lee\nFair spring fair @ spring fair\nNote by nobody {by: nobody} @ noted\n"
               "Ann Lee at spring fair\n");
  assert_finds(set, "# A\nAnn saw the spring fair, as noted.",
               "Name Ann @ Ann\nFair spring fair @ spring fair\nNote by Ann {by: Ann} @ noted\n"
               "Ann at spring fair\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/settle/the longest, then the more confident, then the first rule", test_longest);
  g_test_add_func("/settle/chains of overlaps", test_chain);
  g_test_add_func("/settle/the first rule", test_first);
  g_test_add_func("/settle/all", test_all);
  g_test_add_func("/settle/types and masks", test_types);
  g_test_add_func("/settle/what becomes of a loser's edges and contexts", test_loser);
  return g_test_run();
}
