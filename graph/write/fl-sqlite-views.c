#include "fl-sqlite-views.h"

#include <string.h>

void
fl_sqlite_append_name(GString *sql, const char *name)
{
  g_string_append_printf(sql, "\"%s\"", name); /* names of the schema are words */
}

/* Edges as one reads them, and where everything is said. */
static const char GENERAL[] =
    "CREATE VIEW statements AS\n"
    "SELECT e.id, s.entity_type AS source_type, s.name AS source_name, e.relation, t.entity_type AS "
    "target_type,\n"
    "       t.name AS target_name, e.mentions, e.confidence, e.first_date, e.last_date, e.evidence, "
    "e.evidence_loc,\n"
    "       e.source, e.target\n"
    "FROM edges e JOIN nodes s ON s.id = e.source JOIN nodes t ON t.id = e.target;\n"
    "CREATE VIEW sentences AS\n"
    "SELECT DISTINCT ref AS id, file || coalesce('#' || place, ':' || line) AS place, rule, confidence, "
    "sentence FROM evidence;\n";

/* The names that are taken, in any case: to SQL they are the same. */
static bool
is_taken(const char *name)
{
  static const char *const taken[] = {"nodes", "edges", "evidence", "statements", "sentences"};
  for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
    if (g_ascii_strcasecmp(name, taken[i]) == 0)
      return true;
  return g_ascii_strncasecmp(name, "sqlite_", strlen("sqlite_")) == 0;
}

static bool
comes_again(const FlSchema *schema, int type)
{
  for (int i = 0; i < type; i++)
    if (g_ascii_strcasecmp(fl_schema_get_node_type(schema, i)->name,
                           fl_schema_get_node_type(schema, type)->name) == 0)
      return true;
  return false;
}

/* The nodes of one type, with the properties that it has. */
static void
append_type(GString *sql, const FlNodeType *type, int index, const GArray *columns)
{
  static const char *const common[] = {"name",    "mentions", "confidence", "first_date",   "last_date",
                                       "aliases", "sources",  "evidence",   "evidence_loc", NULL};
  g_string_append(sql, "CREATE VIEW ");
  fl_sqlite_append_name(sql, type->name);
  g_string_append(sql, " AS\nSELECT id, name");
  for (guint i = 0; i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    if (column->properties == NULL || column->properties[index] == FL_SCHEMA_NONE)
      continue;
    g_string_append(sql, ", ");
    fl_sqlite_append_name(sql, column->name);
  }
  for (size_t i = 1; common[i] != NULL; i++)
    g_string_append_printf(sql, ", %s", common[i]);
  g_string_append_printf(sql, "\nFROM nodes WHERE entity_type = '%s';\n", type->name);
}

void
fl_sqlite_append_views(GString *sql, const FlGraph *graph, const GArray *node_columns)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  g_string_append(sql, GENERAL);
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++)
    if (!is_taken(fl_schema_get_node_type(schema, i)->name) && !comes_again(schema, i))
      append_type(sql, fl_schema_get_node_type(schema, i), i, node_columns);
}
