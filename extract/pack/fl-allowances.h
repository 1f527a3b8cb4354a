/*
 * FlAllowances: the warnings that files keep back: `allow: [id, …]` at a file's top, on a rule, on a define, on a
 * type of node or edge.
 *
 * Read from the trees of a rule set's files, which must outlive it. Used by one thread, the one that looks for
 * what is doubtful: what was kept back is noted, so that an allowance of nothing can be told.
 */
#pragma once

#include "fl-yaml.h"

typedef struct _FlAllowances FlAllowances;

FlAllowances *fl_allowances_new(void);
void fl_allowances_free(FlAllowances *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlAllowances, fl_allowances_free)

/* Adds those of a file; an id that is no warning's is an error. */
void fl_allowances_read(FlAllowances *self, const FlYaml *file, FlDiagnostics *diagnostics);

/* From now on warnings that are kept back are not added to `diagnostics`; it must not outlive this. */
void fl_allowances_apply(FlAllowances *self, FlDiagnostics *diagnostics);

/* Adds a warning for each that has kept nothing back. */
void fl_allowances_report_unused(FlAllowances *self, FlDiagnostics *diagnostics);
