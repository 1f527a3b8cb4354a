#include "fl-output.h"

#include "fl-formats.h"
#include "fl-manifest.h"
#include "fl-workers.h"

#include <gio/gio.h>
#include <string.h>

typedef void (*WriteFunc)(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);

/* Every file that there is; a format has those of its name. */
static const struct {
  const char *format;
  const char *file;
  WriteFunc write;
  bool on_request; /* it is written only where its format is named */
} FILES[] = {
    {"graphml", "graph.graphml", fl_graphml_write, false}, {"gexf", "graph.gexf", fl_gexf_write, false},
    {"csv", "nodes.csv", fl_csv_write_nodes, false},       {"csv", "edges.csv", fl_csv_write_edges, false},
    {"csv", "evidence.csv", fl_csv_write_evidence, false}, {"dot", "graph.dot", fl_dot_write, false},
    {"sqlite", "graph.db", fl_sqlite_write, true}, /* as long to write as all others, and no text */
};

bool
fl_output_is_format(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
    if (strcmp(FILES[i].format, name) == 0)
      return true;
  return false;
}

const char *
fl_output_get_file(size_t index)
{
  return index < G_N_ELEMENTS(FILES) ? FILES[index].file : NULL;
}

const char **
fl_output_list_formats(void)
{
  const char **formats = g_new0(const char *, G_N_ELEMENTS(FILES) + 1);
  size_t n = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
    if (!g_strv_contains(formats, FILES[i].format))
      formats[n++] = FILES[i].format;
  return formats;
}

static bool
check_formats(const FlOutputOptions *options, GError **error)
{
  if (options->formats != NULL && *options->formats == NULL) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no format is named");
    return false;
  }
  for (const char *const *name = options->formats; name != NULL && *name != NULL; name++) {
    if (fl_output_is_format(*name))
      continue;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no such format: %s", *name);
    return false;
  }
  return true;
}

/* One file of the set in the making. A finished graph may be read by many threads: each file has its own. */
typedef struct {
  const FlGraph *graph;
  const FlOutputOptions *options;
  const char *file;
  WriteFunc write;
  FlFileSink *sink;
  GError *error;
} Job;

static void
run_job(void *job, G_GNUC_UNUSED void *state)
{
  Job *self = job;
  self->write(self->graph, self->options, self->sink);
  fl_file_sink_close(self->sink, &self->error);
}

static void
clear_job(gpointer job)
{
  Job *self = job;
  fl_file_sink_free(self->sink);
  g_clear_error(&self->error);
}

/* Opens the chosen files; those of the other formats are dropped from the folder. */
static bool
open_files(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, GArray *jobs,
           GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    if (options->formats != NULL ? !g_strv_contains(options->formats, FILES[i].format)
                                 : FILES[i].on_request) {
      fl_output_set_drop(set, FILES[i].file);
      continue;
    }
    Job job = {graph, options, FILES[i].file, FILES[i].write, fl_output_set_open(set, FILES[i].file, error),
               NULL};
    if (job.sink == NULL)
      return false;
    g_array_append_val(jobs, job);
  }
  return true;
}

static bool
write_manifest(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, const GArray *jobs,
               GError **error)
{
  g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(FlManifestFile));
  for (guint i = 0; i < jobs->len; i++) {
    const Job *job = &g_array_index(jobs, Job, i);
    const FlManifestFile file = {job->file, fl_file_sink_get_length(job->sink),
                                 fl_file_sink_get_digest(job->sink)};
    g_array_append_val(files, file);
  }
  g_autoptr(FlFileSink) sink = fl_output_set_open(set, FL_OUTPUT_MANIFEST, error);
  if (sink == NULL)
    return false;
  fl_manifest_write(graph, options->version, files, sink);
  return fl_file_sink_close(sink, error);
}

bool
fl_output_add(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, GError **error)
{
  g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(Job));
  g_array_set_clear_func(jobs, clear_job);
  if (!check_formats(options, error) || !open_files(set, graph, options, jobs, error))
    return false;
  static const FlWork work = {NULL, run_job, NULL};
  g_autoptr(FlWorkers) workers = fl_workers_new(MIN(g_get_num_processors(), MAX(jobs->len, 1)), &work, NULL);
  for (guint i = 0; i < jobs->len; i++)
    fl_workers_push(workers, &g_array_index(jobs, Job, i));
  while (fl_workers_pop(workers) != NULL)
    ;
  for (guint i = 0; i < jobs->len; i++) {
    Job *job = &g_array_index(jobs, Job, i);
    if (job->error != NULL) {
      g_propagate_error(error, g_steal_pointer(&job->error));
      return false;
    }
  }
  return write_manifest(set, graph, options, jobs, error);
}

GPtrArray *
fl_output_list_differences(const FlGraph *graph, const char *folder, const FlOutputOptions *options,
                           GError **error)
{
  g_autoptr(FlOutputSet) set = fl_output_set_new_apart(folder, error);
  return set != NULL && fl_output_add(set, graph, options, error) ? fl_output_set_list_differences(set)
                                                                  : NULL;
}

bool
fl_output_write(const FlGraph *graph, const char *folder, const FlOutputOptions *options, GError **error)
{
  g_autoptr(FlOutputSet) set = fl_output_set_new(folder, error);
  return set != NULL && fl_output_add(set, graph, options, error) && fl_output_set_commit(set, error);
}
