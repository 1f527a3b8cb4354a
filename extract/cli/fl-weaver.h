/*
 * The end of build and weave: batches become a graph, the graph becomes files.
 */
#pragma once

#include "fl-graph.h"
#include "fl-session.h"

/* Weaves a batch, which it takes, into the graph. */
bool fl_weaver_add(FlGraph *graph, FlFactBatch *take_batch, GError **error);

/* The finished graph of the session's sources by these rules; findings are not told. NULL with `error` set. Sources
 * that can't be read are told, and counted as failed. */
FlGraph *fl_weaver_weave_sources(FlSession *session, FlRules *rules, GError **error);

/* Tells the findings of a finished graph, those of its batches among them. */
void fl_weaver_tell_findings(FlSession *session, const FlGraph *graph);

/* Tells the findings of a finished graph and, unless the run has failed,
 * writes it and prints the summary, or compares it with what is there when that is all that is asked. Returns the exit code. */
int fl_weaver_finish(FlSession *session, const FlGraph *graph, guint documents, gint64 started);

/* Prints the summary where it is wanted: of what the graph has (fl-summary.h), and whether files were
 * written. */
void fl_weaver_sum_up(const FlSession *session, const char *of_graph, guint documents, bool written,
                      gint64 started);
