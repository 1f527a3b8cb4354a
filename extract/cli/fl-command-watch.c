#include "fl-command.h"
#include "fl-diff.h"
#include "fl-output.h"
#include "fl-review-page.h"
#include "fl-review.h"
#include "fl-watcher.h"
#include "fl-workshop.h"

#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

/* Changes of each rule: who watches has just made one. */
enum { SHOWN = 8 };

typedef struct {
  FlSession *session;
  FlWorkshop *workshop;
  FlGraph *graph; /* the last that was good; NULL at first */
  FlWatcher *watcher;
  GMainLoop *loop;
  const char *page; /* where the review page lies; NULL once it is known that there is none */
  bool complete;    /* all sources could be read: there is something to write */
} Watch;

static void
fail(const Watch *self, const GError *error)
{
  fl_console_print_error(self->session->command, "%s", error->message);
}

/* The findings of a graph that the one before it had not. */
static void
print_new_findings(const Watch *self, const FlGraph *graph)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(FlFindingPrinter) printer = fl_finding_printer_new(self->session->project.verbose);
  const FlGraph *graphs[] = {self->graph, graph};
  for (size_t g = 0; g < G_N_ELEMENTS(graphs); g++)
    for (uint32_t i = 0; graphs[g] != NULL && i < fl_graph_get_n_findings(graphs[g]); i++) {
      const FlFinding *finding = fl_graph_get_finding(graphs[g], i);
      char *text =
          g_strdup_printf("%s %s %s %s", finding->id, finding->file, finding->rule, finding->message);
      if (g_hash_table_add(known, text) && graphs[g] == graph)
        fl_finding_printer_add(printer, finding);
    }
  fl_finding_printer_finish(printer);
}

/* As `factloom diff` tells them. */
static void
append_changes(const FlGraph *before, const FlGraph *after, GString *out)
{
  g_autoptr(FlSnapshot) old = fl_snapshot_new_from_graph(before), new = fl_snapshot_new_from_graph(after);
  g_autoptr(FlDiff) diff = fl_diff_new(old, new);
  const FlDiffReport report = {
      .before = "before", .after = "now", .most = SHOWN, .colour = isatty(STDOUT_FILENO) != 0};
  if (fl_diff_is_empty(diff))
    g_string_append(out, "  the graph is as it was\n");
  else
    fl_diff_append_text(diff, &report, out);
}

/* Says what is new about a graph, which it takes, and makes it the one to go on from. */
static void
take_graph(Watch *self, FlGraph *graph)
{
  g_autoptr(GString) text = g_string_new(NULL);
  if (self->graph != NULL)
    append_changes(self->graph, graph, text);
  fputs(text->str, stdout);
  fflush(stdout);
  print_new_findings(self, graph);
  fl_graph_free(self->graph);
  self->graph = graph;
}

/* The files of the graph, and the page: both are only written when all before them went well. */
static void
write_out(Watch *self)
{
  g_autoptr(GError) error = NULL;
  const FlProject *project = &self->session->project;
  if (!self->complete)
    return;
  const FlOutputOptions options = fl_project_get_output(project);
  if (!fl_output_write(self->graph, project->out, &options, &error)) {
    fail(self, error);
    return;
  }
  const FlReviewPage page = {self->graph,
                             fl_workshop_get_rules(self->workshop),
                             fl_workshop_get_sources(self->workshop),
                             fl_project_get_reading(project),
                             self->page,
                             true};
  if (self->page == NULL || fl_review_page_write(&page, &error))
    return;
  fail(self, error);
  if (g_error_matches(error, FL_REVIEW_ERROR, FL_REVIEW_ERROR_NO_PAGE))
    self->page = NULL;
}

static FlGraph *
weave(Watch *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) failures = g_ptr_array_new_with_free_func(g_free);
  FlGraph *graph = fl_workshop_weave(self->workshop, failures, &error);
  fflush(stdout);
  for (guint i = 0; i < failures->len; i++)
    fl_console_print_error(self->session->command, "%s", (char *)failures->pdata[i]);
  self->complete = failures->len == 0 && fl_workshop_get_missing(self->workshop)->len == 0;
  if (graph == NULL)
    fail(self, error);
  return graph;
}

static void
load_rules(Watch *self)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  bool good = fl_workshop_load_rules(self->workshop, diagnostics);
  fflush(stdout);
  fl_console_print_diagnostics(diagnostics);
  if (!good)
    puts("  the rules have errors: those of before stay");
}

static void
print_missing(const Watch *self)
{
  const GPtrArray *missing = fl_workshop_get_missing(self->workshop);
  fflush(stdout);
  for (guint i = 0; i < missing->len; i++)
    fl_console_print_error(self->session->command, "%s",
                           ((const FlMissingSource *)missing->pdata[i])->message);
}

static void
print_figures(const Watch *self, gint64 started)
{
  if (!self->complete)
    printf("  %s stays as it was until every source can be read\n", self->session->project.out);
  printf("  %u nodes, %u edges; %.2f s\n", fl_graph_get_n_nodes(self->graph),
         fl_graph_get_n_edges(self->graph), (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC);
  fflush(stdout);
}

/* From what changed to what that means, as quickly as possible; files are written when it has been said. */
static void
rebuild(Watch *self, const GPtrArray *changed, gint64 started)
{
  for (guint i = 0; i < changed->len; i++)
    printf("%s\n", (char *)changed->pdata[i]);
  if (fl_workshop_has_new_rules(self->workshop))
    load_rules(self);
  print_missing(self); /* at the start the session has said it */
  FlGraph *graph = weave(self);
  if (graph == NULL)
    return;
  take_graph(self, graph);
  print_figures(self, started);
  write_out(self);
}

static void
look(void *data)
{
  Watch *self = data;
  gint64 started = g_get_monotonic_time();
  g_autoptr(GPtrArray) changed = fl_workshop_look(self->workshop);
  if (changed->len > 0)
    rebuild(self, changed, started);
  g_autoptr(GPtrArray) folders = fl_workshop_list_folders(self->workshop);
  fl_watcher_set_folders(self->watcher, folders);
}

static gboolean
quit(gpointer data)
{
  g_main_loop_quit(((Watch *)data)->loop);
  return G_SOURCE_CONTINUE;
}

static int
run(Watch *self)
{
  gint64 started = g_get_monotonic_time();
  FlGraph *graph = weave(self);
  if (graph == NULL)
    return FL_EXIT_FAILED;
  take_graph(self, graph);
  write_out(self);
  g_autoptr(GPtrArray) folders = fl_workshop_list_folders(self->workshop);
  fl_watcher_set_folders(self->watcher, folders);
  guint signals[] = {g_unix_signal_add(SIGINT, quit, self), g_unix_signal_add(SIGTERM, quit, self)};
  printf("watching %u sources and their rules; the graph is in %s%s%s; Ctrl-C ends it\n",
         fl_workshop_get_sources(self->workshop)->len, self->session->project.out,
         self->page != NULL ? ", the page is " : "", self->page != NULL ? self->page : "");
  print_figures(self, started);
  look(self); /* what changed before the folders were watched */
  g_main_loop_run(self->loop);
  for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
    g_source_remove(signals[i]);
  return FL_EXIT_DONE;
}

int
fl_command_watch(int argc, char **argv)
{
  static const char *const description =
      "Builds the graph and the review page, then again whenever a source or a file of a pack is saved, and "
      "prints what the graph\n"
      "gained (+) and lost (-). Only what changed is extracted again. While a rule is wrong its place is "
      "shown, and the graph\n"
      "of before stays. While a source can't be read its facts of before stay, and nothing is written. A "
      "review "
      "page that is open\n"
      "in a browser loads itself anew. factloom.yaml is read once, at the start.\n"
      "\n"
      "  factloom watch --pack rules/zh-policy docs\n";
  g_auto(FlSession) session = {0};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_OUTPUT | FL_OPTION_EXTRACT | FL_OPTION_VERBOSE |
                                  FL_OPTION_READING,
                              "[SOURCE…]", description, NULL};
  int code = fl_session_begin(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  code = fl_session_refuse_stdin(&session, "only files can be watched");
  if (code >= 0)
    return code;
  g_autofree char *page = g_build_filename(session.project.out, FL_SESSION_PAGE, NULL);
  g_autoptr(GError) error = NULL;
  if (!fl_review_page_check(page, &error)) {
    fl_console_print_error(session.command, "%s", error->message);
    return FL_EXIT_FAILED;
  }
  g_autoptr(FlWorkshop) workshop = fl_workshop_new(&session);
  g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
  Watch self = {.session = &session, .workshop = workshop, .loop = loop, .page = page};
  self.watcher = fl_watcher_new(look, &self);
  code = run(&self);
  fl_watcher_free(self.watcher);
  fl_graph_free(self.graph);
  return code;
}
