#include "trials.h"

static const char *const schema =
    "nodes:\n"
    "  Name: {key: [name], propagate: article, canonical: names.csv, properties: {age: string}}\n"
    "  Fair: {key: [name, start], late: [start], properties: {start: date, place: string}}\n"
    "edges:\n"
    "  at: {from: Name, to: Fair}\n";

static const char *const rules =
    "rules:\n"
    "- {id: name, match: 'Ms (?<n>[A-Z][a-z]+)', emit: [{node: Name, at: n}]}\n"
    "- {id: aged, match: '{n:Name} is (?<a>\\d+)', emit: [{update: n, age: '{a}'}]}\n"
    "- {id: fair, match: '[a-z]+ fair', emit: [{node: Fair, as: f}, {set: {scope: article, fair: f}}]}\n"
    "- {id: start, match: '{f:Fair} began on (?<d>[-0-9]{10})', emit: [{update: f, start: '{d}'}]}\n"
    "- {id: it, match: '(?:The gathering|the event)', emit: [{node: Fair, is: '@fair'}]}\n"
    "- {id: called, match: '(?:called) (?<n>[a-z]+ of [a-z]+)', emit: [{node: Fair, at: n, name: '{n}', is: "
    "'@fair'}]}\n"
    "- {id: at, match: '{n:Name} was there', emit: [{edge: at, from: n, to: '@fair'}]}\n";

static FlRuleSet *
fairs_new(void)
{
  return rules_new("pack.yaml", settings_of_articles, "schema.yaml", schema, "rules.yaml", rules, "names.csv",
                   "name,canonical\nLi,Lee\nNobody,drop\n", NULL);
}

static void
test_one_name(void)
{
  g_autoptr(FlRuleSet) set = fairs_new();
  assert_finds(set, "# A\nMs Oak met Ms Oak.", "Name Oak @ Oak @ Oak\n");
  assert_finds(set, "# A\nMs Oak spoke. Then Oak left.", "Name Oak @ Oak @ Oak\n"); /* found again */
  assert_finds(set, "# A\nMs Li met Ms Lee.", "Name Lee = Li @ Li @ Lee\n");
  assert_finds(set, "# A\nMs Nobody met Ms Oak.", "Name Oak @ Oak\n");
}

static void
test_updates(void)
{
  g_autoptr(FlRuleSet) set = fairs_new();
  assert_finds(set, "# A\nMs Oak is 40. Oak is 40.", "Name Oak {age: 40} @ Oak @ Oak\n");
}

/* A name without a day is the one namesake that has it, and neither of two. */
static void
test_late(void)
{
  g_autoptr(FlRuleSet) set = fairs_new();
  assert_finds(set, "# A\nThe spring fair was good. The spring fair began on 2031-03-05.",
               "Fair spring fair {start: 2031-03-05} @ spring fair @ spring fair\n");
  assert_finds(set, "# A\nThe spring fair began on 2031-03-05.\n# B\nThe spring fair was good.",
               "Fair spring fair {start: 2031-03-05} @ spring fair @ spring fair\n");
  assert_finds(
      set,
      "# A\nThe spring fair began on 2031-03-05.\n# B\nThe spring fair began on 2032-03-05.\n# C\nThe "
      "spring fair was good.",
      "Fair spring fair {start: 2031-03-05} @ spring fair\nFair spring fair {start: 2032-03-05} @ spring "
      "fair\nFair spring fair @ spring fair\n");
}

static void
test_same_as(void)
{
  g_autoptr(FlRuleSet) set = fairs_new();
  assert_finds(set, "# A\nThe spring fair was good. The gathering was long. Ms Oak was there.",
               "Name Oak @ Oak\nFair spring fair @ spring fair @ The gathering\nOak at spring fair\n");
  assert_finds(set, "# A\nThe spring fair is called feast of flowers.",
               "Fair feast of flowers = spring fair @ spring fair @ feast of flowers\n"); /* the longest */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/identity/one name is one node", test_one_name);
  g_test_add_func("/identity/updates", test_updates);
  g_test_add_func("/identity/a day that comes late", test_late);
  g_test_add_func("/identity/the same as a context's node", test_same_as);
  return g_test_run();
}
