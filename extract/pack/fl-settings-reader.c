/* pack.yaml: how sources are cleaned, what separates, how numbers and dates are written, which contexts there
 * are. */

#include "fl-hole.h"
#include "fl-loader.h"

#include <string.h>

static const char *const settings_keys[] = {
    "name",  "version",   "language", "about",    "cleaning", "separators", "numerals", "units",
    "dates", "variables", "limits",   "sections", "layouts",  "define",     "samples",  NULL};

/* ---- numbers, units, dates: tables in CSV files */

static FlCsvTable *
load_table(FlLoader *self, const FlYamlNode *node, const char *const *columns)
{
  const char *file = fl_read_string(self->diagnostics, node);
  if (file == NULL)
    return NULL;
  g_autofree char *path = g_build_filename(self->pack->folder, file, NULL);
  g_autoptr(FlCsvTable) table = fl_csv_table_load(path, self->diagnostics);
  g_autofree char *all = g_strjoinv(",", (char **)columns);
  for (; table != NULL && *columns != NULL; columns++)
    if (fl_csv_table_find_column(table, *columns) < 0) {
      fl_csv_table_report(table, self->diagnostics, -1, "csv-columns", NULL,
                          "the columns are %s; '%s' is missing", all, *columns);
      return NULL;
    }
  return g_steal_pointer(&table);
}

static bool
parse_double(const char *text, double *ret_value)
{
  char *end = NULL;
  *ret_value = g_ascii_strtod(text, &end);
  return *text != '\0' && *end == '\0';
}

static void
read_numerals(FlLoader *self, const FlYamlNode *node)
{
  static const char *const columns[] = {"word", "kind", "value", NULL};
  static const char *const kinds[] = {"digit", "multiplier", "scale", NULL};
  g_autoptr(FlCsvTable) table = load_table(self, node, columns);
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
  g_autoptr(FlCsvTable) table = load_table(self, node, columns);
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

static const char *const date_columns[FL_DATE_N_PARTS] = {"year",   "month", "day",    "year2",
                                                          "month2", "day2",  "century"};

static void
read_date_word(FlLoader *self, const FlCsvTable *table, guint row)
{
  FlDateWord word = {0};
  FlDatePart of = {0};
  bool good = fl_date_part_parse(fl_csv_table_get(table, row, fl_csv_table_find_column(table, "of")), &of) &&
              !of.relative;
  for (int part = 0; part < FL_DATE_N_PARTS; part++)
    good &= fl_date_part_parse(
        fl_csv_table_get(table, row, fl_csv_table_find_column(table, date_columns[part])), &word.parts[part]);
  if (!good) {
    fl_csv_table_report(table, self->diagnostics, (int)row, "csv-value", "like: 去年,-1 or 上半年,,1,,,6",
                        "parts of a date are numbers, or +N and -N to count from the context's");
    return;
  }
  word.of_year = of.value;
  fl_calendar_add_word(self->set->calendar,
                       fl_csv_table_get(table, row, fl_csv_table_find_column(table, "word")), &word);
}

static void
read_dates(FlLoader *self, const FlYamlNode *node)
{
  static const char *const keys[] = {"patterns", "words", NULL}, *const columns[] = {"word", NULL};
  if (node == NULL || !fl_read_keys(self->diagnostics, node, keys))
    return;
  g_autoptr(GPtrArray) patterns = fl_read_scalars(self->diagnostics, fl_yaml_node_find(node, "patterns"));
  for (guint i = 0; i < patterns->len; i++) {
    FlPattern *pattern = fl_loader_compile(self, patterns->pdata[i], "\\A(?:", ")\\z");
    if (pattern != NULL)
      fl_calendar_add_pattern(self->set->calendar, pattern);
  }
  g_autoptr(FlCsvTable) table = load_table(self, fl_yaml_node_find(node, "words"), columns);
  for (guint row = 0; table != NULL && row < fl_csv_table_get_n_rows(table); row++)
    read_date_word(self, table, row);
}

/* ---- contexts */

static FlVariable *
find_or_add_variable(FlLoader *self, const FlYamlNode *key)
{
  int index = fl_rule_set_find_variable(self->set, key->text);
  if (index >= 0)
    return self->set->variables->pdata[index];
  if (!fl_is_name(key->text)) {
    fl_read_fail(self->diagnostics, key, "bad-name", NULL,
                 "a context's name is lower-case letters, digits and underscores");
    return NULL;
  }
  if (self->set->variables->len == 64) {
    fl_read_fail(self->diagnostics, key, "too-many-contexts", NULL, "more than 64 contexts");
    return NULL;
  }
  FlVariable *variable = g_new0(FlVariable, 1);
  variable->name = g_strdup(key->text);
  variable->source = key;
  g_ptr_array_add(self->set->variables, variable);
  return variable;
}

static void
read_variable(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node)
{
  static const char *const keys[] = {"default", "else", NULL}, *const elses[] = {"neighbour", NULL};
  if (!fl_read_keys(self->diagnostics, node, keys))
    return;
  FlVariable *variable = find_or_add_variable(self, key);
  if (variable == NULL)
    return;
  const FlYamlNode *other = fl_yaml_node_find(node, "else");
  const char *fallback = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "default"));
  if (other != NULL && fl_read_choice(self->diagnostics, other, "place to look further", elses) == 0)
    variable->neighbour = true;
  if (fallback != NULL) {
    g_free(variable->fallback);
    variable->fallback = g_strdup(fallback);
  }
}

static void
read_variables(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || !fl_read_is_mapping(self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
    read_variable(self, fl_yaml_node_get_key(node, i), fl_yaml_node_get_value(node, i));
}

/* Contexts come into being where rules set them. */
static void
find_set_variables(FlLoader *self, const FlYamlNode *emission)
{
  const FlYamlNode *set = fl_yaml_node_find(emission, "set");
  if (set == NULL || set->kind != FL_YAML_MAPPING)
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(set); i++)
    if (strcmp(fl_yaml_node_get_key(set, i)->text, "scope") != 0)
      find_or_add_variable(self, fl_yaml_node_get_key(set, i));
}

void
fl_loader_read_variables(FlLoader *self)
{
  for (guint f = 0; f < self->pack->files->len; f++) {
    const FlYamlNode *rules = fl_yaml_node_find(fl_yaml_get_root(self->pack->files->pdata[f]), "rules");
    for (guint r = 0; rules != NULL && rules->kind == FL_YAML_SEQUENCE && r < fl_yaml_node_get_length(rules);
         r++) {
      const FlYamlNode *emit = fl_yaml_node_find(fl_yaml_node_get_item(rules, r), "emit");
      for (guint e = 0; emit != NULL && emit->kind == FL_YAML_SEQUENCE && e < fl_yaml_node_get_length(emit);
           e++)
        find_set_variables(self, fl_yaml_node_get_item(emit, e));
    }
  }
}

/* ---- the rest of pack.yaml */

static void
read_limits(FlLoader *self, const FlYamlNode *node)
{
  static const char *const keys[] = {"match", NULL};
  double limit = FL_PATTERN_DEFAULT_LIMIT;
  if (node != NULL && fl_read_keys(self->diagnostics, node, keys))
    fl_read_number(self->diagnostics, fl_yaml_node_find(node, "match"), 100, 1e8, &limit);
  self->pack->limit = (uint32_t)limit;
}

/* The documents a pack ships: files and the files of folders. */
static void
read_samples(FlLoader *self, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add(self->set->samples,
                    g_build_filename(self->pack->folder, ((const FlYamlNode *)names->pdata[i])->text, NULL));
}

void
fl_loader_read_settings(FlLoader *self)
{
  static const char *const separator_keys[] = {"list", "text", "sentence", "clause", "title", NULL};
  const FlYamlNode *root = fl_yaml_get_root(self->pack->settings);
  self->pack->limit = FL_PATTERN_DEFAULT_LIMIT;
  if (root == NULL || !fl_read_keys(self->diagnostics, root, settings_keys))
    return;
  const FlYamlNode *separators = fl_yaml_node_find(root, "separators");
  if (separators != NULL && fl_read_keys(self->diagnostics, separators, separator_keys)) {
    self->pack->type_separator = fl_yaml_node_find(separators, "list");
    self->pack->text_separator = fl_yaml_node_find(separators, "text");
  }
  read_numerals(self, fl_yaml_node_find(root, "numerals"));
  read_units(self, fl_yaml_node_find(root, "units"));
  read_variables(self, fl_yaml_node_find(root, "variables"));
  read_limits(self, fl_yaml_node_find(root, "limits"));
  read_samples(self, fl_yaml_node_find(root, "samples"));
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
