#include "fl-survey.h"
#include "fl-command.h"
#include "fl-source-list.h"

#include <string.h>

void
fl_survey_run(FlSession *session, FlExtractor *extractor, FlSurveyor surveyor, void *user_data)
{
  const FlReadOptions reading = fl_project_get_reading(&session->project);
  for (guint i = 0; i < session->sources->len; i++) {
    const FlSource *source = session->sources->pdata[i];
    g_autoptr(GError) error = NULL;
    FlDocument *document = fl_source_load(source, &reading, &error);
    fl_console_show_progress(i + 1, session->sources->len, source->name);
    if (document == NULL) {
      fl_session_fail_source(session, error->message);
      continue;
    }
    g_autoptr(FlAnalysis) analysis = fl_extractor_analyse(extractor, document);
    if (surveyor != NULL)
      surveyor(analysis, user_data);
  }
  fl_console_show_progress(0, 0, NULL);
}

int
fl_survey_begin(FlSession *session, int argc, char **argv, const FlCommandLine *line, char *const *format)
{
  int code = fl_session_parse(session, argc, argv, line);
  if (code >= 0)
    return code;
  if (*format != NULL && strcmp(*format, "text") != 0 && strcmp(*format, "json") != 0) {
    fl_console_print_error(argv[0], "there is no format '%s'; there are: text, json", *format);
    return FL_EXIT_USAGE;
  }
  return fl_session_load(session);
}
