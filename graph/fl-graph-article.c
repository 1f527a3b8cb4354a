/* Articles: what they mention, and which of them are one article printed again. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-graph-put.h"

enum { AHEAD = 8 };

void
fl_graph_derive_mentions(FlGraph *self)
{
  uint32_t n = self->evidence->len;
  for (uint32_t i = 0; i < n; i++) {
    if (i + AHEAD < n) {
      const FlEvidenceRecord *next = fl_graph_record(self, i + AHEAD);
      fl_graph_fetch_edge(self, self->mentions_type, next->article, next->element);
    }
    FlEvidenceRecord record = *fl_graph_record(self, i);
    if (record.of_edge || record.article == record.element)
      continue;
    record.element = fl_graph_put_edge(self, self->mentions_type, record.article, record.element);
    record.of_edge = true;
    g_array_append_val(self->evidence, record);
  }
}

/* ---- duplicates */

typedef struct {
  uint32_t fingerprint; /* handle: equal ones come together */
  const char *file;
  int64_t start_line;
  uint32_t node;
} Print;

static int
compare_prints(gconstpointer a, gconstpointer b)
{
  const Print *p = a, *q = b;
  if (p->fingerprint != q->fingerprint)
    return p->fingerprint < q->fingerprint ? -1 : 1;
  int order = strcmp(p->file, q->file);
  if (order == 0)
    order = (p->start_line > q->start_line) - (p->start_line < q->start_line);
  return order != 0 ? order : (p->node > q->node) - (p->node < q->node);
}

static const char *
get_value(const FlGraph *self, uint32_t article, const char *property)
{
  int index = fl_node_type_find_property(fl_graph_type_of(self, article), property);
  return index != FL_SCHEMA_NONE ? fl_graph_get_node_value(self, article, index) : "";
}

static GArray *
collect_prints(FlGraph *self)
{
  GArray *prints = g_array_new(FALSE, FALSE, sizeof(Print));
  for (uint32_t node = 0; node < self->nodes->len; node++) {
    if (fl_graph_node(self, node)->type != self->article_type)
      continue;
    Print print = {
        .fingerprint = fl_string_pool_add(self->pool, get_value(self, node, "fingerprint")),
        .file = get_value(self, node, "file"),
        .start_line = g_ascii_strtoll(get_value(self, node, "start_line"), NULL, 10),
        .node = node,
    };
    g_array_append_val(prints, print);
  }
  g_array_sort(prints, compare_prints);
  return prints;
}

static void
set_original(FlGraph *self, uint32_t article, uint32_t original)
{
  char id[FL_GRAPH_ID_SIZE];
  self->originals[article] = original;
  int property = fl_node_type_find_property(fl_graph_type_of(self, article), "duplicate_of");
  if (property == FL_SCHEMA_NONE)
    return;
  fl_graph_node_claim(self, article, property)->text =
      article == original ? 0 : fl_string_pool_add(self->pool, fl_graph_format_node_id(self, original, id));
}

void
fl_graph_mark_duplicates(FlGraph *self)
{
  self->originals = g_new(uint32_t, self->nodes->len);
  for (uint32_t node = 0; node < self->nodes->len; node++)
    self->originals[node] = node;
  g_autoptr(GArray) prints = collect_prints(self);
  uint32_t original = 0;
  for (guint i = 0; i < prints->len; i++) {
    const Print *print = &g_array_index(prints, Print, i);
    bool again = i > 0 && print->fingerprint != 0 && print[-1].fingerprint == print->fingerprint;
    original = again ? original : print->node;
    set_original(self, print->node, original);
  }
}
