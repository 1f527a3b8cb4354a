#include "fl-output.h"

#include "fl-formats.h"

#include <gio/gio.h>
#include <string.h>

typedef void (*WriteFunc)(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);

/* Every file that there is. */
static const struct {
  const char *format;
  const char *file;
  WriteFunc write;
} FILES[] = {
    {"graphml", "graph.graphml", fl_graphml_write},
    {"csv", "nodes.csv", fl_csv_write_nodes},
    {"csv", "edges.csv", fl_csv_write_edges},
    {"csv", "evidence.csv", fl_csv_write_evidence},
    {"dot", "graph.dot", fl_dot_write},
};

static const char *const FORMATS[] = {"graphml", "csv", "dot", NULL};

bool
fl_output_is_format(const char *name)
{
  return g_strv_contains(FORMATS, name);
}

const char *const *
fl_output_get_formats(void)
{
  return FORMATS;
}

static bool
check_formats(const FlOutputOptions *options, GError **error)
{
  for (const char *const *name = options->formats; name != NULL && *name != NULL; name++) {
    if (fl_output_is_format(*name))
      continue;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no such format: %s", *name);
    return false;
  }
  return true;
}

bool
fl_output_add(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, GError **error)
{
  if (!check_formats(options, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    if (options->formats != NULL && !g_strv_contains(options->formats, FILES[i].format)) {
      fl_output_set_drop(set, FILES[i].file);
      continue;
    }
    g_autoptr(FlFileSink) sink = fl_output_set_open(set, FILES[i].file, error);
    if (sink == NULL)
      return false;
    FILES[i].write(graph, options, sink);
    if (!fl_file_sink_close(sink, error))
      return false;
  }
  return true;
}

bool
fl_output_write(const FlGraph *graph, const char *folder, const FlOutputOptions *options, GError **error)
{
  g_autoptr(FlOutputSet) set = fl_output_set_new(folder, error);
  return set != NULL && fl_output_add(set, graph, options, error) && fl_output_set_commit(set, error);
}
