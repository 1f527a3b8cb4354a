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

static bool
fail_key(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *key)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const FlKey *known = self->keys; known->name != NULL; known++)
    g_ptr_array_add(names, (gpointer)known->name);
  g_ptr_array_add(names, NULL);
  return fl_read_fail_unknown(diagnostics, key, "unknown-key", (const char *const *)names->pdata,
                              "there is no key '%s' here", key->text);
}

bool
fl_form_read_keys(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  if (!fl_read_is_mapping(diagnostics, node))
    return false;
  bool good = true;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(node, i);
    if (!fl_form_has_key(self, key->text))
      good = fail_key(self, diagnostics, key);
  }
  return good;
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
