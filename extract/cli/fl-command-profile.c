#include "fl-command.h"
#include "fl-extractor.h"
#include "fl-session.h"
#include "fl-source-list.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Rules that a person looks at. */
enum { SHOWN = 20 };

typedef struct {
  char *format;
  int most;
} Options;

/* One document after another, on one thread: the others would be in the way. */
static void
run_all(FlSession *session, FlProfile *profile)
{
  g_autoptr(FlExtractor) extractor = fl_extractor_new(session->rules);
  fl_extractor_set_prefilter(extractor, !session->project.no_prefilter);
  fl_extractor_set_profile(extractor, profile);
  for (guint i = 0; i < session->sources->len; i++) {
    const FlSource *source = session->sources->pdata[i];
    g_autoptr(GError) error = NULL;
    FlDocument *document = fl_document_load(source->path, source->name, &error);
    fl_console_show_progress(i + 1, session->sources->len, source->name);
    if (document != NULL)
      fl_analysis_free(fl_extractor_analyse(extractor, document));
    else
      fl_session_fail_source(session, error->message);
  }
  fl_console_show_progress(0, 0, NULL);
}

static int
run(FlSession *session, const Options *options)
{
  g_autoptr(FlProfile) profile = fl_profile_new(session->rules);
  g_autoptr(GString) out = g_string_new(NULL);
  run_all(session, profile);
  if (g_strcmp0(options->format, "json") == 0)
    fl_profile_append_json(profile, out);
  else {
    FlProfileReport report = {.most = options->most >= 0 ? (guint)options->most : SHOWN,
                              .colour = isatty(STDOUT_FILENO) != 0};
    fl_profile_append_text(profile, &report, out);
  }
  fwrite(out->str, 1, out->len, stdout);
  return fl_session_end(session);
}

int
fl_command_profile(int argc, char **argv)
{
  static const char *const description =
      "Runs the rules over the sources and says what each takes and brings, the slowest first: its time and "
      "share of "
      "all, in how\n"
      "many sentences (or what it looks in) it was tried, and what part of all these are; how often it "
      "matched, how "
      "much of what it\n"
      "emitted stands, how often it gave up; what it looks for, as it is tried only where that is; and the "
      "sentence "
      "that took longest.\n"
      "A rule that looks for nothing is tried everywhere: give its pattern a word that it cannot do "
      "without.\n"
      "\n"
      "  factloom profile --pack rules/zh-policy docs\n"
      "  factloom profile --most 0 --format json > profile.json   # packs and sources of factloom.yaml\n"
      "  factloom profile --no-prefilter docs                     # what it would be with every rule tried "
      "everywhere\n";
  Options options = {.most = -1};
  g_auto(FlSession) session = {.command = argv[0]};
  const GOptionEntry extra[] = {
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &options.format, "text or json (default: text)", "NAME"},
      {"most", 'n', 0, G_OPTION_ARG_INT, &options.most, "Show N rules; 0: all (default: 20; json has all)",
       "N"},
      {"no-prefilter", 0, 0, G_OPTION_ARG_NONE, &session.project.no_prefilter,
       "Try every pattern everywhere: the same result, slowly", NULL},
      {0}};
  const FlCommandLine line = {FL_OPTION_PACKS, "[SOURCE…]", description, extra};
  int code = fl_project_parse(&session.project, argc, argv, &line, &session.rest);
  if (code < 0 && options.format != NULL && strcmp(options.format, "text") != 0 &&
      strcmp(options.format, "json") != 0) {
    fl_console_print_error(argv[0], "there is no format '%s'; there are: text, json", options.format);
    code = FL_EXIT_USAGE;
  }
  session.findings = fl_finding_printer_new(FALSE);
  if (code < 0)
    code = fl_session_load_packs(&session);
  if (code < 0)
    code = fl_session_find_sources(&session);
  if (code < 0)
    code = run(&session, &options);
  g_free(options.format);
  return code;
}
