/* Measures how long a large graph takes and how much memory.
 *
 *   measure-graph build N E FOLDER   weaves N nodes and E N statements, one evidence each, and writes their
 * files measure-graph facts N E          prints the same facts as NDJSON, for weave-facts
 *
 * The graph has N edges more: that the articles mention the nodes.
 */
#include "fl-fact-json.h"
#include "fl-graph.h"
#include "fl-output.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum { NODES_PER_DOCUMENT = 1000 };

typedef struct {
  FlSchema *schema;
  int article, person, meeting, figure;
  int attended, concerns;
  uint32_t n_statements; /* of each node */
  GRand *random;
} Maker;

static int
add_type(FlSchema *schema, const char *name, const char *name_template, const char *const *properties)
{
  const uint8_t colour[3] = {0x4e, 0x79, 0xa7};
  int type = fl_schema_add_node_type(schema, name, NULL, name_template, colour);
  for (; *properties != NULL; properties++) {
    FlProperty property = {.name = *properties, .type = FL_VALUE_STRING};
    if (strcmp(*properties, "start") == 0)
      property = (FlProperty){.name = *properties, .type = FL_VALUE_DATE, .late = true};
    if (strcmp(*properties, "value") == 0)
      property.type = FL_VALUE_NUMBER;
    fl_schema_add_key(schema, type, fl_schema_add_node_property(schema, type, &property));
  }
  return type;
}

static Maker
make_maker(void)
{
  static const char *const named[] = {"name", NULL}, *const dated[] = {"name", "start", NULL};
  static const char *const measured[] = {"subject", "indicator", "value", "unit", NULL};
  FlSchema *schema = fl_schema_new();
  Maker maker = {.schema = schema, .random = g_rand_new_with_seed(1)};
  maker.person = add_type(schema, "Person", "{name}", named);
  maker.meeting = add_type(schema, "Meeting", "{name}", dated);
  maker.figure = add_type(schema, "Figure", "{subject}{indicator}{value}{unit}", measured);
  maker.attended = fl_schema_add_edge_type(schema, "attended", "出席", 1, 2);
  maker.concerns = fl_schema_add_edge_type(schema, "concerns", "涉及", 4, 3);
  fl_schema_complete(schema);
  maker.article = fl_schema_find_node_type(schema, FL_ARTICLE);
  return maker;
}

static void
append_han(Maker *self, GString *out, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_unichar(out, (gunichar)g_rand_int_range(self->random, 0x4e00, 0x9000));
}

static void
set_text(FlFactBatch *batch, uint32_t node, int property, const char *text)
{
  fl_fact_batch_set_node_value(batch, node, property, fl_value_string(text));
}

static uint32_t
add_article(Maker *self, FlFactBatch *batch, const char *file, uint32_t number)
{
  const FlNodeType *type = fl_schema_get_node_type(self->schema, self->article);
  uint32_t article = fl_fact_batch_add_node(batch, self->article);
  g_autoptr(GString) title = g_string_new(NULL);
  append_han(self, title, 12);
  g_autofree char *date = g_strdup_printf("20%02u-%02u-%02u", number % 25, 1 + number % 12, 1 + number % 28);
  set_text(batch, article, fl_node_type_find_property(type, "title"), title->str);
  set_text(batch, article, fl_node_type_find_property(type, "file"), file);
  fl_fact_batch_set_node_value(batch, article, fl_node_type_find_property(type, "date"),
                               (FlValue){.type = FL_VALUE_DATE, .string = date});
  return article;
}

static uint32_t
add_node(Maker *self, FlFactBatch *batch, uint32_t number)
{
  const int types[] = {self->person, self->meeting, self->figure};
  int type = types[number % G_N_ELEMENTS(types)];
  uint32_t node = fl_fact_batch_add_node(batch, type);
  g_autoptr(GString) text = g_string_new(NULL);
  append_han(self, text, type == self->person ? 3 : 10);
  set_text(batch, node, 0, text->str);
  if (type == self->meeting)
    fl_fact_batch_set_node_value(batch, node, 1, (FlValue){.type = FL_VALUE_DATE, .string = "2024-02-08"});
  if (type == self->figure) {
    g_string_truncate(text, 0);
    append_han(self, text, 6);
    set_text(batch, node, 1, text->str);
    fl_fact_batch_set_node_value(batch, node, 2, fl_value_number(g_rand_double_range(self->random, 0, 1000)));
    set_text(batch, node, 3, "万亿元");
  }
  return node;
}

static FlEvidence
make_evidence(uint32_t article, uint32_t sentence, const char *rule, const char *text)
{
  FlLocation at = {.line = sentence + 1, .column = 3, .end_line = sentence + 1, .end_column = 6};
  return (FlEvidence){
      .at = at, .article = article, .sentence = sentence, .confidence = 0.9, .rule = rule, .text = text};
}

static FlFactBatch *
make_batch(Maker *self, uint32_t number)
{
  g_autofree char *file = g_strdup_printf("texts/report-%05u.txt", number);
  FlFactBatch *batch = fl_fact_batch_new(self->schema, file);
  uint32_t article = add_article(self, batch, file, number);
  for (uint32_t i = 1; i < NODES_PER_DOCUMENT; i++) {
    g_autoptr(GString) sentence = g_string_new(NULL);
    append_han(self, sentence, 40);
    uint32_t said = fl_fact_batch_add_sentence(batch, sentence->str);
    uint32_t node = add_node(self, batch, i);
    const char *name = fl_fact_batch_get_node(batch, node)->values[0].string;
    FlEvidence mention = make_evidence(article, said, "person.title", name);
    fl_fact_batch_add_node_evidence(batch, node, &mention);
    for (uint32_t e = 0; e < self->n_statements; e++) {
      uint32_t other = (uint32_t)g_rand_int_range(self->random, 1, (gint32)node + 1);
      int type = i % 2 == 0 ? self->attended : self->concerns;
      uint32_t edge = fl_fact_batch_add_edge(batch, type, node, other);
      FlEvidence statement = make_evidence(article, said, "meeting.attend", name);
      fl_fact_batch_add_edge_evidence(batch, edge, &statement);
    }
  }
  fl_fact_batch_seal(batch);
  return batch;
}

static void
print_facts(Maker *self, uint32_t n_documents)
{
  g_autoptr(GString) out = g_string_new(NULL);
  fl_fact_json_append_header(out, self->schema);
  for (uint32_t i = 0; i < n_documents; i++) {
    g_autoptr(FlFactBatch) batch = make_batch(self, i);
    fl_fact_json_append_batch(out, batch);
    fwrite(out->str, 1, out->len, stdout);
    g_string_truncate(out, 0);
  }
}

/* CPU time of all threads, in seconds, and that by the clock, which tells little on a busy machine. What the kernel
 * takes is shown apart: copying into memory that the machine has to find first can take it many times as long. */
typedef struct {
  double all, kernel, clock;
} Time;

static Time
get_time(void)
{
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double kernel = (double)used.ru_stime.tv_sec + (double)used.ru_stime.tv_usec / 1e6;
  return (Time){(double)used.ru_utime.tv_sec + (double)used.ru_utime.tv_usec / 1e6 + kernel, kernel,
                (double)g_get_monotonic_time() / 1e6};
}

/* Since the last lap. */
static Time
lap(Time *last)
{
  Time before = *last;
  *last = get_time();
  return (Time){last->all - before.all, last->kernel - before.kernel, last->clock - before.clock};
}

/* Writes the files of some formats, NULL for those that are the default. */
static void
measure_files(const FlGraph *graph, const char *folder, const char *const *formats, const char *name)
{
  g_autoptr(GError) error = NULL;
  const FlOutputOptions options = {.formats = formats, .dot_top = FL_OUTPUT_DOT_TOP};
  struct rusage used;
  Time timer = get_time();
  if (!fl_output_write(graph, folder, &options, &error))
    g_error("%s", error->message);
  Time time = lap(&timer);
  getrusage(RUSAGE_SELF, &used);
  printf("%s %.2f s by the clock, CPU %.2f s, %.2f s of it in the kernel, peak %ld MB\n", name, time.clock,
         time.all, time.kernel, used.ru_maxrss / 1024);
}

static int
build(Maker *self, uint32_t n_documents, const char *folder)
{
  static const char *const graphml_and_csv[] = {"graphml", "csv", NULL};
  g_autoptr(FlGraph) graph = fl_graph_new(self->schema);
  g_autoptr(GError) error = NULL;
  Time timer = get_time();
  double make = 0, add = 0;
  for (uint32_t i = 0; i < n_documents; i++) {
    g_autoptr(FlFactBatch) batch = make_batch(self, i);
    make += lap(&timer).all;
    if (!fl_graph_add_batch(graph, batch, &error))
      g_error("%s", error->message);
    add += lap(&timer).all;
  }
  lap(&timer);
  fl_graph_finish(graph);
  double finish = lap(&timer).all;
  printf("%u nodes, %u edges, %u evidence: make batches %.2f s, add %.2f s, finish %.2f s\n",
         fl_graph_get_n_nodes(graph), fl_graph_get_n_edges(graph), fl_graph_get_n_evidence(graph), make, add,
         finish);
  measure_files(graph, folder, graphml_and_csv, "graphml and csv");
  measure_files(graph, folder, NULL, "all files");
  g_autofree const char **all_formats = fl_output_list_formats();
  for (const char **format = all_formats; *format != NULL; format++)
    measure_files(graph, folder, (const char *const[]){*format, NULL}, *format);
  return 0;
}

int
main(int argc, char **argv)
{
  bool builds = argc == 5 && strcmp(argv[1], "build") == 0;
  if (!builds && !(argc == 4 && strcmp(argv[1], "facts") == 0)) {
    fprintf(stderr, "usage: measure-graph build N E FOLDER | facts N E\n");
    return 2;
  }
  Maker maker = make_maker();
  uint32_t n_documents = (uint32_t)(g_ascii_strtoull(argv[2], NULL, 10) / NODES_PER_DOCUMENT);
  maker.n_statements = (uint32_t)g_ascii_strtoull(argv[3], NULL, 10);
  if (builds)
    build(&maker, n_documents, argv[4]);
  else
    print_facts(&maker, n_documents);
  g_rand_free(maker.random);
  fl_schema_unref(maker.schema);
  return 0;
}
