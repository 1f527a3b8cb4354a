#include "fl-supports.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t element;
  FlEvidence evidence;
} Support;

void
fl_supports_init(FlSupports *self)
{
  *self = (FlSupports){.added = g_array_new(FALSE, FALSE, sizeof(Support))};
}

void
fl_supports_clear(FlSupports *self)
{
  g_clear_pointer(&self->added, g_array_unref);
  g_free(self->sealed);
}

void
fl_supports_add(FlSupports *self, uint32_t element, FlEvidence evidence)
{
  Support added = {element, evidence};
  g_array_append_val(self->added, added);
}

static int
compare_evidence(gconstpointer a, gconstpointer b)
{
  const FlEvidence *p = a, *q = b;
  int order = fl_location_compare_starts(&p->at, &q->at);
  if (order == 0)
    order = strcmp(p->rule, q->rule);
  if (order == 0)
    order = fl_location_compare_ends(&p->at, &q->at);
  if (order == 0)
    order = strcmp(p->text, q->text);
  if (order == 0)
    order = (p->article > q->article) - (p->article < q->article);
  if (order == 0)
    order = (p->sentence > q->sentence) - (p->sentence < q->sentence);
  return order != 0 ? order : (p->confidence < q->confidence) - (p->confidence > q->confidence);
}

/* Deals what was added out to the elements, whose lists know how many there are, then sorts each. */
void
fl_supports_seal(FlSupports *self, FlGetEvidenceList get_list, const void *owner, uint32_t n_elements)
{
  g_autoptr(GArray) added = g_steal_pointer(&self->added);
  g_autofree FlEvidence **next = g_new(FlEvidence *, (size_t)n_elements + 1);
  self->n = added->len;
  self->sealed = g_new(FlEvidence, added->len);
  next[0] = self->sealed;
  for (uint32_t i = 0; i < n_elements; i++) {
    FlEvidenceList *list = get_list(owner, i);
    list->items = list->n > 0 ? next[i] : NULL;
    next[i + 1] = next[i] + list->n;
  }
  for (guint i = 0; i < added->len; i++) {
    const Support *support = &g_array_index(added, Support, i);
    *next[support->element]++ = support->evidence;
  }
  for (uint32_t i = 0; i < n_elements; i++) {
    const FlEvidenceList *list = get_list(owner, i);
    if (list->n > 1)
      qsort(next[i] - list->n, list->n, sizeof(FlEvidence), compare_evidence);
  }
}
