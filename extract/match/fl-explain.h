/*
 * Explaining an analysis: for a sentence, the mentions drawn under it, what each rule made of it, who lost to whom,
 * and which rules came near; or what became of one rule there.
 */
#pragma once

#include "fl-analysis.h"

typedef struct {
  const FlRule *only; /* what became of this rule; NULL: of all */
  gsize columns;      /* how wide lines may be */
  bool colour;        /* for a terminal */
} FlExplainOptions;

/* Appends the explanation of the sentences that stand on a line of the source; false when there are none. */
bool fl_explain_line(FlAnalysis *analysis, uint32_t line, const FlExplainOptions *options, GString *out);

/* Appends the explanation of all sentences. */
void fl_explain_all(FlAnalysis *analysis, const FlExplainOptions *options, GString *out);
