#include "fl-output.h"

#include "fl-formats.h"
#include "fl-manifest.h"
#include "fl-workers.h"

#include <gio/gio.h>
#include <string.h>

typedef void (*WriteFunc)(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);

/* How much there is to write of each, in hundreds of bytes or so. */
typedef struct {
  unsigned node, edge, evidence;
} Cost;

/* Every file that there is; a format has those of its name. */
static const struct {
  const char *format;
  const char *file;
  WriteFunc write;
  Cost cost;
  bool on_request; /* it is written only where its format is named */
} FILES[] = {
    {"graphml", "graph.graphml", fl_graphml_write, {8, 8, 0}, false},
    {"gexf", "graph.gexf", fl_gexf_write, {9, 9, 0}, false},
    {"csv", "nodes.csv", fl_csv_write_nodes, {4, 0, 0}, false},
    {"csv", "edges.csv", fl_csv_write_edges, {0, 5, 0}, false},
    {"csv", "evidence.csv", fl_csv_write_evidence, {0, 0, 3}, false},
    {"dot", "graph.dot", fl_dot_write, {1, 1, 0}, false},
    /* as long to write as all others, and no text */
    {"sqlite", "graph.db", fl_sqlite_write, {24, 24, 6}, true},
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
  uint64_t cost;
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

static uint64_t
estimate(const FlGraph *graph, Cost cost)
{
  return (uint64_t)fl_graph_get_n_nodes(graph) * cost.node +
         (uint64_t)fl_graph_get_n_edges(graph) * cost.edge +
         (uint64_t)fl_graph_get_n_evidence(graph) * cost.evidence;
}

static int
compare_costs(gconstpointer a, gconstpointer b)
{
  const Job *p = *(const Job *const *)a, *q = *(const Job *const *)b;
  return (p->cost < q->cost) - (p->cost > q->cost);
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
    Job job = {.graph = graph, .options = options, .file = FILES[i].file, .write = FILES[i].write};
    job.cost = estimate(graph, FILES[i].cost);
    job.sink = fl_output_set_open(set, FILES[i].file, error);
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

/* The longest first: begun last, one would be left to a single thread. */
static void
run_jobs(const GArray *jobs, guint n_threads)
{
  static const FlWork work = {NULL, run_job, NULL};
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add(sorted, &g_array_index(jobs, Job, i));
  g_ptr_array_sort(sorted, compare_costs);
  guint n = n_threads > 0 ? n_threads : g_get_num_processors();
  g_autoptr(FlWorkers) workers = fl_workers_new(CLAMP(jobs->len, 1, n), &work, NULL);
  for (guint i = 0; i < sorted->len; i++)
    fl_workers_push(workers, sorted->pdata[i]);
  while (fl_workers_pop(workers) != NULL)
    ;
}

bool
fl_output_add(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, GError **error)
{
  g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(Job));
  g_array_set_clear_func(jobs, clear_job);
  if (!check_formats(options, error) || !open_files(set, graph, options, jobs, error))
    return false;
  run_jobs(jobs, options->n_threads);
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
