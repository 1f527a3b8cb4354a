#include "fl-summary.h"

#include <stdio.h>

enum { NAME_WIDTH = 16, COLUMNS = 3 };

/* Names with their counts, a few in a row; those without any are left out. */
static void
append_counts(GString *out, const char *title, uint32_t all, const char *const *names, const uint32_t *counts,
              int n)
{
  g_string_append_printf(out, "%-12s%8u", title, all);
  int column = 0;
  for (int i = 0; i < n; i++) {
    if (counts[i] == 0)
      continue;
    g_string_append_printf(out, "%s%*s%7u",
                           column == 0 || column % COLUMNS != 0 ? "  " : "\n                      ",
                           -NAME_WIDTH, names[i], counts[i]);
    column++;
  }
  g_string_append_c(out, '\n');
}

static const char *
node_type_name(const FlSchema *schema, int type)
{
  return fl_schema_get_node_type(schema, type)->name;
}

static const char *
edge_type_name(const FlSchema *schema, int type)
{
  return fl_schema_get_edge_type(schema, type)->name;
}

/* Nodes or edges by their types. */
static void
append_elements(GString *out, const FlGraph *graph, const char *title, int n_types, uint32_t n,
                const char *(*name_of)(const FlSchema *, int), int (*type_of)(const FlGraph *, uint32_t))
{
  g_autofree uint32_t *counts = g_new0(uint32_t, n_types);
  g_autofree const char **names = g_new0(const char *, n_types);
  for (int i = 0; i < n_types; i++)
    names[i] = name_of(fl_graph_get_schema(graph), i);
  for (uint32_t i = 0; i < n; i++)
    counts[type_of(graph, i)]++;
  append_counts(out, title, n, names, counts, n_types);
}

void
fl_summary_append_graph(GString *out, const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  append_elements(out, graph, "nodes", fl_schema_get_n_node_types(schema), fl_graph_get_n_nodes(graph),
                  node_type_name, fl_graph_get_node_type);
  append_elements(out, graph, "edges", fl_schema_get_n_edge_types(schema), fl_graph_get_n_edges(graph),
                  edge_type_name, fl_graph_get_edge_type);
  g_string_append_printf(out, "%-12s%8u\n", "evidence", fl_graph_get_n_evidence(graph));
}

void
fl_summary_print(const char *of_graph, const FlRules *rules, const FlBuildFigures *figures)
{
  printf("%-12s%8u", "documents", figures->documents);
  if (figures->extracted >= 0)
    printf("  %d extracted, %d from the cache", figures->extracted,
           (int)figures->documents - figures->extracted);
  putchar('\n');
  if (rules != NULL)
    printf("%-12s%8u  in %u strata\n", "rules", fl_rules_get_n_rules(rules), fl_rules_get_n_strata(rules));
  fputs(of_graph, stdout);
  printf("%-12s%8u\n", "warnings", figures->warnings);
  printf("%-12s%8.2f\n", "seconds", figures->seconds);
  printf("%-12s%8s\n", figures->written ? "written to" : "up to date", figures->folder);
}
