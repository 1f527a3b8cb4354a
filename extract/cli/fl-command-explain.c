#include "fl-command.h"
#include "fl-explain.h"
#include "fl-extractor.h"
#include "fl-session.h"
#include "fl-source-list.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* `FILE:LINE`: the last colon with a number behind it. */
static gboolean
split_place(const char *place, char **ret_path, guint *ret_line)
{
  const char *colon = strrchr(place, ':');
  guint64 line = 0;
  if (colon == NULL || !g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT, &line, NULL))
    return FALSE;
  *ret_path = g_strndup(place, (gsize)(colon - place));
  *ret_line = (guint)line;
  return TRUE;
}

static int
explain_place(const FlSession *session, FlExtractor *extractor, const char *place,
              const FlExplainOptions *options)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  guint line = 0;
  if (!split_place(place, &path, &line)) {
    fl_console_print_error(session->command, "'%s' is no place: write FILE:LINE", place);
    return FL_EXIT_USAGE;
  }
  FlReadOptions reading = fl_project_get_reading(&session->project);
  g_autoptr(FlSource) source = fl_source_list_find(path, &error);
  FlDocument *document = source == NULL ? NULL : fl_source_load(source, &reading, &error);
  if (document == NULL) {
    fl_console_print_error(session->command, "%s", error->message);
    return FL_EXIT_FAILED;
  }
  g_autoptr(FlAnalysis) analysis = fl_extractor_analyse(extractor, document);
  g_autoptr(GString) out = g_string_new(NULL);
  if (!fl_explain_line(analysis, line, options, out)) {
    fl_console_print_error(session->command, "%s: no text stands in line %u", path, line);
    return FL_EXIT_FAILED;
  }
  fputs(out->str, stdout);
  return FL_EXIT_DONE;
}

static int
explain_text(FlExtractor *extractor, const char *text, const FlExplainOptions *options)
{
  if (!g_utf8_validate(text, -1, NULL)) {
    fl_console_print_error("explain", "the text is not UTF-8");
    return FL_EXIT_USAGE;
  }
  FlDocument *document = fl_document_new_text("text", g_strdup(text)); /* whatever format it looks like */
  FlTrial trial = {.cut.wrapped = true};
  g_autoptr(FlAnalysis) analysis = fl_extractor_try(extractor, document, &trial);
  g_autoptr(GString) out = g_string_new(NULL);
  fl_explain_all(analysis, options, out);
  fputs(out->str, stdout);
  if (out->len > 0)
    return FL_EXIT_DONE;
  fl_console_print_error("explain", "there is nothing in this text");
  return FL_EXIT_FAILED;
}

static int
explain(FlSession *session, const char *rule, const char *text)
{
  FlExplainOptions options = {.columns = fl_console_get_columns(), .colour = isatty(STDOUT_FILENO) != 0};
  int code = fl_session_load_packs(session);
  if (code >= 0)
    return code;
  if (rule != NULL && !fl_session_find_rule(session, rule, &options.only))
    return FL_EXIT_FAILED;
  g_autoptr(FlExtractor) extractor = fl_extractor_new(session->rules);
  return text != NULL ? explain_text(extractor, text, &options)
                      : explain_place(session, extractor, *session->rest, &options);
}

int
fl_command_explain(int argc, char **argv)
{
  static const char *const description =
      "Shows the sentences of a line of a source, or of a text, with the mentions drawn under them; which "
      "rule found "
      "each mention,\n"
      "and which lost its text to which; what every rule that matched made of it; and the rules that came "
      "near: how "
      "far their\n"
      "pattern got, or what stopped them. With --rule it says what became of that rule: it matched, or it "
      "was never "
      "tried, for want\n"
      "of a word or a mention, or it was tried and stopped, and where. A text is cleaned as the pack says; "
      "where that "
      "joins lines,\n"
      "a blank line ends a paragraph.\n"
      "\n"
      "  factloom explain --pack rules/zh-policy docs/a.txt:12\n"
      "  factloom explain --pack rules/zh-policy docs/a.txt:12 --rule attended\n"
      "  factloom explain --pack rules/zh-policy docs/a.zip/b.docx:3\n"
      "  factloom explain --pack rules/zh-policy --text '省长王五主持会议。'\n";
  g_autofree char *text = NULL, *rule = NULL;
  const GOptionEntry extra[] = {
      {"text", 0, 0, G_OPTION_ARG_FILENAME, &text,
       "Explain this text, in UTF-8, instead of a line of a source", "TEXT"},
      {"rule", 'r', 0, G_OPTION_ARG_FILENAME, &rule, "Say what became of this rule", "ID"},
      {0}};
  g_auto(FlSession) session = {.command = argv[0]};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_READING, "FILE:LINE", description, extra};
  int code = fl_project_parse(&session.project, argc, argv, &line, &session.rest);
  if (code >= 0)
    return code;
  if ((text == NULL) == (session.rest == NULL) || (session.rest != NULL && session.rest[1] != NULL)) {
    fl_console_print_error(argv[0],
                           "one FILE:LINE or a --text is expected; factloom explain --help says more");
    return FL_EXIT_USAGE;
  }
  return explain(&session, rule, text);
}
