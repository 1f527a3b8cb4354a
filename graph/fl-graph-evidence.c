/* The final order of evidence, and which of it belongs to which element. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-keyed.h"

static FlElement *
get_element(const FlGraph *self, const FlEvidenceRecord *record)
{
  return record->of_edge ? &fl_graph_edge(self, record->element)->element
                         : &fl_graph_node(self, record->element)->element;
}

static const char *
get_prefix(const FlGraph *self, const FlEvidenceRecord *record)
{
  return record->of_edge ? FL_GRAPH_EDGE_PREFIX : fl_graph_type_of(self, record->element)->prefix;
}

/* By the bytes of the elements' ids: letters, an underscore (it sorts before them), one number's digits. */
static int
compare_elements(const FlGraph *self, const FlEvidenceRecord *p, const FlEvidenceRecord *q)
{
  uint64_t a = get_element(self, p)->id, b = get_element(self, q)->id;
  int order = strcmp(get_prefix(self, p), get_prefix(self, q));
  return order != 0 ? order : (a > b) - (a < b);
}

/* Of evidence that begins in one place; 0 only for what came twice. */
static int
compare_records(const FlGraph *self, const FlEvidenceRecord *p, const FlEvidenceRecord *q)
{
  int order = fl_graph_compare_texts(self, p->rule, q->rule);
  if (order == 0)
    order = compare_elements(self, p, q);
  if (order == 0)
    order = fl_location_compare_ends(&p->at, &q->at);
  if (order == 0)
    order = fl_graph_compare_texts(self, p->text, q->text);
  if (order == 0)
    order = fl_graph_compare_texts(self, p->sentence, q->sentence);
  if (order == 0)
    order = fl_graph_compare_texts(self, p->place, q->place);
  if (order == 0)
    order = (p->article > q->article) - (p->article < q->article);
  return order != 0 ? order : (int)q->confidence - (int)p->confidence;
}

static bool
is_same(const FlGraph *self, const FlEvidenceRecord *p, const FlEvidenceRecord *q)
{
  return p->document == q->document && fl_location_compare_starts(&p->at, &q->at) == 0 &&
         compare_records(self, p, q) == 0;
}

/* Of evidence in one line of one document. */
static int
compare_entries(const void *a, const void *b, void *data)
{
  const FlGraph *self = data;
  const FlEvidenceRecord *p = fl_graph_record(self, ((const FlKeyed *)a)->index),
                         *q = fl_graph_record(self, ((const FlKeyed *)b)->index);
  if (p->at.column != q->at.column)
    return p->at.column < q->at.column ? -1 : 1;
  return compare_records(self, p, q);
}

typedef struct {
  uint32_t name;     /* handle */
  uint32_t document; /* as it was numbered */
} Document;

static int
compare_documents(const void *a, const void *b, void *data)
{
  return fl_graph_compare_texts(data, ((const Document *)a)->name, ((const Document *)b)->name);
}

/* Numbers the documents in the order of their names, those of one name as one. */
static void
order_documents(FlGraph *self)
{
  uint32_t n_old = self->documents->len;
  g_autofree Document *sorted = g_new(Document, n_old);
  g_autofree uint32_t *places = g_new(uint32_t, n_old);
  for (uint32_t i = 0; i < n_old; i++)
    sorted[i] = (Document){g_array_index(self->documents, uint32_t, i), i};
  g_qsort_with_data(sorted, (int)n_old, sizeof *sorted, compare_documents, self);
  g_array_set_size(self->documents, 0);
  for (uint32_t i = 0; i < n_old; i++) {
    if (i == 0 || sorted[i].name != sorted[i - 1].name)
      g_array_append_val(self->documents, sorted[i].name);
    places[sorted[i].document] = self->documents->len - 1;
  }
  for (uint32_t i = 0; i < self->evidence->len; i++)
    fl_graph_record(self, i)->document = places[fl_graph_record(self, i)->document];
}

static FlKeyed *
sort_entries(FlGraph *self)
{
  uint32_t n = self->evidence->len;
  FlKeyed *entries = g_new(FlKeyed, n);
  for (uint32_t i = 0; i < n; i++) {
    const FlEvidenceRecord *record = fl_graph_record(self, i);
    entries[i] = (FlKeyed){(uint64_t)record->document << 32 | record->at.line, i};
  }
  fl_keyed_sort(entries, n);
  fl_keyed_sort_equals(entries, n, compare_entries, self);
  return entries;
}

/* Gives each element room for its evidence in by_element. */
static void
divide(FlGraph *self)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < self->nodes->len; i++) {
    FlElement *element = &fl_graph_node(self, i)->element;
    element->evidence = n;
    n += element->support.n_evidence;
    element->support.n_evidence = 0;
  }
  for (uint32_t i = 0; i < self->edges->len; i++) {
    FlElement *element = &fl_graph_edge(self, i)->element;
    element->evidence = n;
    n += element->support.n_evidence;
    element->support.n_evidence = 0;
  }
}

/* Evidence that came twice, as when a document was read twice, is kept once. */
static void
put_in_order(FlGraph *self)
{
  uint32_t n = 0;
  g_autofree FlKeyed *entries = sort_entries(self);
  g_autofree uint32_t *order = g_new0(uint32_t, self->evidence->len);
  for (uint32_t i = 0; i < self->evidence->len; i++)
    order[i] = entries[i].index;
  fl_graph_permute(&self->evidence, order);
  for (uint32_t i = 0; i < self->evidence->len; i++) {
    FlEvidenceRecord record = *fl_graph_record(self, i);
    if (n == 0 || !is_same(self, fl_graph_record(self, n - 1), &record))
      *fl_graph_record(self, n++) = record;
  }
  g_array_set_size(self->evidence, n);
}

void
fl_graph_order_evidence(FlGraph *self)
{
  order_documents(self);
  put_in_order(self);
  uint32_t n = self->evidence->len;
  for (uint32_t i = 0; i < n; i++)
    get_element(self, fl_graph_record(self, i))->support.n_evidence++;
  divide(self);
  self->by_element = g_new(uint32_t, n);
  for (uint32_t i = 0; i < n; i++) {
    FlElement *element = get_element(self, fl_graph_record(self, i));
    self->by_element[element->evidence + element->support.n_evidence++] = i;
  }
}
