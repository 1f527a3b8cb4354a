/* Two databases, table by table. */
#include "fl-difference.h"

#include <sqlite3.h>
#include <stdbool.h>

/* How the rows of a table are told. */
static const struct {
  const char *table, *one, *many, *told;
} TABLES[] = {
    {"nodes", "node", "nodes", "entity_type || ' ' || name"},
    {"edges", "edge", "edges", "source || ' ' || relation || ' ' || target"},
    {"evidence", "row of evidence", "rows of evidence",
     "file || ':' || line || ' ' || what || ' ' || coalesce(text, '')"},
};

/* Tells the rows of a table that one database has and the other has not. False when they can't be
 * compared. */
static bool
tell_surplus(FlDifference *self, sqlite3 *database, size_t table, bool gained, uint32_t *count)
{
  sqlite3_stmt *query = NULL;
  const char *more = gained ? "main" : "old", *less = gained ? "old" : "main", *name = TABLES[table].table;
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM (SELECT * FROM %s.%s EXCEPT SELECT * FROM %s.%s)",
                                         TABLES[table].told, more, name, less, name);
  int code = sqlite3_prepare_v2(database, sql, -1, &query, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(query);
    if (code == SQLITE_ROW)
      fl_difference_tell(self, count, gained ? '+' : '-',
                         g_strdup((const char *)sqlite3_column_text(query, 0)));
  }
  fl_difference_end(self, *count);
  sqlite3_finalize(query);
  return code == SQLITE_DONE;
}

static bool
attach(sqlite3 *database, const char *old_path)
{
  sqlite3_stmt *query = NULL;
  bool attached = sqlite3_prepare_v2(database, "ATTACH ? AS old", -1, &query, NULL) == SQLITE_OK &&
                  sqlite3_bind_text(query, 1, old_path, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
                  sqlite3_step(query) == SQLITE_DONE;
  sqlite3_finalize(query);
  return attached;
}

void
fl_difference_compare_databases(FlDifference *self, const char *old_path, const char *new_path)
{
  sqlite3 *database = NULL;
  bool good = sqlite3_open_v2(new_path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
              attach(database, old_path);
  for (size_t i = 0; i < G_N_ELEMENTS(TABLES) && good; i++) {
    FlDifferenceCounts counts = {.one = TABLES[i].one, .many = TABLES[i].many};
    good = tell_surplus(self, database, i, false, &counts.lost) &&
           tell_surplus(self, database, i, true, &counts.gained);
    fl_difference_sum_up(self, &counts);
  }
  if (!good)
    g_string_assign(self->summary, "it is no such database");
  sqlite3_close(database);
}
