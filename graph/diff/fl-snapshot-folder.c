/* A snapshot of what lies in a folder. */

#include "fl-csv-reader.h"
#include "fl-snapshot-private.h"

#include <string.h>

/* The columns of a file that all graphs have, by their place in `needed`. */
enum { ID, NODE_NAME, NODE_TYPE, NODE_CONFIDENCE, N_NODE };
enum { EDGE_SOURCE = 1, EDGE_TARGET, EDGE_TYPE, EDGE_CONFIDENCE, N_EDGE };
enum { ELEMENT, REF, FILE_NAME, LINE, COLUMN, END_LINE, END_COLUMN, RULE, TEXT, SENTENCE, WHAT, N_EVIDENCE };
enum { MOST = 12 };

static const char *const node_columns[] = {"Id", "name", "entity_type", "confidence", NULL};
static const char *const edge_columns[] = {"Id", "Source", "Target", "relation", "confidence", NULL};
static const char *const evidence_columns[] = {"element",    "ref",  "file", "line",     "column", "end_line",
                                               "end_column", "rule", "text", "sentence", "what",   NULL};

typedef struct {
  FlSnapshot *snapshot;
  const char *const *needed;
  guint places[MOST]; /* of the needed columns */
  GArray *properties; /* of guint: the places of the others that say something; of nodes and edges */
  bool of_edge;
} Loader;

static bool
fail(GError **error, const char *format, const char *what)
{
  g_set_error(error, FL_CSV_READER_ERROR, FL_CSV_READER_ERROR_SYNTAX, format, what);
  return false;
}

static bool
find_columns(const char *const *columns, guint n, void *user_data, GError **error)
{
  Loader *self = user_data;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (strcmp(columns[i], columns[j]) == 0)
        return fail(error, "two columns are called '%s'", columns[i]);
  for (guint i = 0; self->needed[i] != NULL; i++) {
    guint at = 0;
    while (at < n && strcmp(columns[at], self->needed[i]) != 0)
      at++;
    if (at == n)
      return fail(error, "no file of a graph that factloom wrote: there is no column '%s'", self->needed[i]);
    self->places[i] = at;
  }
  for (guint i = 0; self->properties != NULL && i < n; i++)
    if (fl_snapshot_is_property(columns[i])) {
      g_array_append_val(self->properties, i);
      g_ptr_array_add(self->snapshot->tables[self->of_edge].columns,
                      (gpointer)fl_snapshot_keep(self->snapshot, columns[i]));
    }
  return true;
}

static const char *
keep(const Loader *self, const char *const *cells, guint column)
{
  return fl_snapshot_keep(self->snapshot, cells[self->places[column]]);
}

static bool
add_element(Loader *self, const char *const *cells, const FlSnapshotElement *element, GError **error)
{
  if (*element->id == '\0')
    return fail(error, "a row has no Id%s", "");
  if (!fl_snapshot_add(self->snapshot, self->of_edge, element))
    return fail(error, "the Id '%s' is there already", element->id);
  for (guint i = 0; i < self->properties->len; i++)
    fl_snapshot_add_value(self->snapshot, self->of_edge, cells[g_array_index(self->properties, guint, i)]);
  return true;
}

static bool
add_node(const char *const *cells, void *user_data, GError **error)
{
  Loader *self = user_data;
  FlSnapshotElement node = {.id = keep(self, cells, ID),
                            .name = keep(self, cells, NODE_NAME),
                            .type = keep(self, cells, NODE_TYPE),
                            .confidence = keep(self, cells, NODE_CONFIDENCE)};
  return add_element(self, cells, &node, error);
}

static bool
add_edge(const char *const *cells, void *user_data, GError **error)
{
  Loader *self = user_data;
  const FlSnapshotTable *nodes = &self->snapshot->tables[false];
  const char *source = cells[self->places[EDGE_SOURCE]], *target = cells[self->places[EDGE_TARGET]];
  FlSnapshotElement edge = {.id = keep(self, cells, ID),
                            .type = keep(self, cells, EDGE_TYPE),
                            .source = fl_snapshot_table_find(nodes, source),
                            .target = fl_snapshot_table_find(nodes, target),
                            .confidence = keep(self, cells, EDGE_CONFIDENCE)};
  if (edge.source == FL_SNAPSHOT_NONE || edge.target == FL_SNAPSHOT_NONE)
    return fail(error, "nodes.csv has no node '%s'", edge.source == FL_SNAPSHOT_NONE ? source : target);
  return add_element(self, cells, &edge, error);
}

static bool
read_number(const Loader *self, const char *const *cells, guint column, uint32_t *ret_number, GError **error)
{
  guint64 number = 0;
  const char *text = cells[self->places[column]];
  if (!g_ascii_string_to_unsigned(text, 10, 0, UINT32_MAX, &number, NULL))
    return fail(error, "'%s' is no line or column", text);
  *ret_number = (uint32_t)number;
  return true;
}

static bool
add_evidence(const char *const *cells, void *user_data, GError **error)
{
  Loader *self = user_data;
  const char *element = cells[self->places[ELEMENT]], *ref = cells[self->places[REF]];
  FlSnapshotEvidence row = {.of_edge = strcmp(element, "edge") == 0};
  if (!row.of_edge && strcmp(element, "node") != 0)
    return fail(error, "the element is node or edge, not '%s'", element);
  if (row.of_edge && strcmp(cells[self->places[WHAT]], "mentions") == 0)
    return true;
  row.element = fl_snapshot_table_find(&self->snapshot->tables[row.of_edge], ref);
  if (row.element == FL_SNAPSHOT_NONE)
    return fail(error, "there is no node or edge '%s'", ref);
  if (!read_number(self, cells, LINE, &row.at.line, error) ||
      !read_number(self, cells, COLUMN, &row.at.column, error) ||
      !read_number(self, cells, END_LINE, &row.at.end_line, error) ||
      !read_number(self, cells, END_COLUMN, &row.at.end_column, error))
    return false;
  row.file = keep(self, cells, FILE_NAME);
  row.rule = keep(self, cells, RULE);
  row.text = keep(self, cells, TEXT);
  row.sentence = keep(self, cells, SENTENCE);
  g_array_append_val(self->snapshot->evidence, row);
  return true;
}

static bool
load(FlSnapshot *snapshot, const char *folder, GError **error)
{
  static const struct {
    const char *file;
    const char *const *needed;
    FlCsvSink sink;
    bool elements, of_edge;
  } files[] = {{"nodes.csv", node_columns, {find_columns, add_node}, true, false},
               {"edges.csv", edge_columns, {find_columns, add_edge}, true, true},
               {"evidence.csv", evidence_columns, {find_columns, add_evidence}, false, false}};
  g_autoptr(GArray) properties = g_array_new(FALSE, FALSE, sizeof(guint));
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i].file, NULL);
    Loader loader = {.snapshot = snapshot,
                     .needed = files[i].needed,
                     .properties = files[i].elements ? properties : NULL,
                     .of_edge = files[i].of_edge};
    g_array_set_size(properties, 0);
    if (!fl_csv_read(path, &files[i].sink, &loader, error))
      return false;
  }
  return true;
}

FlSnapshot *
fl_snapshot_new_from_folder(const char *folder, GError **error)
{
  g_autoptr(FlSnapshot) self = fl_snapshot_new();
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR, "%s: %s", folder,
                g_file_test(folder, G_FILE_TEST_EXISTS) ? "not a folder" : "no such folder");
    return NULL;
  }
  if (!load(self, folder, error))
    return NULL;
  fl_snapshot_seal(self);
  return g_steal_pointer(&self);
}
