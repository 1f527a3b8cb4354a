/*
 * The prefilter against none: the same matches, rule for rule. Without arguments over packs and texts of
 * chance; with a pack's folder and documents (or a folder of them) over these. Where no documents are named
 * they are those in FACTLOOM_SHARED, and without that the test is skipped.
 *
 * What runs into a match limit is compared apart: a window can avoid it.
 */
#include "fl-extractor.h"
#include "fl-source.h"
#include "random-pack.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

enum { SKIPPED = 77 };

static bool
hits_limit(const FlAnalysis *analysis, const char *rule)
{
  for (guint i = 0; i < fl_report_get_length(analysis->report); i++) {
    const FlFinding *finding = fl_report_get(analysis->report, i);
    if (strcmp(finding->id, "match-limit") == 0 && (rule == NULL || g_strcmp0(finding->rule, rule) == 0))
      return true;
  }
  return false;
}

static void
append_match(GString *out, const FlMatch *match)
{
  g_string_append_printf(out, "%s.%u %u-%u", match->rule->id, match->alternative, match->span.start,
                         match->span.end);
  for (guint i = 0; i < match->rule->captures->len; i++)
    if (match->captures[i].present)
      g_string_append_printf(out, " %s=%u-%u", fl_rule_get_capture(match->rule, (int)i)->name,
                             match->captures[i].span.start, match->captures[i].span.end);
  g_string_append_c(out, '\n');
}

/* All matches, but of rules that ran into a limit in either analysis. */
static char *
describe(const FlAnalysis *self, const FlAnalysis *other)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < self->matches->len; i++) {
    const FlMatch *match = self->matches->pdata[i];
    if (!hits_limit(self, match->rule->id) && !hits_limit(other, match->rule->id))
      append_match(out, match);
  }
  return g_string_free(out, FALSE);
}

typedef struct {
  FlExtractor *with, *without;
  guint n_matches, n_limits;
} Comparison;

static void
comparison_init(Comparison *self, FlRuleSet *rules)
{
  *self = (Comparison){fl_extractor_new(rules), fl_extractor_new(rules), 0, 0};
  fl_extractor_set_prefilter(self->without, false);
}

static void
comparison_clear(Comparison *self)
{
  fl_extractor_free(self->with);
  fl_extractor_free(self->without);
}

/* Takes both documents, which are the same. False where matches differ. */
static bool
compare(Comparison *self, FlDocument *take_document, FlDocument *take_same)
{
  g_autoptr(FlAnalysis) with = fl_extractor_analyse(self->with, take_document);
  g_autoptr(FlAnalysis) without = fl_extractor_analyse(self->without, take_same);
  g_autofree char *found = describe(with, without), *expected = describe(without, with);
  self->n_matches += without->matches->len;
  self->n_limits += hits_limit(without, NULL);
  if (strcmp(found, expected) == 0)
    return true;
  size_t same = 0;
  while (found[same] == expected[same])
    same++;
  while (same > 0 && found[same - 1] != '\n')
    same--;
  fprintf(stderr, "%s: with the prefilter\n%.200s\nwithout it\n%.200s\n",
          fl_document_get_name(without->document), found + same, expected + same);
  return false;
}

/* ---- packs of chance */

static char *folder;

static FlRuleSet *
load(GRand *random, const GPtrArray *patterns)
{
  g_autofree char *file = make_rule_file(random, patterns);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  write_pack(folder, file);
  return fl_rule_set_load((const char *const[]){folder, NULL}, diagnostics);
}

/* Up to `n` rules that load by themselves, of one pattern to three. */
static GPtrArray *
make_rules(GRand *random, guint n)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func(g_free);
  while (rules->len < n) {
    g_autoptr(GString) rule = g_string_new(NULL);
    for (int i = g_rand_int_range(random, 0, 3); i >= 0; i--) {
      g_autofree char *pattern = make_random_pattern(random);
      g_string_append_printf(rule, "%s%s", rule->len > 0 ? "\n" : "", pattern);
    }
    g_autoptr(GPtrArray) alone = g_ptr_array_new();
    g_ptr_array_add(alone, rule->str);
    g_autoptr(FlRuleSet) set = load(random, alone);
    if (set != NULL)
      g_ptr_array_add(rules, g_strdup(rule->str));
  }
  return rules;
}

static FlDocument *
document_new(const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  return fl_document_new("甲a12.txt", bytes, NULL);
}

static void
test_chance(gconstpointer data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(GPOINTER_TO_UINT(data));
  guint n_matches = 0;
  for (int round = 0; round < 40; round++) {
    g_autoptr(GPtrArray) patterns = make_rules(random, 12);
    g_autoptr(FlRuleSet) rules = load(random, patterns);
    if (rules == NULL) /* together they may have one name for two kinds of things */
      continue;
    Comparison comparison;
    comparison_init(&comparison, rules);
    for (int i = 0; i < 20; i++) {
      g_autofree char *text = make_random_lines(random);
      if (!compare(&comparison, document_new(text), document_new(text))) {
        for (guint r = 0; r < patterns->len; r++)
          fprintf(stderr, "r%u: %s\n", r, (char *)patterns->pdata[r]);
        g_test_fail_printf("the prefilter lost or gained a match in: %s", text);
        break;
      }
    }
    n_matches += comparison.n_matches;
    comparison_clear(&comparison);
  }
  g_assert_cmpuint(n_matches, >, 1000);
}

static void
remove_folder(void)
{
  static const char *const names[] = {"pack.yaml", "schema.yaml", "people.csv", "places.csv", "rules.yaml"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

static int
run_chance(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  folder = g_dir_make_tmp("prefilter-XXXXXX", NULL);
  for (guint seed = 1; seed <= 8; seed++) {
    g_autofree char *name = g_strdup_printf("/prefilter/chance/%u", seed);
    g_test_add_data_func(name, GUINT_TO_POINTER(seed), test_chance);
  }
  int code = g_test_run();
  remove_folder();
  return code;
}

/* ---- real documents */

static void
find_documents(const char *path, GPtrArray *documents)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  if (dir == NULL && (g_str_has_suffix(path, ".txt") || g_str_has_suffix(path, ".md")))
    g_ptr_array_add(documents, g_strdup(path));
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    find_documents(inner, documents);
  }
}

static int
run_documents(const char *pack, const char *path)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlRuleSet) rules = fl_rule_set_load((const char *const[]){pack, NULL}, diagnostics);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(g_free);
  guint n_different = 0;
  Comparison comparison;
  g_assert_nonnull(rules);
  find_documents(path, documents);
  comparison_init(&comparison, rules);
  for (guint i = 0; i < documents->len; i++) {
    const FlSource source = {.path = documents->pdata[i], .name = documents->pdata[i]};
    FlDocument *document = fl_source_load(&source, &(FlReadOptions){0}, NULL),
               *same = fl_source_load(&source, &(FlReadOptions){0}, NULL);
    n_different += document != NULL && !compare(&comparison, document, same);
  }
  g_print("%u documents, %u matches, %u documents with limit hits, %u documents differ\n", documents->len,
          comparison.n_matches, comparison.n_limits, n_different);
  bool good = n_different == 0 && comparison.n_matches > 0;
  comparison_clear(&comparison);
  return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
  if (argc < 2 || *argv[1] == '-')
    return run_chance(argc, argv);
  const char *path = argc > 2 ? argv[2] : g_getenv("FACTLOOM_SHARED");
  return path == NULL || *path == '\0' ? SKIPPED : run_documents(argv[1], path);
}
