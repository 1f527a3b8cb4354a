#include "fl-build-record.h"
#include "fl-command.h"
#include "fl-depfile.h"
#include "fl-output.h"
#include "fl-weaver.h"

#include <fcntl.h>
#include <sys/stat.h>

/* Says again what the same build said before, whose files are all in place. */
static int
say_again(FlSession *session, const FlBuildRecord *record, gint64 started)
{
  g_autofree char *manifest = g_build_filename(session->project.out, FL_OUTPUT_MANIFEST, NULL);
  for (uint32_t i = 0; i < fl_fact_batch_get_n_findings(record->findings); i++)
    fl_finding_printer_add(session->findings, fl_fact_batch_get_finding(record->findings, i));
  int code = fl_session_end(session);
  if (code != FL_EXIT_DONE || session->project.check)
    return code;
  fl_output_tidy(session->project.out);
  (void)utimensat(AT_FDCWD, manifest, NULL, 0); /* for make: it is newer than its sources */
  fl_weaver_sum_up(session, record->summary, session->sources->len, false, started);
  return FL_EXIT_DONE;
}

static int
fail(FlSession *session, const GError *error)
{
  fl_console_show_progress(0, 0, NULL);
  fl_session_finish_cache(session);
  fl_console_print_error(session->command, "%s", error->message);
  return FL_EXIT_FAILED;
}

/* Before the graph's files: where it can't be written these stay as they were. */
static bool
write_depfile(const FlSession *session, GError **error)
{
  const FlProject *project = &session->project;
  bool wanted =
      project->depfile != NULL && !project->check && (session->n_failed == 0 || project->keep_going);
  return !wanted || fl_depfile_write(session, error);
}

static int
build(FlSession *session, gint64 started)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlBuildKey) key = fl_build_key_new(session);
  g_autoptr(FlBuildRecord) record = key != NULL ? fl_build_record_find(session, key) : NULL;
  if (record != NULL && fl_output_is_in_place(session->project.out, record->manifest))
    return write_depfile(session, &error) ? say_again(session, record, started) : fail(session, error);
  g_autoptr(FlGraph) graph = fl_weaver_weave_sources(session, session->cached, &error);
  if (graph == NULL || !write_depfile(session, &error))
    return fail(session, error);
  int code = fl_weaver_finish(session, graph, session->sources->len, started);
  if (code == FL_EXIT_DONE && key != NULL)
    fl_build_record_store(session, key, graph);
  return code;
}

int
fl_command_build(int argc, char **argv)
{
  static const char *const description =
      "Reads the sources, runs the packs' rules over them, and writes the graph: graph.graphml, graph.gexf, "
      "nodes.csv,\n"
      "edges.csv, evidence.csv, graph.dot and manifest.json. What is not said here comes from factloom.yaml "
      "in "
      "the working folder:\n"
      "\n"
      "  packs: [rules/zh-policy]\n"
      "  sources: [docs/*.txt, docs/*.md]\n"
      "  out: out\n"
      "\n"
      "or without such a file:\n"
      "\n"
      "  factloom build --pack rules/zh-policy --out out docs/*.txt\n"
      "\n"
      "Sources are text, Markdown, HTML, XML, .docx and .pdf; each of them with .gz, or in a .zip; corpora "
      "of records "
      "(.ndjson);\n"
      "folders of all these; and - for standard input.\n"
      "\n"
      "A run that fails leaves the folder as it was.\n";
  g_auto(FlSession) session = {0};
  gint64 started = g_get_monotonic_time();
  const GOptionEntry extra[] = {
      {"keep-going", 'k', 0, G_OPTION_ARG_NONE, &session.project.keep_going,
       "Write the graph of what could be read also where a source could not; the exit code is 1 all the same",
       NULL},
      {"check", 0, 0, G_OPTION_ARG_NONE, &session.project.check,
       "Write nothing into the folder; fail where it is not what the sources give", NULL},
      {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &session.project.depfile,
       "Write what the build hangs on, for make and ninja", "FILE"},
      {0}};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_OUTPUT | FL_OPTION_SUMMARY | FL_OPTION_EXTRACT |
                                  FL_OPTION_CACHE | FL_OPTION_FINDINGS | FL_OPTION_READING,
                              "[SOURCE…]", description, extra};
  int code = fl_session_begin(&session, argc, argv, &line);
  if (code >= 0)
    return code;
  return build(&session, started);
}
