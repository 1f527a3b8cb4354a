/*
 * What one graph has that another has not, for a person who waits for it: watch prints it behind every change.
 */
#pragma once

#include "fl-graph.h"

/* Appends the nodes and edges that `after` gained and lost against `before`, each with a sentence that says it. Elements are the
 * same where their ids are. That an article mentions something is left out: it follows from the rest. Both
 * graphs are finished; their schemas may differ. */
void fl_comparison_append(const FlGraph *before, const FlGraph *after, GString *out);
