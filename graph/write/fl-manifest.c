#include "fl-manifest.h"

#include "fl-json-writer.h"
#include "fl-string.h"

#include <string.h>

static void
put_text(FlJsonWriter *out, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    fl_json_writer_put_string(out, key, text);
}

/* The rules that documents were made with: one digest, but for streams of different runs. */
static void
put_rules(FlJsonWriter *out, const FlGraph *graph)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new();
  for (uint32_t i = 0; i < fl_graph_get_n_origins(graph); i++)
    if (*fl_graph_get_origin(graph, i)->rules != '\0')
      g_ptr_array_add(digests, (char *)fl_graph_get_origin(graph, i)->rules);
  g_ptr_array_sort(digests, fl_string_compare);
  fl_json_writer_begin_array(out, "rules");
  for (guint i = 0; i < digests->len; i++)
    if (i == 0 || strcmp(digests->pdata[i - 1], digests->pdata[i]) != 0)
      fl_json_writer_put_string(out, NULL, digests->pdata[i]);
  fl_json_writer_end_array(out);
}

static void
put_sources(FlJsonWriter *out, const FlGraph *graph)
{
  fl_json_writer_begin_array(out, "sources");
  for (uint32_t i = 0; i < fl_graph_get_n_origins(graph); i++) {
    const FlGraphOrigin *origin = fl_graph_get_origin(graph, i);
    fl_json_writer_begin_row(out);
    put_text(out, "file", origin->document);
    put_text(out, "sha256", origin->digest);
    fl_json_writer_end_row(out);
  }
  fl_json_writer_end_array(out);
}

static void
put_files(FlJsonWriter *out, const GArray *files)
{
  fl_json_writer_begin_array(out, "outputs");
  for (guint i = 0; i < files->len; i++) {
    const FlManifestFile *file = &g_array_index(files, FlManifestFile, i);
    fl_json_writer_begin_row(out);
    put_text(out, "file", file->name);
    fl_json_writer_put_count(out, "bytes", file->length);
    put_text(out, "sha256", file->digest);
    fl_json_writer_end_row(out);
  }
  fl_json_writer_end_array(out);
}

static void
put_counts(FlJsonWriter *out, const FlGraph *graph)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  int n_nodes = fl_schema_get_n_node_types(schema), n_edges = fl_schema_get_n_edge_types(schema);
  g_autofree uint32_t *nodes = g_new0(uint32_t, n_nodes + 1), *edges = g_new0(uint32_t, n_edges + 1);
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    nodes[fl_graph_get_node_type(graph, i)]++;
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    edges[fl_graph_get_edge_type(graph, i)]++;
  fl_json_writer_begin_object(out, "counts");
  fl_json_writer_put_count(out, "documents", fl_graph_get_n_origins(graph));
  fl_json_writer_put_count(out, "nodes", fl_graph_get_n_nodes(graph));
  fl_json_writer_put_count(out, "edges", fl_graph_get_n_edges(graph));
  fl_json_writer_put_count(out, "evidence", fl_graph_get_n_evidence(graph));
  fl_json_writer_end_object(out);
  fl_json_writer_begin_object(out, "nodes");
  for (int i = 0; i < n_nodes; i++)
    fl_json_writer_put_count(out, fl_schema_get_node_type(schema, i)->name, nodes[i]);
  fl_json_writer_end_object(out);
  fl_json_writer_begin_object(out, "edges");
  for (int i = 0; i < n_edges; i++)
    fl_json_writer_put_count(out, fl_schema_get_edge_type(schema, i)->name, edges[i]);
  fl_json_writer_end_object(out);
}

/* How often each kind was found. */
static void
put_findings(FlJsonWriter *out, const FlGraph *graph)
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
  g_ptr_array_sort(kinds, fl_string_compare);
  fl_json_writer_begin_object(out, "findings");
  for (guint i = 0; i < kinds->len; i++)
    fl_json_writer_put_count(out, kinds->pdata[i],
                             GPOINTER_TO_UINT(g_hash_table_lookup(counts, kinds->pdata[i])));
  fl_json_writer_end_object(out);
}

void
fl_manifest_write(const FlGraph *graph, const char *version, const GArray *files, FlFileSink *sink)
{
  g_autoptr(GString) text = g_string_new(NULL);
  FlJsonWriter out = {.out = text};
  fl_json_writer_begin_object(&out, NULL);
  put_text(&out, "factloom", version);
  put_rules(&out, graph);
  put_sources(&out, graph);
  put_files(&out, files);
  put_counts(&out, graph);
  put_findings(&out, graph);
  fl_json_writer_end_object(&out);
  fl_file_sink_write(sink, text->str, text->len);
}
