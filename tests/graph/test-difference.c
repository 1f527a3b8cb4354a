#include "fl-difference.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *
write_file(const char *folder, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename(folder, name, NULL);
  if (text != NULL)
    g_assert_true(g_file_set_contents(path, text, length, NULL));
  return path;
}

/* What is said of a file of this name whose bytes were, and now are; NULL: it is not there. */
static void
assert_said(const char *name, const char *old_text, const char *new_text, const char *summary,
            const char *told)
{
  g_autofree char *folder = g_dir_make_tmp("test-difference-XXXXXX", NULL);
  g_autofree char *old_path = write_file(folder, "old", old_text, -1),
                  *new_path = write_file(folder, "new", new_text, -1);
  g_autoptr(FlDifference) difference = fl_difference_new(name, old_path, new_path);
  g_assert_cmpstr(difference->name, ==, name);
  g_assert_cmpstr(difference->summary->str, ==, summary);
  g_assert_cmpstr(difference->told->str, ==, told);
  g_unlink(old_path);
  g_unlink(new_path);
  g_rmdir(folder);
}

static void
test_lines(void)
{
  assert_said("manifest.json", "a\nb\nc\n", "a\nB\nc\nc\n", "2 lines gained, 1 lost",
              "  - line 2: b\n  + line 2: B\n  + line 3: c\n");
  assert_said("manifest.json", "a\nb\n", "b\na\n", "the same in another order or with other line ends", "");
  assert_said("manifest.json", "", "1\n2\n3\n4\n5\n", "5 lines gained",
              "  + line 1: 1\n  + line 2: 2\n  + line 3: 3\n    … and 2 more\n");
}

/* A line that two elements have is told of the one that has lost it. */
static void
test_elements(void)
{
  assert_said("graph.gexf", "<node id=\"a\">\n x\n<node id=\"b\">\n x\n",
              "<node id=\"a\">\n x\n<node id=\"b\">\n y\n", "1 line gained, 1 lost",
              "  - line 4, in b: x\n  + line 4, in b: y\n");
  assert_said("graph.dot", "\ta\t[w=1];\n\ta -> b\t[w=2,\n\t\tx=1];\n",
              "\ta\t[w=1];\n\ta -> b\t[w=2,\n\t\tx=2];\n", "1 line gained, 1 lost",
              "  - line 3, in a -> b: x=1];\n  + line 3, in a -> b: x=2];\n");
}

static void
test_rows(void)
{
  static const char head[] = "\xEF\xBB\xBFId,Label,name,entity_type,mentions\r\n";
  g_autofree char *old_text = g_strconcat(
      head, "p_1,Oak,Oak,Person,1\r\np_2,\"Elm, \"\"E\"\"\",\"Elm, \"\"E\"\"\",Person,\r\n", NULL);
  g_autofree char *new_text = g_strconcat(
      head, "p_2,\"Elm, \"\"E\"\"\",\"Elm, \"\"E\"\"\",Person,3\r\np_3,Yew,Yew,Person,1\r\n", NULL);
  assert_said("nodes.csv", old_text, new_text, "1 node gained, 1 lost, 1 changed",
              "  - Person Oak\n  + Person Yew\n  ~ Person Elm, \"E\": mentions nothing → 3\n");
  assert_said("edges.csv", "Id,relation,source_name,target_name\n",
              "Id,relation,source_name,target_name\ne_1,attended,Oak,fair\n", "1 edge gained",
              "  + Oak attended fair\n");
  assert_said("evidence.csv", "file,line,what,text,rule\na.md,1,Person,Oak,person\n",
              "file,line,what,text,rule\na.md,2,Person,Oak,person\n", "1 row gained, 1 lost",
              "  - a.md 1 Person Oak person\n  + a.md 2 Person Oak person\n");
  assert_said("nodes.csv", "", "Id,name,entity_type\np_1,Oak,Person\n", "1 node gained", "  + Person Oak\n");
  assert_said("nodes.csv", "\"never closed", "Id,name,entity_type\np_1,Oak,Person\n", "1 node gained",
              "  + Person Oak\n");
}

static void
test_files(void)
{
  assert_said("nodes.csv", "Id,name\np_1,\xE6", "Id,name\n", "1 node lost", "  - \xEF\xBF\xBD\n");
  assert_said("graph.dot", NULL, "x", "it is missing", "");
  assert_said("graph.dot", "x", NULL, "it is of a format that is not written", "");
  assert_said("graph.db", "x", "y", "it is no such database", "");
  assert_said("graph.dot", "\xff\x01 x\n", "y\n", "1 line gained, 1 lost",
              "  - line 1: \xEF\xBF\xBD x\n  + line 1: y\n");
  g_autofree char *folder = g_dir_make_tmp("test-difference-XXXXXX", NULL);
  g_autofree char *old_path = write_file(folder, "old", "a\0b", 3),
                  *new_path = write_file(folder, "new", "a", 1);
  g_autoptr(FlDifference) binary = fl_difference_new("nodes.csv", old_path, new_path);
  g_assert_cmpstr(binary->summary->str, ==, "it is no text");
  g_autoptr(FlDifference) instead = fl_difference_new("nodes.csv", folder, new_path);
  g_assert_cmpstr(instead->summary->str, ==, "it is a folder");
  g_unlink(old_path);
  g_unlink(new_path);
  g_rmdir(folder);
}

/* Databases, each made by what is said in SQL. */
static void
assert_database_said(const char *old_sql, const char *new_sql, const char *summary)
{
  g_autofree char *folder = g_dir_make_tmp("test-difference-XXXXXX", NULL);
  g_autofree char *old_path = g_build_filename(folder, "old", NULL),
                  *new_path = g_build_filename(folder, "new", NULL);
  const char *const paths[] = {old_path, new_path};
  const char *const statements[] = {old_sql, new_sql};
  for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
    sqlite3 *database = NULL;
    g_assert_cmpint(sqlite3_open(paths[i], &database), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(database, statements[i], NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(database);
  }
  g_autoptr(FlDifference) difference = fl_difference_new("graph.db", paths[0], paths[1]);
  g_assert_cmpstr(difference->summary->str, ==, summary);
  for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
    g_unlink(paths[i]);
  g_rmdir(folder);
}

#define TABLES                                                                                               \
  "CREATE TABLE nodes (entity_type, name); CREATE TABLE edges (source, relation, target);"                   \
  "CREATE TABLE evidence (file, line, what, text); INSERT INTO nodes VALUES ('Person', 'Oak');"

static void
test_databases(void)
{
  assert_database_said(TABLES "CREATE VIEW people AS SELECT name FROM nodes", TABLES,
                       "its tables are the same; other things in it, views perhaps, are not");
  assert_database_said(TABLES, TABLES "INSERT INTO nodes VALUES ('Person', 'Yew')", "1 node gained");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/difference/lines are told with their number", test_lines);
  g_test_add_func("/difference/lines belong to a node or an edge", test_elements);
  g_test_add_func("/difference/rows are told by what they are about", test_rows);
  g_test_add_func("/difference/files that can't be compared", test_files);
  g_test_add_func("/difference/databases are told by their tables", test_databases);
  return g_test_run();
}
