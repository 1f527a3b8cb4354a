#include "fl-weaver.h"
#include "fl-command.h"
#include "fl-output.h"
#include "fl-summary.h"
#include "fl-version.h"

#include <stdio.h>
#include <unistd.h>

bool
fl_weaver_add(FlGraph *graph, FlFactBatch *take_batch, GError **error)
{
  g_autoptr(FlFactBatch) batch = take_batch;
  return fl_graph_add_batch(graph, batch, error);
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
fl_weaver_finish(FlSession *session, FlGraph *graph, guint documents, gint64 started)
{
  g_autoptr(GError) error = NULL;
  const FlProject *project = &session->project;
  fl_graph_finish(graph);
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++)
    fl_finding_printer_add(session->findings, fl_graph_get_finding(graph, i));
  int code = fl_session_end(session);
  if (code != FL_EXIT_DONE)
    return code;
  FlOutputOptions options = {(const char *const *)project->formats, (uint32_t)project->dot_top, FL_VERSION};
  if (project->check)
    return check(session, graph, &options);
  if (!fl_output_write(graph, project->out, &options, &error)) {
    fl_console_print_error(session->command, "%s", error->message);
    return FL_EXIT_FAILED;
  }
  g_autoptr(GString) of_graph = g_string_new(NULL);
  fl_summary_append_graph(of_graph, graph);
  fl_weaver_sum_up(session, of_graph->str, documents, true, started);
  return FL_EXIT_DONE;
}
