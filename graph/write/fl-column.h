/*
 * FlColumn: one attribute of nodes or edges, as every format has it: name, type, and how to find its text.
 * Writers go through a list of columns instead of knowing attributes.
 */
#pragma once

#include "fl-graph.h"

/* A node or an edge, with what most columns ask for. Borrowed from the graph. */
typedef struct {
  const FlGraph *graph;
  bool of_edge;
  uint32_t index;
  int type; /* of node, or of edge */
  const FlSupport *support;
  FlGraphEvidence shown; /* its `file` is NULL when there is no evidence */
} FlElementView;

FlElementView fl_element_view(const FlGraph *graph, bool of_edge, uint32_t index);

typedef struct _FlColumn FlColumn;

/* Appends the text of the element's value, nothing when it has none. */
typedef void (*FlColumnAppend)(GString *out, const FlElementView *element, const FlColumn *column);

struct _FlColumn {
  const char *name;
  FlValueType type;
  bool plain; /* its texts are numbers, dates or names of the schema: no format has to escape them */
  FlColumnAppend append;
  int *properties; /* of a property's column: its index in each type, or FL_SCHEMA_NONE; else NULL */
};

/* The columns of nodes, or of edges: those that all have, then the properties of the types in the schema's
 * order (one column for each name, hidden ones left out). An array of FlColumn, the caller's. */
GArray *fl_column_list_nodes(const FlGraph *graph);
GArray *fl_column_list_edges(const FlGraph *graph);

/* Whether a column of whole numbers has one of more than 32 bits. */
bool fl_column_has_wide_integers(const FlGraph *graph, bool of_edge, const FlColumn *column);

/* Appends a day of FlSupport as 2024-02-08. */
void fl_column_append_day(GString *out, uint32_t day);
