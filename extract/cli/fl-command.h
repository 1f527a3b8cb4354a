/*
 * The subcommands: one file each, one row of a table each (fl-command.c).
 */
#pragma once

#include <stdio.h>

/* What the shell is told. */
enum {
  FL_EXIT_DONE = 0,
  FL_EXIT_FAILED = 1, /* errors, failed tests, differences; warnings under --strict */
  FL_EXIT_USAGE = 2,
};

typedef struct {
  const char *name;
  const char *summary;               /* a few words, for the list of commands */
  int (*run)(int argc, char **argv); /* argv[0] is the command's name */
} FlCommand;

/* All commands, ending in a row without a name. */
const FlCommand *fl_command_get_all(void);

/* The help on the program as a whole. */
void fl_command_print_all(FILE *out);

/* Says that there is no such command, and which was probably meant; the exit code. */
int fl_command_report_unknown(const char *name);

int fl_command_build(int argc, char **argv);
int fl_command_check(int argc, char **argv);
int fl_command_diff(int argc, char **argv);
int fl_command_explain(int argc, char **argv);
int fl_command_extract(int argc, char **argv);
int fl_command_profile(int argc, char **argv);
int fl_command_review(int argc, char **argv);
int fl_command_schema(int argc, char **argv);
int fl_command_test(int argc, char **argv);
int fl_command_watch(int argc, char **argv);
int fl_command_weave(int argc, char **argv);
int fl_command_worklist(int argc, char **argv);
