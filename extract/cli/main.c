#include "fl-command.h"
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

int
main(int argc, char **argv)
{
  setlocale(LC_CTYPE, ""); // NOLINT(concurrency-mt-unsafe): before any thread
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
  fprintf(stderr, "factloom: there is no command '%s'; factloom --help lists them\n", name);
  return FL_EXIT_USAGE;
}
