/*
 * What a person sees on the terminal: diagnostics of packs, findings of a run, progress. Everything but data
 * goes to stderr.
 */
#pragma once

#include "fl-diagnostic.h"
#include "fl-finding.h"

#include <glib.h>
#include <stdbool.h>

/* Prints all, errors and warnings. */
void fl_console_print_diagnostics(const FlDiagnostics *diagnostics);

/* `factloom COMMAND: message` */
void fl_console_print_error(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Findings as they come, at most a handful of one kind; the rest is counted. */
typedef struct _FlFindingPrinter FlFindingPrinter;

/* `all` prints every finding, notes too; without it the only notes are what sources were read as. */
FlFindingPrinter *fl_finding_printer_new(gboolean all);
void fl_finding_printer_free(FlFindingPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlFindingPrinter, fl_finding_printer_free)

void fl_finding_printer_add(FlFindingPrinter *self, const FlFinding *finding);

/* Says how many were not shown. */
void fl_finding_printer_finish(FlFindingPrinter *self);

/* How many warnings there were, each counted as often as it was found. */
guint fl_finding_printer_get_n_warnings(const FlFindingPrinter *self);

/* A bar on a terminal, nothing elsewhere. `done` of `all` things, now at `what`; `what` NULL clears it. */
void fl_console_show_progress(guint done, guint all, const char *what);

/* How many columns standard output has; 100 where it is no terminal. */
gsize fl_console_get_columns(void);

/* Whether all that was printed has arrived; says what kept it from that. */
bool fl_console_end_output(void);
