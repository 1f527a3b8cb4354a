#include "fl-change.h"

#include <string.h>

FlChange
fl_change_new(FlChangeKind kind, bool of_edge, uint32_t before, uint32_t after)
{
  return (FlChange){kind,
                    of_edge,
                    before,
                    after,
                    NULL,
                    g_array_new(FALSE, FALSE, sizeof(FlValueChange)),
                    g_ptr_array_new(),
                    g_ptr_array_new(),
                    NULL};
}

void
fl_change_clear(gpointer data)
{
  FlChange *self = data;
  g_array_unref(self->values);
  g_ptr_array_unref(self->gained);
  g_ptr_array_unref(self->lost);
}

void
fl_change_add_value(FlChange *self, const char *property, const char *before, const char *after)
{
  FlValueChange value = {property, before, after};
  for (guint i = 0; i < self->values->len; i++) {
    const FlValueChange *other = &g_array_index(self->values, FlValueChange, i);
    if (strcmp(other->property, property) == 0 && strcmp(other->before, before) == 0 &&
        strcmp(other->after, after) == 0)
      return;
  }
  if (strcmp(before, after) != 0)
    g_array_append_val(self->values, value);
}

/* ---- evidence */

static int
compare_evidence(const FlSnapshotEvidence *a, const FlSnapshotEvidence *b, bool rules)
{
  int order = strcmp(a->file, b->file);
  order = order != 0 ? order : strcmp(a->sentence, b->sentence);
  if (order == 0 && !a->of_edge) /* that of an edge is all that the rule went by */
    order = strcmp(a->text, b->text);
  return order == 0 && rules ? strcmp(a->rule, b->rule) : order;
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  return compare_evidence(*(FlSnapshotEvidence *const *)a, *(FlSnapshotEvidence *const *)b, true);
}

static GPtrArray *
sort_evidence(const FlSnapshot *snapshot, const FlSnapshotElement *element)
{
  GPtrArray *rows = g_ptr_array_sized_new(element->n_evidence);
  fl_change_list_evidence(snapshot, element, rows);
  g_ptr_array_sort(rows, compare_rows);
  return rows;
}

static bool
has_same_evidence(const FlSnapshot *old, const FlSnapshotElement *before, const FlSnapshot *new,
                  const FlSnapshotElement *after)
{
  bool same = before->n_evidence == after->n_evidence;
  for (uint32_t i = 0; same && i < before->n_evidence; i++)
    same = compare_evidence(fl_snapshot_get_evidence(old, before->evidence + i),
                            fl_snapshot_get_evidence(new, after->evidence + i), true) == 0;
  return same;
}

/* What came and what went that says the same by another rule. */
static void
match_rules(FlChange *self)
{
  guint lost = 0, gained = 0;
  while (lost < self->lost->len && gained < self->gained->len) {
    const FlSnapshotEvidence *before = self->lost->pdata[lost], *after = self->gained->pdata[gained];
    int order = compare_evidence(before, after, false);
    if (order == 0) {
      fl_change_add_value(self, "rule", before->rule, after->rule);
      g_ptr_array_remove_index(self->lost, lost);
      g_ptr_array_remove_index(self->gained, gained);
    } else if (order < 0)
      lost++;
    else
      gained++;
  }
}

void
fl_change_compare_evidence(FlChange *self, const FlSnapshot *old, const FlSnapshotElement *before,
                           const FlSnapshot *new, const FlSnapshotElement *after)
{
  if (has_same_evidence(old, before, new, after))
    return;
  g_autoptr(GPtrArray) olds = sort_evidence(old, before), news = sort_evidence(new, after);
  for (guint o = 0, n = 0; o < olds->len || n < news->len;) {
    int order = o == olds->len   ? 1
                : n == news->len ? -1
                                 : compare_evidence(olds->pdata[o], news->pdata[n], true);
    if (order < 0)
      g_ptr_array_add(self->lost, olds->pdata[o]);
    else if (order > 0)
      g_ptr_array_add(self->gained, news->pdata[n]);
    o += order <= 0;
    n += order >= 0;
  }
  match_rules(self);
}

void
fl_change_list_evidence(const FlSnapshot *snapshot, const FlSnapshotElement *element, GPtrArray *rows)
{
  for (uint32_t i = 0; i < element->n_evidence; i++)
    g_ptr_array_add(rows, (gpointer)fl_snapshot_get_evidence(snapshot, element->evidence + i));
}
