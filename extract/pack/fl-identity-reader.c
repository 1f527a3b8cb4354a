/* What makes a node what it is: key:, late:, name: and canonical: of the types of schema.yaml. */

#include "fl-loader.h"

#include <string.h>

static bool
fail_property(FlLoader *self, const FlYamlNode *node, size_t offset, const FlType *type, const char *name,
              const char *hint)
{
  const GArray *properties = fl_schema_get_node_type(self->set->schema, type->node_type)->properties;
  g_autofree const char **names = g_new0(const char *, properties->len + 1);
  for (guint i = 0; i < properties->len; i++)
    names[i] = g_array_index(properties, FlProperty, i).name;
  g_autofree char *guess = fl_suggest_hint(name, names);
  g_autofree char *message = g_strdup_printf("%s has no property '%s'", type->name, name);
  hint = guess != NULL ? guess : hint;
  fl_yaml_node_report(
      node, self->diagnostics,
      (FlFault){FL_DIAGNOSTIC_ERROR, "unknown-property", hint, offset, (uint32_t)g_utf8_strlen(name, -1)},
      "%s", message);
  return false;
}

/* A later pack adds to a type, it does not change what it is. */
static void
check_key(FlLoader *self, const FlNodeType *type, const FlYamlNode *node, const GPtrArray *parts)
{
  bool same = parts->len == type->key->len;
  for (guint i = 0; same && i < parts->len; i++)
    same = fl_node_type_find_property(type, ((const FlYamlNode *)parts->pdata[i])->text) ==
           g_array_index(type->key, int, i);
  if (parts->len > 0 && !same)
    fl_read_fail(self->diagnostics, node, "other-key", "leave it out",
                 "a pack before this one says otherwise what makes two of '%s' one", type->name);
}

static void
read_key(FlLoader *self, const FlType *type, const FlYamlNode *node)
{
  const FlNodeType *node_type = fl_schema_get_node_type(self->set->schema, type->node_type);
  g_autoptr(GPtrArray) parts = fl_read_scalars(self->diagnostics, node);
  if (node_type->key->len > 0) {
    check_key(self, node_type, node, parts);
    return;
  }
  for (guint i = 0; i < parts->len; i++) {
    const FlYamlNode *part = parts->pdata[i];
    int property = fl_node_type_find_property(node_type, part->text);
    if (property < 0)
      fail_property(self, part, 0, type, part->text, "properties of the key are given under properties:");
    else
      fl_schema_add_key(self->set->schema, type->node_type, property);
  }
  if (parts->len == 0)
    fl_schema_add_key(self->set->schema, type->node_type, fl_node_type_find_property(node_type, "name"));
}

static void
read_late(FlLoader *self, const FlType *type, const FlYamlNode *node)
{
  const FlNodeType *node_type = fl_schema_get_node_type(self->set->schema, type->node_type);
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++) {
    const FlYamlNode *name = names->pdata[i];
    int property = fl_node_type_find_property(node_type, name->text);
    bool in_key = false;
    for (guint k = 0; k < node_type->key->len; k++)
      in_key |= g_array_index(node_type->key, int, k) == property;
    if (property < 0)
      fail_property(self, name, 0, type, name->text, NULL);
    else if (!in_key)
      fl_read_fail(self->diagnostics, name, "late-property",
                   "leave it out: any property may be filled by an update",
                   "'%s' is no part of the key of %s", name->text, type->name);
    else
      fl_schema_set_late(self->set->schema, type->node_type, property);
  }
}

/* `{subject}{indicator}` */
static void
check_name_template(FlLoader *self, const FlType *type, const FlYamlNode *node)
{
  const char *text = fl_read_string(self->diagnostics, node), *close = NULL;
  for (const char *open = text; open != NULL && (open = strchr(open, '{')) != NULL; open = close) {
    close = strchr(open, '}');
    g_autofree char *name = close == NULL ? NULL : g_strndup(open + 1, (size_t)(close - open) - 1);
    if (name == NULL)
      fl_yaml_node_report(
          node, self->diagnostics,
          (FlFault){FL_DIAGNOSTIC_ERROR, "bad-template", "like: {name}", (size_t)(open - text), 1},
          "a brace without its partner");
    else if (fl_type_find_property(type, name) < 0 &&
             fl_node_type_find_property(fl_schema_get_node_type(self->set->schema, type->node_type), name) <
                 0)
      fail_property(self, node, (size_t)(open + 1 - text), type, name,
                    "a name is made of the type's properties");
  }
}

static void
read_canonical(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  g_autoptr(FlCsvTable) table = fl_loader_load_table(self, node);
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
    if (*to == '\0' || *fl_csv_table_get(table, row, name) == '\0') {
      fl_csv_table_report(table, self->diagnostics, (int)row, "csv-value",
                          "like: 座谈会议,座谈会 or 会议,drop",
                          "a name, and the name it is merged with, or drop, are expected");
      continue;
    }
    g_hash_table_insert(type->canonical,
                        g_string_chunk_insert_const(self->set->strings, fl_csv_table_get(table, row, name)),
                        g_string_chunk_insert_const(self->set->strings, strcmp(to, "drop") == 0 ? "" : to));
  }
}

void
fl_loader_read_identity(FlLoader *self, FlType *type, const FlYamlNode *node)
{
  if (type->node_type >= 0 && strcmp(type->name, FL_ARTICLE) != 0) {
    read_key(self, type, fl_yaml_node_find(node, "key"));
    read_late(self, type, fl_yaml_node_find(node, "late"));
    check_name_template(self, type, fl_yaml_node_find(node, "name"));
  }
  read_canonical(self, type, fl_yaml_node_find(node, "canonical"));
}
