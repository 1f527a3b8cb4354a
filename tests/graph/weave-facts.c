/* Weaves streams of facts into the files of a graph: what tests and measurements need of the command line.
 *
 *   weave-facts FOLDER DOT-TOP FILE…
 */
#include "fl-fact-json.h"
#include "fl-graph.h"
#include "fl-output.h"

#include <stdio.h>

static bool
add_batch(FlFactBatch *take_batch, void *graph, GError **error)
{
  g_autoptr(FlFactBatch) batch = take_batch;
  FlGraph **self = graph;
  if (*self == NULL)
    *self = fl_graph_new(fl_fact_batch_get_schema(batch));
  return fl_graph_add_batch(*self, batch, error);
}

static bool
read_file(const char *path, FlSchema **schema, FlGraph **graph, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path(path);
  g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, error);
  return stream != NULL && fl_fact_json_read(G_INPUT_STREAM(stream), path, schema, add_batch, graph, error);
}

static void
print_time(const char *what, GTimer *timer)
{
  g_printerr("%-8s %6.2f s\n", what, g_timer_elapsed(timer, NULL));
  g_timer_start(timer);
}

int
main(int argc, char **argv)
{
  g_autoptr(FlSchema) schema = NULL;
  g_autoptr(FlGraph) graph = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTimer) timer = g_timer_new();
  if (argc < 4) {
    g_printerr("usage: weave-facts FOLDER DOT-TOP FILE…\n");
    return 2;
  }
  for (int i = 3; i < argc; i++) {
    if (!read_file(argv[i], &schema, &graph, &error)) {
      g_printerr("%s\n", error->message);
      return 1;
    }
  }
  if (graph == NULL)
    graph = fl_graph_new(schema);
  print_time("read", timer);
  fl_graph_finish(graph);
  print_time("finish", timer);
  const FlOutputOptions options = {.dot_top = (uint32_t)g_ascii_strtoull(argv[2], NULL, 10)};
  if (!fl_output_write(graph, argv[1], &options, &error)) {
    g_printerr("%s\n", error->message);
    return 1;
  }
  print_time("write", timer);
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++) {
    const FlFinding *finding = fl_graph_get_finding(graph, i);
    printf("%s:%u:%u: %s: %s\n", finding->file, finding->line, finding->column, finding->id,
           finding->message);
  }
  return 0;
}
