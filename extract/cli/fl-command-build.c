#include "fl-command.h"
#include "fl-depfile.h"
#include "fl-pipeline.h"
#include "fl-source-list.h"
#include "fl-weaver.h"

typedef struct {
  FlSession *session;
  FlGraph *graph;
} Build;

static bool
take_batch(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data, GError **error)
{
  Build *self = user_data;
  const FlSource *source = self->session->sources->pdata[index];
  fl_console_show_progress(index + 1, self->session->sources->len, source->name);
  if (take_batch != NULL)
    return fl_weaver_add(self->graph, take_batch, error);
  fl_session_fail_source(self->session, failure->message);
  return true;
}

int
fl_command_build(int argc, char **argv)
{
  static const char *const description =
      "Reads the sources, runs the packs' rules over them, and writes the graph: graph.graphml, nodes.csv, "
      "edges.csv,\n"
      "evidence.csv and graph.dot. What is not said here comes from factloom.yaml in the working folder:\n"
      "\n"
      "  packs: [rules/zh-policy]\n"
      "  sources: [docs/*.txt, docs/*.md]\n"
      "  out: out\n"
      "\n"
      "or without such a file:\n"
      "\n"
      "  factloom build --pack rules/zh-policy --out out docs/*.txt\n"
      "\n"
      "A run that fails leaves the folder as it was.\n";
  g_auto(FlSession) session = {0};
  gint64 started = g_get_monotonic_time();
  const GOptionEntry extra[] = {{"check", 0, 0, G_OPTION_ARG_NONE, &session.project.check,
                                 "Write nothing; fail where the folder is not what the sources give", NULL},
                                {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &session.project.depfile,
                                 "Write what the build hangs on, for make and ninja", "FILE"},
                                {0}};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_OUTPUT | FL_OPTION_SUMMARY | FL_OPTION_EXTRACT |
                                  FL_OPTION_CACHE | FL_OPTION_FINDINGS,
                              "[SOURCE…]", description, extra};
  int code = fl_session_begin(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  g_autoptr(GError) error = NULL;
  const FlPipeline pipeline = {session.cached, session.cache, (guint)session.project.threads,
                               !session.project.no_prefilter, &session.n_extracted};
  g_autoptr(FlGraph) graph = fl_graph_new(fl_rules_get_schema(session.cached));
  Build self = {&session, graph};
  if (!fl_pipeline_run(&pipeline, session.sources, take_batch, &self, &error)) {
    fl_console_show_progress(0, 0, NULL);
    fl_session_finish_cache(&session);
    fl_console_print_error(argv[0], "%s", error->message);
    return FL_EXIT_FAILED;
  }
  code = fl_weaver_finish(&session, graph, session.sources->len, started);
  if (code != FL_EXIT_DONE || session.project.depfile == NULL || session.project.check)
    return code;
  if (fl_depfile_write(&session, &error))
    return FL_EXIT_DONE;
  fl_console_print_error(argv[0], "%s", error->message);
  return FL_EXIT_FAILED;
}
