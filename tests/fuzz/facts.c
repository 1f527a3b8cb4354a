#include "facts.h"
#include "fl-graph.h"

static bool
collect(FlFactBatch *take_batch, void *batches, G_GNUC_UNUSED GError **error)
{
  g_ptr_array_add(batches, take_batch);
  return true;
}

GPtrArray *
facts_read(const void *bytes, size_t length, FlSchema **schema)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  g_autoptr(GError) error = NULL;
  if (fl_fact_json_read(stream, "fuzz", schema, collect, batches, &error))
    return g_steal_pointer(&batches);
  g_assert_nonnull(error);
  g_assert_true(g_str_has_prefix(error->message, "fuzz:"));
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  return NULL;
}

static GString *
write_batches(const FlSchema *schema, const GPtrArray *batches)
{
  GString *out = g_string_new(NULL);
  fl_fact_json_append_header(out, schema);
  for (guint i = 0; i < batches->len; i++)
    fl_fact_json_append_batch(out, batches->pdata[i]);
  return out;
}

/* What was written is read as it is. */
static void
read_again(FlSchema *schema, const GPtrArray *batches)
{
  GString *once = write_batches(schema, batches);
  g_autoptr(GPtrArray) read = facts_read(once->str, once->len, &schema);
  g_assert_nonnull(read);
  GString *twice = write_batches(schema, read);
  g_assert_true(g_string_equal(once, twice));
  g_string_free(once, TRUE);
  g_string_free(twice, TRUE);
}

void
facts_check(FlSchema *schema, const GPtrArray *batches)
{
  read_again(schema, batches);
  g_autoptr(FlGraph) graph = fl_graph_new(schema);
  for (guint i = 0; i < batches->len; i++)
    g_assert_true(fl_graph_add_batch(graph, batches->pdata[i], NULL));
  fl_graph_finish(graph);
}
