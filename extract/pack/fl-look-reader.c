/* label:, name: and color: of the types of schema.yaml. */

#include "fl-loader.h"

#include <string.h>

/* Colours of types that name none: a palette that stays readable side by side. */
static const uint8_t palette[][3] = {
    {0x4e, 0x79, 0xa7}, {0xf2, 0x8e, 0x2b}, {0xe1, 0x57, 0x59}, {0x76, 0xb7, 0xb2}, {0x59, 0xa1, 0x4f},
    {0xed, 0xc9, 0x48}, {0xb0, 0x7a, 0xa1}, {0xff, 0x9d, 0xa7}, {0x9c, 0x75, 0x5f}, {0xba, 0xb0, 0xac}};

int
fl_loader_add_node_type(FlLoader *self, const char *name)
{
  bool article = strcmp(name, FL_ARTICLE) == 0;
  guint colour = article ? 0 : self->set->types->len % G_N_ELEMENTS(palette);
  return fl_schema_add_node_type(self->set->schema, name, name, article ? "{title}" : "{name}",
                                 palette[colour]);
}

static bool
read_colour(FlLoader *self, const FlYamlNode *node, uint8_t colour[3])
{
  const char *text = fl_read_string(self->diagnostics, node);
  if (text == NULL)
    return false;
  if (*text != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
    return fl_read_fail(self->diagnostics, node, "wrong-type", "like: '#4e79a7'",
                        "a colour is expected here: # and six hexadecimal digits, in quotes");
  for (int i = 0; i < 3; i++)
    colour[i] = (uint8_t)(g_ascii_xdigit_value(text[2 * i + 1]) << 4 | g_ascii_xdigit_value(text[2 * i + 2]));
  return true;
}

/* The value of a key, unless a pack before this one gave another: of what is shown there is only one. */
static const FlYamlNode *
take(FlLoader *self, const FlYamlNode *node, const char *key, const FlYamlNode **said)
{
  const FlYamlNode *value = fl_yaml_node_find(node, key);
  if (fl_read_string(self->diagnostics, value) == NULL)
    return NULL;
  if (*said != NULL && strcmp((*said)->text, value->text) != 0) {
    g_autofree char *hint = g_strdup_printf("leave it out; there it is '%s'", (*said)->text);
    fl_read_fail(self->diagnostics, value, "other-look", hint, "a pack before this one has another %s", key);
    return NULL;
  }
  return *said = value;
}

void
fl_loader_read_look(FlLoader *self, const FlType *type, const FlYamlNode *node)
{
  FlLook *said = &self->looks[fl_rule_set_find_type(self->set, type->name)];
  const FlYamlNode *label = take(self, node, "label", &said->label),
                   *name = take(self, node, "name", &said->name),
                   *color = take(self, node, "color", &said->color);
  uint8_t colour[3];
  fl_schema_set_look(self->set->schema, type->node_type, label != NULL ? label->text : NULL,
                     name != NULL ? name->text : NULL, read_colour(self, color, colour) ? colour : NULL);
}

void
fl_loader_read_edge_label(FlLoader *self, int edge, const FlYamlNode *node)
{
  const FlYamlNode *said = g_hash_table_lookup(self->edge_labels, GINT_TO_POINTER(edge));
  const FlYamlNode *label = take(self, node, "label", &said);
  if (label == NULL)
    return;
  g_hash_table_insert(self->edge_labels, GINT_TO_POINTER(edge), (gpointer)label);
  fl_schema_set_edge_label(self->set->schema, edge, label->text);
}
