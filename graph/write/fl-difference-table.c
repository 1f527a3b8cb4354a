/* The tables nodes.csv, edges.csv and evidence.csv, row by row: what is known by its Id may have changed. */
#include "fl-difference.h"

#include "fl-string.h"

#include <stdbool.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Of a cell that names a thing so many characters are told. */
enum { NAME_WIDTH = 48 };

/* How the rows of a file are told: by these cells. */
static const struct {
  const char *file, *one, *many;
  const char *key; /* NULL: the whole row */
  const char *cells[5];
} KINDS[] = {
    {"nodes.csv", "node", "nodes", "Id", {"entity_type", "name"}},
    {"edges.csv", "edge", "edges", "Id", {"source_name", "relation", "target_name"}},
    {"evidence.csv", "row", "rows", NULL, {"file", "line", "what", "text", "rule"}},
};

typedef struct {
  char *line;
  char *key;
} Row;

typedef struct {
  GPtrArray *columns; /* of char* */
  GArray *rows;       /* of Row */
  GHashTable *by_key; /* to the Row */
} Table;

static void
clear_row(gpointer data)
{
  Row *self = data;
  g_free(self->line);
  g_free(self->key);
}

static void
table_free(Table *self)
{
  g_ptr_array_unref(self->columns);
  g_hash_table_unref(self->by_key);
  g_array_unref(self->rows);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* The cells of a row: ours hold no line ends. */
static GPtrArray *
split_row(const char *line)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) cell = g_string_new(NULL);
  bool quoted = false;
  for (;; line++) {
    if (*line == '"' && quoted && line[1] == '"')
      g_string_append_c(cell, *line++);
    else if (*line == '"')
      quoted = !quoted;
    else if (*line == '\0' || (*line == ',' && !quoted)) {
      g_ptr_array_add(cells, g_strdup(cell->str));
      g_string_truncate(cell, 0);
      if (*line == '\0')
        return cells;
    } else
      g_string_append_c(cell, *line);
  }
}

static const char *
get_cell(const GPtrArray *columns, const GPtrArray *cells, const char *name)
{
  for (guint i = 0; i < columns->len && i < cells->len; i++)
    if (strcmp(columns->pdata[i], name) == 0)
      return cells->pdata[i];
  return "";
}

static Table *
table_new(const char *text, const char *key)
{
  Table *self = g_new0(Table, 1);
  g_auto(GStrv) lines = g_strsplit(g_str_has_prefix(text, BYTE_ORDER_MARK) ? text + 3 : text, "\n", -1);
  self->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(self->rows, clear_row);
  self->by_key = g_hash_table_new(g_str_hash, g_str_equal);
  self->columns = split_row(lines[0] != NULL ? g_strchomp(lines[0]) : "");
  for (char **line = lines; *line != NULL; line++) {
    if (line == lines || *g_strchomp(*line) == '\0')
      continue;
    Row row = {.line = g_strdup(*line)};
    g_autoptr(GPtrArray) cells = key != NULL ? split_row(row.line) : NULL;
    row.key = g_strdup(key != NULL ? get_cell(self->columns, cells, key) : row.line);
    g_array_append_val(self->rows, row);
  }
  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert(self->by_key, g_array_index(self->rows, Row, i).key,
                        &g_array_index(self->rows, Row, i));
  return self;
}

/* What a row says, in a line. */
static char *
describe(const Table *table, const Row *row, size_t kind)
{
  GString *out = g_string_new(NULL);
  g_autoptr(GPtrArray) cells = split_row(row->line);
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS[kind].cells) && KINDS[kind].cells[i] != NULL; i++) {
    g_string_append(out, i > 0 ? " " : "");
    fl_string_append_cut(out, get_cell(table->columns, cells, KINDS[kind].cells[i]), NAME_WIDTH);
  }
  return g_string_free(out, FALSE);
}

static char *
describe_change(const Table *old_table, const Row *old_row, const Table *new_table, const Row *new_row,
                size_t kind)
{
  g_autofree char *thing = describe(new_table, new_row, kind);
  GString *out = g_string_new(thing);
  g_autoptr(GPtrArray) old_cells = split_row(old_row->line), new_cells = split_row(new_row->line);
  for (guint i = 0, n = 0; i < new_table->columns->len && i < new_cells->len; i++) {
    const char *column = new_table->columns->pdata[i], *now = new_cells->pdata[i];
    const char *before = get_cell(old_table->columns, old_cells, column);
    if (strcmp(before, now) != 0)
      g_string_append_printf(out, "%s %s %s → %s", n++ == 0 ? ":" : ",", column,
                             *before != '\0' ? before : "nothing", *now != '\0' ? now : "nothing");
  }
  return g_string_free(out, FALSE);
}

static void
tell_missing(FlDifference *self, const Table *table, const Table *other, size_t kind, char sign,
             uint32_t *count)
{
  for (guint i = 0; i < table->rows->len; i++) {
    const Row *row = &g_array_index(table->rows, Row, i);
    if (!g_hash_table_contains(other->by_key, row->key))
      fl_difference_tell(self, count, sign, describe(table, row, kind));
  }
  fl_difference_end(self, *count);
}

static void
tell_changed(FlDifference *self, const Table *old_table, const Table *new_table, size_t kind, uint32_t *count)
{
  for (guint i = 0; i < new_table->rows->len; i++) {
    const Row *row = &g_array_index(new_table->rows, Row, i);
    const Row *old_row = g_hash_table_lookup(old_table->by_key, row->key);
    if (old_row != NULL && strcmp(old_row->line, row->line) != 0)
      fl_difference_tell(self, count, '~', describe_change(old_table, old_row, new_table, row, kind));
  }
  fl_difference_end(self, *count);
}

void
fl_difference_compare_tables(FlDifference *self, const char *old_text, const char *new_text)
{
  size_t kind = 0;
  while (kind < G_N_ELEMENTS(KINDS) && strcmp(KINDS[kind].file, self->name) != 0)
    kind++;
  if (kind == G_N_ELEMENTS(KINDS)) {
    fl_difference_compare_lines(self, old_text, new_text);
    return;
  }
  FlDifferenceCounts counts = {.one = KINDS[kind].one, .many = KINDS[kind].many};
  g_autoptr(Table) old_table = table_new(old_text, KINDS[kind].key),
                   new_table = table_new(new_text, KINDS[kind].key);
  tell_missing(self, old_table, new_table, kind, '-', &counts.lost);
  tell_missing(self, new_table, old_table, kind, '+', &counts.gained);
  tell_changed(self, old_table, new_table, kind, &counts.changed);
  fl_difference_sum_up(self, &counts);
}
