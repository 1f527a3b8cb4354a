/* Random facts over a small world, so that everything meets: whatever the order and the grouping of their
 * batches, the graph is the same. */
#include "facts.h"
#include "fl-fact-json.h"
#include "fl-output.h"

#include <glib/gstdio.h>
#include <string.h>

enum { WORLDS = 600, ORDERS = 6 };

typedef struct {
  GRand *random;
  FlSchema *schema;
  FlFactBatch *batch;
} Maker;

static int
pick(Maker *self, int n)
{
  return g_rand_int_range(self->random, 0, n);
}

/* One of n texts, or none. */
static const char *
pick_text(Maker *self, const char *const *texts, int n)
{
  int i = pick(self, n + 1);
  return i == n ? "" : texts[i];
}

static void
set(Maker *self, uint32_t node, const char *name, const char *text)
{
  const FlNodeType *type =
      fl_schema_get_node_type(self->schema, fl_fact_batch_get_node(self->batch, node)->type);
  int property = fl_node_type_find_property(type, name);
  FlValue value = {0};
  g_assert_true(fl_value_parse(fl_node_type_get_property(type, property)->type, text, &value));
  fl_fact_batch_set_node_value(self->batch, node, property, value);
}

static FlEvidence
make_evidence(Maker *self, uint32_t article)
{
  static const char *const rules[] = {"a.a", "b.b"};
  uint32_t line = (uint32_t)pick(self, 3), column = (uint32_t)pick(self, 2);
  return (FlEvidence){
      .at = {line, column, line, column + (uint32_t)pick(self, 2)},
      .article = article,
      .sentence = (uint32_t)pick(self, 2),
      .confidence = pick(self, 3) / 2.0,
      .rule = rules[pick(self, 2)],
      .text = pick_text(self, rules, 1),
      .place = rules[pick(self, 2)],
  };
}

static uint32_t
add_article(Maker *self, const char *file)
{
  static const char *const titles[] = {"讲话", "报告"}, *const prints[] = {"p", "q"},
                           *const lines[] = {"1", "20", "3"};
  static const char *const dates[] = {"2024-02-08", "2024", "2023-12-31/2024-01-02"};
  uint32_t article = fl_fact_batch_add_node(self->batch, fl_schema_find_node_type(self->schema, FL_ARTICLE));
  set(self, article, "file", file);
  set(self, article, "title", pick_text(self, titles, 2));
  set(self, article, "date", pick_text(self, dates, 3));
  set(self, article, "fingerprint", pick_text(self, prints, 2));
  set(self, article, "start_line", pick_text(self, lines, 3));
  set(self, article, "ordinal", pick_text(self, lines, 3));
  return article;
}

static uint32_t
add_node(Maker *self)
{
  static const char *const types[] = {"Person", "Place", "Meeting", "Meeting", "Figure"};
  static const char *const names[] = {"甲", "乙", "丙"}, *const days[] = {"2024-01-01", "2024-01-02"};
  static const char *const numbers[] = {"1", "2.5", "1e20"};
  const char *type = types[pick(self, G_N_ELEMENTS(types))];
  uint32_t node = fl_fact_batch_add_node(self->batch, fl_schema_find_node_type(self->schema, type));
  if (strcmp(type, "Figure") == 0) {
    set(self, node, "subject", pick_text(self, names, 2));
    set(self, node, "value", pick_text(self, numbers, 3));
    set(self, node, "unit", pick_text(self, names, 2));
    return node;
  }
  set(self, node, "name", pick_text(self, names, 3));
  if (strcmp(type, "Meeting") == 0) {
    set(self, node, "start", pick_text(self, days, 2));
    set(self, node, "end", pick_text(self, days, 2));
  }
  for (int n = pick(self, 3); n > 0; n--)
    fl_fact_batch_add_alias(self->batch, node, names[pick(self, 3)]);
  return node;
}

static void
add_edges(Maker *self, uint32_t n_articles)
{
  uint32_t n_nodes = fl_fact_batch_get_n_nodes(self->batch);
  for (int n = pick(self, 12); n > 0; n--) {
    int type = pick(self, 3); /* the third is mentions, which the graph also makes by itself */
    uint32_t from = (uint32_t)pick(self, (int)n_nodes), to = (uint32_t)pick(self, (int)n_nodes);
    uint32_t edge = fl_fact_batch_add_edge(self->batch, type, from, to);
    if (type == 0 && pick(self, 2) == 0)
      fl_fact_batch_set_edge_value(self->batch, edge, 0,
                                   fl_value_string(pick(self, 2) == 0 ? "主席" : "代表"));
    for (int i = pick(self, 3); i > 0; i--) {
      FlEvidence evidence = make_evidence(self, (uint32_t)pick(self, (int)n_articles));
      fl_fact_batch_add_edge_evidence(self->batch, edge, &evidence);
    }
  }
}

static FlFactBatch *
make_batch(Maker *self)
{
  static const char *const files[] = {"a.txt", "b.txt", "c/d.txt"};
  const char *file = files[pick(self, 3)];
  self->batch = fl_fact_batch_new(self->schema, file);
  for (int i = 0; i < 3; i++)
    fl_fact_batch_add_sentence(self->batch, files[pick(self, 3)]);
  uint32_t n_articles = (uint32_t)pick(self, 2) + 1;
  for (uint32_t i = 0; i < n_articles; i++)
    add_article(self, file);
  for (int n = pick(self, 8); n > 0; n--)
    add_node(self);
  for (uint32_t node = 0; node < fl_fact_batch_get_n_nodes(self->batch); node++)
    for (int n = pick(self, 3); n > 0; n--) {
      FlEvidence evidence = make_evidence(self, (uint32_t)pick(self, (int)n_articles));
      fl_fact_batch_add_node_evidence(self->batch, node, &evidence);
    }
  add_edges(self, n_articles);
  if (pick(self, 3) == 0)
    fl_fact_batch_add_finding(self->batch,
                              &(FlFinding){.id = "x", .file = file, .line = (uint32_t)pick(self, 2)});
  fl_fact_batch_seal(self->batch);
  return self->batch;
}

static GPtrArray *
make_world(Maker *self)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  for (int n = pick(self, 6); n >= 0; n--)
    g_ptr_array_add(batches, make_batch(self));
  return batches;
}

static void
shuffle(Maker *self, GPtrArray *batches)
{
  for (guint i = batches->len; i > 1; i--) {
    guint j = (guint)pick(self, (int)i);
    gpointer held = batches->pdata[i - 1];
    batches->pdata[i - 1] = batches->pdata[j];
    batches->pdata[j] = held;
  }
}

static void
assert_described(FlSchema *schema, const GPtrArray *batches, const char *expected, int world)
{
  g_autoptr(FlGraph) graph = facts_weave_batches(schema, batches);
  g_autofree char *described = facts_describe(graph);
  if (strcmp(described, expected) != 0)
    g_error("world %d:\n%s\nis not\n%s", world, described, expected);
}

static void
test_orders(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  Maker maker = {random, schema, NULL};
  for (int world = 0; world < WORLDS; world++) {
    g_autoptr(GPtrArray) batches = make_world(&maker);
    g_autoptr(FlGraph) graph = facts_weave_batches(schema, batches);
    g_autofree char *expected = facts_describe(graph);
    for (int i = 0; i < ORDERS; i++) {
      shuffle(&maker, batches);
      assert_described(schema, batches, expected, world);
    }
  }
}

/* Appends some of the batches again. */
static void
test_repeated(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GRand) random = g_rand_new_with_seed(12);
  Maker maker = {random, schema, NULL};
  for (int world = 0; world < WORLDS; world++) {
    g_autoptr(GPtrArray) batches = make_world(&maker);
    g_autoptr(GPtrArray) more = g_ptr_array_new();
    g_autoptr(FlGraph) graph = facts_weave_batches(schema, batches);
    g_autofree char *expected = facts_describe(graph);
    g_ptr_array_extend(more, batches, NULL, NULL);
    for (int n = pick(&maker, 4); n > 0; n--)
      g_ptr_array_add(more, batches->pdata[pick(&maker, (int)batches->len)]);
    shuffle(&maker, more);
    assert_described(schema, more, expected, world);
  }
}

/* Divides the batches among streams, which are then read in any order. */
static void
test_streams(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GRand) random = g_rand_new_with_seed(13);
  Maker maker = {random, schema, NULL};
  for (int world = 0; world < WORLDS; world++) {
    g_autoptr(GPtrArray) batches = make_world(&maker);
    g_autoptr(FlGraph) graph = facts_weave_batches(schema, batches);
    g_autofree char *expected = facts_describe(graph);
    g_autoptr(GString) stream = g_string_new(NULL);
    shuffle(&maker, batches);
    for (guint i = 0; i < batches->len; i++) {
      if (i == 0 || pick(&maker, 2) == 0)
        fl_fact_json_append_header(stream, schema);
      fl_fact_json_append_batch(stream, batches->pdata[i]);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) read = facts_read_stream(schema, stream->str, stream->len, &error);
    g_assert_no_error(error);
    assert_described(schema, read, expected, world);
  }
}

static char *
write_and_read(const FlGraph *graph, const char *folder)
{
  static const char *const files[] = {"graph.graphml", "nodes.csv", "edges.csv", "evidence.csv", "graph.dot"};
  const FlOutputOptions options = {.dot_top = 5};
  g_autoptr(GError) error = NULL;
  GString *all = g_string_new(NULL);
  fl_output_write(graph, folder, &options, &error);
  g_assert_no_error(error);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, &error));
    g_string_append(all, content);
    g_unlink(path);
  }
  g_rmdir(folder);
  return g_string_free(all, FALSE);
}

static void
test_files(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GRand) random = g_rand_new_with_seed(14);
  g_autofree char *top = g_dir_make_tmp("factloom-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename(top, "out", NULL);
  Maker maker = {random, schema, NULL};
  for (int world = 0; world < WORLDS / 10; world++) {
    g_autoptr(GPtrArray) batches = make_world(&maker);
    g_autoptr(FlGraph) one = facts_weave_batches(schema, batches);
    shuffle(&maker, batches);
    g_autoptr(FlGraph) other = facts_weave_batches(schema, batches);
    g_autofree char *expected = write_and_read(one, folder);
    g_autofree char *written = write_and_read(other, folder);
    g_assert_cmpstr(written, ==, expected);
  }
  g_rmdir(top);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/any-order/batches in any order", test_orders);
  g_test_add_func("/any-order/batches more than once", test_repeated);
  g_test_add_func("/any-order/batches in any streams", test_streams);
  g_test_add_func("/any-order/the files are the same", test_files);
  return g_test_run();
}
