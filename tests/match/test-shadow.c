/* What check says is never come to can be taken out, what it says takes the least can be said to, and nothing that
 * rules find is other than it was: tried on random patterns and texts. */

#include "trials.h"

#include <glib/gstdio.h>
#include <string.h>

enum { ROUNDS = 250, TEXTS = 30, LEAST = 100 };

static const char *const schema = "nodes:\n  Word: {key: [name]}\n";

/* ---- random patterns over a, b and c */

static void append_choice(GRand *random, GString *out, int depth);

static void
append_item(GRand *random, GString *out, int depth)
{
  static const char *const plain[] = {"a", "b", "c", "a", "b", "[ab]", ".", "\\w"};
  static const char *const groups[] = {"(?:", "(?>", "(?=", "(?!", "(?<g>"};
  static const char *const quantifiers[] = {"", "", "", "", "?", "*", "+", "??", "*?", "+?", "{2}", "?+"};
  if (depth > 0 && g_rand_int_range(random, 0, 4) == 0) {
    g_string_append(out, groups[g_rand_int_range(random, 0, G_N_ELEMENTS(groups))]);
    append_choice(random, out, depth - 1);
    g_string_append_c(out, ')');
  } else
    g_string_append(out, plain[g_rand_int_range(random, 0, G_N_ELEMENTS(plain))]);
  g_string_append(out, quantifiers[g_rand_int_range(random, 0, G_N_ELEMENTS(quantifiers))]);
}

/* Branches that begin as one before them are not rare. */
static void
append_choice(GRand *random, GString *out, int depth)
{
  g_autoptr(GPtrArray) branches = g_ptr_array_new_with_free_func(g_free);
  for (int n = g_rand_int_range(random, 1, 4); n > 0; n--) {
    GString *branch = g_string_new(NULL);
    if (branches->len > 0 && g_rand_boolean(random))
      g_string_append(branch, branches->pdata[g_rand_int_range(random, 0, (int)branches->len)]);
    for (int items = g_rand_int_range(random, branch->len == 0, 3); items > 0; items--)
      append_item(random, branch, depth);
    g_ptr_array_add(branches, g_string_free(branch, FALSE));
  }
  for (guint i = 0; i < branches->len; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", (char *)branches->pdata[i]);
}

/* A file of rules, in which what can be shadowed stands in lines of its own. Patterns begin with (?!z): compiled to
 * machine code by PCRE2 10.42, (?>[ab]b+|b)b matches in abb, where its interpreter says no. */
static char *
make_rules(GRand *random)
{
  GString *out = g_string_new("define:\n  d: '");
  append_choice(random, out, 2);
  g_string_append(out, "'\nrules:\n- id: one\n  match: '(?!z)(?<n>{d}c?)'\n  unless:\n    match: '");
  append_choice(random, out, 1);
  g_string_append(out, "'\n  emit: [{node: Word, at: n}]\n- id: two\n  match:\n");
  for (int n = g_rand_int_range(random, 1, 4); n > 0; n--) {
    g_string_append(out, g_rand_boolean(random) ? "  - '(?!z){d}" : "  - '(?!z)a");
    append_choice(random, out, 1);
    g_string_append(out, "'\n");
  }
  g_string_append(out, "  emit: [{node: Word, name: 'two {match}'}]\n");
  return g_string_free(out, FALSE);
}

static char *
make_text(GRand *random)
{
  GString *out = g_string_new("x");
  for (int n = g_rand_int_range(random, 1, 14); n > 0; n--)
    g_string_append_c(out, "aaabbbcc ."[g_rand_int_range(random, 0, 10)]);
  return g_string_free(out, FALSE);
}

/* ---- */

static FlRuleSet *
load(const char *rules, FlDiagnostics *diagnostics)
{
  g_autofree char *folder = g_dir_make_tmp("shadow-XXXXXX", NULL);
  const char *const files[][2] = {{"pack.yaml", "name: shadow\nseparators: {sentence: '[.]'}\n"},
                                  {"schema.yaml", schema},
                                  {"rules.yaml", rules}};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i][0], NULL);
    g_assert_true(g_file_set_contents(path, files[i][1], -1, NULL));
  }
  FlRuleSet *set = fl_rule_set_check((const char *const[]){folder, NULL}, diagnostics);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i][0], NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
  }
  g_assert_cmpint(g_rmdir(folder), ==, 0);
  return set;
}

/* The rules without what a diagnostic marks: a branch with the bar before it, or the line of an alternative; or with
 * the least in place of what takes the least. All is ASCII. */
static char *
take_out(const char *rules, const FlDiagnostic *diagnostic)
{
  const char *line = rules;
  for (uint32_t n = 1; n < diagnostic->line; n++)
    line = strchr(line, '\n') + 1;
  const char *start = line + diagnostic->column - 1, *end = start + diagnostic->length;
  if (strcmp(diagnostic->id, "shadowed-alternative") == 0) {
    start = line;
    end = strchr(line, '\n') + 1;
  } else if (strcmp(diagnostic->id, "lazy-end") == 0) {
    return g_strdup_printf("%.*s{%d}%s", (int)(start - rules), rules, *start == '+', end);
  } else {
    g_assert_cmpint(start[-1], ==, '|');
    start--;
  }
  return g_strdup_printf("%.*s%s", (int)(start - rules), rules, end);
}

static void
assert_same(GRand *random, FlRuleSet *before, FlRuleSet *after, const char *rules, const char *message)
{
  for (int i = 0; i < TEXTS; i++) {
    g_autofree char *text = make_text(random), *first = find_facts(before, text),
                    *second = find_facts(after, text);
    if (strcmp(first, second) != 0)
      g_test_message("%s\n%s\n%s", rules, message, text);
    g_assert_cmpstr(first, ==, second);
  }
}

static bool
is_told(const FlDiagnostic *diagnostic)
{
  static const char *const told[] = {"shadowed-branch", "shadowed-alternative", "lazy-end", NULL};
  return g_strv_contains(told, diagnostic->id);
}

static guint
try_rules(GRand *random, const char *rules)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlRuleSet) before = load(rules, diagnostics);
  guint n = 0;
  for (guint i = 0; before != NULL && i < fl_diagnostics_get_length(diagnostics); i++) {
    const FlDiagnostic *diagnostic = fl_diagnostics_get(diagnostics, i);
    if (!is_told(diagnostic))
      continue;
    g_autofree char *without = take_out(rules, diagnostic);
    g_autoptr(FlDiagnostics) others = fl_diagnostics_new();
    g_autoptr(FlRuleSet) after = load(without, others);
    if (after == NULL) /* a group that was named in it is missing */
      continue;
    assert_same(random, before, after, rules, diagnostic->message);
    n++;
  }
  return n;
}

static void
test_taken_out(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  guint n = 0;
  for (int i = 0; i < ROUNDS; i++) {
    g_autofree char *rules = make_rules(random);
    n += try_rules(random, rules);
  }
  g_test_message("%u taken out", n);
  g_assert_cmpuint(n, >, LEAST);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shadow/taken-out", test_taken_out);
  return g_test_run();
}
