/* pack.yaml: what separates, how numbers and dates are written, limits; and the defines of all files. */

#include "fl-expansion.h"
#include "fl-hole.h"

#include <math.h>
#include <string.h>

static const char *const settings_keys[] = {
    "name",  "version",   "language", "about",    "cleaning", "separators", "numerals", "units",
    "dates", "variables", "limits",   "sections", "layouts",  "define",     "worklist", NULL};

/* ---- numbers, units, dates: tables in CSV files */

FlCsvTable *
fl_loader_load_table(FlLoader *self, const FlYamlNode *node)
{
  const char *file = fl_read_string(self->diagnostics, node);
  if (file == NULL)
    return NULL;
  g_autofree char *path = g_build_filename(self->pack->folder, file, NULL);
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
    return fl_csv_table_load(path, self->diagnostics);
  fl_read_fail(self->diagnostics, node, "unreadable", "files are looked for from the pack's folder",
               "there is no file '%s'", path);
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
  static const char *const keys[] = {"patterns", "words", NULL};
  if (node == NULL || !fl_read_keys(self->diagnostics, node, keys))
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

static void
read_limits(FlLoader *self, const FlYamlNode *node)
{
  static const char *const keys[] = {"match", NULL};
  int limit = FL_PATTERN_DEFAULT_LIMIT;
  if (node != NULL && fl_read_keys(self->diagnostics, node, keys))
    fl_read_whole(self->diagnostics, fl_yaml_node_find(node, "match"), 100, 100000000, &limit);
  self->pack->limit = (uint32_t)limit;
}

static const FlYamlNode *
read_separator(FlLoader *self, const FlYamlNode *node)
{
  return fl_read_string(self->diagnostics, node) != NULL ? node : NULL;
}

void
fl_loader_read_settings(FlLoader *self)
{
  static const char *const separator_keys[] = {"list", "text", "sentence", "clause", "title", NULL};
  const FlYamlNode *root = fl_yaml_get_root(self->pack->settings);
  self->pack->limit = FL_PATTERN_DEFAULT_LIMIT;
  fl_read_keys(self->diagnostics, root, settings_keys);
  static const char *const said[] = {"version", "language", "about"}; /* for people */
  for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
    fl_read_string(self->diagnostics, fl_yaml_node_find(root, said[i]));
  const FlYamlNode *separators = fl_yaml_node_find(root, "separators");
  if (separators != NULL && fl_read_keys(self->diagnostics, separators, separator_keys)) {
    self->pack->type_separator = read_separator(self, fl_yaml_node_find(separators, "list"));
    self->pack->text_separator = read_separator(self, fl_yaml_node_find(separators, "text"));
  }
  read_numerals(self, fl_yaml_node_find(root, "numerals"));
  read_units(self, fl_yaml_node_find(root, "units"));
  fl_loader_read_variables(self, fl_yaml_node_find(root, "variables"));
  read_limits(self, fl_yaml_node_find(root, "limits"));
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
    for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
      const FlYamlNode *key = fl_yaml_node_get_key(node, i), *value = fl_yaml_node_get_value(node, i);
      const FlYamlNode *other = g_hash_table_lookup(self->pack->defines, key->text);
      if (!fl_is_name(key->text))
        fl_read_fail(self->diagnostics, key, "bad-name", NULL,
                     "a define's name is lower-case letters, digits and underscores");
      else if (other != NULL)
        fl_read_fail(self->diagnostics, key, "duplicate-define", fl_yaml_get_path(other->file),
                     "'%s' is defined already, in another file of this pack", key->text);
      else if (fl_read_string(self->diagnostics, value) != NULL)
        g_hash_table_insert(self->pack->defines, key->text, (gpointer)value);
    }
  }
  read_dates(self, fl_yaml_node_find(fl_yaml_get_root(self->pack->settings), "dates"));
}
