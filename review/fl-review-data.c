/* The data of a page. Texts that come again and again stand once, in `strings`; what there is much of is written
 * as columns of numbers. page/model.js reads it. */

#include "fl-island.h"
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

static void
begin(Writer *self, const char *key, char bracket)
{
  if (key != NULL)
    fl_island_append_key(self->out, key);
  else
    fl_island_separate(self->out);
  g_string_append_c(self->out, bracket);
}

static void
end(Writer *self, char bracket)
{
  g_string_append_c(self->out, bracket);
}

static void
put_text(Writer *self, const char *key, const char *text)
{
  fl_island_append_key(self->out, key);
  fl_island_append_string(self->out, text);
}

static void
put_number(Writer *self, const char *key, uint32_t number)
{
  fl_island_append_key(self->out, key);
  fl_island_append_number(self->out, number);
}

static void
put_item(Writer *self, const char *text)
{
  fl_island_separate(self->out);
  fl_island_append_string(self->out, text);
}

/* ---- the schema, and how it is shown */

static void
put_properties(Writer *self, const GArray *properties)
{
  begin(self, "properties", '[');
  for (guint i = 0; i < properties->len; i++)
    put_item(self, g_array_index(properties, FlProperty, i).name);
  end(self, ']');
}

static void
put_types(Writer *self)
{
  begin(self, "types", '[');
  for (int i = 0; i < fl_schema_get_n_node_types(self->schema); i++) {
    const FlNodeType *type = fl_schema_get_node_type(self->schema, i);
    g_autofree char *colour =
        g_strdup_printf("#%02x%02x%02x", type->colour[0], type->colour[1], type->colour[2]);
    begin(self, NULL, '{');
    put_text(self, "name", type->name);
    put_text(self, "label", type->label);
    put_text(self, "colour", colour);
    put_properties(self, type->properties);
    end(self, '}');
  }
  end(self, ']');
  begin(self, "relations", '[');
  for (int i = 0; i < fl_schema_get_n_edge_types(self->schema); i++) {
    const FlEdgeType *type = fl_schema_get_edge_type(self->schema, i);
    begin(self, NULL, '{');
    put_text(self, "name", type->name);
    put_text(self, "label", type->label);
    put_properties(self, type->properties);
    end(self, '}');
  }
  end(self, ']');
}

static void
put_table(Writer *self, const FlTable *table)
{
  begin(self, NULL, '{');
  begin(self, "types", '[');
  for (int i = 0; i < fl_schema_get_n_node_types(self->schema); i++)
    if (table->types >> i & 1)
      fl_island_append_number(self->out, (uint32_t)i);
  end(self, ']');
  begin(self, "rows", '[');
  for (char **row = table->rows; *row != NULL; row++)
    put_item(self, *row);
  end(self, ']');
  put_text(self, "columns", table->columns);
  put_text(self, "cell", table->cell);
  end(self, '}');
}

static void
put_presentation(Writer *self)
{
  const FlPresentation *presentation = self->review->presentation;
  put_text(self, "language", presentation->language != NULL ? presentation->language : "en");
  begin(self, "tables", '[');
  for (guint i = 0; i < presentation->tables->len; i++)
    put_table(self, presentation->tables->pdata[i]);
  end(self, ']');
  begin(self, "timelines", '[');
  for (guint i = 0; i < presentation->timelines->len; i++) {
    const FlTimeline *timeline = presentation->timelines->pdata[i];
    begin(self, NULL, '{');
    put_number(self, "type", (uint32_t)timeline->type);
    put_text(self, "start", timeline->start);
    put_text(self, "end", timeline->end != NULL ? timeline->end : "");
    end(self, '}');
  }
  end(self, ']');
}

/* ---- sources and rules */

static void
put_sources(Writer *self)
{
  begin(self, "sources", '[');
  for (guint i = 0; i < self->review->sources->len; i++) {
    const FlReviewSource *source = &g_array_index(self->review->sources, FlReviewSource, i);
    g_hash_table_insert(self->sources, (gpointer)source->name, GUINT_TO_POINTER(i + 1));
    begin(self, NULL, '{');
    put_text(self, "name", source->name);
    put_text(self, "text", source->text);
    end(self, '}');
  }
  end(self, ']');
}

static void
put_rules(Writer *self)
{
  begin(self, "rules", '[');
  for (guint i = 0; i < self->review->rules->len; i++) {
    const FlReviewRule *rule = &g_array_index(self->review->rules, FlReviewRule, i);
    number_of(self->rules, self->rule_ids, rule->id);
    begin(self, NULL, '{');
    put_text(self, "id", rule->id);
    put_text(self, "file", rule->file);
    put_number(self, "line", rule->line);
    put_text(self, "about", rule->about != NULL ? rule->about : "");
    put_text(self, "text", rule->text);
    end(self, '}');
  }
  end(self, ']');
}

/* What found something and is no rule: lists, layouts, names found again. */
static void
put_finders(Writer *self)
{
  begin(self, "finders", '[');
  for (guint i = self->review->rules->len; i < self->rule_ids->len; i++)
    put_item(self, self->rule_ids->pdata[i]);
  end(self, ']');
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
  begin(self, NULL, '[');
  put_item(self, fl_graph_format_node_id(graph, node, id));
  fl_island_append_number(self->out, (uint32_t)type);
  put_item(self, fl_graph_get_node_name(graph, node));
  put_support(self, fl_graph_get_node_support(graph, node));
  begin(self, NULL, '[');
  for (uint32_t i = 0; i < fl_graph_get_n_aliases(graph, node); i++)
    put_item(self, fl_graph_get_alias(graph, node, i));
  end(self, ']');
  for (guint p = 0; p < properties->len; p++)
    if (!g_array_index(properties, FlProperty, p).hidden)
      put_value(self, p, fl_graph_get_node_value(graph, node, (int)p));
  end(self, ']');
}

static void
put_edge(Writer *self, uint32_t edge)
{
  char id[FL_GRAPH_ID_SIZE];
  const FlGraph *graph = self->review->graph;
  int type = fl_graph_get_edge_type(graph, edge);
  const GArray *properties = fl_schema_get_edge_type(self->schema, type)->properties;
  begin(self, NULL, '[');
  put_item(self, fl_graph_format_edge_id(graph, edge, id));
  fl_island_append_number(self->out, (uint32_t)type);
  fl_island_append_number(self->out, fl_graph_get_edge_from(graph, edge));
  fl_island_append_number(self->out, fl_graph_get_edge_to(graph, edge));
  put_support(self, fl_graph_get_edge_support(graph, edge));
  for (guint p = 0; p < properties->len; p++)
    put_value(self, p, fl_graph_get_edge_value(graph, edge, (int)p));
  end(self, ']');
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
  begin(self, "nodes", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    put_node(self, i);
  end(self, ']');
  begin(self, "edges", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++)
    put_edge(self, i);
  end(self, ']');
  begin(self, "evidence", '[');
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    if (!evidence.of_edge || fl_graph_get_edge_type(graph, evidence.element) != mentions)
      put_evidence(self, &evidence);
  }
  end(self, ']');
}

/* ---- trials: [sentence, rule, [what, text, expectation], [relation, "", expectation, from, to], …] */

static void
put_trial(Writer *self, const FlReviewTrial *trial)
{
  begin(self, NULL, '[');
  fl_island_append_number(self->out, intern(self, trial->sentence));
  fl_island_append_number(self->out, number_of(self->rules, self->rule_ids, trial->rule));
  for (guint i = 0; i < trial->emissions->len; i++) {
    const FlReviewEmission *emission = trial->emissions->pdata[i];
    begin(self, NULL, '[');
    put_item(self, emission->what);
    put_item(self, emission->text);
    put_item(self, emission->expectation);
    if (emission->from != NULL) {
      put_item(self, emission->from);
      put_item(self, emission->to);
    }
    end(self, ']');
  }
  end(self, ']');
}

static void
put_all(Writer *self)
{
  begin(self, NULL, '{');
  put_text(self, "title", self->review->title);
  put_text(self, "version", self->review->version);
  put_text(self, "watch", self->review->watch != NULL ? self->review->watch : "");
  put_presentation(self);
  put_types(self);
  put_sources(self);
  put_rules(self);
  put_graph(self);
  begin(self, "trials", '[');
  for (guint i = 0; i < self->review->trials->len; i++)
    put_trial(self, self->review->trials->pdata[i]);
  end(self, ']');
  put_finders(self);
  begin(self, "strings", '[');
  for (guint i = 0; i < self->texts->len; i++)
    put_item(self, self->texts->pdata[i]);
  end(self, ']');
  end(self, '}');
}

void
fl_review_append_data(const FlReview *self, GString *out)
{
  g_autoptr(GHashTable) strings = g_hash_table_new(g_str_hash, g_str_equal),
                        rules = g_hash_table_new(g_str_hash, g_str_equal),
                        sources = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) texts = g_ptr_array_new(), rule_ids = g_ptr_array_new();
  g_autoptr(GString) data = g_string_sized_new(1 << 20);
  Writer writer = {.review = self,
                   .schema = fl_graph_get_schema(self->graph),
                   .out = data,
                   .strings = strings,
                   .texts = texts,
                   .rules = rules,
                   .rule_ids = rule_ids,
                   .sources = sources};
  put_all(&writer);
  g_string_append_len(out, data->str, (gssize)data->len);
}
