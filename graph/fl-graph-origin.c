/* What the graph was made of: each document, with the digests of its bytes and of the rules. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"

void
fl_graph_add_origin(FlGraph *self, const FlFactBatch *batch)
{
  const FlGraphOrigin origin = {
      .document =
          fl_string_pool_get(self->pool, fl_string_pool_add(self->pool, fl_fact_batch_get_document(batch))),
      .digest =
          fl_string_pool_get(self->pool, fl_string_pool_add(self->pool, fl_fact_batch_get_digest(batch))),
      .rules = fl_string_pool_get(self->pool, fl_string_pool_add(self->pool, fl_fact_batch_get_rules(batch))),
  };
  g_array_append_val(self->origins, origin);
}

static int
compare_origins(gconstpointer a, gconstpointer b)
{
  const FlGraphOrigin *p = a, *q = b;
  int order = strcmp(p->document, q->document);
  if (order == 0)
    order = strcmp(p->digest, q->digest);
  return order != 0 ? order : strcmp(p->rules, q->rules);
}

void
fl_graph_order_origins(FlGraph *self)
{
  guint n = 0;
  g_array_sort(self->origins, compare_origins);
  for (guint i = 0; i < self->origins->len; i++) {
    FlGraphOrigin origin = g_array_index(self->origins, FlGraphOrigin, i);
    if (n == 0 || compare_origins(&g_array_index(self->origins, FlGraphOrigin, n - 1), &origin) != 0)
      g_array_index(self->origins, FlGraphOrigin, n++) = origin;
  }
  g_array_set_size(self->origins, n);
}

uint32_t
fl_graph_get_n_origins(const FlGraph *self)
{
  return self->origins->len;
}

const FlGraphOrigin *
fl_graph_get_origin(const FlGraph *self, uint32_t index)
{
  return &g_array_index(self->origins, FlGraphOrigin, index);
}
