#include "fl-form.h"

#include <string.h>

const FlForm fl_text_form = {.kind = FL_FORM_TEXT};
const FlForm fl_bool_form = {.kind = FL_FORM_BOOL};

bool
fl_form_has_key(const FlForm *self, const char *name)
{
  for (const FlKey *key = self->keys; key->name != NULL; key++)
    if (strcmp(key->name, name) == 0)
      return true;
  return false;
}

bool
fl_form_read_keys(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const FlKey *key = self->keys; key->name != NULL; key++)
    g_ptr_array_add(names, (gpointer)key->name);
  g_ptr_array_add(names, NULL);
  return fl_read_keys(diagnostics, node, (const char *const *)names->pdata);
}

int
fl_form_read_choice(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node, const char *what)
{
  g_autofree const char **listed = self->list != NULL ? self->list() : NULL;
  return fl_read_choice(diagnostics, node, what, listed != NULL ? listed : self->choices);
}

bool
fl_form_read_number(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node, double *ret_value)
{
  return fl_read_number(diagnostics, node, self->least, self->most, ret_value);
}

bool
fl_form_read_whole(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node, int *ret_value)
{
  return fl_read_whole(diagnostics, node, (int)self->least, (int)self->most, ret_value);
}
