#include "packs.h"
#include "facts.h"
#include "fl-expectation-writer.h"
#include "fl-explain.h"
#include "fl-extractor.h"
#include "fl-rule-test.h"
#include "fl-worklist.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *folder;

static void
remove_folder(void)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_remove(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

void
pack_write(const char *name, const char *text, gsize length)
{
  if (folder == NULL) {
    folder = g_dir_make_tmp("factloom-fuzz-XXXXXX", NULL);
    g_assert_nonnull(folder);
    atexit(remove_folder);
  }
  g_autofree char *path = g_build_filename(folder, name, NULL);
  if (text == NULL)
    g_remove(path);
  else
    g_assert_true(g_file_set_contents_full(path, text, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
check_diagnostic(const FlDiagnostic *diagnostic)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_diagnostic_append(diagnostic, out);
  g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
  g_assert_true(g_str_has_prefix(diagnostic->path, folder));
  g_autofree char *text = NULL;
  gsize length = 0;
  guint lines = 1;
  if (diagnostic->line == 0 || !g_file_get_contents(diagnostic->path, &text, &length, NULL))
    return;
  for (gsize i = 0; i < length; i++)
    lines += text[i] == '\n';
  g_assert_cmpuint(diagnostic->line, <=, lines);
  g_assert_cmpuint(diagnostic->column, >, 0);
  g_assert_cmpuint(diagnostic->column, <=, length + 1);
}

FlRuleSet *
pack_load(void)
{
  const char *const packs[] = {folder, NULL};
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  FlRuleSet *rules = fl_rule_set_check(packs, diagnostics);
  g_assert_true((rules == NULL) == (fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) > 0));
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    check_diagnostic(fl_diagnostics_get(diagnostics, i));
  return rules;
}

/* What rules take of a document, and where they lose: whatever these say, it is text. */
static void
survey(FlExtractor *extractor, FlRuleSet *rules, FlDocument *document)
{
  g_autoptr(FlProfile) profile = fl_profile_new(rules);
  g_autoptr(FlWorklist) worklist = fl_worklist_new(rules);
  g_autoptr(GString) out = g_string_new(NULL);
  fl_extractor_set_profile(extractor, profile);
  g_autoptr(FlAnalysis) analysis = fl_extractor_analyse(extractor, document);
  fl_extractor_set_profile(extractor, NULL);
  fl_worklist_add(worklist, analysis);
  fl_worklist_finish(worklist);
  fl_worklist_append_text(worklist, &(FlWorklistReport){.most = 3, .columns = 60}, out);
  fl_worklist_append_json(worklist, out);
  fl_profile_append_text(profile, &(FlProfileReport){.most = 3}, out);
  fl_profile_append_json(profile, out);
  g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
}

void
pack_run(FlRuleSet *rules, const char *name, const void *bytes, size_t length)
{
  g_autoptr(GBytes) given = g_bytes_new(bytes, length);
  g_autoptr(FlExtractor) extractor = fl_extractor_new(rules);
  FlDocument *document = fl_document_new(name, given, NULL);
  if (document == NULL)
    return;
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  g_ptr_array_add(batches, fl_extractor_extract(extractor, document));
  facts_check(rules->schema, batches);

  FlTrial trial = {.cut = {.role = FL_ROLE_BODY}};
  g_autoptr(FlAnalysis) analysis = fl_extractor_try(extractor, fl_document_new(name, given, NULL), &trial);
  g_autoptr(GString) out = g_string_new(NULL);
  const FlExplainOptions options = {.columns = 60, .colour = true};
  fl_explain_all(analysis, &options, out);
  g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
  survey(extractor, rules, fl_document_new(name, given, NULL));
}

/* What came is what the test expects, once that is written. */
static void
accept(const FlRuleTestResult *result, const FlRuleSet *rules)
{
  g_autoptr(FlYamlEdit) edit = fl_yaml_edit_new(result->test->source->file);
  fl_expectations_write(result, edit);
  g_autofree char *text = fl_yaml_edit_apply(edit);
  g_assert_true(fl_expectations_verify(result, rules, text));
}

void
pack_test(FlRuleSet *rules)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlExtractor) extractor = fl_extractor_new(rules);
  for (guint i = 0; i < rules->rules->len; i++) {
    g_autoptr(GPtrArray) tests = fl_rule_tests_read(rules, rules->rules->pdata[i], diagnostics);
    for (guint k = 0; k < tests->len; k++) {
      g_autoptr(FlRuleTestResult) result = fl_rule_test_run(tests->pdata[k], extractor);
      g_autoptr(GString) out = g_string_new(NULL);
      fl_rule_test_result_append(result, out);
      g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
      if (result->problem == NULL && !result->passed)
        accept(result, rules);
    }
  }
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    check_diagnostic(fl_diagnostics_get(diagnostics, i));
}
