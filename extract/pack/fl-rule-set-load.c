/* Packs to a rule set. */

#include "fl-expansion.h"
#include "fl-string.h"
#include "fl-yaml-files.h"

#include <string.h>

static void
pack_files_free(gpointer data)
{
  FlPackFiles *self = data;
  g_ptr_array_unref(self->files);
  g_hash_table_unref(self->defines);
  g_hash_table_unref(self->define_keys);
  g_hash_table_unref(self->tables);
  g_free(self->name);
  g_free(self->folder);
  g_free(self);
}

static void
load_rule_files(FlLoader *self, FlPackFiles *pack)
{
  g_autoptr(GPtrArray) names = fl_pack_list_files(pack->folder);
  g_autoptr(GPtrArray) files = fl_yaml_load_files(pack->folder, names, self->diagnostics);
  for (guint i = 0; i < files->len; i++) {
    FlYaml *file = files->pdata[i];
    if (file != NULL)
      g_ptr_array_add(self->set->files, file);
    if (strcmp(names->pdata[i], "pack.yaml") == 0)
      pack->settings = file;
    else if (strcmp(names->pdata[i], "schema.yaml") == 0)
      pack->schema = file;
    else if (file != NULL)
      g_ptr_array_add(pack->files, file);
  }
}

static bool
report_pack(FlLoader *self, const char *folder, const char *message)
{
  FlDiagnostic diagnostic = {.level = FL_DIAGNOSTIC_ERROR,
                             .id = "no-pack",
                             .path = (char *)folder,
                             .message = (char *)message,
                             .hint = "a pack is a folder with a pack.yaml in it"};
  fl_diagnostics_add(self->diagnostics, &diagnostic);
  return false;
}

/* The pack's name; its folder's where there is none, which is an error. */
static const char *
read_name(FlLoader *self, const FlPackFiles *pack, const char *path)
{
  const FlYamlNode *root = pack->settings == NULL ? NULL : fl_yaml_get_root(pack->settings);
  const char *name = NULL;
  if (root != NULL && fl_read_is_mapping(self->diagnostics, root))
    name = fl_read_required(self->diagnostics, root, "name");
  else if (root == NULL && pack->settings != NULL) {
    FlDiagnostic diagnostic = {.level = FL_DIAGNOSTIC_ERROR,
                               .id = "missing-key",
                               .path = (char *)path,
                               .message = "this file is empty: the key 'name' is missing",
                               .hint = "like: name: my-pack"};
    fl_diagnostics_add(self->diagnostics, &diagnostic);
  }
  return name != NULL ? name : pack->folder;
}

/* A pack that is given twice would clash with itself at every turn: that is said once. */
static bool
check_is_new(FlLoader *self, const FlPackFiles *pack)
{
  const FlYamlNode *root = pack->settings == NULL ? NULL : fl_yaml_get_root(pack->settings);
  for (int i = 0; i < pack->index; i++) {
    const FlPackFiles *other = self->packs->pdata[i];
    if (root == NULL || strcmp(other->name, pack->name) != 0)
      continue;
    g_autofree char *hint = g_strdup_printf("the other is in %s", other->folder);
    return fl_read_fail(self->diagnostics, fl_yaml_node_find(root, "name"), "duplicate-pack", hint,
                        "there is a pack '%s' already", pack->name);
  }
  return true;
}

static void
note_source(FlLoader *self, const FlPackFiles *pack, const FlYaml *file)
{
  if (file == NULL)
    return;
  g_autofree char *name = g_path_get_basename(fl_yaml_get_path(file));
  fl_pack_sources_add(self->set->sources, pack->folder, pack->name, name, fl_yaml_get_digest(file));
}

static void
note_sources(FlLoader *self, const FlPackFiles *pack)
{
  note_source(self, pack, pack->settings);
  note_source(self, pack, pack->schema);
  for (guint i = 0; i < pack->files->len; i++)
    note_source(self, pack, pack->files->pdata[i]);
}

static bool
load_pack(FlLoader *self, const char *folder)
{
  g_autofree char *path = g_build_filename(folder, "pack.yaml", NULL);
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
    return report_pack(self, folder,
                       g_file_test(folder, G_FILE_TEST_IS_DIR)   ? "no pack.yaml in this folder"
                       : g_file_test(folder, G_FILE_TEST_EXISTS) ? "this is a file"
                                                                 : "no such folder");
  FlPackFiles *pack = g_new0(FlPackFiles, 1);
  pack->folder = g_strdup(folder);
  pack->index = (int)self->packs->len;
  pack->files = g_ptr_array_new();
  pack->defines = g_hash_table_new(g_str_hash, g_str_equal);
  pack->define_keys = g_hash_table_new(g_str_hash, g_str_equal);
  pack->tables = g_hash_table_new(g_str_hash, g_str_equal);
  g_ptr_array_add(self->packs, pack);
  load_rule_files(self, pack);
  pack->name = g_strdup(read_name(self, pack, path));
  g_ptr_array_add(self->set->packs, g_strdup(pack->name));
  note_sources(self, pack);
  return pack->settings != NULL && check_is_new(self, pack);
}

static void
lint(FlLoader *self)
{
  fl_allowances_apply(self->set->allowances, self->diagnostics);
  fl_loader_lint(self);
  fl_diagnostics_set_filter(self->diagnostics, NULL, NULL);
}

static void
compile(FlLoader *self)
{
  static void (*const readers[])(FlLoader *) = {
      fl_loader_read_settings, fl_loader_read_schema,   fl_loader_read_review,
      fl_loader_read_defines,  fl_loader_read_layouts,  fl_loader_read_lookouts,
      fl_loader_read_lists,    fl_loader_find_contexts, fl_loader_read_rules,
  };
  for (guint i = 0; i < self->set->files->len; i++)
    fl_allowances_read(self->set->allowances, self->set->files->pdata[i], self->diagnostics);
  for (size_t step = 0; step < G_N_ELEMENTS(readers); step++)
    for (guint i = 0; i < self->packs->len; i++) {
      self->pack = self->packs->pdata[i];
      readers[step](self);
    }
  fl_need_finder_await(self->needs);
  if (fl_diagnostics_count(self->diagnostics, FL_DIAGNOSTIC_ERROR) == 0)
    fl_loader_check_ends(self);
  if (fl_diagnostics_count(self->diagnostics, FL_DIAGNOSTIC_ERROR) == 0)
    fl_loader_order(self);
  if (fl_diagnostics_count(self->diagnostics, FL_DIAGNOSTIC_ERROR) == 0)
    lint(self);
}

static FlRuleSet *
load(const char *const *packs, bool thorough, FlDiagnostics *diagnostics)
{
  guint before = fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR);
  g_autoptr(FlRuleSet) set = fl_rule_set_new();
  FlLoader *loader = g_new0(FlLoader, 1);
  loader->set = set;
  loader->diagnostics = diagnostics;
  loader->thorough = thorough;
  loader->packs = g_ptr_array_new_with_free_func(pack_files_free);
  loader->rules = g_hash_table_new(g_str_hash, g_str_equal);
  loader->needs = fl_need_finder_new(set->prefilter);
  loader->shared = fl_pattern_pool_new();
  loader->edges = g_hash_table_new(NULL, NULL);
  loader->edge_labels = g_hash_table_new(NULL, NULL);
  loader->patterns = g_hash_table_new(NULL, NULL);
  loader->clean_patterns = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(loader->expanded); i++)
    loader->expanded[i] = g_hash_table_new_full(NULL, NULL, NULL, fl_expansion_free);
  loader->used_tables = g_hash_table_new(NULL, NULL);
  loader->used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (; *packs != NULL; packs++)
    load_pack(loader, *packs);
  if (fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == before)
    compile(loader);
  fl_need_finder_free(loader->needs);
  fl_pattern_pool_free(loader->shared);
  fl_pack_sources_format_digest(set->sources, set->digest);
  fl_diagnostics_sort(diagnostics);
  g_hash_table_unref(loader->rules);
  g_hash_table_unref(loader->used);
  g_hash_table_unref(loader->edges);
  g_hash_table_unref(loader->edge_labels);
  g_hash_table_unref(loader->patterns);
  g_hash_table_unref(loader->clean_patterns);
  for (size_t i = 0; i < G_N_ELEMENTS(loader->expanded); i++)
    g_hash_table_unref(loader->expanded[i]);
  g_hash_table_unref(loader->used_tables);
  g_ptr_array_unref(loader->packs);
  g_free(loader);
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == before ? g_steal_pointer(&set) : NULL;
}

FlRuleSet *
fl_rule_set_load(const char *const *packs, FlDiagnostics *diagnostics)
{
  return load(packs, false, diagnostics);
}

FlRuleSet *
fl_rule_set_check(const char *const *packs, FlDiagnostics *diagnostics)
{
  return load(packs, true, diagnostics);
}
