#include "trials.h"

#include <string.h>

static const char *const settings = "name: trial\n"
                                    "numerals: numerals.csv\n"
                                    "units: units.csv\n"
                                    "layouts: [{name: lines}]\n";

/* Numbers are kept as the text that a filter writes. */
static const char *const schema = "nodes:\n"
                                  "  Number: {key: [text], name: '{text}', properties: {text: string}}\n";

static const char *const rules = "rules:\n"
                                 "- id: number\n"
                                 "  match: '\\[(?<n>[^] ]+)\\]'\n"
                                 "  emit: [{node: Number, text: '{n|number}'}]\n"
                                 "- id: scaled\n"
                                 "  match: '\\[(?<n>[^] ]+) (?<u>[a-z]+)\\]'\n"
                                 "  emit: [{node: Number, text: '{n|scale:u}'}]\n";

/* The text that a filter makes of a number; "" for none. */
static void
assert_writes(FlRuleSet *set, const char *number, const char *expected)
{
  g_autofree char *source = g_strdup_printf("It is [%s] in all.", number);
  g_autofree char *facts = find_facts(set, source);
  g_autofree char *wanted = g_strdup_printf("Number %s {text: %s} @ [%s]\n", expected, expected, number);
  if (strcmp(facts, wanted) != 0) {
    g_test_message("%s in place of %s", facts, wanted);
    g_test_fail();
  }
}

static FlRuleSet *
filters_new(void)
{
  static const char *const numerals = "word,kind,value\n亿,scale,100000000\n";
  static const char *const units =
      "name,base,factor\nmil,mm,0.0254\ntrillion,unit,1000000000000\nppb,part,0.000000001\n";
  return rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", rules, "numerals.csv",
                   numerals, "units.csv", units, NULL);
}

static void
test_number(void)
{
  static const char *const numbers[][2] = {
      {"0", "0"},
      {"-0", "0"},
      {"12", "12"},
      {"007", "7"},
      {"6.5", "6.5"},
      {"6.50", "6.5"},
      {"-0.25", "-0.25"},
      {"1,234.5", "1234.5"},
      {"1234567890.12", "1234567890.12"},       /* twelve digits */
      {"123456789012.345", "123456789012.345"}, /* fifteen, which a double holds for certain */
      {"1234567890123456", "1234567890123456"},
      {"12345678亿", "1234567800000000"},
      {"0.00001", "0.00001"},
      {"0.000000123", "0.000000123"},
      {"0.1234567890123", "0.1234567890123"},
  };
  g_autoptr(FlRuleSet) set = filters_new();
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    assert_writes(set, numbers[i][0], numbers[i][1]);
}

static void
test_scale(void)
{
  static const char *const numbers[][2] = {
      {"3 mil", "0.0762"},
      {"1000 mil", "25.4"},
      {"1.1 trillion", "1100000000000"},
      {"1234.5678901 trillion", "1234567890100000"},
      {"5 ppb", "0.000000005"},
      {"0.1 unknown", "0.1"},
  };
  g_autoptr(FlRuleSet) set = filters_new();
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    assert_writes(set, numbers[i][0], numbers[i][1]);
}

static void
test_no_number(void)
{
  g_autoptr(FlRuleSet) set = filters_new();
  assert_finds(set, "It is [many].", "! filter-failed: number: 'many': not a number\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/filter/numbers keep their digits", test_number);
  g_test_add_func("/filter/scaled numbers keep their digits", test_scale);
  g_test_add_func("/filter/what is no number", test_no_number);
  return g_test_run();
}
