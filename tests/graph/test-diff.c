/* A graph in memory and the files written of it are one snapshot; what is compared, and what is not. */

#include "facts.h"
#include "fl-diff.h"
#include "fl-output.h"
#include "written-facts.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

/* Backslashes, quotes, days in a column of their own, a name that looks like a day, texts that are long. */
static const char ODD[] =
    DOCUMENT("a", "'title':'a'",
             PERSON(1, "a\\\\b", AT(1, 0, "")) PERSON(2, "2031/02/03", AT(2, 0, ""))
                 MEETING(3, "'name':'会','start':'2031-02-03','end':'2031-02-04'", AT(3, 1, ""))
                     MEETING(4, "'name':'年会','start':'2031'", AT(4, 1, "")) ATTENDED(1, 3, "")
                         ATTENDED(2, 4, ",'values':{'role':'a, \\\\ b'}"));

static FlSnapshot *
take(const char *documents)
{
  g_autoptr(FlGraph) graph = facts_weave(documents);
  return fl_snapshot_new_from_graph(graph);
}

static char *
describe(const char *before, const char *after)
{
  g_autoptr(FlSnapshot) one = take(before), other = take(after);
  g_autoptr(FlDiff) diff = fl_diff_new(one, other);
  GString *out = g_string_new(NULL);
  FlDiffReport report = {.before = "a", .after = "b"};
  fl_diff_append_text(diff, &report, out);
  return g_string_free(out, FALSE);
}

static void
test_files(void)
{
  static const char *const csv[] = {"csv", NULL}, *const files[] = {"nodes.csv", "edges.csv", "evidence.csv"};
  const FlOutputOptions options = {.formats = csv};
  g_autoptr(GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp("factloom-XXXXXX", NULL), *out = g_build_filename(top, "out", NULL);
  g_autoptr(FlGraph) graph = facts_weave(ODD);
  fl_output_write(graph, out, &options, &error);
  g_assert_no_error(error);
  g_autoptr(FlSnapshot) taken = fl_snapshot_new_from_graph(graph);
  g_autoptr(FlSnapshot) read = fl_snapshot_new_from_folder(out, &error);
  g_assert_no_error(error);
  g_autoptr(FlDiff) there = fl_diff_new(taken, read), back = fl_diff_new(read, taken);
  g_assert_true(fl_diff_is_empty(there) && fl_diff_is_empty(back));
  g_assert_cmpuint(fl_snapshot_get_table(read, false)->elements->len, ==, 5);
  g_assert_cmpuint(fl_snapshot_get_table(read, true)->elements->len, ==, 6);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(out, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(out);
  g_rmdir(top);
}

/* What is no file is told of, and never waited for. */
static void
test_no_file(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp("factloom-XXXXXX", NULL),
                  *path = g_build_filename(top, "nodes.csv", NULL),
                  *expected = g_strconcat(path, ": not a file", NULL);
  g_assert_cmpint(mkfifo(path, 0600), ==, 0);
  g_assert_null(fl_snapshot_new_from_folder(top, &error));
  g_assert_cmpstr(error->message, ==, expected);
  g_unlink(path);
  g_rmdir(top);
}

/* Lines that moved are no change; more places are. */
static void
test_places(void)
{
  g_autofree char *moved = describe(DOCUMENT("a", "'title':'a'", PERSON(1, "李四", AT(3, 0, ""))),
                                    DOCUMENT("a", "'title':'a'", PERSON(1, "李四", AT(7, 0, ""))));
  g_assert_cmpstr(moved, ==, "a → b: no difference\n");
  g_autofree char *more =
      describe(DOCUMENT("a", "'title':'a'", PERSON(1, "李四", AT(3, 0, ""))),
               DOCUMENT("a", "'title':'a'", PERSON(1, "李四", AT(3, 0, "") "," AT(4, 1, ""))));
  g_assert_cmpstr(more, ==, "a → b: nodes ~1\n\nr ~1\n  ~ Person 李四\n      + a:4  s1\n");
}

/* One of another key at the same place is the same one; its edges follow. At another place it is another. */
static void
test_replaced(void)
{
  g_autofree char *same = describe(
      DOCUMENT("a", "'title':'a'",
               PERSON(1, "李四", AT(3, 0, "")) MEETING(2, "'name':'会'", AT(4, 1, "")) ATTENDED(1, 2, "")),
      DOCUMENT("a", "'title':'a'",
               PERSON(1, "李四海", AT(3, 0, "")) MEETING(2, "'name':'会'", AT(4, 1, "")) ATTENDED(1, 2, "")));
  g_assert_cmpstr(same, ==,
                  "a → b: nodes ~1; 2 edges followed their nodes\n\n"
                  "r ~1\n  ~ Person 李四 → Person 李四海\n      a:3  s0\n");
  g_autofree char *other = describe(DOCUMENT("a", "'title':'a'", PERSON(1, "李四", AT(3, 0, ""))),
                                    DOCUMENT("a", "'title':'a'", PERSON(1, "王五", AT(4, 1, ""))));
  assert_has(other, "a → b: nodes +1 -1; mentions +1 -1\n");
}

static void
test_values(void)
{
  g_autofree char *text =
      describe(DOCUMENT("a", "'title':'a'", MEETING(1, "'name':'会','end':'2031-02-04'", AT(3, 0, ""))),
               DOCUMENT("a", "'title':'b'", MEETING(1, "'name':'会'", AT(3, 0, ",'confidence':0.5"))));
  assert_has(text, "end: 2031-02-04 → (nothing)\n");
  assert_has(text, "confidence: 1.0 → 0.5\n");
}

/* A comment on a pull request has room for so much, however many changes and however long names there are. */
static void
test_bounded(void)
{
  g_autoptr(GString) document =
      g_string_new("{'document':'a'}\n{'sentence':0,'text':'s0'}\n"
                   "{'node':0,'type':'Article','values':{'file':'a','title':'a'}}\n");
  g_autofree char *tail = g_strnfill(3000, 'x');
  for (int i = 1; i <= 500; i++)
    g_string_append_printf(
        document,
        "{'node':%d,'type':'Person','values':{'name':'%d%s'},'evidence':[{'at':'%d:1-%d:3','article':0,"
        "'sentence':0,'rule':'r%d'}]}\n",
        i, i, tail, i, i, i % 3);
  g_string_append(document, "{'end':'a'}\n");
  g_autoptr(FlSnapshot) one = take(DOCUMENT("a", "'title':'a'", "")), other = take(document->str);
  g_autoptr(FlDiff) diff = fl_diff_new(one, other);
  g_autoptr(GString) out = g_string_new(NULL);
  FlDiffReport report = {.before = "a", .after = "b"};
  fl_diff_append_markdown(diff, &report, out);
  g_assert_cmpuint(out->len, >, FL_DIFF_MARKDOWN_LIMIT / 2);
  g_assert_cmpuint(out->len, <, FL_DIFF_MARKDOWN_LIMIT + 2000);
  assert_has(out->str, "… and ");
  g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/diff/a-graph-and-its-files-are-one", test_files);
  g_test_add_func("/diff/no-file", test_no_file);
  g_test_add_func("/diff/places", test_places);
  g_test_add_func("/diff/a-node-of-another-key", test_replaced);
  g_test_add_func("/diff/values", test_values);
  g_test_add_func("/diff/markdown-is-bounded", test_bounded);
  return g_test_run();
}
