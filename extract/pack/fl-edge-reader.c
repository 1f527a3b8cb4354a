/* edges: of schema.yaml. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

static uint64_t
read_ends(FlLoader *self, const FlYamlNode *edge, const char *which)
{
  const FlYamlNode *node = fl_yaml_node_find(edge, which);
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  uint64_t ends = 0;
  for (guint i = 0; i < names->len; i++) {
    int type = fl_loader_read_type_name(self, names->pdata[i]);
    int node_type = type < 0 ? FL_SCHEMA_NONE : fl_rule_set_get_type(self->set, type)->node_type;
    if (node_type >= 0)
      ends |= (uint64_t)1 << node_type;
    else if (type >= 0)
      fl_read_fail(self->diagnostics, names->pdata[i], "edge-end", "take a type without step: true",
                   "'%s' is a step, never a node", ((const FlYamlNode *)names->pdata[i])->text);
  }
  if (names->len == 0)
    fl_read_fail(self->diagnostics, node != NULL ? node : edge, "missing-key",
                 "like: {from: Person, to: [Meeting, Place]}",
                 "'%s' is missing: the types that an edge may have there", which);
  return ends;
}

static void
read_properties(FlLoader *self, int edge, const FlYamlNode *node)
{
  if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    FlProperty property = {0};
    const FlYamlNode *key = fl_yaml_node_get_key(node, i);
    const FlEdgeType *type = fl_schema_get_edge_type(self->set->schema, edge);
    if (!fl_loader_read_property(self, key, fl_yaml_node_get_value(node, i), true, &property) ||
        fl_edge_type_find_property(type, property.name) >= 0)
      continue;
    if (fl_schema_add_edge_property(self->set->schema, edge, &property) == FL_SCHEMA_NONE)
      fl_read_fail(self->diagnostics, key, "too-many-properties", NULL, "more than %d properties of one edge",
                   FL_SCHEMA_MAX_PROPERTIES);
  }
}

/* A later pack may add properties to an edge, and what it says of its ends must hold already. */
static bool
check_again(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node, int edge)
{
  const FlEdgeType *type = fl_schema_get_edge_type(self->set->schema, edge);
  if (fl_yaml_node_find(node, "from") == NULL && fl_yaml_node_find(node, "to") == NULL)
    return true;
  return ((read_ends(self, node, "from") & ~type->from) | (read_ends(self, node, "to") & ~type->to)) == 0 ||
         fl_read_fail(self->diagnostics, key, "edge-ends", "give it a name of its own",
                      "a pack before this one says otherwise what an edge '%s' goes from and to", key->text);
}

static int
add_edge(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  FlSchema *schema = self->set->schema;
  bool mentions = strcmp(key->text, FL_MENTIONS) == 0; /* its ends are what they are */
  uint64_t from =
      mentions ? (uint64_t)1 << fl_schema_find_node_type(schema, FL_ARTICLE) : read_ends(self, node, "from");
  uint64_t to = mentions ? UINT64_MAX : read_ends(self, node, "to");
  int edge = fl_schema_add_edge_type(schema, key->text, NULL, from, to);
  if (edge == FL_SCHEMA_NONE)
    fl_read_fail(self->diagnostics, key, "too-many-types", NULL, "more than %d kinds of edges",
                 FL_SCHEMA_MAX_EDGE_TYPES - 1);
  return edge;
}

void
fl_loader_read_edge(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_edge_type_form, self->diagnostics, node))
    return;
  if (!fl_is_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", "like: held_on",
                 "an edge's name is lower-case letters, digits and underscores");
    return;
  }
  int edge = fl_schema_find_edge_type(self->set->schema, key->text);
  if (edge == FL_SCHEMA_NONE)
    edge = add_edge(self, key, node);
  else if (!check_again(self, key, node, edge))
    return;
  if (edge < 0)
    return;
  if (!g_hash_table_contains(self->edges, GINT_TO_POINTER(edge)))
    g_hash_table_insert(self->edges, GINT_TO_POINTER(edge), (gpointer)key);
  fl_loader_read_edge_label(self, edge, node);
  read_properties(self, edge, fl_yaml_node_find(node, "properties"));
}
