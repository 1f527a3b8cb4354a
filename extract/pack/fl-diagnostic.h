/*
 * FlDiagnostics: what is wrong, or doubtful, in the files of a pack, each with its exact place.
 *
 * Collected while a pack is loaded, so that one look shows all. Belongs to one thread; owns its strings.
 */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
  FL_DIAGNOSTIC_WARNING,
  FL_DIAGNOSTIC_ERROR,
} FlDiagnosticLevel;

typedef struct {
  FlDiagnosticLevel level;
  char *id;        /* kebab-case: unknown-key */
  char *path;      /* the file as it was named */
  uint32_t line;   /* 1-based; 0: the file as a whole */
  uint32_t column; /* 1-based, in code points */
  uint32_t length; /* of what the caret marks, in code points, at least 1 */
  char *source;    /* the line it stands in; NULL when there is none */
  uint32_t cut;    /* how many characters of it were cut off in front; 0 when it is added */
  char *message;
  char *hint; /* what to do about it; NULL when there is nothing to say */
} FlDiagnostic;

typedef struct _FlDiagnostics FlDiagnostics;

FlDiagnostics *fl_diagnostics_new(void);
void fl_diagnostics_free(FlDiagnostics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDiagnostics, fl_diagnostics_free)

/* So many of one kind are kept: what comes again and again hides what does not. */
enum { FL_DIAGNOSTICS_MOST = 100 };

/* Whether so many of this kind are kept that one more would only be counted, as it now is: a place need not
 * be looked up for it. */
bool fl_diagnostics_pass_over(FlDiagnostics *self, FlDiagnosticLevel level, const char *id);

/* Whether a warning about what stands at byte `at` of a file is kept back. */
typedef bool (*FlDiagnosticFilter)(gpointer data, const char *path, size_t at, const char *id);

/* Warnings that `filter` keeps back are not added from now on; NULL: all are. */
void fl_diagnostics_set_filter(FlDiagnostics *self, FlDiagnosticFilter filter, gpointer data);

/* Whether this one is; for those who know at which byte it is. */
bool fl_diagnostics_keep_back(const FlDiagnostics *self, FlDiagnosticLevel level, const char *path, size_t at,
                              const char *id);

/* Adds one, unless it is there already or passed over; all strings are copied, of a long source line what
 * lies around the place. */
void fl_diagnostics_add(FlDiagnostics *self, const FlDiagnostic *diagnostic);

guint fl_diagnostics_get_length(const FlDiagnostics *self);
const FlDiagnostic *fl_diagnostics_get(const FlDiagnostics *self, guint index);
guint fl_diagnostics_count(const FlDiagnostics *self, FlDiagnosticLevel level); /* all, not only those kept */

/* Appends how many of each kind were not kept, a line each; nothing when all were. */
void fl_diagnostics_append_more(const FlDiagnostics *self, GString *out);

/* Puts them in order of file, line and column. */
void fl_diagnostics_sort(FlDiagnostics *self);

/* `path:line:column: error[id]: message`, the source line with a caret under the place, and the hint. */
void fl_diagnostic_append(const FlDiagnostic *self, GString *out);

/* The second part of that alone: the source line with its caret. */
void fl_diagnostic_append_source(const FlDiagnostic *self, GString *out);

/* The one of `names` (NULL-terminated) that `name` was probably meant to be: nearest by edits, if near. NULL
 * when none is. */
const char *fl_suggest(const char *name, const char *const *names);

/* The same as a hint, "did you mean 'x'?"; the caller's, NULL when none is near. */
char *fl_suggest_hint(const char *name, const char *const *names);
