#include "fl-command.h"
#include "fl-fact-json.h"
#include "fl-weaver.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  FlSession *session;
  FlSchema *schema; /* of the first stream */
  FlGraph *graph;   /* NULL until a batch has come */
  guint documents;
} Weave;

static bool
take_batch(FlFactBatch *take_batch, void *user_data, GError **error)
{
  Weave *self = user_data;
  if (self->graph == NULL)
    self->graph = fl_graph_new(fl_fact_batch_get_schema(take_batch));
  self->documents++;
  return fl_weaver_add(self->graph, take_batch, error);
}

/* A stream of facts: a file, or standard input where `path` is "-". */
static GInputStream *
open_stream(const char *path, GError **error)
{
  if (strcmp(path, "-") == 0)
    return g_unix_input_stream_new(STDIN_FILENO, FALSE);
  bool folder = g_file_test(path, G_FILE_TEST_IS_DIR); /* could be opened, and then not be read */
  int file = folder ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (folder)
    errno = EISDIR;
  if (file < 0) {
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", path, g_strerror(errno));
    return NULL;
  }
  return g_unix_input_stream_new(file, TRUE);
}

static bool
read_stream(Weave *self, const char *path, GError **error)
{
  g_autoptr(GInputStream) stream = open_stream(path, error);
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  return stream != NULL && fl_fact_json_read(stream, name, &self->schema, take_batch, self, error);
}

static int
weave(Weave *self, char **paths, gint64 started)
{
  g_autoptr(GError) error = NULL;
  for (; *paths != NULL; paths++)
    if (!read_stream(self, *paths, &error)) {
      fl_console_print_error(self->session->command, "%s", error != NULL ? error->message : *paths);
      return FL_EXIT_FAILED;
    }
  if (self->graph == NULL)
    self->graph = fl_graph_new(self->schema);
  fl_graph_finish(self->graph);
  return fl_weaver_finish(self->session, self->graph, self->documents, started);
}

int
fl_command_weave(int argc, char **argv)
{
  static const char *const description =
      "Reads facts as `factloom extract` writes them, from files or standard input, and writes the graph "
      "that `factloom build`\n"
      "would write for all their sources: whatever the order of the streams and however the sources were "
      "divided among them.\n"
      "\n"
      "  factloom extract --pack rules/zh-policy docs | factloom weave --out out\n";
  g_auto(FlSession) session = {.command = argv[0]};
  gint64 started = g_get_monotonic_time();
  const FlCommandLine line = {FL_OPTION_OUTPUT | FL_OPTION_SUMMARY | FL_OPTION_FINDINGS, "[FACTS…]",
                              description, NULL};
  int code = fl_project_parse(&session.project, argc, argv, &line, &session.rest);
  if (code >= 0)
    return code;
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  gboolean complete = fl_project_complete(&session.project, diagnostics);
  fl_console_print_diagnostics(diagnostics);
  if (!complete)
    return FL_EXIT_FAILED;
  session.findings = fl_finding_printer_new(session.project.verbose);
  session.sources = g_ptr_array_new();
  char *standard[] = {"-", NULL};
  Weave self = {&session, NULL, NULL, 0};
  code = weave(&self, session.rest != NULL ? session.rest : standard, started);
  g_clear_pointer(&self.graph, fl_graph_free);
  g_clear_pointer(&self.schema, fl_schema_unref);
  return code;
}
