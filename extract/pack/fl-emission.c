#include "fl-emission.h"

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
