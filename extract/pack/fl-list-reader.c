/* lists: and tables: of the rule files. */

#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

/* ---- lists of names */

typedef struct {
  FlLoader *loader;
  const FlYamlNode *node;
  const FlCsvTable *table;
  int type;
  const char *rule;
  int *properties; /* by column: the property it fills; -1: none */
} ListReader;

static void
fail_column(ListReader *self, const FlType *type, const char *column)
{
  g_autofree const char **names = g_new0(const char *, type->properties->len + 2);
  names[0] = "aliases";
  for (guint i = 0; i < type->properties->len; i++)
    names[i + 1] = g_array_index(type->properties, FlTypeProperty, i).name;
  g_autofree char *hint = fl_suggest_hint(column, names);
  fl_csv_table_report(self->table, self->loader->diagnostics, -1, "csv-columns",
                      hint != NULL ? hint : "the columns are name, aliases, and properties of the type",
                      "%s has no property '%s'", type->name, column);
}

static bool
map_columns(ListReader *self)
{
  const FlType *type = fl_rule_set_get_type(self->loader->set, self->type);
  for (guint column = 0; column < fl_csv_table_get_n_columns(self->table); column++) {
    const char *name = fl_csv_table_get_column(self->table, column);
    self->properties[column] = fl_type_find_property(type, name);
    if (self->properties[column] < 0 && strcmp(name, "aliases") != 0) {
      fail_column(self, type, name);
      return false;
    }
  }
  if (fl_csv_table_find_column(self->table, "name") >= 0)
    return true;
  fl_csv_table_report(self->table, self->loader->diagnostics, -1, "csv-columns",
                      "the first row names the columns: name,aliases", "a list needs the column 'name'");
  return false;
}

static void
add_name(ListReader *self, guint row, const char *name, uint32_t entry)
{
  FlRuleSet *set = self->loader->set;
  if (*name != '\0' && !fl_name_index_add(set->names, name, (uint32_t)self->type, entry))
    fl_csv_table_report(self->table, self->loader->diagnostics, (int)row, "duplicate-name",
                        "one row a name; other names go into aliases",
                        "'%s' is in a list of this type already", name);
}

static void
add_row(ListReader *self, guint row)
{
  FlRuleSet *set = self->loader->set;
  const FlType *type = fl_rule_set_get_type(set, self->type);
  FlListEntry entry = {.type = self->type, .rule = self->rule};
  const char *name = fl_csv_table_get(self->table, row, fl_csv_table_find_column(self->table, "name"));
  if (*name == '\0') {
    fl_csv_table_report(self->table, self->loader->diagnostics, (int)row, "csv-value",
                        "take the row out, or give it a name", "a row without a name");
    return;
  }
  entry.values = g_new0(const char *, type->properties->len);
  for (guint column = 0; column < fl_csv_table_get_n_columns(self->table); column++) {
    const char *value = fl_csv_table_get(self->table, row, (int)column);
    if (self->properties[column] >= 0 && *value != '\0')
      entry.values[self->properties[column]] = g_string_chunk_insert_const(set->strings, value);
  }
  uint32_t index = set->entries->len;
  g_array_append_val(set->entries, entry);
  add_name(self, row, name, index);
  const char *others = fl_csv_table_get(self->table, row, fl_csv_table_find_column(self->table, "aliases"));
  if (*others == '\0')
    return;
  g_auto(GStrv) aliases = g_strsplit(others, "|", -1);
  for (char **alias = aliases; *alias != NULL; alias++)
    add_name(self, row, g_strstrip(*alias), index);
}

static void
read_list(FlLoader *self, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_list_form, self->diagnostics, node))
    return;
  const char *type = fl_read_required(self->diagnostics, node, "type"),
             *file = fl_read_required(self->diagnostics, node, "file");
  if (type == NULL || file == NULL)
    return;
  ListReader reader = {
      .loader = self, .node = node, .type = fl_loader_read_type_name(self, fl_yaml_node_find(node, "type"))};
  if (reader.type < 0)
    return;
  g_autoptr(FlCsvTable) table = fl_loader_load_table(self, fl_yaml_node_find(node, "file"));
  if (table == NULL)
    return;
  g_autofree char *base = g_path_get_basename(file), *rule = g_strconcat("list:", base, NULL);
  g_autofree int *properties = g_new0(int, fl_csv_table_get_n_columns(table));
  reader.table = table;
  reader.rule = g_string_chunk_insert_const(self->set->strings, rule);
  reader.properties = properties;
  if (map_columns(&reader))
    for (guint row = 0; row < fl_csv_table_get_n_rows(table); row++)
      add_row(&reader, row);
}

/* ---- tables */

static void
fill_from_file(FlLoader *self, GHashTable *table, const FlYamlNode *file)
{
  g_autoptr(FlCsvTable) csv = fl_loader_load_table(self, file);
  if (csv != NULL && fl_csv_table_get_n_columns(csv) != 2) {
    fl_csv_table_report(csv, self->diagnostics, -1, "csv-columns", "like: word,meaning",
                        "a table has two columns: what is looked up, and what it becomes");
    return;
  }
  for (guint row = 0; csv != NULL && row < fl_csv_table_get_n_rows(csv); row++)
    if (!g_hash_table_insert(table, g_strdup(fl_csv_table_get(csv, row, 0)),
                             g_strdup(fl_csv_table_get(csv, row, 1))))
      fl_csv_table_report(csv, self->diagnostics, (int)row, "duplicate-key", "take one of them out",
                          "'%s' stands twice in this table", fl_csv_table_get(csv, row, 0));
}

static void
read_table(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  if (g_hash_table_contains(self->pack->tables, key->text)) {
    fl_read_fail(self->diagnostics, key, "duplicate-table", "put both into one, or give it another name",
                 "a table '%s' is given already, in another file of this pack", key->text);
    return;
  }
  GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add(self->set->tables, table);
  g_hash_table_insert(self->pack->tables, key->text, table);
  if (node->kind == FL_YAML_SCALAR)
    fill_from_file(self, table, node);
  else if (fl_read_is_mapping(self->diagnostics, node))
    for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
      const char *value = fl_read_string(self->diagnostics, fl_yaml_node_get_value(node, i));
      if (value != NULL)
        g_hash_table_insert(table, g_strdup(fl_yaml_node_get_key(node, i)->text), g_strdup(value));
    }
}

GHashTable *
fl_loader_find_table(const FlLoader *self, const char *name)
{
  for (int i = self->pack->index; i >= 0; i--) {
    const FlPackFiles *owner = self->packs->pdata[i];
    GHashTable *table = g_hash_table_lookup(owner->tables, name);
    if (table != NULL)
      return table;
  }
  return NULL;
}

void
fl_loader_read_lists(FlLoader *self)
{
  for (guint f = 0; f < self->pack->files->len; f++) {
    const FlYamlNode *root = fl_yaml_get_root(self->pack->files->pdata[f]);
    const FlYamlNode *lists = fl_yaml_node_find(root, "lists"), *tables = fl_yaml_node_find(root, "tables");
    if (lists != NULL && fl_read_is_sequence(self->diagnostics, lists))
      for (guint i = 0; i < fl_yaml_node_get_length(lists); i++)
        read_list(self, fl_yaml_node_get_item(lists, i));
    if (tables != NULL && fl_read_is_mapping(self->diagnostics, tables))
      for (guint i = 0; i < fl_yaml_node_get_length(tables); i++)
        read_table(self, fl_yaml_node_get_key(tables, i), fl_yaml_node_get_value(tables, i));
  }
}
