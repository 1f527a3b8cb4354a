#include "fl-rule.h"

#include <string.h>

static void
capture_free(gpointer data)
{
  FlCapture *self = data;
  g_free(self->name);
  g_free(self);
}

FlRule *
fl_rule_new(void)
{
  FlRule *self = g_new0(FlRule, 1);
  self->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)fl_alternative_free);
  self->guards = g_ptr_array_new_with_free_func((GDestroyNotify)fl_guard_free);
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
