#include "fl-weaver.h"
#include "fl-command.h"
#include "fl-output.h"
#include "fl-pipeline.h"
#include "fl-source-list.h"
#include "fl-summary.h"

#include <stdio.h>
#include <unistd.h>

bool
fl_weaver_add(FlGraph *graph, FlFactBatch *take_batch, GError **error)
{
  g_autoptr(FlFactBatch) batch = take_batch;
  return fl_graph_add_batch(graph, batch, error);
}

/* ---- a graph in memory */

typedef struct {
  FlSession *session;
  FlGraph *graph;
} Weaving;

static bool
take_batch(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data, GError **error)
{
  Weaving *self = user_data;
  const FlSource *source = self->session->sources->pdata[index];
  fl_console_show_progress(index + 1, self->session->sources->len, source->name);
  if (take_batch != NULL)
    return fl_weaver_add(self->graph, take_batch, error);
  fl_session_fail_source(self->session, failure->message);
  return true;
}

FlGraph *
fl_weaver_weave_sources(FlSession *session, FlRules *rules, GError **error)
{
  FlPipeline pipeline = fl_session_get_pipeline(session, rules);
  pipeline.n_extracted = &session->n_extracted;
  g_autoptr(FlGraph) graph = fl_graph_new(fl_rules_get_schema(rules));
  Weaving self = {session, graph};
  if (!fl_pipeline_run(&pipeline, session->sources, take_batch, &self, error))
    return NULL;
  fl_console_show_progress(0, 0, NULL);
  fl_graph_finish(graph);
  return g_steal_pointer(&graph);
}

/* ---- the end of a run */

void
fl_weaver_tell_findings(FlSession *session, const FlGraph *graph)
{
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++)
    fl_finding_printer_add(session->findings, fl_graph_get_finding(graph, i));
}

/* Says which files are not what the graph gives; they are left as they are. */
static int
check(const FlSession *session, const FlGraph *graph, const FlOutputOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) differing = fl_output_list_differences(graph, session->project.out, options, &error);
  if (differing == NULL)
    fl_console_print_error(session->command, "%s", error->message);
  for (guint i = 0; differing != NULL && i < differing->len; i++) {
    const FlDifference *difference = differing->pdata[i];
    g_autofree char *path = g_build_filename(session->project.out, difference->name, NULL);
    fl_console_print_error(session->command, "%s is not what the sources give: %s", path,
                           difference->summary->str);
    fputs(difference->told->str, stderr);
  }
  return differing != NULL && differing->len == 0 ? FL_EXIT_DONE : FL_EXIT_FAILED;
}

void
fl_weaver_sum_up(const FlSession *session, const char *of_graph, guint documents, bool written,
                 gint64 started)
{
  const FlBuildFigures figures = {
      .documents = documents,
      .extracted = session->cache != NULL ? (int)session->n_extracted : -1,
      .warnings = session->n_warnings + fl_finding_printer_get_n_warnings(session->findings),
      .seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC,
      .folder = session->project.out,
      .written = written,
  };
  if (session->project.summary || isatty(STDOUT_FILENO))
    fl_summary_print(of_graph, session->cached, &figures);
}

int
fl_weaver_finish(FlSession *session, const FlGraph *graph, guint documents, gint64 started)
{
  g_autoptr(GError) error = NULL;
  const FlProject *project = &session->project;
  fl_weaver_tell_findings(session, graph);
  int code = fl_session_end(session);
  if (!fl_session_may_write(session, code))
    return code;
  const FlOutputOptions options = fl_project_get_output(project);
  if (project->check)
    return check(session, graph, &options) == FL_EXIT_DONE ? code : FL_EXIT_FAILED;
  if (!fl_output_write(graph, project->out, &options, &error)) {
    fl_console_print_error(session->command, "%s", error->message);
    return FL_EXIT_FAILED;
  }
  g_autoptr(GString) of_graph = g_string_new(NULL);
  fl_summary_append_graph(of_graph, graph);
  fl_weaver_sum_up(session, of_graph->str, documents, true, started);
  return code;
}
