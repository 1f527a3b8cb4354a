#include "fl-command.h"
#include "fl-session.h"

#include <stdio.h>
#include <unistd.h>

int
fl_command_check(int argc, char **argv)
{
  static const char *const description = "Reads the packs and says, with file, line and column, what is "
                                         "wrong in them (errors) and what is doubtful (warnings).\n"
                                         "Fails on errors, with --strict on warnings too.\n"
                                         "\n"
                                         "  factloom check rules/zh-policy\n";
  g_auto(FlSession) session = {.command = argv[0]};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_RUN, "[PACK…]", description, NULL};
  int code = fl_project_parse(&session.project, argc, argv, &line, &session.rest);
  if (code >= 0)
    return code;
  if (session.rest != NULL) {
    g_strfreev(session.project.packs);
    session.project.packs = g_steal_pointer(&session.rest);
  }
  if (!fl_session_load_packs(&session))
    return FL_EXIT_FAILED;
  if (isatty(STDOUT_FILENO) || session.project.verbose)
    printf("%u packs, %u rules in %d strata, %u warnings\n", session.rules->packs->len,
           session.rules->rules->len, session.rules->n_strata, session.n_warnings);
  return session.project.strict && session.n_warnings > 0 ? FL_EXIT_FAILED : FL_EXIT_DONE;
}
