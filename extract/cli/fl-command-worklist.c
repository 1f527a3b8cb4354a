#include "fl-command.h"
#include "fl-survey.h"
#include "fl-worklist.h"

#include <stdio.h>
#include <unistd.h>

/* Of each kind of thing, for a person. */
enum { SHOWN = 8 };

static void
look_at(const FlAnalysis *analysis, void *worklist)
{
  fl_worklist_add(worklist, analysis);
}

static int
run(FlSession *session, const char *format, int most)
{
  g_autoptr(FlExtractor) extractor = fl_extractor_new(session->rules);
  g_autoptr(FlWorklist) worklist = fl_worklist_new(session->rules);
  g_autoptr(GString) out = g_string_new(NULL);
  fl_survey_run(session, extractor, look_at, worklist);
  fl_worklist_finish(worklist);
  FlWorklistReport report = {most >= 0 ? (guint)most : SHOWN, isatty(STDOUT_FILENO) != 0,
                             fl_console_get_columns()};
  if (g_strcmp0(format, "json") == 0)
    fl_worklist_append_json(worklist, out);
  else
    fl_worklist_append_text(worklist, &report, out);
  fwrite(out->str, 1, out->len, stdout);
  return fl_session_end(session);
}

int
fl_command_worklist(int argc, char **argv)
{
  static const char *const description =
      "Says where the rules lose most, what promises most first, with a few sentences of each: what "
      "worklist: of "
      "pack.yaml says is\n"
      "worth a look and gave nothing; words that rules look for, in sentences of which they make nothing; "
      "steps on "
      "the way to which\n"
      "no node belongs; rules that never matched, or whose mentions others take; names that may be one. They "
      "are "
      "guesses:\n"
      "factloom explain FILE:LINE says more of a sentence.\n"
      "\n"
      "  factloom worklist --pack rules/zh-policy docs\n"
      "  factloom worklist --most 30 docs/a*.txt\n"
      "  factloom worklist --format json > worklist.json   # packs and sources of factloom.yaml\n";
  g_autofree char *format = NULL;
  int most = -1;
  g_auto(FlSession) session = {0};
  const GOptionEntry extra[] = {
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, "text or json (default: text)", "NAME"},
      {"most", 'n', 0, G_OPTION_ARG_INT, &most,
       "Show N things of each kind; 0: all (default: 8; json has all)", "N"},
      {0}};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_READING, "[SOURCE…]", description, extra};
  int code = fl_survey_begin(&session, argc, argv, &line, &format);
  return code >= 0 ? code : run(&session, format, most);
}
