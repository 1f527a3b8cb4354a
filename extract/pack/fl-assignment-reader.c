/* What an emission gives a value. */

#include "fl-emission-reader.h"

#include <string.h>

void
fl_emission_reader_add_assignment(FlEmissionReader *self, int property, const char *name,
                                  FlTemplate *take_value, FlWho node)
{
  FlAssignment *assignment = g_new0(FlAssignment, 1);
  *assignment = (FlAssignment){property, g_strdup(name), take_value, node};
  g_ptr_array_add(self->emission->assignments, assignment);
}

void
fl_emission_reader_read_property(FlEmissionReader *self, const FlYamlNode *key, const FlYamlNode *value,
                                 int property)
{
  FlTemplate *template = fl_loader_read_template(self->loader, self->rule, value);
  if (template != NULL)
    fl_emission_reader_add_assignment(self, property, key->text, template, (FlWho){FL_WHO_NONE, 0});
}

void
fl_emission_reader_read_properties(FlEmissionReader *self, const FlForm *form, const char *const *names,
                                   const char *owner)
{
  for (guint i = 0; i < fl_yaml_node_get_length(self->node); i++) {
    const FlYamlNode *key = fl_yaml_node_get_key(self->node, i);
    if (fl_form_has_key(form, key->text))
      continue;
    int property = 0;
    while (names[property] != NULL && strcmp(names[property], key->text) != 0)
      property++;
    if (names[property] == NULL)
      fl_read_fail_unknown(self->loader->diagnostics, key, "unknown-property", names,
                           "%s has no property '%s'", owner, key->text);
    else
      fl_emission_reader_read_property(self, key, fl_yaml_node_get_value(self->node, i), property);
  }
}
