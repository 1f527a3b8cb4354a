/* The data of a page. Texts that come again and again stand once, in `strings`; what there is much of is written
 * as columns of numbers. page/model.js reads it. */

#include "fl-island.h"
#include "fl-review-schema.h"
#include "fl-review.h"

typedef struct {
  const FlReview *review;
  const FlSchema *schema;
  GString *out;
  GHashTable *strings; /* text to its number + 1; borrowed */
  GPtrArray *texts;    /* of const char* */
  GHashTable *rules;   /* id to its number + 1: those of the review, then what else found something */
  GPtrArray *rule_ids; /* of const char* */
  GHashTable *sources; /* name to its number + 1 */
} Writer;

static uint32_t
number_of(GHashTable *numbers, GPtrArray *texts, const char *text)
{
  uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, text));
  if (number > 0)
    return number - 1;
  g_ptr_array_add(texts, (gpointer)text);
  g_hash_table_insert(numbers, (gpointer)text, GUINT_TO_POINTER(texts->len));
  return texts->len - 1;
}

/* The number of a text in `strings`. */
static uint32_t
intern(Writer *self, const char *text)
{
  return number_of(self->strings, self->texts, text);
}

/* ---- sources and rules */

/* Two numbers a line: what evidence calls it. */
static void
put_lines(Writer *self, const GArray *lines)
{
  fl_island_begin(self->out, "lines", '[');
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const FlReviewLine *line = &g_array_index(lines, FlReviewLine, i);
    fl_island_append_number(self->out, line->number);
    fl_island_append_number(self->out, line->column);
  }
  fl_island_end(self->out, ']');
}

static void
put_sources(Writer *self)
{
  fl_island_begin(self->out, "sources", '[');
  for (guint i = 0; i < self->review->sources->len; i++) {
    const FlReviewSource *source = &g_array_index(self->review->sources, FlReviewSource, i);
    g_hash_table_insert(self->sources, (gpointer)source->name, GUINT_TO_POINTER(i + 1));
    fl_island_begin(self->out, NULL, '{');
    fl_island_put_text(self->out, "name", source->name);
    fl_island_put_text(self->out, "text", source->text);
    put_lines(self, source->lines);
    fl_island_end(self->out, '}');
  }
  fl_island_end(self->out, ']');
}

static void
put_rules(Writer *self)
{
  fl_island_begin(self->out, "rules", '[');
  for (guint i = 0; i < self->review->rules->len; i++) {
    const FlReviewRule *rule = &g_array_index(self->review->rules, FlReviewRule, i);
    number_of(self->rules, self->rule_ids, rule->id);
    fl_island_begin(self->out, NULL, '{');
    fl_island_put_text(self->out, "id", rule->id);
    fl_island_put_text(self->out, "file", rule->file);
    fl_island_put_number(self->out, "line", rule->line);
    fl_island_put_text(self->out, "about", rule->about != NULL ? rule->about : "");
    fl_island_put_text(self->out, "text", rule->text);
    fl_island_end(self->out, '}');
  }
  fl_island_end(self->out, ']');
}

/* What found something and is no rule: lists, layouts, names found again. */
static void
put_finders(Writer *self)
{
  fl_island_begin(self->out, "finders", '[');
  for (guint i = self->review->rules->len; i < self->rule_ids->len; i++)
    fl_island_put_item(self->out, self->rule_ids->pdata[i]);
  fl_island_end(self->out, ']');
}

/* ---- the graph */

/* Numbers of an element: its mentions, its days; then of its values that are not empty, property and text. */
static void
put_support(Writer *self, const FlSupport *support)
{
  fl_island_append_number(self->out, support->mentions);
  fl_island_append_number(self->out, support->first_day);
  fl_island_append_number(self->out, support->last_day);
}

static void
put_value(Writer *self, guint property, const char *value)
{
  if (*value == '\0')
    return;
  fl_island_append_number(self->out, property);
  fl_island_append_number(self->out, intern(self, value));
}

static void
put_node(Writer *self, uint32_t node)
{
  char id[FL_GRAPH_ID_SIZE];
  const FlGraph *graph = self->review->graph;
  int type = fl_graph_get_node_type(graph, node);
  const GArray *properties = fl_schema_get_node_type(self->schema, type)->properties;
  fl_island_begin(self->out, NULL, '[');
  fl_island_put_item(self->out, fl_graph_format_node_id(graph, node, id));
  fl_island_append_number(self->out, (uint32_t)type);
  fl_island_put_item(self->out, fl_graph_get_node_name(graph, node));
  put_support(self, fl_graph_get_node_support(graph, node));
  fl_island_begin(self->out, NULL, '[');
  for (uint32_t i = 0; i < fl_graph_get_n_aliases(graph, node); i++)
    fl_island_put_item(self->out, fl_graph_get_alias(graph, node, i));
  fl_island_end(self->out, ']');
  for (guint p = 0; p < properties->len; p++)
    if (!g_array_index(properties, FlProperty, p).hidden)
      put_value(self, p, fl_graph_get_node_value(graph, node, (int)p));
  fl_island_end(self->out, ']');
}

static void
put_edge(Writer *self, uint32_t edge)
{
  char id[FL_GRAPH_ID_SIZE];
  const FlGraph *graph = self->review->graph;
  int type = fl_graph_get_edge_type(graph, edge);
  const GArray *properties = fl_schema_get_edge_type(self->schema, type)->properties;
  fl_island_begin(self->out, NULL, '[');
  fl_island_put_item(self->out, fl_graph_format_edge_id(graph, edge, id));
  fl_island_append_number(self->out, (uint32_t)type);
  fl_island_append_number(self->out, fl_graph_get_edge_from(graph, edge));
  fl_island_append_number(self->out, fl_graph_get_edge_to(graph, edge));
  put_support(self, fl_graph_get_edge_support(graph, edge));
  for (guint p = 0; p < properties->len; p++)
    put_value(self, p, fl_graph_get_edge_value(graph, edge, (int)p));
  fl_island_end(self->out, ']');
}

/* Eleven numbers: the element (edges count behind nodes), source, line, column, end line, end column, rule,
 * confidence in ten-thousandths, text, sentence, article. */
static void
put_evidence(Writer *self, const FlGraphEvidence *evidence)
{
  uint32_t source = GPOINTER_TO_UINT(g_hash_table_lookup(self->sources, evidence->file));
  const uint32_t numbers[] = {
      evidence->element + (evidence->of_edge ? fl_graph_get_n_nodes(self->review->graph) : 0),
      source > 0 ? source - 1 : self->review->sources->len,
      evidence->at.line,
      evidence->at.column,
      evidence->at.end_line,
      evidence->at.end_column,
      number_of(self->rules, self->rule_ids, evidence->rule),
      (uint32_t)(evidence->confidence * 10000 + 0.5),
      intern(self, evidence->text),
      intern(self, evidence->sentence),
      evidence->article,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    fl_island_append_number(self->out, numbers[i]);
}

/* That an article mentions a node has the evidence of the node itself: it is left out. */
static void
put_graph(Writer *self)
{
  const FlGraph *graph = self->review->graph;
  int mentions = fl_schema_find_edge_type(self->schema, FL_MENTIONS);
  fl_island_begin(self->out, "nodes", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    put_node(self, i);
  fl_island_end(self->out, ']');
  fl_island_begin(self->out, "edges", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    put_edge(self, i);
  fl_island_end(self->out, ']');
  fl_island_begin(self->out, "evidence", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    if (!evidence.of_edge || fl_graph_get_edge_type(graph, evidence.element) != mentions)
      put_evidence(self, &evidence);
  }
  fl_island_end(self->out, ']');
}

/* ---- trials: [sentence, rule, [what, text, expectation], [relation, "", expectation, from, to], …] */

static void
put_trial(Writer *self, const FlReviewTrial *trial)
{
  fl_island_begin(self->out, NULL, '[');
  fl_island_append_number(self->out, intern(self, trial->sentence));
  fl_island_append_number(self->out, number_of(self->rules, self->rule_ids, trial->rule));
  for (guint i = 0; i < trial->emissions->len; i++) {
    const FlReviewEmission *emission = trial->emissions->pdata[i];
    fl_island_begin(self->out, NULL, '[');
    fl_island_put_item(self->out, emission->what);
    fl_island_put_item(self->out, emission->text);
    fl_island_put_item(self->out, emission->expectation);
    if (emission->from != NULL) {
      fl_island_put_item(self->out, emission->from);
      fl_island_put_item(self->out, emission->to);
    }
    fl_island_end(self->out, ']');
  }
  fl_island_end(self->out, ']');
}

static void
put_all(Writer *self)
{
  fl_island_begin(self->out, NULL, '{');
  fl_island_put_text(self->out, "title", self->review->title);
  fl_island_put_text(self->out, "watch", self->review->watch != NULL ? self->review->watch : "");
  fl_review_append_schema(self->out, self->schema, self->review->presentation);
  put_sources(self);
  put_rules(self);
  put_graph(self);
  fl_island_begin(self->out, "trials", '[');
  for (guint i = 0; i < self->review->trials->len; i++)
    put_trial(self, self->review->trials->pdata[i]);
  fl_island_end(self->out, ']');
  put_finders(self);
  fl_island_begin(self->out, "strings", '[');
  for (guint i = 0; i < self->texts->len; i++)
    fl_island_put_item(self->out, self->texts->pdata[i]);
  fl_island_end(self->out, ']');
  fl_island_end(self->out, '}');
}

GString *
fl_review_format_data(const FlReview *self)
{
  g_autoptr(GHashTable) strings = g_hash_table_new(g_str_hash, g_str_equal),
                        rules = g_hash_table_new(g_str_hash, g_str_equal),
                        sources = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) texts = g_ptr_array_new(), rule_ids = g_ptr_array_new();
  GString *data = g_string_sized_new(1 << 20);
  Writer writer = {.review = self,
                   .schema = fl_graph_get_schema(self->graph),
                   .out = data,
                   .strings = strings,
                   .texts = texts,
                   .rules = rules,
                   .rule_ids = rule_ids,
                   .sources = sources};
  put_all(&writer);
  return data;
}
