/* properties: of node and edge types. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

/* A property of such a name could not be emitted. */
static bool
is_key_of_emissions(const char *name)
{
  return fl_form_has_key(&fl_node_emission_form, name) || fl_form_has_key(&fl_edge_emission_form, name) ||
         fl_form_has_key(&fl_update_emission_form, name) || fl_form_has_key(&fl_set_emission_form, name);
}

static bool
check_name(FlLoader *self, const FlYamlNode *key)
{
  if (!fl_is_name(key->text))
    return fl_read_fail(self->diagnostics, key, "bad-name", "like: base_unit",
                        "a property's name is lower-case letters, digits and underscores");
  if (is_key_of_emissions(key->text))
    return fl_read_fail(self->diagnostics, key, "bad-name", "give it another name",
                        "a property can't be called '%s': it is a key of emissions", key->text);
  return fl_property_name_is_free(key->text) ||
         fl_read_fail(self->diagnostics, key, "bad-name", "give it another name",
                      "a property can't be called '%s': the outputs have a column of this name, or their "
                      "readers take it for something else",
                      key->text);
}

static bool
check_type(FlLoader *self, const FlYamlNode *key, const FlProperty *property, const GArray *others,
           const char *owner)
{
  for (guint i = 0; i < others->len; i++) {
    const FlProperty *other = &g_array_index(others, FlProperty, i);
    if (strcmp(other->name, property->name) == 0 && other->type != property->type)
      return fl_read_fail(self->diagnostics, key, "property-type", "give one of them another name",
                          "'%s' is a %s in %s: one name, one type, since it is one column", property->name,
                          fl_value_type_name(other->type), owner);
  }
  return true;
}

/* In the outputs properties of one name are one column. */
static bool
check_types(FlLoader *self, const FlYamlNode *key, const FlProperty *property)
{
  const FlSchema *schema = self->set->schema;
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++) {
    const FlNodeType *type = fl_schema_get_node_type(schema, i);
    if (!check_type(self, key, property, type->properties, type->name))
      return false;
  }
  for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++) {
    const FlEdgeType *type = fl_schema_get_edge_type(schema, i);
    if (!check_type(self, key, property, type->properties, type->name))
      return false;
  }
  return true;
}

bool
fl_loader_read_property(FlLoader *self, const FlYamlNode *key, const FlYamlNode *value, bool written,
                        FlProperty *ret_property)
{
  int type = fl_form_read_choice(&fl_value_type_form, self->diagnostics, value, "type of property");
  if (type < 0 || !check_name(self, key))
    return false;
  *ret_property = (FlProperty){.name = key->text, .hidden = strcmp(key->text, "name") == 0};
  return fl_value_type_from_name(fl_value_type_form.choices[type], &ret_property->type) &&
         (!written || check_types(self, key, ret_property));
}
