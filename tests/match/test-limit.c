#include "trials.h"

#include <string.h>

/* On this a pattern of ones and twos of a letter tries all ways to divide it before it says no. */
#define ENDLESS "(?:a|aa)+!"
#define LETTERS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char *const schema = "nodes:\n"
                                  "  Word: {key: [name], properties: {more: string}}\n";

static const char *const word = "rules:\n"
                                "- id: word\n"
                                "  match: 'word (?<n>\\S+)'\n"
                                "  unless: {clause: never}\n"
                                "  emit: [{node: Word, at: n, name: word, more: '{n|default:none}'}]\n";

/* What is said about a pattern in pack.yaml that gives up. */
static void
assert_says(const char *settings, const char *expected)
{
  g_autofree char *all = g_strconcat("name: trial\nlimits: {match: 1000}\n", settings, NULL);
  g_autoptr(FlRuleSet) set = rules_new("pack.yaml", all, "schema.yaml", schema, "rules.yaml", word, NULL);
  g_autofree char *facts = find_facts(set, "One.\nx" LETTERS " x!\n");
  g_autofree char *wanted = g_strconcat("! match-limit: ", expected, "\n", NULL);
  g_assert_cmpstr(facts, ==, wanted);
}

static void
test_settings(void)
{
  const char *paragraph = "gave up on this paragraph after 1000 steps",
             *lines = "gave up on what the lines of this source are after 1000 steps";
  assert_says("layouts: [{name: x}]\nsections: [{level: 1, match: 'x?" ENDLESS "'}]\n", paragraph);
  assert_says("layouts: [{name: x}]\nseparators: {sentence: '" ENDLESS "'}\n", paragraph);
  assert_says("layouts: [{name: x}]\nseparators: {clause: '" ENDLESS "'}\n", paragraph);
  assert_says("layouts: [{name: x, remove: '" ENDLESS "'}]\n",
              "gave up on the markup of this paragraph after 1000 steps");
  assert_says("layouts: [{name: x, split: '" ENDLESS "'}]\n",
              "gave up on the markup of this paragraph after 1000 steps");
  assert_says("layouts: [{name: x, lines: {k: {match: '" ENDLESS "'}}, drop: [k]}]\n", lines);
  assert_says("layouts: [{name: x, lines: {k: {match: '" ENDLESS "'}}, when: {k: '< 1'}}]\n", lines);
}

static void
test_filters(void)
{
  static const char *const strip = "define: {endless: '(?>x)|" ENDLESS "'}\n"
                                   "rules:\n"
                                   "- id: word\n"
                                   "  match: 'word (?<n>\\S+ x!)'\n"
                                   "  emit: [{node: Word, at: n, name: word, more: '{n|strip:endless}'}]\n";
  static const char *const date = "rules:\n"
                                  "- id: word\n"
                                  "  match: 'word (?<n>\\S+ x!)'\n"
                                  "  emit: [{node: Word, at: n, name: word, more: '{n|date}'}]\n";
  static const char *const settings = "name: trial\nlimits: {match: 1000}\nlayouts: [{name: x}]\n"
                                      "dates: {patterns: ['(?<year>\\d+)', '" ENDLESS "']}\n";
  g_autoptr(FlRuleSet) strips =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", strip, NULL);
  g_autoptr(FlRuleSet) dates =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", date, NULL);
  g_autofree char *stripped = find_facts(strips, "word " LETTERS " x!\n"),
                  *dated = find_facts(dates, "word " LETTERS " x!\n");
  g_assert_nonnull(strstr(stripped, "! match-limit: gave up on a filter after 1000 steps\n"));
  g_assert_nonnull(strstr(dated, "! match-limit: gave up on a filter after 1000 steps\n"));
}

/* What a rule's own pattern gave up on, and said so, is not said again of what runs next. */
static void
test_once(void)
{
  static const char *const rules = "rules:\n"
                                   "- id: endless\n"
                                   "  limits: {match: 500}\n"
                                   "  match: '(?:a|aa)+[^x]!'\n"
                                   "  emit: [{node: Word, name: word}]\n"
                                   "- id: word\n"
                                   "  match: 'word (?<n>[a-z]+)'\n"
                                   "  emit: [{node: Word, at: n, more: '{n|trim}'}]\n";
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings_of_articles, "schema.yaml", schema, "rules.yaml", rules, NULL);
  assert_finds(set, "# A\nword one, " LETTERS " x!\n# B\nword two.\n",
               "Word one {more: one} @ one\nWord two {more: two} @ two\n"
               "! match-limit: gave up on this sentence after 500 steps\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/limit/patterns of pack.yaml", test_settings);
  g_test_add_func("/limit/filters", test_filters);
  g_test_add_func("/limit/said once", test_once);
  return g_test_run();
}
