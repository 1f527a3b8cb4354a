#include "fl-test-accept.h"
#include "fl-console.h"
#include "fl-expectation-writer.h"
#include "fl-test-report.h"

#include <stdio.h>

struct _FlTestAccept {
  const FlRuleSet *rules;
  GPtrArray *results; /* of FlRuleTestResult */
  GPtrArray *files;   /* of const FlYaml*: those to be written */
  bool failed;
};

FlTestAccept *
fl_test_accept_new(const FlRuleSet *rules)
{
  FlTestAccept *self = g_new0(FlTestAccept, 1);
  self->rules = rules;
  self->results = g_ptr_array_new_with_free_func((GDestroyNotify)fl_rule_test_result_free);
  self->files = g_ptr_array_new();
  return self;
}

void
fl_test_accept_free(FlTestAccept *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->results);
  g_ptr_array_unref(self->files);
  g_free(self);
}

/* Why what came can't be what is expected; NULL: it can. */
static const char *
find_obstacle(const FlRuleTestResult *result)
{
  if (result->problem != NULL || result->absent->len > 0)
    return "mend the test first: what it gives does not stand in its text";
  return result->test->todo ? "it is marked todo: what it expects is still to come" : NULL;
}

void
fl_test_accept_add(FlTestAccept *self, FlRuleTestResult *take_result)
{
  const FlYaml *file = take_result->test->source->file;
  const char *obstacle = find_obstacle(take_result);
  fl_test_report_failed(take_result);
  g_ptr_array_add(self->results, take_result);
  if (obstacle != NULL) {
    fl_console_print_error("test", "%s:%u is not accepted: %s", take_result->test->rule->id,
                           take_result->test->number, obstacle);
    g_ptr_array_remove_index(self->results, self->results->len - 1);
    self->failed = true;
  } else if (!g_ptr_array_find(self->files, file, NULL))
    g_ptr_array_add(self->files, (gpointer)file);
}

bool
fl_test_accept_is_empty(const FlTestAccept *self)
{
  return self->results->len == 0 && !self->failed;
}

static bool
write_file(const FlTestAccept *self, const FlYaml *file)
{
  g_autoptr(FlYamlEdit) edit = fl_yaml_edit_new(file);
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < self->results->len; i++)
    if (((const FlRuleTestResult *)self->results->pdata[i])->test->source->file == file)
      fl_expectations_write(self->results->pdata[i], edit);
  g_autofree char *text = fl_yaml_edit_apply(edit);
  for (guint i = 0; i < self->results->len; i++) {
    const FlRuleTestResult *result = self->results->pdata[i];
    if (result->test->source->file != file || fl_expectations_verify(result, self->rules, text))
      continue;
    fl_console_print_error("test", "%s:%u is not accepted: what came can't be written as an expectation",
                           result->test->rule->id, result->test->number);
    return false;
  }
  if (fl_yaml_edit_save(edit, &error))
    return true;
  fl_console_print_error("test", "%s", error->message);
  return false;
}

bool
fl_test_accept_write(FlTestAccept *self)
{
  for (guint f = 0; f < self->files->len; f++) {
    bool written = write_file(self, self->files->pdata[f]);
    self->failed |= !written;
    for (guint i = 0; written && i < self->results->len; i++) {
      const FlRuleTestResult *result = self->results->pdata[i];
      if (result->test->source->file == self->files->pdata[f])
        fl_test_report_line(result->test, "accepted");
    }
  }
  return !self->failed;
}
