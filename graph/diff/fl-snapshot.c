#include "fl-display.h"
#include "fl-snapshot-private.h"

#include <string.h>

/* What is shown, counted, or said by other columns; a rule is of the evidence. */
static const char *const shown[] = {
    "Id",           "Label",       "name",        "entity_type", "Timeset",  "mentions",
    "confidence",   "first_date",  "last_date",   "doc_ids",     "sources",  "evidence",
    "evidence_loc", "r",           "g",           "b",           "size",     "Source",
    "Target",       "Type",        "Kind",        "Weight",      "relation", "weight",
    "source_name",  "target_name", "interaction", "label",       "rule",     NULL};

bool
fl_snapshot_is_property(const char *column)
{
  return !g_strv_contains(shown, column);
}

bool
fl_snapshot_is_derived(const FlSnapshotElement *edge)
{
  return strcmp(edge->type, "mentions") == 0;
}

FlSnapshot *
fl_snapshot_new(void)
{
  FlSnapshot *self = g_new0(FlSnapshot, 1);
  self->pool = fl_string_pool_new();
  self->evidence = g_array_new(FALSE, FALSE, sizeof(FlSnapshotEvidence));
  for (int i = 0; i < 2; i++)
    self->tables[i] =
        (FlSnapshotTable){g_ptr_array_new(), g_array_new(FALSE, FALSE, sizeof(FlSnapshotElement)),
                          g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal)};
  return self;
}

void
fl_snapshot_free(FlSnapshot *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < 2; i++) {
    g_ptr_array_unref(self->tables[i].columns);
    g_array_unref(self->tables[i].elements);
    g_ptr_array_unref(self->tables[i].values);
    g_hash_table_unref(self->tables[i].by_id);
  }
  g_array_unref(self->evidence);
  fl_string_pool_free(self->pool);
  g_free(self);
}

const FlSnapshotTable *
fl_snapshot_get_table(const FlSnapshot *self, bool of_edges)
{
  return &self->tables[of_edges];
}

const FlSnapshotEvidence *
fl_snapshot_get_evidence(const FlSnapshot *self, uint32_t index)
{
  return &g_array_index(self->evidence, FlSnapshotEvidence, index);
}

uint32_t
fl_snapshot_table_find(const FlSnapshotTable *self, const char *id)
{
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->by_id, id));
  return found > 0 ? found - 1 : FL_SNAPSHOT_NONE;
}

int
fl_snapshot_table_find_column(const FlSnapshotTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp(self->columns->pdata[i], name) == 0)
      return (int)i;
  return -1;
}

const char *
fl_snapshot_table_get_value(const FlSnapshotTable *self, uint32_t index, int column)
{
  return column < 0 ? "" : self->values->pdata[(gsize)index * self->columns->len + (guint)column];
}

/* ---- making one */

static bool
is_slashed_day(const char *text)
{
  static const char *const shape = "dddd/dd/dd";
  guint i = 0;
  for (; shape[i] != '\0'; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != shape[i])
      return false;
  return text[i] == '\0';
}

const char *
fl_snapshot_keep(FlSnapshot *self, const char *text)
{
  g_autofree char *safe = fl_display_make_safe(text);
  char day[16];
  text = safe != NULL ? safe : text;
  if (is_slashed_day(text)) {
    g_strlcpy(day, text, sizeof day);
    day[4] = day[7] = '-';
    text = day;
  }
  return fl_string_pool_get(self->pool, fl_string_pool_add(self->pool, text));
}

bool
fl_snapshot_add(FlSnapshot *self, bool of_edge, const FlSnapshotElement *element)
{
  FlSnapshotTable *table = &self->tables[of_edge];
  if (g_hash_table_contains(table->by_id, element->id))
    return false;
  g_array_append_vals(table->elements, element, 1);
  g_hash_table_insert(table->by_id, (gpointer)element->id, GUINT_TO_POINTER(table->elements->len));
  return true;
}

void
fl_snapshot_add_value(FlSnapshot *self, bool of_edge, const char *value)
{
  g_ptr_array_add(self->tables[of_edge].values, (gpointer)fl_snapshot_keep(self, value));
}

void
fl_snapshot_seal(FlSnapshot *self)
{
  uint32_t at = 0;
  for (guint i = 0; i < self->evidence->len; i++) {
    const FlSnapshotEvidence *row = fl_snapshot_get_evidence(self, i);
    g_array_index(self->tables[row->of_edge].elements, FlSnapshotElement, row->element).n_evidence++;
  }
  for (int t = 0; t < 2; t++)
    for (guint i = 0; i < self->tables[t].elements->len; i++) {
      FlSnapshotElement *element = &g_array_index(self->tables[t].elements, FlSnapshotElement, i);
      element->evidence = at;
      at += element->n_evidence;
      element->n_evidence = 0;
    }
  GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(FlSnapshotEvidence), at);
  g_array_set_size(sorted, at);
  for (guint i = 0; i < self->evidence->len; i++) {
    const FlSnapshotEvidence *row = fl_snapshot_get_evidence(self, i);
    FlSnapshotElement *element =
        &g_array_index(self->tables[row->of_edge].elements, FlSnapshotElement, row->element);
    g_array_index(sorted, FlSnapshotEvidence, element->evidence + element->n_evidence++) = *row;
  }
  g_array_unref(self->evidence);
  self->evidence = sorted;
}
