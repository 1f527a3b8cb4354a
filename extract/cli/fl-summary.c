#include "fl-summary.h"

#include <stdio.h>

enum { NAME_WIDTH = 16, COLUMNS = 3 };

/* Names with their counts, a few in a row; those without any are left out. */
static void
print_counts(const char *title, uint32_t all, const char *const *names, const uint32_t *counts, int n)
{
  printf("%-12s%8u", title, all);
  int column = 0;
  for (int i = 0; i < n; i++) {
    if (counts[i] == 0)
      continue;
    printf("%s%*s%7u", column == 0 || column % COLUMNS != 0 ? "  " : "\n                      ", -NAME_WIDTH,
           names[i], counts[i]);
    column++;
  }
  putchar('\n');
}

static void
print_nodes(const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  int n = fl_schema_get_n_node_types(schema);
  g_autofree uint32_t *counts = g_new0(uint32_t, n);
  g_autofree const char **names = g_new0(const char *, n);
  for (int i = 0; i < n; i++)
    names[i] = fl_schema_get_node_type(schema, i)->name;
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    counts[fl_graph_get_node_type(graph, i)]++;
  print_counts("nodes", fl_graph_get_n_nodes(graph), names, counts, n);
}

static void
print_edges(const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  int n = fl_schema_get_n_edge_types(schema);
  g_autofree uint32_t *counts = g_new0(uint32_t, n);
  g_autofree const char **names = g_new0(const char *, n);
  for (int i = 0; i < n; i++)
    names[i] = fl_schema_get_edge_type(schema, i)->name;
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    counts[fl_graph_get_edge_type(graph, i)]++;
  print_counts("edges", fl_graph_get_n_edges(graph), names, counts, n);
}

void
fl_summary_print(const FlGraph *graph, const FlRuleSet *rules, const FlBuildFigures *figures)
{
  printf("%-12s%8u\n", "documents", figures->documents);
  if (rules != NULL)
    printf("%-12s%8u  in %d strata\n", "rules", rules->rules->len, rules->n_strata);
  print_nodes(graph);
  print_edges(graph);
  printf("%-12s%8u\n", "evidence", fl_graph_get_n_evidence(graph));
  printf("%-12s%8u\n", "warnings", figures->warnings);
  printf("%-12s%8.2f\n", "seconds", figures->seconds);
  printf("%-12s%8s\n", "written to", figures->folder);
}
