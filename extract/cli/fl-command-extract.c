#include "fl-command.h"
#include "fl-fact-json.h"
#include "fl-pipeline.h"
#include "fl-session.h"
#include "fl-source-list.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  FlSession *session;
  GString *buffer;
} Extraction;

static bool
write_out(GString *buffer, GError **error)
{
  bool good = fwrite(buffer->str, 1, buffer->len, stdout) == buffer->len;
  if (!good)
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "standard output: %s",
                g_strerror(errno));
  g_string_truncate(buffer, 0);
  return good;
}

/* Who weaves the stream must know that it is not all there. The path is one of this machine. */
static void
append_failure(const Extraction *self, const FlSource *source, const char *message)
{
  g_autofree char *prefix = g_strconcat(source->path, ": ", NULL);
  if (g_str_has_prefix(message, prefix))
    message += strlen(prefix);
  fl_fact_json_append_failure(self->buffer, source->name, message);
}

static bool
take_batch(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data, GError **error)
{
  Extraction *self = user_data;
  g_autoptr(FlFactBatch) batch = take_batch;
  if (batch == NULL) {
    fl_session_fail_source(self->session, failure->message);
    append_failure(self, self->session->sources->pdata[index], failure->message);
    return write_out(self->buffer, error);
  }
  for (uint32_t i = 0; i < fl_fact_batch_get_n_findings(batch); i++)
    fl_finding_printer_add(self->session->findings, fl_fact_batch_get_finding(batch, i));
  fl_fact_json_append_batch(self->buffer, batch);
  fl_console_show_progress(index + 1, self->session->sources->len, fl_fact_batch_get_document(batch));
  return write_out(self->buffer, error);
}

int
fl_command_extract(int argc, char **argv)
{
  static const char *const description =
      "Writes what each source says to standard output, as NDJSON: one line a node, edge or finding, in the\n"
      "order of the sources; of a source that can't be read a line says so, and such a stream is not woven.\n"
      "`factloom weave` makes a graph of such streams, in any number and order:\n"
      "\n"
      "  factloom extract --pack rules/zh-policy docs/a*.txt > a.ndjson\n"
      "  factloom extract --pack rules/zh-policy docs/b*.txt > b.ndjson\n"
      "  factloom weave a.ndjson b.ndjson\n";
  g_auto(FlSession) session = {0};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_EXTRACT | FL_OPTION_CACHE | FL_OPTION_FINDINGS,
                              "[SOURCE…]", description, NULL};
  int code = fl_session_begin(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  g_autoptr(GError) error = NULL;
  const FlPipeline pipeline = {session.cached, session.cache, (guint)session.project.threads,
                               !session.project.no_prefilter, &session.n_extracted};
  g_autoptr(GString) buffer = g_string_new(NULL);
  Extraction self = {&session, buffer};
  fl_fact_json_append_header(buffer, fl_rules_get_schema(session.cached));
  for (guint i = 0; i < session.missing->len; i++) {
    const FlMissingSource *missing = session.missing->pdata[i];
    append_failure(&self, &missing->source, missing->message);
  }
  if (!write_out(buffer, &error) || !fl_pipeline_run(&pipeline, session.sources, take_batch, &self, &error) ||
      fflush(stdout) != 0) {
    fl_console_print_error(argv[0], "%s", error != NULL ? error->message : g_strerror(errno));
    return FL_EXIT_FAILED;
  }
  return fl_session_end(&session);
}
