#include "fl-rule.h"

#include <string.h>

size_t
fl_origins_find(const GArray *origins, size_t at, const FlYamlNode **ret_node)
{
  const FlOrigin *found = NULL;
  for (guint i = 0; i < origins->len && g_array_index(origins, FlOrigin, i).at <= at; i++)
    found = &g_array_index(origins, FlOrigin, i);
  *ret_node = found != NULL ? found->node : NULL;
  if (found == NULL || found->made)
    return found != NULL ? found->offset : 0;
  return MIN(found->offset + (at - found->at), strlen(found->node->text));
}

size_t
fl_origins_find_in(const GArray *origins, size_t at, const FlYamlNode *node)
{
  size_t offset = 0;
  for (guint i = 0; i < origins->len && g_array_index(origins, FlOrigin, i).at <= at; i++)
    if (g_array_index(origins, FlOrigin, i).node == node)
      offset = g_array_index(origins, FlOrigin, i).offset;
  return offset;
}

static void
capture_free(gpointer data)
{
  FlCapture *self = data;
  g_free(self->name);
  g_free(self);
}

void
fl_capture_group_clear(gpointer data)
{
  FlCaptureGroup *self = data;
  fl_pattern_unref(self->member);
  fl_pattern_unref(self->separator);
}

static void
alternative_free(gpointer data)
{
  FlAlternative *self = data;
  fl_pattern_unref(self->pattern);
  g_clear_pointer(&self->origins, g_array_unref);
  g_clear_pointer(&self->groups, g_array_unref);
  g_clear_pointer(&self->needs, g_array_unref);
  g_clear_pointer(&self->required, g_array_unref);
  g_free(self);
}

static void
guard_free(gpointer data)
{
  FlGuard *self = data;
  fl_pattern_unref(self->pattern);
  g_free(self);
}

static void
assignment_free(gpointer data)
{
  FlAssignment *self = data;
  g_free(self->name);
  fl_template_free(self->value);
  g_free(self);
}

FlEmission *
fl_emission_new(FlEmitKind kind)
{
  FlEmission *self = g_new0(FlEmission, 1);
  self->kind = kind;
  self->type = self->at = self->extend = self->is = -1;
  self->assignments = g_ptr_array_new_with_free_func(assignment_free);
  return self;
}

void
fl_emission_free(FlEmission *self)
{
  if (self == NULL)
    return;
  fl_condition_free(self->when);
  g_free(self->as);
  g_clear_pointer(&self->zip, g_array_unref);
  g_ptr_array_unref(self->assignments);
  g_free(self);
}

FlRule *
fl_rule_new(void)
{
  FlRule *self = g_new0(FlRule, 1);
  self->alternatives = g_ptr_array_new_with_free_func(alternative_free);
  self->guards = g_ptr_array_new_with_free_func(guard_free);
  self->captures = g_ptr_array_new_with_free_func(capture_free);
  self->emissions = g_ptr_array_new_with_free_func((GDestroyNotify)fl_emission_free);
  self->more_tests = g_ptr_array_new();
  self->confidence = 1;
  return self;
}

void
fl_rule_free(FlRule *self)
{
  if (self == NULL)
    return;
  g_free(self->id);
  g_ptr_array_unref(self->alternatives);
  g_ptr_array_unref(self->guards);
  g_ptr_array_unref(self->captures);
  g_ptr_array_unref(self->emissions);
  g_ptr_array_unref(self->more_tests);
  g_free(self);
}

int
fl_rule_find_capture(const FlRule *self, const char *name)
{
  for (guint i = 0; i < self->captures->len; i++)
    if (strcmp(fl_rule_get_capture(self, (int)i)->name, name) == 0)
      return (int)i;
  return -1;
}

const FlCapture *
fl_rule_get_capture(const FlRule *self, int index)
{
  return self->captures->pdata[index];
}

static const char *const scope_names[FL_N_SCOPES] = {
    [FL_SCOPE_ONWARD] = "onward",       [FL_SCOPE_SENTENCE] = "sentence", [FL_SCOPE_REST] = "rest",
    [FL_SCOPE_PARAGRAPH] = "paragraph", [FL_SCOPE_SECTION] = "section",   [FL_SCOPE_ARTICLE] = "article",
    [FL_SCOPE_SOURCE] = "source",
};

const char *
fl_scope_name(FlScope scope)
{
  return scope_names[scope];
}
