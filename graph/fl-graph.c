#include "fl-graph-pass.h"
#include "fl-graph-private.h"

FlGraph *
fl_graph_new(FlSchema *schema)
{
  FlGraph *self = g_new0(FlGraph, 1);
  self->schema = fl_schema_ref(schema);
  self->article_type = fl_schema_find_node_type(schema, FL_ARTICLE);
  self->mentions_type = fl_schema_find_edge_type(schema, FL_MENTIONS);
  self->pool = fl_string_pool_new();
  self->nodes = g_array_new(FALSE, FALSE, sizeof(FlGraphNode));
  self->edges = g_array_new(FALSE, FALSE, sizeof(FlGraphEdge));
  self->claims = g_array_new(FALSE, FALSE, sizeof(FlClaim));
  self->rivals = g_array_new(FALSE, FALSE, sizeof(FlRival));
  self->documents = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  self->origins = g_array_new(FALSE, FALSE, sizeof(FlGraphOrigin));
  self->evidence = g_array_new(FALSE, FALSE, sizeof(FlEvidenceRecord));
  self->aliases = g_array_new(FALSE, FALSE, sizeof(FlAlias));
  self->findings = g_array_new(FALSE, FALSE, sizeof(FlFinding));
  self->ambiguities = g_array_new(FALSE, FALSE, sizeof(FlAmbiguity));
  return self;
}

void
fl_graph_free(FlGraph *self)
{
  if (self == NULL)
    return;
  GArray *const arrays[] = {self->nodes,    self->edges,   self->claims,   self->rivals,      self->documents,
                            self->evidence, self->aliases, self->findings, self->ambiguities, self->origins};
  for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
    g_array_unref(arrays[i]);
  fl_handle_table_clear(&self->node_table);
  fl_handle_table_clear(&self->edge_table);
  g_free(self->originals);
  g_free(self->by_element);
  fl_string_pool_free(self->pool);
  fl_schema_unref(self->schema);
  g_free(self);
}

void
fl_graph_finish(FlGraph *self)
{
  fl_graph_join_late_keys(self);
  fl_graph_derive_mentions(self);
  fl_handle_table_clear(&self->node_table);
  fl_handle_table_clear(&self->edge_table);
  fl_graph_settle_values(self);
  fl_graph_make_ids(self);
  fl_graph_make_names(self);
  fl_graph_order_nodes(self);
  fl_graph_order_edges(self);
  fl_graph_mark_duplicates(self);
  fl_graph_report_conflicts(self);
  fl_graph_order_evidence(self);
  fl_graph_measure(self);
  fl_graph_report_namesakes(self);
  fl_graph_order_findings(self);
  fl_graph_order_origins(self);
}

/* ---- reading */

const FlSchema *
fl_graph_get_schema(const FlGraph *self)
{
  return self->schema;
}

uint32_t
fl_graph_get_n_nodes(const FlGraph *self)
{
  return self->nodes->len;
}

uint32_t
fl_graph_get_n_edges(const FlGraph *self)
{
  return self->edges->len;
}

uint32_t
fl_graph_get_n_evidence(const FlGraph *self)
{
  return self->evidence->len;
}

uint32_t
fl_graph_get_n_findings(const FlGraph *self)
{
  return self->findings->len;
}

/* Eight digits at once, each of them in a byte of its own: every row of every file has an id or two. */
static void
format_half(uint32_t half, char *digits)
{
  uint64_t spread = half;
  spread = (spread << 16 | spread) & UINT64_C(0x0000ffff0000ffff);
  spread = (spread << 8 | spread) & UINT64_C(0x00ff00ff00ff00ff);
  spread = (spread << 4 | spread) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  uint64_t letters = (spread + UINT64_C(0x0606060606060606)) >> 4 & UINT64_C(0x0101010101010101);
  uint64_t text = spread + UINT64_C(0x3030303030303030) + letters * ('a' - '0' - 10);
  text = GUINT64_TO_BE(text);
  memcpy(digits, &text, sizeof text);
}

static const char *
format_id(const char *prefix, uint64_t id, char *buffer)
{
  char *end = g_stpcpy(buffer, prefix);
  *end++ = '_';
  format_half((uint32_t)(id >> 32), end);
  format_half((uint32_t)id, end + 8);
  end[16] = '\0';
  return buffer;
}

int
fl_graph_get_node_type(const FlGraph *self, uint32_t node)
{
  return fl_graph_node(self, node)->type;
}

const char *
fl_graph_get_node_name(const FlGraph *self, uint32_t node)
{
  return fl_graph_string(self, fl_graph_node(self, node)->name);
}

uint32_t
fl_graph_get_n_aliases(const FlGraph *self, uint32_t node)
{
  return fl_graph_node(self, node)->n_aliases;
}

const char *
fl_graph_get_alias(const FlGraph *self, uint32_t node, uint32_t index)
{
  const FlAlias *alias = &g_array_index(self->aliases, FlAlias, fl_graph_node(self, node)->aliases + index);
  return fl_graph_string(self, alias->text);
}

const char *
fl_graph_get_node_value(const FlGraph *self, uint32_t node, int property)
{
  return fl_graph_string(self, fl_graph_node_claim(self, node, property)->text);
}

const char *
fl_graph_format_node_id(const FlGraph *self, uint32_t node, char buffer[FL_GRAPH_ID_SIZE])
{
  return format_id(fl_graph_type_of(self, node)->prefix, fl_graph_node(self, node)->element.id, buffer);
}

const FlSupport *
fl_graph_get_node_support(const FlGraph *self, uint32_t node)
{
  return &fl_graph_node(self, node)->element.support;
}

uint32_t
fl_graph_get_node_evidence(const FlGraph *self, uint32_t node, uint32_t index)
{
  return self->by_element[fl_graph_node(self, node)->element.evidence + index];
}

int
fl_graph_get_edge_type(const FlGraph *self, uint32_t edge)
{
  return fl_graph_edge(self, edge)->type;
}

uint32_t
fl_graph_get_edge_from(const FlGraph *self, uint32_t edge)
{
  return fl_graph_edge(self, edge)->from;
}

uint32_t
fl_graph_get_edge_to(const FlGraph *self, uint32_t edge)
{
  return fl_graph_edge(self, edge)->to;
}

const char *
fl_graph_get_edge_value(const FlGraph *self, uint32_t edge, int property)
{
  return fl_graph_string(self, fl_graph_edge_claim(self, edge, property)->text);
}

const char *
fl_graph_format_edge_id(const FlGraph *self, uint32_t edge, char buffer[FL_GRAPH_ID_SIZE])
{
  return format_id(FL_GRAPH_EDGE_PREFIX, fl_graph_edge(self, edge)->element.id, buffer);
}

const FlSupport *
fl_graph_get_edge_support(const FlGraph *self, uint32_t edge)
{
  return &fl_graph_edge(self, edge)->element.support;
}

uint32_t
fl_graph_get_edge_evidence(const FlGraph *self, uint32_t edge, uint32_t index)
{
  return self->by_element[fl_graph_edge(self, edge)->element.evidence + index];
}

/* ---- looking ahead: first the records that an element names, then the texts that these name */

enum { RECORDS_AHEAD = 16, TEXTS_AHEAD = 8, CACHE_LINE = 64 };

static const FlElement *
find_element(const FlGraph *self, bool of_edge, uint32_t index)
{
  if (index >= (of_edge ? self->edges->len : self->nodes->len))
    return NULL;
  return of_edge ? &fl_graph_edge(self, index)->element : &fl_graph_node(self, index)->element;
}

static void
fetch_text(const FlGraph *self, uint32_t handle)
{
  const char *text = fl_graph_string(self, handle);
  __builtin_prefetch(text);
  __builtin_prefetch(text + CACHE_LINE);
}

void
fl_graph_look_ahead(const FlGraph *self, bool of_edge, uint32_t index)
{
  const FlElement *next = find_element(self, of_edge, index + RECORDS_AHEAD);
  if (next != NULL && next->support.shown != FL_GRAPH_NONE)
    __builtin_prefetch(fl_graph_record(self, next->support.shown));
  if (next != NULL && of_edge) {
    __builtin_prefetch(fl_graph_node(self, fl_graph_edge(self, index + RECORDS_AHEAD)->from));
    __builtin_prefetch(fl_graph_node(self, fl_graph_edge(self, index + RECORDS_AHEAD)->to));
  }
  next = find_element(self, of_edge, index + TEXTS_AHEAD);
  if (next != NULL && next->support.shown != FL_GRAPH_NONE)
    fetch_text(self, fl_graph_record(self, next->support.shown)->sentence);
  if (next != NULL && of_edge) {
    fetch_text(self, fl_graph_node(self, fl_graph_edge(self, index + TEXTS_AHEAD)->from)->name);
    fetch_text(self, fl_graph_node(self, fl_graph_edge(self, index + TEXTS_AHEAD)->to)->name);
  } else if (next != NULL) {
    fetch_text(self, fl_graph_node(self, index + TEXTS_AHEAD)->name);
  }
}

void
fl_graph_look_ahead_in_evidence(const FlGraph *self, uint32_t index)
{
  if (index + RECORDS_AHEAD >= self->evidence->len)
    return;
  const FlEvidenceRecord *next = fl_graph_record(self, index + RECORDS_AHEAD);
  const FlElement *element = find_element(self, next->of_edge, next->element);
  __builtin_prefetch(element);
  fetch_text(self, next->text);
}

FlGraphEvidence
fl_graph_get_evidence(const FlGraph *self, uint32_t index)
{
  const FlEvidenceRecord *record = fl_graph_record(self, index);
  return (FlGraphEvidence){
      .at = record->at,
      .of_edge = record->of_edge,
      .element = record->element,
      .article = record->article,
      .confidence = record->confidence / 10000.0,
      .file = fl_graph_file(self, record),
      .rule = fl_graph_string(self, record->rule),
      .text = fl_graph_string(self, record->text),
      .sentence = fl_graph_string(self, record->sentence),
      .place = fl_graph_string(self, record->place),
  };
}

const FlFinding *
fl_graph_get_finding(const FlGraph *self, uint32_t index)
{
  return &g_array_index(self->findings, FlFinding, index);
}
