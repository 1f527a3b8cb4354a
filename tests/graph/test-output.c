#include "facts.h"
#include "fl-dot-pick.h"
#include "fl-output.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static const char FACTS[] =
    "{'document':'a'}\n{'sentence':0,'text':'李强出席。'}\n"
    "{'node':0,'type':'Article','values':{'title':'新闻','file':'a'}}\n"
    "{'node':1,'type':'Person','values':{'name':'李强'},'evidence':[{'at':'1:1-1:3','article':0,'sentence':0}"
    "]}\n"
    "{'node':2,'type':'Meeting','values':{'name':'会'}}\n{'edge':'attended','from':1,'to':2}\n{'end':'a'}\n";

typedef struct {
  char *top, *out;
  FlGraph *graph;
} Fixture;

static void
set_up(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->top = g_dir_make_tmp("factloom-XXXXXX", NULL);
  self->out = g_build_filename(self->top, "out", NULL);
  self->graph = facts_weave(FACTS);
}

static void
tear_down(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GDir) dir = g_dir_open(self->out, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
       name = g_dir_read_name(dir)) {
    g_autofree char *path = g_build_filename(self->out, name, NULL);
    g_unlink(path);
  }
  g_rmdir(self->out);
  g_assert_cmpint(g_rmdir(self->top), ==, 0); /* nothing else was left */
  g_free(self->top);
  g_free(self->out);
  fl_graph_free(self->graph);
}

/* Whether the folder has just these of the files that there can be. */
static void
assert_files(Fixture *self, const char *expected)
{
  static const char *const files[] = {"graph.graphml", "graph.gexf", "nodes.csv", "edges.csv",
                                      "evidence.csv",  "graph.dot",  "graph.db",  "manifest.json"};
  g_autoptr(GString) found = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(self->out, files[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      g_string_append_printf(found, "%s ", files[i]);
  }
  g_assert_cmpstr(found->str, ==, expected);
}

static void
write_formats(Fixture *self, const char *const *formats)
{
  const FlOutputOptions options = {.formats = formats, .dot_top = FL_OUTPUT_DOT_TOP};
  g_autoptr(GError) error = NULL;
  fl_output_write(self->graph, self->out, &options, &error);
  g_assert_no_error(error);
}

#define DEFAULT "graph.graphml graph.gexf nodes.csv edges.csv evidence.csv graph.dot "

static void
test_formats(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const csv[] = {"csv", NULL}, *const two[] = {"dot", "graphml", NULL};
  write_formats(self, NULL);
  assert_files(self, DEFAULT "manifest.json ");
  write_formats(self, csv);
  assert_files(self, "nodes.csv edges.csv evidence.csv manifest.json ");
  write_formats(self, two);
  assert_files(self, "graph.graphml graph.dot manifest.json ");
  g_autofree const char **all = fl_output_list_formats();
  write_formats(self, all);
  assert_files(self, DEFAULT "graph.db manifest.json ");
}

static void
test_unknown_format(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const formats[] = {"csv", "pdf", NULL};
  const FlOutputOptions options = {.formats = formats};
  g_autoptr(GError) error = NULL;
  g_assert_false(fl_output_is_format("pdf"));
  g_assert_true(fl_output_is_format("graphml"));
  g_assert_false(fl_output_write(self->graph, self->out, &options, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr(error->message, ==, "no such format: pdf");
  g_clear_error(&error);
  const FlOutputOptions none = {.formats = formats + G_N_ELEMENTS(formats) - 1};
  g_assert_false(fl_output_write(self->graph, self->out, &none, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_false(g_file_test(self->out, G_FILE_TEST_EXISTS));
}

/* Every file of the graph is longer than the limit; the first of the table is told. */
static void
test_cannot_write(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const struct rlimit limit = {100, 100};
  const FlOutputOptions options = {.dot_top = FL_OUTPUT_DOT_TOP};
  g_autoptr(GError) error = NULL;
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed();
    return;
  }
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  g_assert_false(fl_output_write(self->graph, self->out, &options, &error));
  g_assert_nonnull(error);
  g_assert_true(g_str_has_suffix(error->message, "/out/graph.graphml: File too large"));
  g_assert_false(g_file_test(self->out, G_FILE_TEST_EXISTS));
}

/* ---- what is drawn */

/* n people at one meeting each, and the first ten at one that is mentioned often. */
static FlGraph *
make_crowd(int n)
{
  g_autoptr(GString) facts =
      g_string_new("{'document':'a'}\n{'sentence':0,'text':'s'}\n{'node':0,'type':'Article'}\n");
  g_string_append(facts, "{'node':1,'type':'Meeting','values':{'name':'大会'},'evidence':[");
  for (int i = 0; i < 30; i++)
    g_string_append_printf(facts, "%s{'at':'%d:1-1:1','article':0,'sentence':0}", i > 0 ? "," : "", i);
  g_string_append(facts, "]}\n");
  for (int i = 0; i < n; i++)
    g_string_append_printf(facts,
                           "{'node':%d,'type':'Person','values':{'name':'p%d'}}\n"
                           "{'node':%d,'type':'Meeting','values':{'name':'m%d'}}\n",
                           2 * i + 2, i, 2 * i + 3, i);
  for (int i = 0; i < n; i++)
    g_string_append_printf(facts, "{'edge':'attended','from':%d,'to':%d}\n", 2 * i + 2, 2 * i + 3);
  for (int i = 0; i < n; i++)
    g_string_append_printf(facts, "{'edge':'attended','from':%d,'to':1}\n", 2 * i + 2);
  g_string_append(facts, "{'end':'a'}\n");
  return facts_weave(facts->str);
}

static void
test_pick_all(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_auto(FlDotPick) all = {0};
  fl_dot_pick_init(&all, self->graph, 0);
  g_assert_cmpuint(all.nodes->len, ==, fl_graph_get_n_nodes(self->graph));
  g_assert_cmpuint(all.edges->len, ==, fl_graph_get_n_edges(self->graph));
  g_auto(FlDotPick) most = {0};
  fl_dot_pick_init(&most, self->graph, 100); /* the article holds on to nothing: no mention is needed */
  g_assert_cmpuint(most.nodes->len, ==, 3);
  g_assert_cmpuint(most.edges->len, ==, 1);
}

static void
test_pick_limits(G_GNUC_UNUSED Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlGraph) graph = make_crowd(100);
  for (uint32_t top = 1; top < 150; top++) {
    g_auto(FlDotPick) pick = {0};
    fl_dot_pick_init(&pick, graph, top);
    g_assert_cmpuint(pick.nodes->len, <=, top);
    g_assert_cmpuint(pick.edges->len, <=, top);
    g_autoptr(GHashTable) picked = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < pick.nodes->len; i++)
      g_hash_table_add(picked, GUINT_TO_POINTER(g_array_index(pick.nodes, uint32_t, i)));
    for (guint i = 0; i < pick.edges->len; i++) {
      uint32_t edge = g_array_index(pick.edges, uint32_t, i);
      g_assert_true(g_hash_table_contains(picked, GUINT_TO_POINTER(fl_graph_get_edge_from(graph, edge))));
      g_assert_true(g_hash_table_contains(picked, GUINT_TO_POINTER(fl_graph_get_edge_to(graph, edge))));
    }
    if (top >= 60) /* the often mentioned one is in the picture, with what hangs on it, and then the others */
      g_assert_cmpuint(pick.nodes->len, >=, top - 1);
  }
}

#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("/output/a folder has the files of the chosen formats", test_formats);
  ADD("/output/an unknown format is refused", test_unknown_format);
  ADD("/output/what cannot be written changes nothing", test_cannot_write);
  ADD("/output/dot/a small graph is drawn whole", test_pick_all);
  ADD("/output/dot/a large one has its limits", test_pick_limits);
  return g_test_run();
}
