#include "fl-command.h"
#include "fl-console.h"
#include "fl-diagnostic.h"
#include "fl-version.h"

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void
print_help(FILE *out)
{
  fputs("factloom turns documents into a knowledge graph with rules a person can read.\n\n"
        "usage: factloom COMMAND [OPTION…]\n\n",
        out);
  for (const FlCommand *command = fl_command_get_all(); command->name != NULL; command++)
    fprintf(out, "  %-10s %s\n", command->name, command->summary);
  fputs("\n  factloom COMMAND --help   what a command takes, with an example\n"
        "  factloom --version        the version\n",
        out);
}

static int
report_unknown(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const FlCommand *command = fl_command_get_all(); command->name != NULL; command++)
    g_ptr_array_add(names, (gpointer)command->name);
  g_ptr_array_add(names, NULL);
  g_autofree char *hint = fl_suggest_hint(name, (const char *const *)names->pdata);
  fprintf(stderr, "factloom: there is no command '%s'; %s\n", name,
          hint != NULL ? hint : "factloom --help lists them");
  return FL_EXIT_USAGE;
}

static int
run(int argc, char **argv)
{
  if (argc < 2) {
    print_help(stderr);
    return FL_EXIT_USAGE;
  }
  bool help = strcmp(argv[1], "help") == 0;
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || (help && argc == 2)) {
    print_help(stdout);
    return FL_EXIT_DONE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    puts("factloom " FL_VERSION);
    return FL_EXIT_DONE;
  }
  const char *name = argv[help ? 2 : 1];
  char *asked[] = {(char *)name, "--help", NULL};
  for (const FlCommand *command = fl_command_get_all(); command->name != NULL; command++)
    if (strcmp(command->name, name) == 0)
      return help ? command->run(2, asked) : command->run(argc - 1, argv + 1);
  return report_unknown(name);
}

int
main(int argc, char **argv)
{
  setlocale(LC_CTYPE, ""); // NOLINT(concurrency-mt-unsafe): before any thread
  int code = run(argc, argv);
  return code != FL_EXIT_DONE || fl_console_end_output() ? code : FL_EXIT_FAILED;
}
