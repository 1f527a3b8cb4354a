/* schema.yaml: the types of mentions, nodes and edges. */

#include "fl-hole.h"
#include "fl-loader.h"

#include <stdio.h>
#include <string.h>

static const char *const schema_keys[] = {"nodes", "edges", NULL};
static const char *const type_keys[] = {"label",      "key",       "late",      "name",    "color",
                                        "properties", "separator", "propagate", "overlap", "masks",
                                        "step",       "canonical", NULL};
static const char *const edge_keys[] = {"from", "to", "label", "properties", NULL};
static const char *const value_types[] = {"string", "int", "double", "date", NULL};
static const char *const overlaps[] = {"longest", "first", "all", NULL};

/* Names that an emission uses itself, or that importers of the outputs take for their own. */
static const char *const taken_names[] = {
    "node", "edge", "update", "set",    "at",     "as",   "extend",  "when", "is",    "from",   "to",
    "zip",  "id",   "key",    "source", "target", "type", "timeset", "kind", "label", "weight", NULL};

/* Colours of types that name none: a palette that stays readable side by side. */
static const uint8_t palette[][3] = {
    {0x4e, 0x79, 0xa7}, {0xf2, 0x8e, 0x2b}, {0xe1, 0x57, 0x59}, {0x76, 0xb7, 0xb2}, {0x59, 0xa1, 0x4f},
    {0xed, 0xc9, 0x48}, {0xb0, 0x7a, 0xa1}, {0xff, 0x9d, 0xa7}, {0x9c, 0x75, 0x5f}, {0xba, 0xb0, 0xac}};

static void
add_type_property(FlType *type, const char *name, FlValueType value_type)
{
  FlTypeProperty property = {g_strdup(name), value_type};
  g_array_append_val(type->properties, property);
}

static bool
read_colour(FlLoader *self, const FlYamlNode *node, uint8_t colour[3])
{
  unsigned rgb = 0;
  char rest = '\0';
  if (node == NULL)
    return true;
  const char *text = fl_read_string(self->diagnostics, node);
  if (text == NULL || strlen(text) != 7 ||
      sscanf(text, "#%6x%c", &rgb, &rest) != 1) // NOLINT(cert-err34-c): seven characters
    return fl_read_fail(self->diagnostics, node, "wrong-type", NULL, "a colour is written '#4e79a7'");
  for (int i = 0; i < 3; i++)
    colour[i] = (uint8_t)(rgb >> (16 - 8 * i));
  return true;
}

/* ---- properties */

static bool
read_property(FlLoader *self, const FlYamlNode *key, const FlYamlNode *value, FlProperty *ret_property)
{
  int type = fl_read_choice(self->diagnostics, value, "type of property", value_types);
  if (type < 0)
    return false;
  if (!fl_is_name(key->text) || g_strv_contains(taken_names, key->text))
    return fl_read_fail(self->diagnostics, key, "bad-name", NULL, "a property can't be called '%s'",
                        key->text);
  *ret_property = (FlProperty){.name = key->text, .hidden = strcmp(key->text, "name") == 0};
  return fl_value_type_from_name(value_types[type], &ret_property->type);
}

/* One property name has one type throughout the packs: in the outputs it is one column. */
static bool
check_property(FlLoader *self, const FlYamlNode *key, const FlProperty *property)
{
  const FlSchema *schema = self->set->schema;
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++) {
    const FlNodeType *other = fl_schema_get_node_type(schema, i);
    int found = fl_node_type_find_property(other, property->name);
    if (found >= 0 && fl_node_type_get_property(other, found)->type != property->type)
      return fl_read_fail(self->diagnostics, key, "property-type", NULL,
                          "'%s' is a %s in %s: one name, one type", property->name,
                          fl_value_type_name(fl_node_type_get_property(other, found)->type), other->name);
  }
  return true;
}

static bool
contains(const FlYamlNode *list, const char *text)
{
  if (list == NULL)
    return false;
  if (list->kind == FL_YAML_SCALAR)
    return strcmp(list->text, text) == 0;
  for (guint i = 0; i < fl_yaml_node_get_length(list); i++) {
    const char *item = fl_yaml_node_get_item(list, i)->text;
    if (item != NULL && strcmp(item, text) == 0)
      return true;
  }
  return false;
}

static void
add_property(FlLoader *self, FlType *type, const FlYamlNode *late, const FlProperty *property)
{
  FlProperty added = *property;
  added.late = contains(late, property->name);
  if (type->node_type == FL_SCHEMA_NONE) {
    if (fl_type_find_property(type, property->name) < 0)
      add_type_property(type, property->name, property->type);
  } else if (fl_node_type_find_property(fl_schema_get_node_type(self->set->schema, type->node_type),
                                        property->name) < 0)
    fl_schema_add_node_property(self->set->schema, type->node_type, &added);
}

static void
read_properties(FlLoader *self, FlType *type, const FlYamlNode *node, const FlYamlNode *late)
{
  static const FlProperty name = {.name = "name", .type = FL_VALUE_STRING, .hidden = true};
  add_property(self, type, late, &name);
  if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    FlProperty property = {0};
    const FlYamlNode *key = fl_yaml_node_get_key(node, i);
    if (read_property(self, key, fl_yaml_node_get_value(node, i), &property) &&
        check_property(self, key, &property))
      add_property(self, type, late, &property);
  }
}

static void
read_key(FlLoader *self, const FlType *type, const FlYamlNode *node)
{
  const FlNodeType *node_type = fl_schema_get_node_type(self->set->schema, type->node_type);
  g_autoptr(GPtrArray) parts = fl_read_scalars(self->diagnostics, node);
  if (node_type->key->len > 0) /* a later pack adds to a type, it does not change what it is */
    return;
  for (guint i = 0; i < parts->len; i++) {
    const FlYamlNode *part = parts->pdata[i];
    int property = fl_node_type_find_property(node_type, part->text);
    if (property < 0)
      fl_read_fail(self->diagnostics, part, "unknown-property",
                   "properties of the key are given under properties:", "%s has no property '%s'", type->name,
                   part->text);
    else
      fl_schema_add_key(self->set->schema, type->node_type, property);
  }
  if (parts->len == 0)
    fl_schema_add_key(self->set->schema, type->node_type, fl_node_type_find_property(node_type, "name"));
}

/* ---- types */

static FlType *
find_or_add_type(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node, bool step)
{
  FlRuleSet *set = self->set;
  int index = fl_rule_set_find_type(set, key->text);
  if (index >= 0)
    return set->types->pdata[index];
  uint8_t colour[3];
  memcpy(colour, palette[set->types->len % G_N_ELEMENTS(palette)], sizeof colour);
  const char *label = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "label"));
  const char *name = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "name"));
  if (!read_colour(self, fl_yaml_node_find(node, "color"), colour))
    return NULL;
  FlType *type = g_new0(FlType, 1);
  type->name = g_strdup(key->text);
  type->properties = g_array_new(FALSE, FALSE, sizeof(FlTypeProperty));
  type->source = key;
  type->node_type = step ? FL_SCHEMA_NONE
                         : fl_schema_add_node_type(set->schema, key->text, label != NULL ? label : key->text,
                                                   name != NULL ? name : "{name}", colour);
  g_ptr_array_add(set->types, type);
  return type;
}

static void
read_canonical(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  const char *file = fl_read_string(self->diagnostics, node);
  if (file == NULL)
    return;
  g_autofree char *path = g_build_filename(self->pack->folder, file, NULL);
  g_autoptr(FlCsvTable) table = fl_csv_table_load(path, self->diagnostics);
  if (table == NULL)
    return;
  int name = fl_csv_table_find_column(table, "name"),
      canonical = fl_csv_table_find_column(table, "canonical");
  if (name < 0 || canonical < 0) {
    fl_csv_table_report(table, self->diagnostics, -1, "csv-columns", "the columns are name,canonical",
                        "a list of canonical names needs the columns name and canonical");
    return;
  }
  if (type->canonical == NULL)
    type->canonical = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint row = 0; row < fl_csv_table_get_n_rows(table); row++) {
    const char *to = fl_csv_table_get(table, row, canonical);
    g_hash_table_insert(type->canonical,
                        g_string_chunk_insert_const(self->set->strings, fl_csv_table_get(table, row, name)),
                        g_string_chunk_insert_const(self->set->strings, strcmp(to, "drop") == 0 ? "" : to));
  }
}

static void
read_masks(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++) {
    const FlYamlNode *name = names->pdata[i];
    int index = fl_rule_set_find_type(self->set, name->text);
    if (index < 0)
      fl_read_fail(self->diagnostics, name, "unknown-type", NULL, "the schema has no type '%s'", name->text);
    else
      type->masks |= (uint64_t)1 << index;
  }
}

static void
read_type(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  bool step = false;
  if (!fl_is_type_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", NULL,
                 "a type's name begins with a capital letter and is ASCII");
    return;
  }
  if (!fl_read_keys(self->diagnostics, node, type_keys) ||
      !fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "step"), &step))
    return;
  if (self->set->types->len == FL_SCHEMA_MAX_NODE_TYPES - 1) { /* one is kept for Article */
    fl_read_fail(self->diagnostics, key, "too-many-types", NULL, "more than %d types",
                 FL_SCHEMA_MAX_NODE_TYPES - 1);
    return;
  }
  FlType *type = find_or_add_type(self, key, node, step);
  if (type == NULL)
    return;
  const FlYamlNode *overlap = fl_yaml_node_find(node, "overlap"),
                   *propagate = fl_yaml_node_find(node, "propagate");
  const char *const places[] = {"article", NULL};
  if (overlap != NULL)
    type->overlap =
        (FlOverlap)MAX(fl_read_choice(self->diagnostics, overlap, "way to decide overlaps", overlaps), 0);
  type->propagate |=
      propagate != NULL && fl_read_choice(self->diagnostics, propagate, "place to propagate in", places) == 0;
  read_properties(self, type, fl_yaml_node_find(node, "properties"), fl_yaml_node_find(node, "late"));
  const FlYamlNode *key_parts = fl_yaml_node_find(node, "key");
  if (strcmp(type->name, FL_ARTICLE) == 0 && key_parts != NULL)
    fl_read_fail(self->diagnostics, key_parts, "article-key", "leave it out",
                 "what makes two articles one is fixed: file, title, ordinal");
  else if (!step && strcmp(type->name, FL_ARTICLE) != 0)
    read_key(self, type, key_parts);
  int index = fl_rule_set_find_type(self->set, type->name);
  if (fl_yaml_node_find(node, "separator") != NULL) {
    self->separators[index] = fl_yaml_node_find(node, "separator");
    self->separator_packs[index] = self->pack;
  }
  read_canonical(self, type, fl_yaml_node_find(node, "canonical"));
}

/* ---- edges */

static uint64_t
read_ends(FlLoader *self, const FlYamlNode *edge, const char *which)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, fl_yaml_node_find(edge, which));
  uint64_t ends = 0;
  for (guint i = 0; i < names->len; i++) {
    const FlYamlNode *name = names->pdata[i];
    int type = fl_schema_find_node_type(self->set->schema, name->text);
    if (type < 0)
      fl_read_fail(self->diagnostics, name, "unknown-type", NULL, "the schema has no node type '%s'",
                   name->text);
    else
      ends |= (uint64_t)1 << type;
  }
  if (names->len == 0)
    fl_read_fail(self->diagnostics, edge, "missing-key", NULL,
                 "'%s' is missing: the types an edge may have there", which);
  return ends;
}

static void
read_edge(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  if (!fl_read_keys(self->diagnostics, node, edge_keys))
    return;
  if (!fl_is_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", NULL,
                 "an edge's name is lower-case letters, digits and underscores");
    return;
  }
  if (fl_schema_find_edge_type(self->set->schema, key->text) >= 0)
    return; /* of a pack before */
  const char *label = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "label"));
  bool mentions =
      strcmp(key->text, FL_MENTIONS) == 0; /* its ends are what they are: an article and anything */
  uint64_t from = mentions ? (uint64_t)1 << fl_schema_find_node_type(self->set->schema, FL_ARTICLE)
                           : read_ends(self, node, "from");
  uint64_t to = mentions ? UINT64_MAX : read_ends(self, node, "to");
  int edge =
      fl_schema_add_edge_type(self->set->schema, key->text, label != NULL ? label : key->text, from, to);
  const FlYamlNode *properties = fl_yaml_node_find(node, "properties");
  if (properties == NULL || !fl_read_is_mapping(self->diagnostics, properties))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(properties); i++) {
    FlProperty property = {0};
    if (read_property(self, fl_yaml_node_get_key(properties, i), fl_yaml_node_get_value(properties, i),
                      &property))
      fl_schema_add_edge_property(self->set->schema, edge, &property);
  }
}

/* Calls `read` with each pair of a mapping. */
static void
read_all(FlLoader *self, const FlYamlNode *node,
         void (*read)(FlLoader *, const FlYamlNode *, const FlYamlNode *))
{
  if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
    read(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
}

static void
read_type_masks(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  int index = fl_rule_set_find_type(self->set, key->text);
  if (index >= 0)
    read_masks(self, self->set->types->pdata[index], fl_yaml_node_find(node, "masks"));
}

/* Article has a type of its own whether a pack names it or not, since the engine makes its nodes. */
static void
ensure_article_type(FlLoader *self)
{
  FlRuleSet *set = self->set;
  set->article_type = fl_rule_set_find_type(set, FL_ARTICLE);
  if (set->article_type >= 0)
    return;
  FlType *type = g_new0(FlType, 1);
  type->name = g_strdup(FL_ARTICLE);
  type->properties = g_array_new(FALSE, FALSE, sizeof(FlTypeProperty));
  type->node_type = fl_schema_add_node_type(set->schema, FL_ARTICLE, FL_ARTICLE, "{title}", palette[0]);
  set->article_type = (int)set->types->len;
  g_ptr_array_add(set->types, type);
}

/* The properties of a node type are the schema's, in its order. */
static void
take_properties(FlLoader *self)
{
  for (guint i = 0; i < self->set->types->len; i++) {
    FlType *type = self->set->types->pdata[i];
    if (type->node_type == FL_SCHEMA_NONE)
      continue;
    const FlNodeType *node_type = fl_schema_get_node_type(self->set->schema, type->node_type);
    g_array_set_size(type->properties, 0);
    for (guint p = 0; p < node_type->properties->len; p++) {
      const FlProperty *property = fl_node_type_get_property(node_type, (int)p);
      add_type_property(type, property->name, property->type);
    }
  }
}

void
fl_loader_read_schema(FlLoader *self)
{
  const FlYamlNode *root = self->pack->schema == NULL ? NULL : fl_yaml_get_root(self->pack->schema);
  if (root != NULL && fl_read_keys(self->diagnostics, root, schema_keys)) {
    read_all(self, fl_yaml_node_find(root, "nodes"), read_type);
    read_all(self, fl_yaml_node_find(root, "nodes"), read_type_masks);
  }
  ensure_article_type(self);
  read_all(self, fl_yaml_node_find(root, "edges"), read_edge);
  if (self->pack->index < (int)self->packs->len - 1)
    return;
  fl_schema_complete(self->set->schema);
  take_properties(self);
}
