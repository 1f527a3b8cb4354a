#include "fl-command.h"
#include "fl-pipeline.h"
#include "fl-review-page.h"
#include "fl-weaver.h"

#include <stdio.h>

typedef struct {
  FlSession *session;
  FlGraph *graph;
} Review;

static bool
take_batch(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data, GError **error)
{
  Review *self = user_data;
  const FlSource *source = self->session->sources->pdata[index];
  fl_console_show_progress(index + 1, self->session->sources->len, source->name);
  if (take_batch != NULL)
    return fl_weaver_add(self->graph, take_batch, error);
  fl_session_fail_source(self->session, failure->message);
  return true;
}

static int
fail(const FlSession *session, const GError *error)
{
  fl_console_show_progress(0, 0, NULL);
  fl_console_print_error(session->command, "%s", error->message);
  return FL_EXIT_FAILED;
}

static int
review(FlSession *session, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlRules) rules = fl_rules_new(session->rules);
  const FlPipeline pipeline = fl_session_get_pipeline(session, rules);
  g_autoptr(FlGraph) graph = fl_graph_new(session->rules->schema);
  Review self = {session, graph};
  if (!fl_pipeline_run(&pipeline, session->sources, take_batch, &self, &error))
    return fail(session, error);
  fl_graph_finish(graph);
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++)
    fl_finding_printer_add(session->findings, fl_graph_get_finding(graph, i));
  int code = fl_session_end(session);
  if (code != FL_EXIT_DONE)
    return code;
  const FlReviewPage page = {
      graph, session->rules, session->sources, fl_project_get_reading(&session->project), path, false};
  if (!fl_review_page_write(&page, &error))
    return fail(session, error);
  printf("%s\n", path);
  return FL_EXIT_DONE;
}

int
fl_command_review(int argc, char **argv)
{
  static const char *const description =
      "Writes one HTML file that shows the sources with everything that was found in them, for a browser "
      "without a network:\n"
      "mentions with the rules that found them, entities with their edges and evidence, a picture around "
      "each, tables and\n"
      "timelines. What is accepted or rejected in it can be saved as tests of the rules. In the page, ? "
      "shows "
      "the keys.\n"
      "\n"
      "  factloom review --pack rules/zh-policy docs/*.txt\n"
      "  xdg-open out/review.html\n";
  g_auto(FlSession) session = {0};
  const GOptionEntry extra[] = {{"out", 'o', 0, G_OPTION_ARG_FILENAME, &session.page,
                                 "The file to write (default: review.html in the out folder)", "FILE"},
                                {0}};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_EXTRACT | FL_OPTION_FINDINGS | FL_OPTION_READING,
                              "[SOURCE…]", description, extra};
  int code = fl_session_begin(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  code = fl_session_refuse_stdin(&session, "what the page shows of it is read a second time");
  if (code >= 0)
    return code;
  g_autofree char *path = session.page != NULL ? g_strdup(session.page)
                                               : g_build_filename(session.project.out, FL_SESSION_PAGE, NULL);
  return review(&session, path);
}
