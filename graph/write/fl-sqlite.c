/*
 * A database, for whoever asks in SQL. SQLite is known here and to fl-sqlite-difference.c alone.
 *
 * It is made in its file, table after table in the order of the rows, and indices at the end: the same graph gives the
 * same bytes, and none of them is free space. (Of a database in memory SQLite gives out two gigabytes at most.)
 */
#include "fl-column.h"
#include "fl-formats.h"
#include "fl-sqlite-views.h"
#include "fl-string.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

typedef struct {
  const FlGraph *graph;
  sqlite3 *database;
  sqlite3_stmt *insert; /* into the table in hand */
  int column;           /* of it that is filled next, from 1 */
  GString *text;        /* of the row in hand, text behind text */
  int code;             /* the first that is not SQLITE_OK */
} Writing;

static bool
is_good(Writing *self, int code)
{
  if (self->code == SQLITE_OK && code != SQLITE_DONE)
    self->code = code;
  return self->code == SQLITE_OK;
}

static void
run(Writing *self, const char *sql)
{
  if (self->code == SQLITE_OK)
    is_good(self, sqlite3_exec(self->database, sql, NULL, NULL, NULL));
}

/* ---- tables */

static const char *
get_type(FlValueType type)
{
  return type == FL_VALUE_INTEGER ? "INTEGER" : type == FL_VALUE_NUMBER ? "REAL" : "TEXT";
}

/* How an element is drawn is no question for a database; what an edge's relation is stands in it once. */
static bool
is_asked_for(const FlColumn *column)
{
  static const char *const left_out[] = {"r", "g", "b", "size", "interaction", NULL};
  return !g_strv_contains(left_out, column->name);
}

static void
begin_table(Writing *self, const char *name, const char *lead, const GArray *columns)
{
  g_autoptr(GString) sql = g_string_new(NULL), insert = g_string_new(NULL);
  g_string_printf(sql, "CREATE TABLE %s (%s", name, lead);
  g_string_printf(insert, "INSERT INTO %s VALUES (?", name);
  for (const char *comma = lead; (comma = strchr(comma, ',')) != NULL; comma++)
    g_string_append(insert, ", ?");
  for (guint i = 0; columns != NULL && i < columns->len; i++) {
    const FlColumn *column = &g_array_index(columns, FlColumn, i);
    if (!is_asked_for(column))
      continue;
    g_string_append(sql, ", ");
    fl_sqlite_append_name(sql, column->name);
    g_string_append_printf(sql, " %s", get_type(column->type));
    g_string_append(insert, ", ?");
  }
  g_string_append(sql, ")");
  g_string_append(insert, ")");
  run(self, sql->str);
  if (self->code == SQLITE_OK)
    is_good(self, sqlite3_prepare_v2(self->database, insert->str, -1, &self->insert, NULL));
  self->column = 1;
}

static void
end_table(Writing *self)
{
  sqlite3_finalize(self->insert);
  self->insert = NULL;
}

/* ---- rows: what is bound must stay where it is until the row is in */

static void
put_text(Writing *self, const char *text)
{
  int column = self->column++;
  if (*text != '\0')
    is_good(self, sqlite3_bind_text(self->insert, column, text, -1, SQLITE_TRANSIENT));
}

static void
put_number(Writing *self, double number)
{
  is_good(self, sqlite3_bind_double(self->insert, self->column++, number));
}

static void
put_integer(Writing *self, sqlite3_int64 integer)
{
  is_good(self, sqlite3_bind_int64(self->insert, self->column++, integer));
}

static void
put_column(Writing *self, const FlElementView *element, const FlColumn *column)
{
  g_string_truncate(self->text, 0);
  column->append(self->text, element, column);
  if (self->text->len == 0)
    self->column++;
  else if (column->type == FL_VALUE_INTEGER)
    put_integer(self, g_ascii_strtoll(self->text->str, NULL, 10));
  else if (column->type == FL_VALUE_NUMBER)
    put_number(self, g_ascii_strtod(self->text->str, NULL));
  else
    put_text(self, self->text->str);
}

static void
end_row(Writing *self)
{
  is_good(self, sqlite3_step(self->insert));
  is_good(self, sqlite3_reset(self->insert));
  sqlite3_clear_bindings(self->insert);
  self->column = 1;
}

static void
put_columns(Writing *self, bool of_edge, uint32_t index, const GArray *columns)
{
  FlElementView element = fl_element_view(self->graph, of_edge, index);
  for (guint i = 0; i < columns->len; i++)
    if (is_asked_for(&g_array_index(columns, FlColumn, i)))
      put_column(self, &element, &g_array_index(columns, FlColumn, i));
  end_row(self);
}

static void
write_nodes(Writing *self, const GArray *columns)
{
  char id[FL_GRAPH_ID_SIZE];
  begin_table(self, "nodes", "id TEXT NOT NULL", columns);
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(self->graph) && self->code == SQLITE_OK; i++) {
    put_text(self, fl_graph_format_node_id(self->graph, i, id));
    put_columns(self, false, i, columns);
  }
  end_table(self);
}

static void
write_edges(Writing *self, const GArray *columns)
{
  const FlGraph *graph = self->graph;
  char id[FL_GRAPH_ID_SIZE];
  begin_table(self, "edges",
              "id TEXT NOT NULL, source TEXT NOT NULL REFERENCES nodes (id), target TEXT NOT NULL REFERENCES "
              "nodes (id)",
              columns);
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph) && self->code == SQLITE_OK; i++) {
    put_text(self, fl_graph_format_edge_id(graph, i, id));
    put_text(self, fl_graph_format_node_id(graph, fl_graph_get_edge_from(graph, i), id));
    put_text(self, fl_graph_format_node_id(graph, fl_graph_get_edge_to(graph, i), id));
    put_columns(self, true, i, columns);
  }
  end_table(self);
}

static void
put_evidence(Writing *self, const FlGraphEvidence *evidence)
{
  const FlGraph *graph = self->graph;
  const FlSchema *schema = fl_graph_get_schema(graph);
  uint32_t element = evidence->element;
  char id[FL_GRAPH_ID_SIZE];
  const uint32_t place[] = {evidence->at.line, evidence->at.column, evidence->at.end_line,
                            evidence->at.end_column};
  put_text(self, evidence->of_edge ? "edge" : "node");
  put_text(self, evidence->of_edge ? fl_graph_format_edge_id(graph, element, id)
                                   : fl_graph_format_node_id(graph, element, id));
  put_text(self, evidence->of_edge
                     ? fl_schema_get_edge_type(schema, fl_graph_get_edge_type(graph, element))->name
                     : fl_schema_get_node_type(schema, fl_graph_get_node_type(graph, element))->name);
  put_text(self, evidence->file);
  for (size_t i = 0; i < G_N_ELEMENTS(place); i++)
    put_integer(self, place[i]);
  put_text(self, fl_graph_format_node_id(graph, evidence->article, id));
  put_text(self, evidence->rule);
  put_number(self, evidence->confidence);
  put_text(self, evidence->text);
  put_text(self, evidence->sentence);
  put_text(self, evidence->place);
  end_row(self);
}

static void
write_evidence(Writing *self)
{
  begin_table(
      self, "evidence",
      "element TEXT NOT NULL, ref TEXT NOT NULL, what TEXT NOT NULL, file TEXT NOT NULL, line INTEGER, "
      "\"column\" INTEGER, end_line INTEGER, end_column INTEGER, article TEXT REFERENCES nodes (id), rule "
      "TEXT, "
      "confidence REAL, text TEXT, sentence TEXT, place TEXT",
      NULL);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(self->graph) && self->code == SQLITE_OK; i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(self->graph, i);
    put_evidence(self, &evidence);
  }
  end_table(self);
}

static void
write_tables(Writing *self)
{
  g_autoptr(GArray) node_columns = fl_column_list_nodes(self->graph),
                    edge_columns = fl_column_list_edges(self->graph);
  g_autoptr(GString) views = g_string_new(NULL);
  write_nodes(self, node_columns);
  write_edges(self, edge_columns);
  write_evidence(self);
  run(self,
      "CREATE UNIQUE INDEX node_id ON nodes (id); CREATE INDEX node_type ON nodes (entity_type, name);"
      "CREATE UNIQUE INDEX edge_id ON edges (id); CREATE INDEX edge_source ON edges (source, relation);"
      "CREATE INDEX edge_target ON edges (target, relation); CREATE INDEX edge_relation ON edges (relation);"
      "CREATE INDEX evidence_ref ON evidence (ref); CREATE INDEX evidence_place ON evidence (file, line)");
  fl_sqlite_append_views(views, self->graph, node_columns);
  run(self, views->str);
  run(self, "COMMIT");
}

/* ---- the file */

/* Which version of the library has made it, and how often it was changed, stand in it too: not these. */
static void
set_version(Writing *self)
{
  enum { CHANGES = 24, CHANGES_AGAIN = 92, SIZE = 4 };
  static const unsigned char once[SIZE] = {0, 0, 0, 1}, version[SIZE] = {0, 0x2e, 0x5f, 0xb0}; /* 3.40.0 */
  sqlite3_file *file = NULL;
  if (!is_good(self, sqlite3_file_control(self->database, "main", SQLITE_FCNTL_FILE_POINTER, &file)))
    return;
  is_good(self, file->pMethods->xWrite(file, once, SIZE, CHANGES));
  is_good(self, file->pMethods->xWrite(file, once, SIZE, CHANGES_AGAIN));
  is_good(self, file->pMethods->xWrite(file, version, SIZE, CHANGES_AGAIN + SIZE));
}

/* The file is new, and nobody's yet: what a crash would leave of it is thrown away. */
void
fl_sqlite_write(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_autoptr(GString) text = g_string_new(NULL);
  Writing self = {.graph = graph, .text = text, .code = SQLITE_OK};
  is_good(&self, sqlite3_open(fl_file_sink_get_path(sink), &self.database));
  run(&self, "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA cache_size = -65536; PRAGMA "
             "journal_mode = OFF; "
             "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  write_tables(&self);
  if (self.code == SQLITE_OK)
    set_version(&self);
  sqlite3_close(self.database);
  if (self.code == SQLITE_OK)
    fl_file_sink_take(sink);
  else
    fl_file_sink_fail(sink, self.code == SQLITE_NOMEM ? ENOMEM : self.code == SQLITE_FULL ? ENOSPC : EIO);
}
