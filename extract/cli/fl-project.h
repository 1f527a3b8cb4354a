/*
 * FlProject: what a run is to do: factloom.yaml, overruled by the command line.
 */
#pragma once

#include "fl-diagnostic.h"
#include "fl-format.h"
#include "fl-output.h"

#define FL_PROJECT_FILE  "factloom.yaml"
#define FL_PROJECT_RULES "rules" /* where packs are found */

typedef struct {
  char **packs;            /* folders; the folders of rules/ that hold a pack.yaml when none is named */
  bool packs_found;        /* there: none was named */
  char **sources;          /* paths, folders, globs */
  char *out;               /* folder */
  char **formats;          /* NULL: the default */
  int threads;             /* 0: as many as there are processors */
  int dot_top;             /* -1: the default */
  char *encoding;          /* of texts; NULL: it is found out */
  const char *encoding_by; /* who says so, in words */
  char *cache;             /* folder; NULL: none */
  gboolean no_cache;
  char *depfile;  /* NULL: none is written */
  gboolean check; /* compare the graph with the folder and write nothing */
  gboolean strict, verbose, summary, no_prefilter;
  gboolean keep_going; /* write what could be read where something could not */
} FlProject;

void fl_project_clear(FlProject *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlProject, fl_project_clear)

/* Which of the options a command takes. */
typedef enum {
  FL_OPTION_PACKS = 1 << 0,
  FL_OPTION_OUTPUT = 1 << 1,
  FL_OPTION_SUMMARY = 1 << 2,
  FL_OPTION_EXTRACT = 1 << 3, /* --threads, --no-prefilter */
  FL_OPTION_STRICT = 1 << 4,
  FL_OPTION_VERBOSE = 1 << 5,
  FL_OPTION_READING = 1 << 6, /* --encoding */
  FL_OPTION_CACHE = 1 << 7,
  FL_OPTION_FINDINGS = FL_OPTION_STRICT | FL_OPTION_VERBOSE, /* of commands that have any to show */
} FlOptionGroups;

/* What a command takes. */
typedef struct {
  FlOptionGroups groups;
  const char *usage;         /* what stands behind the options: "[SOURCE…]" */
  const char *description;   /* what it does, with an example */
  const GOptionEntry *extra; /* further options; NULL: none */
} FlCommandLine;

/* Parses a command line into `ret_project`: options, then the rest (sources, packs or whatever the command
 * takes) into `*ret_rest`. Goes into the folder that -C names. Returns -1 to go on, else the exit code: help
 * was asked for, or the usage was wrong, and it has been said. */
int fl_project_parse(FlProject *ret_project, int argc, char **argv, const FlCommandLine *line,
                     char ***ret_rest);

/* How it has the graph written. */
FlOutputOptions fl_project_get_output(const FlProject *self);

/* How it has sources read. */
FlReadOptions fl_project_get_reading(const FlProject *self);

/* Adds packs that a command line names without --pack; NULL for none. */
void fl_project_add_packs(FlProject *self, const char *const *folders);

/* Fills what the command line left open from factloom.yaml in the working folder, where there is one, then
 * from defaults. False when that file is wrong; diagnostics say why. */
gboolean fl_project_complete(FlProject *self, FlDiagnostics *diagnostics);
