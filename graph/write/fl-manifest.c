#include "fl-manifest.h"

#include "fl-string.h"

#include <string.h>

/* ---- JSON of texts without control characters, one member a line so that changes can be read */

static void
append_text(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

static void
append_field(GString *out, const char *lead, const char *key, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf(out, "%s\"%s\": ", lead, key);
  append_text(out, text);
}

/* Begins a list or an object under a key; its members are begun with next(). */
static void
begin(GString *out, const char *key, char bracket)
{
  g_string_append_printf(out, "  \"%s\": %c", key, bracket);
}

static void
next(GString *out, guint index)
{
  g_string_append(out, index == 0 ? "\n    " : ",\n    ");
}

static void
end(GString *out, guint n, const char *bracket)
{
  g_string_append(out, n == 0 ? "" : "\n  ");
  g_string_append(out, bracket);
}

/* ---- what stands in it */

static int
compare_texts(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The rules that documents were made with: one digest, but for streams of different runs. */
static void
append_rules(GString *out, const FlGraph *graph)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new();
  guint n = 0;
  for (uint32_t i = 0; i < fl_graph_get_n_origins(graph); i++)
    if (*fl_graph_get_origin(graph, i)->rules != '\0')
      g_ptr_array_add(digests, (char *)fl_graph_get_origin(graph, i)->rules);
  g_ptr_array_sort(digests, compare_texts);
  begin(out, "rules", '[');
  for (guint i = 0; i < digests->len; i++) {
    if (i > 0 && strcmp(digests->pdata[i - 1], digests->pdata[i]) == 0)
      continue;
    next(out, n++);
    append_text(out, digests->pdata[i]);
  }
  end(out, n, "],\n");
}

static void
append_sources(GString *out, const FlGraph *graph)
{
  uint32_t n = fl_graph_get_n_origins(graph);
  begin(out, "sources", '[');
  for (uint32_t i = 0; i < n; i++) {
    const FlGraphOrigin *origin = fl_graph_get_origin(graph, i);
    next(out, i);
    append_field(out, "{", "file", origin->document);
    append_field(out, ", ", "sha256", origin->digest);
    g_string_append_c(out, '}');
  }
  end(out, n, "],\n");
}

static void
append_files(GString *out, const GArray *files)
{
  begin(out, "outputs", '[');
  for (guint i = 0; i < files->len; i++) {
    const FlManifestFile *file = &g_array_index(files, FlManifestFile, i);
    next(out, i);
    append_field(out, "{", "file", file->name);
    g_string_append_printf(out, ", \"bytes\": %" G_GUINT64_FORMAT, file->length);
    append_field(out, ", ", "sha256", file->digest);
    g_string_append_c(out, '}');
  }
  end(out, files->len, "],\n");
}

static void
append_count(GString *out, guint index, const char *name, uint32_t count)
{
  next(out, index);
  append_text(out, name);
  g_string_append_printf(out, ": %u", count);
}

static void
append_counts(GString *out, const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  int n_nodes = fl_schema_get_n_node_types(schema), n_edges = fl_schema_get_n_edge_types(schema);
  g_autofree uint32_t *nodes = g_new0(uint32_t, n_nodes + 1), *edges = g_new0(uint32_t, n_edges + 1);
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    nodes[fl_graph_get_node_type(graph, i)]++;
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    edges[fl_graph_get_edge_type(graph, i)]++;
  begin(out, "counts", '{');
  append_count(out, 0, "documents", fl_graph_get_n_origins(graph));
  append_count(out, 1, "nodes", fl_graph_get_n_nodes(graph));
  append_count(out, 2, "edges", fl_graph_get_n_edges(graph));
  append_count(out, 3, "evidence", fl_graph_get_n_evidence(graph));
  end(out, 4, "},\n");
  begin(out, "nodes", '{');
  for (int i = 0; i < n_nodes; i++)
    append_count(out, (guint)i, fl_schema_get_node_type(schema, i)->name, nodes[i]);
  end(out, (guint)n_nodes, "},\n");
  begin(out, "edges", '{');
  for (int i = 0; i < n_edges; i++)
    append_count(out, (guint)i, fl_schema_get_edge_type(schema, i)->name, edges[i]);
  end(out, (guint)n_edges, "},\n");
}

/* How often each kind was found. */
static void
append_findings(GString *out, const FlGraph *graph)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) kinds = g_ptr_array_new();
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++) {
    const FlFinding *finding = fl_graph_get_finding(graph, i);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, finding->id));
    if (before == 0)
      g_ptr_array_add(kinds, (char *)finding->id);
    g_hash_table_insert(counts, (char *)finding->id, GUINT_TO_POINTER(before + finding->count));
  }
  g_ptr_array_sort(kinds, compare_texts);
  begin(out, "findings", '{');
  for (guint i = 0; i < kinds->len; i++)
    append_count(out, i, kinds->pdata[i], GPOINTER_TO_UINT(g_hash_table_lookup(counts, kinds->pdata[i])));
  end(out, kinds->len, "}\n");
}

void
fl_manifest_write(const FlGraph *graph, const char *version, const GArray *files, FlFileSink *sink)
{
  g_autoptr(GString) out = g_string_new("{\n");
  append_field(out, "  ", "factloom", version != NULL ? version : "");
  g_string_append(out, version != NULL ? ",\n" : "");
  append_rules(out, graph);
  append_sources(out, graph);
  append_files(out, files);
  append_counts(out, graph);
  append_findings(out, graph);
  g_string_append(out, "}\n");
  fl_file_sink_write(sink, out->str, out->len);
}
