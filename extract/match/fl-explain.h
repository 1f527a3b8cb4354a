/*
 * Explaining an analysis: for a sentence, the mentions drawn in it, what each rule made of it, who lost to
 * whom, and which rules came near.
 */
#pragma once

#include "fl-analysis.h"

/* Appends the explanation of the sentences that stand on a line of the source; false when there are none. */
bool fl_explain_line(FlAnalysis *analysis, uint32_t line, GString *out);

/* Appends the explanation of all sentences. */
void fl_explain_all(FlAnalysis *analysis, GString *out);
