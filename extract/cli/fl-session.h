/*
 * FlSession: what commands that run packs over sources have in common: packs loaded, sources found, and the
 * end of it all told.
 */
#pragma once

#include "fl-console.h"
#include "fl-pipeline.h"
#include "fl-project.h"
#include "fl-rules.h"

/* The review page, in the out folder. */
#define FL_SESSION_PAGE "review.html"

typedef struct {
  const char *command;
  FlProject project;
  char **rest;   /* the command line behind the options */
  bool of_packs; /* that names packs, not sources */
  bool check;    /* look for all that is doubtful in the packs */
  bool with_cache;
  FlRuleSet *rules;   /* NULL for a command with FL_OPTION_CACHE */
  FlRules *cached;    /* its rules */
  FlCache *cache;     /* NULL: none */
  char *page;         /* a review page that is written elsewhere than into the out folder; NULL: none */
  char **own;         /* canonical paths: what commands write, and none of them is to take for a source */
  GPtrArray *sources; /* of FlSource */
  FlFindingPrinter *findings;
  GPtrArray *missing; /* of FlMissingSource; NULL before sources are looked for */
  guint n_failed;     /* sources that could not be read, those among them */
  guint n_warnings;   /* of packs */
  guint n_extracted;  /* sources that were not in the cache */
} FlSession;

/* Parses the command line and loads packs and sources. Returns -1 to go on, else the exit code: everything
 * has been said. */
int fl_session_begin(FlSession *self, int argc, char **argv, const FlCommandLine *line);

/* The halves of that: the command line alone, for a command that has more to check there; then all else. */
int fl_session_parse(FlSession *self, int argc, char **argv, const FlCommandLine *line);
int fl_session_load(FlSession *self);

/* The same for a command whose command line names packs, beside those of --pack; there are no sources. */
int fl_session_begin_packs(FlSession *self, int argc, char **argv, const FlCommandLine *line);

/* The first half of that: parses the command line, loads nothing. */
int fl_session_parse_packs(FlSession *self, int argc, char **argv, const FlCommandLine *line);

/* Loads the packs of the project into `rules`, printing what is wrong or doubtful in them. Returns -1 to go
 * on, else the exit code. */
int fl_session_load_packs(FlSession *self);

/* The rule of an id. False where there is none, and it has been said, with the one that was probably meant. */
bool fl_session_find_rule(const FlSession *self, const char *id, const FlRule **ret_rule);

/* Finds the sources that the command line names, else those of the project, printing what is missing. Returns -1 to
 * go on, else the exit code. */
int fl_session_find_sources(FlSession *self);

/* What names the sources: the command line, else the project. */
const char *const *fl_session_get_patterns(const FlSession *self);

/* For a command that reads its sources more than once, which standard input can't be: `why` says so. Returns -1 when it
 * is none of them, else the exit code. */
int fl_session_refuse_stdin(const FlSession *self, const char *why);

/* The exit code where there were so many warnings: says that they are too many when the run is strict. */
int fl_session_judge(const FlSession *self, guint warnings);

/* How these rules are to be run over sources, as the options say; `rules` is borrowed. */
FlPipeline fl_session_get_pipeline(const FlSession *self, FlRules *rules);

/* Whether there is something to write when a run has ended with a code: all went well, or what did not was left out by
 * request. */
bool fl_session_may_write(const FlSession *self, int code);

/* The exit code of a run that came to its end: 1 when sources failed, or there were warnings and the run is
 * strict. */
int fl_session_end(FlSession *self);

void fl_session_clear(FlSession *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlSession, fl_session_clear)

/* Ends the use of the cache, and says what was wrong with it. */
void fl_session_finish_cache(FlSession *self);

/* Prints that a source could not be read, and counts it. */
void fl_session_fail_source(FlSession *self, const char *message);
