#include "fl-command.h"
#include "fl-review-page.h"
#include "fl-weaver.h"

#include <stdio.h>

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
  if (!fl_review_page_check(path, &error))
    return fail(session, error);
  g_autoptr(FlRules) rules = fl_rules_new(session->rules);
  g_autoptr(FlGraph) graph = fl_weaver_weave_sources(session, rules, &error);
  if (graph == NULL)
    return fail(session, error);
  fl_weaver_tell_findings(session, graph);
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
  if (session.page != NULL && *session.page == '\0') {
    fl_console_print_error(session.command, "--out names a file: it can't be empty");
    return FL_EXIT_USAGE;
  }
  code = fl_session_refuse_stdin(&session, "what the page shows of it is read a second time");
  if (code >= 0)
    return code;
  g_autofree char *path = session.page != NULL ? g_strdup(session.page)
                                               : g_build_filename(session.project.out, FL_SESSION_PAGE, NULL);
  return review(&session, path);
}
