/* pack.yaml: what separates, how numbers and dates are written, limits; and the defines of all files. */

#include "fl-expansion.h"
#include "fl-hole.h"
#include "fl-pack-forms.h"
#include "fl-string.h"

#include <math.h>
#include <string.h>

/* Crosswise, two lists of a sentence make as many edges as the lengths of both multiplied: a roll of a hundred names
 * twice would fill the graph by itself. */
enum { DEFAULT_MAX_EDGES = 1000 };

/* ---- numbers, units, dates: tables in CSV files */

/* The file beside it that may have been meant, as a hint; NULL: none. */
static char *
find_near_file(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path), *base = g_path_get_basename(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, fl_string_compare);
  g_ptr_array_add(names, NULL);
  return fl_suggest_hint(base, (const char *const *)names->pdata);
}

FlCsvTable *
fl_loader_load_table(FlLoader *self, const FlYamlNode *node)
{
  const char *file = fl_read_string(self->diagnostics, node);
  if (file == NULL)
    return NULL;
  g_autofree char *path = g_build_filename(self->pack->folder, file, NULL);
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    FlCsvTable *table = fl_csv_table_load(path, self->diagnostics);
    if (table != NULL)
      fl_pack_sources_add(self->set->sources, self->pack->folder, self->pack->name, file,
                          fl_csv_table_get_digest(table));
    return table;
  }
  g_autofree char *near = find_near_file(path);
  fl_read_fail(self->diagnostics, node, "unreadable",
               near != NULL ? near : "files are looked for from the pack's folder", "there is no file '%s'",
               path);
  return NULL;
}

/* A table with these columns, the first `needed` of which must be there. */
static FlCsvTable *
load_table(FlLoader *self, const FlYamlNode *node, const char *const *columns, guint needed)
{
  g_autoptr(FlCsvTable) table = fl_loader_load_table(self, node);
  g_autofree char *all = g_strjoinv(", ", (char **)columns),
                  *hint = g_strconcat("the columns are ", all, NULL);
  if (table == NULL)
    return NULL;
  for (guint i = 0; i < fl_csv_table_get_n_columns(table); i++)
    if (!g_strv_contains(columns, fl_csv_table_get_column(table, i))) {
      fl_csv_table_report(table, self->diagnostics, -1, "csv-columns", hint, "there is no column '%s' here",
                          fl_csv_table_get_column(table, i));
      return NULL;
    }
  for (guint i = 0; i < needed; i++)
    if (fl_csv_table_find_column(table, columns[i]) < 0) {
      fl_csv_table_report(table, self->diagnostics, -1, "csv-columns", hint, "the column '%s' is missing",
                          columns[i]);
      return NULL;
    }
  return g_steal_pointer(&table);
}

static bool
parse_double(const char *text, double *ret_value)
{
  char *end = NULL;
  *ret_value = g_ascii_strtod(text, &end);
  return *text != '\0' && *end == '\0' && isfinite(*ret_value);
}

static void
read_numerals(FlLoader *self, const FlYamlNode *node)
{
  static const char *const columns[] = {"word", "kind", "value", NULL};
  static const char *const kinds[] = {"digit", "multiplier", "scale", NULL};
  g_autoptr(FlCsvTable) table = load_table(self, node, columns, 3);
  for (guint row = 0; table != NULL && row < fl_csv_table_get_n_rows(table); row++) {
    const char *word = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "word"));
    const char *kind = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "kind"));
    double value = 0;
    int index = 0;
    while (kinds[index] != NULL && strcmp(kinds[index], kind) != 0)
      index++;
    if (kinds[index] == NULL || *word == '\0' ||
        !parse_double(fl_csv_table_get(table, row, fl_csv_table_find_column(table, "value")), &value))
      fl_csv_table_report(table, self->diagnostics, (int)row, "csv-value", "like: 百,multiplier,100",
                          "a word, its kind (digit, multiplier, scale) and its value are expected");
    else
      fl_numerals_add(self->set->numerals, word, (FlNumeralKind)index, value);
  }
}

static void
read_units(FlLoader *self, const FlYamlNode *node)
{
  static const char *const columns[] = {"name", "base", "factor", NULL};
  g_autoptr(FlCsvTable) table = load_table(self, node, columns, 3);
  for (guint row = 0; table != NULL && row < fl_csv_table_get_n_rows(table); row++) {
    const char *name = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "name"));
    const char *base = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "base"));
    const char *text = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "factor"));
    double factor = 1;
    if (*name == '\0' || (*text != '\0' && (!parse_double(text, &factor) || factor <= 0)))
      fl_csv_table_report(table, self->diagnostics, (int)row, "csv-value", "like: 公里,米,1000",
                          "a unit, its base unit and how many of these it is are expected");
    else
      fl_units_add(self->set->units, name, *base != '\0' ? base : name, factor);
  }
}

static const char *const date_columns[] = {"word",   "year", "month",   "day", "year2",
                                           "month2", "day2", "century", "of",  NULL};

static void
read_date_word(FlLoader *self, const FlCsvTable *table, guint row)
{
  FlDateWord word = {0};
  FlDatePart of = {0};
  const char *text = fl_csv_table_get(table, row, fl_csv_table_find_column(table, "word"));
  bool good = fl_date_part_parse(fl_csv_table_get(table, row, fl_csv_table_find_column(table, "of")), &of) &&
              !of.relative && *text != '\0';
  for (int part = 0; part < FL_DATE_N_PARTS; part++)
    good &= fl_date_part_parse(
        fl_csv_table_get(table, row, fl_csv_table_find_column(table, date_columns[part + 1])),
        &word.parts[part]);
  if (!good) {
    fl_csv_table_report(table, self->diagnostics, (int)row, "csv-value", "like: 去年,-1 or 上半年,,1,,,6",
                        "a word and parts of a date are expected: numbers, or +N and -N to count from the "
                        "context's");
    return;
  }
  word.of_year = of.value;
  fl_calendar_add_word(self->set->calendar, text, &word);
}

static void
read_dates(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || !fl_form_read_keys(&fl_dates_form, self->diagnostics, node))
    return;
  g_autoptr(GPtrArray) patterns = fl_read_scalars(self->diagnostics, fl_yaml_node_find(node, "patterns"));
  for (guint i = 0; i < patterns->len; i++) {
    FlPattern *pattern = fl_loader_compile(self, patterns->pdata[i], "\\A(?:", ")\\z");
    if (pattern != NULL)
      fl_calendar_add_pattern(self->set->calendar, pattern);
  }
  g_autoptr(FlCsvTable) table = load_table(self, fl_yaml_node_find(node, "words"), date_columns, 1);
  for (guint row = 0; table != NULL && row < fl_csv_table_get_n_rows(table); row++)
    read_date_word(self, table, row);
}

/* ---- the rest of pack.yaml */

void
fl_loader_read_limits(FlLoader *self, const FlYamlNode *node, uint32_t *limit, uint32_t *max_edges)
{
  int steps = (int)*limit, edges = (int)*max_edges;
  if (node == NULL || !fl_form_read_keys(&fl_limits_form, self->diagnostics, node))
    return;
  fl_form_read_whole(&fl_limit_form, self->diagnostics, fl_yaml_node_find(node, "match"), &steps);
  fl_form_read_whole(&fl_edge_limit_form, self->diagnostics, fl_yaml_node_find(node, "edges"), &edges);
  *limit = (uint32_t)steps;
  *max_edges = (uint32_t)edges;
}

static const FlYamlNode *
read_separator(FlLoader *self, const FlYamlNode *node)
{
  return fl_read_string(self->diagnostics, node) != NULL ? node : NULL;
}

void
fl_loader_read_settings(FlLoader *self)
{
  const FlYamlNode *root = fl_yaml_get_root(self->pack->settings);
  self->pack->limit = FL_PATTERN_DEFAULT_LIMIT;
  self->pack->max_edges = DEFAULT_MAX_EDGES;
  fl_form_read_keys(&fl_settings_form, self->diagnostics, root);
  static const char *const said[] = {"version", "language", "about"}; /* for people */
  for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
    fl_read_string(self->diagnostics, fl_yaml_node_find(root, said[i]));
  const FlYamlNode *separators = fl_yaml_node_find(root, "separators");
  if (separators != NULL && fl_form_read_keys(&fl_separators_form, self->diagnostics, separators)) {
    self->pack->type_separator = read_separator(self, fl_yaml_node_find(separators, "list"));
    self->pack->text_separator = read_separator(self, fl_yaml_node_find(separators, "text"));
  }
  read_numerals(self, fl_yaml_node_find(root, "numerals"));
  read_units(self, fl_yaml_node_find(root, "units"));
  fl_loader_read_variables(self, fl_yaml_node_find(root, "variables"));
  fl_loader_read_limits(self, fl_yaml_node_find(root, "limits"), &self->pack->limit, &self->pack->max_edges);
}

/* The pattern of a define, which may be a mapping that says more of it. */
static const FlYamlNode *
find_pattern(FlLoader *self, const FlYamlNode *value)
{
  if (value->kind != FL_YAML_MAPPING)
    return fl_read_string(self->diagnostics, value) != NULL ? value : NULL;
  if (!fl_form_read_keys(&fl_define_form, self->diagnostics, value))
    return NULL;
  fl_read_string(self->diagnostics, fl_yaml_node_find(value, "about")); /* for people */
  return fl_read_required(self->diagnostics, value, "match") != NULL ? fl_yaml_node_find(value, "match")
                                                                     : NULL;
}

static void
read_define(FlLoader *self, const FlYamlNode *key, const FlYamlNode *value)
{
  const FlYamlNode *other = g_hash_table_lookup(self->pack->defines, key->text), *pattern = NULL;
  if (!fl_is_name(key->text))
    fl_read_fail(self->diagnostics, key, "bad-name", "like: after_name",
                 "a define's name is lower-case letters, digits and underscores");
  else if (other != NULL)
    fl_read_fail(self->diagnostics, key, "duplicate-define", fl_yaml_get_path(other->file),
                 "'%s' is defined already, in another file of this pack", key->text);
  else if ((pattern = find_pattern(self, value)) != NULL) {
    g_hash_table_insert(self->pack->defines, key->text, (gpointer)pattern);
    g_hash_table_insert(self->pack->define_keys, key->text, (gpointer)key);
  }
}

void
fl_loader_read_defines(FlLoader *self)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  g_ptr_array_add(files, self->pack->settings);
  for (guint i = 0; i < self->pack->files->len; i++)
    g_ptr_array_add(files, self->pack->files->pdata[i]);
  for (guint f = 0; f < files->len; f++) {
    const FlYamlNode *node = fl_yaml_node_find(fl_yaml_get_root(files->pdata[f]), "define");
    if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
      continue;
    for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
      read_define(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
  }
  read_dates(self, fl_yaml_node_find(fl_yaml_get_root(self->pack->settings), "dates"));
}
