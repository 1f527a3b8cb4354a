/* schema.yaml: the types of mentions, nodes and edges. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

static void
add_type_property(FlType *type, const char *name, FlValueType value_type)
{
  FlTypeProperty property = {g_strdup(name), value_type};
  g_array_append_val(type->properties, property);
}

/* ---- properties */

static void
add_property(FlLoader *self, FlType *type, const FlYamlNode *key, const FlProperty *property)
{
  if (type->node_type == FL_SCHEMA_NONE) {
    if (fl_type_find_property(type, property->name) < 0)
      add_type_property(type, property->name, property->type);
    return;
  }
  const FlNodeType *node_type = fl_schema_get_node_type(self->set->schema, type->node_type);
  if (fl_node_type_find_property(node_type, property->name) < 0 &&
      fl_schema_add_node_property(self->set->schema, type->node_type, property) == FL_SCHEMA_NONE)
    fl_read_fail(self->diagnostics, key, "too-many-properties", NULL, "more than %d properties of one type",
                 FL_SCHEMA_MAX_PROPERTIES);
}

/* Whether a list of texts, or a single one, holds this. */
static bool
contains(const FlYamlNode *list, const char *text)
{
  if (list == NULL || list->kind == FL_YAML_SCALAR)
    return list != NULL && strcmp(list->text, text) == 0;
  for (guint i = 0; i < list->n_items; i++)
    if (g_strcmp0(list->items[i]->text, text) == 0)
      return true;
  return false;
}

static void
read_properties(FlLoader *self, FlType *type, const FlYamlNode *key, const FlYamlNode *node)
{
  const FlYamlNode *late = fl_yaml_node_find(node, "late"),
                   *properties = fl_yaml_node_find(node, "properties");
  FlProperty name = {.name = "name", .type = FL_VALUE_STRING, .hidden = true, .late = contains(late, "name")};
  add_property(self, type, key, &name);
  if (properties == NULL || !fl_read_is_mapping(self->diagnostics, properties))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(properties); i++) {
    FlProperty property = {0};
    const FlYamlNode *property_key = fl_yaml_node_get_key(properties, i);
    if (!fl_loader_read_property(self, property_key, fl_yaml_node_get_value(properties, i),
                                 type->node_type >= 0, &property))
      continue;
    property.late = contains(late, property.name);
    add_property(self, type, property_key, &property);
  }
}

/* ---- types */

static FlType *
find_or_add_type(FlLoader *self, const FlYamlNode *key, bool step)
{
  FlRuleSet *set = self->set;
  int index = fl_rule_set_find_type(set, key->text);
  if (index >= 0 && step == (fl_rule_set_get_type(set, index)->node_type >= 0)) {
    fl_read_fail(self->diagnostics, key, "step-or-node", "give it another name",
                 "'%s' is a %s in a pack before this one", key->text, step ? "node" : "step");
    return NULL;
  }
  if (index >= 0)
    return set->types->pdata[index];
  if (set->types->len == FL_SCHEMA_MAX_NODE_TYPES - 1) { /* one is kept for Article */
    fl_read_fail(self->diagnostics, key, "too-many-types", NULL, "more than %d types",
                 FL_SCHEMA_MAX_NODE_TYPES - 1);
    return NULL;
  }
  FlType *type = g_new0(FlType, 1);
  type->name = g_strdup(key->text);
  type->properties = g_array_new(FALSE, FALSE, sizeof(FlTypeProperty));
  type->source = key;
  type->node_type = step ? FL_SCHEMA_NONE : fl_loader_add_node_type(self, key->text);
  g_ptr_array_add(set->types, type);
  return type;
}

static void
read_masks(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++) {
    int index = fl_loader_read_type_name(self, names->pdata[i]);
    if (index >= 0 && self->set->types->pdata[index] == type)
      fl_read_fail(self->diagnostics, names->pdata[i], "masks-itself",
                   "overlap: decides among mentions of one type", "a type can't mask itself");
    else if (index >= 0)
      type->masks |= (uint64_t)1 << index;
  }
}

int
fl_loader_read_type_name(FlLoader *self, const FlYamlNode *node)
{
  int index = fl_rule_set_find_type(self->set, node->text);
  if (index >= 0)
    return index;
  g_autofree const char **names = fl_loader_get_type_names(self);
  fl_read_fail_unknown(self->diagnostics, node, "unknown-type", names, "the schema has no type '%s'",
                       node->text);
  return -1;
}

const char **
fl_loader_get_type_names(const FlLoader *self)
{
  const char **names = g_new0(const char *, self->set->types->len + 1);
  for (guint i = 0; i < self->set->types->len; i++)
    names[i] = fl_rule_set_get_type(self->set, (int)i)->name;
  return names;
}

/* A step is never a node: it has nothing of what makes one. An article is made by the engine. */
static bool
check_keys(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node, bool step)
{
  static const char *const of_nodes[] = {"key", "late", "name", "color", "label", NULL};
  bool article = strcmp(key->text, FL_ARTICLE) == 0, good = true;
  if (article && step)
    return fl_read_fail(self->diagnostics, fl_yaml_node_find(node, "step"), "step-or-node", "leave it out",
                        "articles are nodes: they can't be a step");
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    const FlYamlNode *found = fl_yaml_node_get_key(node, i);
    if (step && g_strv_contains(of_nodes, found->text))
      good = fl_read_fail(self->diagnostics, found, "step-or-node", "leave it out, or leave out step: true",
                          "a step is never a node: it has no '%s'", found->text);
    else if (article && (strcmp(found->text, "key") == 0 || strcmp(found->text, "late") == 0))
      good = fl_read_fail(self->diagnostics, found, "article-key", "leave it out",
                          "what makes two articles one is fixed: file, title, ordinal");
  }
  return good;
}

static void
read_settings(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  const FlYamlNode *overlap = fl_yaml_node_find(node, "overlap"),
                   *propagate = fl_yaml_node_find(node, "propagate"),
                   *separator = fl_yaml_node_find(node, "separator");
  if (overlap != NULL)
    type->overlap = (FlOverlap)MAX(
        fl_form_read_choice(&fl_overlap_form, self->diagnostics, overlap, "way to decide overlaps"), 0);
  type->propagate |= propagate != NULL && fl_form_read_choice(&fl_propagate_form, self->diagnostics,
                                                              propagate, "place to propagate in") == 0;
  int index = fl_rule_set_find_type(self->set, type->name);
  if (fl_read_string(self->diagnostics, separator) == NULL)
    return;
  self->separators[index] = separator;
  self->separator_packs[index] = self->pack;
}

static void
read_type(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  bool step = false;
  if (!fl_is_type_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", "like: Person",
                 "a type's name is a capital letter, then letters and digits of ASCII");
    return;
  }
  if (!fl_read_is_mapping(self->diagnostics, node))
    return;
  fl_form_read_keys(&fl_node_type_form, self->diagnostics, node);
  if (!fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "step"), &step) ||
      !check_keys(self, key, node, step))
    return;
  FlType *type = find_or_add_type(self, key, step);
  if (type == NULL)
    return;
  read_settings(self, type, node);
  if (type->node_type >= 0)
    fl_loader_read_look(self, type, node);
  read_properties(self, type, key, node);
  fl_loader_read_identity(self, type, node);
}

/* ---- the file */

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
  type->node_type = fl_loader_add_node_type(self, FL_ARTICLE);
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
  if (root != NULL && fl_read_is_mapping(self->diagnostics, root)) {
    fl_form_read_keys(&fl_schema_file_form, self->diagnostics, root);
    read_all(self, fl_yaml_node_find(root, "nodes"), read_type);
    read_all(self, fl_yaml_node_find(root, "nodes"), read_type_masks);
  }
  ensure_article_type(self);
  read_all(self, fl_yaml_node_find(root, "edges"), fl_loader_read_edge);
  if (self->pack->index < (int)self->packs->len - 1)
    return;
  if (!fl_schema_complete(self->set->schema))
    fl_read_fail(self->diagnostics, root != NULL ? root : fl_yaml_get_root(self->pack->settings),
                 "property-type", "give it another name",
                 "articles have a title, file, duplicate_of, fingerprint (string), date (date), start_line, "
                 "end_line, ordinal (int): one of these has another type here");
  take_properties(self);
}
