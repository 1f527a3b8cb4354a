#include "fl-command.h"
#include "fl-survey.h"

#include <stdio.h>
#include <unistd.h>

/* Rules that a person looks at. */
enum { SHOWN = 20 };

static int
run(FlSession *session, const char *format, int most)
{
  g_autoptr(FlExtractor) extractor = fl_extractor_new(session->rules);
  g_autoptr(FlProfile) profile = fl_profile_new(session->rules);
  g_autoptr(GString) out = g_string_new(NULL);
  fl_extractor_set_prefilter(extractor, !session->project.no_prefilter);
  fl_extractor_set_profile(extractor, profile);
  fl_survey_run(session, extractor, NULL, NULL);
  FlProfileReport report = {most >= 0 ? (guint)most : SHOWN, isatty(STDOUT_FILENO) != 0};
  if (g_strcmp0(format, "json") == 0)
    fl_profile_append_json(profile, out);
  else
    fl_profile_append_text(profile, &report, out);
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
  g_autofree char *format = NULL;
  int most = -1;
  g_auto(FlSession) session = {0};
  const GOptionEntry extra[] = {
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, "text or json (default: text)", "NAME"},
      {"most", 'n', 0, G_OPTION_ARG_INT, &most, "Show N rules; 0: all (default: 20; json has all)", "N"},
      {"no-prefilter", 0, 0, G_OPTION_ARG_NONE, &session.project.no_prefilter,
       "Try every pattern everywhere: the same result, slowly", NULL},
      {0}};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_READING, "[SOURCE…]", description, extra};
  int code = fl_survey_begin(&session, argc, argv, &line, &format);
  return code >= 0 ? code : run(&session, format, most);
}
