/*
 * The formats: each file is written by one function, which knows nothing of the others. What goes wrong
 * stands in the sink. fl-output.c has the table of them.
 */
#pragma once

#include "fl-file-sink.h"
#include "fl-graph.h"
#include "fl-output.h"

void fl_graphml_write(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_gexf_write(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_csv_write_nodes(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_csv_write_edges(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_csv_write_evidence(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_dot_write(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
void fl_sqlite_write(const FlGraph *graph, const FlOutputOptions *options, FlFileSink *sink);
