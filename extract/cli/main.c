#include "fl-command.h"
#include "fl-console.h"
#include "fl-version.h"

#include <locale.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int
run(int argc, char **argv)
{
  if (argc < 2) {
    fl_command_print_all(stderr);
    return FL_EXIT_USAGE;
  }
  bool help = strcmp(argv[1], "help") == 0;
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || (help && argc == 2)) {
    fl_command_print_all(stdout);
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
  return fl_command_report_unknown(name);
}

/* What a document took is kept for the next one: given back to the kernel, it would come page by page again. */
static void
keep_memory(void)
{
  enum { MEGABYTE = 1 << 20 };
  /* NOLINTBEGIN(concurrency-mt-unsafe): before any thread */
  mallopt(M_MMAP_THRESHOLD, 16 * MEGABYTE);
  mallopt(M_TRIM_THRESHOLD, 64 * MEGABYTE);
  /* NOLINTEND(concurrency-mt-unsafe) */
}

int
main(int argc, char **argv)
{
  keep_memory();
  setlocale(LC_CTYPE, ""); // NOLINT(concurrency-mt-unsafe): before any thread
  int code = run(argc, argv);
  return code != FL_EXIT_DONE || fl_console_end_output() ? code : FL_EXIT_FAILED;
}
