/*
 * FlDiagnosticKind: what each id of a diagnostic means: one row of a table each (fl-diagnostic-kinds.c), which
 * `factloom check --list` and `--explain` print. Constant.
 */
#pragma once

#include "fl-diagnostic.h"

typedef struct {
  const char *id;
  FlDiagnosticLevel level;
  const char *about; /* a sentence: what is wrong, or why it is doubtful */
  const char *wrong; /* an example; lines end in \n where there are several */
  const char *right; /* what to write instead; NULL: it depends */
} FlDiagnosticKind;

/* All of them by id, errors before warnings, ending in a row without an id. */
extern const FlDiagnosticKind fl_diagnostic_kinds[];

/* NULL: there is no such id. */
const FlDiagnosticKind *fl_diagnostic_kind_find(const char *id);

/* The ids of all, or of the warnings, which `allow:` can name: the caller's, NULL-terminated, ids borrowed. */
const char **fl_diagnostic_kinds_list(void);
const char **fl_diagnostic_kinds_list_warnings(void);
