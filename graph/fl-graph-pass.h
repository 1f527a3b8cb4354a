/*
 * The passes that fl_graph_finish() makes over an FlGraph, in this order.
 */
#pragma once

#include "fl-graph.h"

void fl_graph_join_late_keys(FlGraph *self);   /* fl-graph-join.c */
void fl_graph_derive_mentions(FlGraph *self);  /* fl-graph-article.c */
void fl_graph_settle_values(FlGraph *self);    /* fl-graph-conflict.c */
void fl_graph_make_ids(FlGraph *self);         /* fl-graph-id.c */
void fl_graph_make_names(FlGraph *self);       /* fl-graph-name.c */
void fl_graph_order_nodes(FlGraph *self);      /* fl-graph-order.c */
void fl_graph_order_edges(FlGraph *self);      /* fl-graph-order.c */
void fl_graph_mark_duplicates(FlGraph *self);  /* fl-graph-article.c */
void fl_graph_report_conflicts(FlGraph *self); /* fl-graph-conflict.c; claims know no evidence from here on */
void fl_graph_order_evidence(FlGraph *self);   /* fl-graph-evidence.c */
void fl_graph_measure(FlGraph *self);          /* fl-graph-measure.c */
void fl_graph_report_namesakes(FlGraph *self); /* fl-graph-join.c */
void fl_graph_order_findings(FlGraph *self);   /* fl-graph-order.c */
void fl_graph_order_origins(FlGraph *self);    /* fl-graph-origin.c */
