#include "fl-pairing.h"

#include <string.h>

static void
pair(FlPairing *self, bool of_edge, uint32_t before, uint32_t after)
{
  self->forward[of_edge][before] = after;
  self->back[of_edge][after] = before;
}

static uint32_t *
new_indices(guint n)
{
  uint32_t *indices = g_new(uint32_t, n + 1);
  memset(indices, 0xff, sizeof *indices * (n + 1));
  return indices;
}

static void
pair_by_id(FlPairing *self, bool of_edge)
{
  const FlSnapshotTable *before = fl_snapshot_get_table(self->before, of_edge),
                        *after = fl_snapshot_get_table(self->after, of_edge);
  self->forward[of_edge] = new_indices(before->elements->len);
  self->back[of_edge] = new_indices(after->elements->len);
  for (uint32_t i = 0; i < before->elements->len; i++) {
    uint32_t other = fl_snapshot_table_find(after, fl_snapshot_table_get(before, i)->id);
    if (other != FL_SNAPSHOT_NONE)
      pair(self, of_edge, i, other);
  }
}

/* ---- nodes of another key at the same place */

typedef struct {
  const char *type;
  const FlSnapshotEvidence *row;
} Place;

static int
compare_starts(const Place *a, const Place *b)
{
  int order = strcmp(a->type, b->type);
  order = order != 0 ? order : strcmp(a->row->file, b->row->file);
  return order != 0 ? order : fl_location_compare_starts(&a->row->at, &b->row->at);
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;
  int order = compare_starts(first, second);
  return order != 0
             ? order
             : (first->row->element > second->row->element) - (first->row->element < second->row->element);
}

/* Where the nodes that are gone stood, in order. */
static GArray *
list_places(const FlPairing *self)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  const FlSnapshotTable *nodes = fl_snapshot_get_table(self->before, false);
  for (uint32_t i = 0; i < nodes->elements->len; i++) {
    const FlSnapshotElement *node = fl_snapshot_table_get(nodes, i);
    for (uint32_t e = 0; self->forward[false][i] == FL_SNAPSHOT_NONE && e < node->n_evidence; e++) {
      Place place = {node->type, fl_snapshot_get_evidence(self->before, node->evidence + e)};
      g_array_append_val(places, place);
    }
  }
  g_array_sort(places, compare_places);
  return places;
}

static bool
is_before(uint32_t line, uint32_t column, uint32_t other_line, uint32_t other_column)
{
  return line != other_line ? line < other_line : column < other_column;
}

static bool
overlaps(const FlSnapshotEvidence *a, const FlSnapshotEvidence *b)
{
  return is_before(a->at.line, a->at.column, b->at.end_line, b->at.end_column) &&
         is_before(b->at.line, b->at.column, a->at.end_line, a->at.end_column) &&
         strcmp(a->file, b->file) == 0 && strcmp(a->sentence, b->sentence) == 0;
}

/* The first place that does not begin before `place`. */
static guint
find_from(const GArray *places, const Place *place)
{
  guint low = 0, high = places->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (compare_starts(&g_array_index(places, Place, middle), place) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The node that stood where this evidence of a new node stands, and is no other's yet. */
static uint32_t
find_former(const FlPairing *self, const GArray *places, const Place *place)
{
  guint at = find_from(places, place);
  for (guint i = at > 0 ? at - 1 : 0; i < places->len && i <= at + 1; i++) {
    const Place *former = &g_array_index(places, Place, i);
    if (strcmp(former->type, place->type) == 0 && overlaps(former->row, place->row) &&
        self->forward[false][former->row->element] == FL_SNAPSHOT_NONE)
      return former->row->element;
  }
  return FL_SNAPSHOT_NONE;
}

static void
pair_by_place(FlPairing *self)
{
  g_autoptr(GArray) places = list_places(self);
  const FlSnapshotTable *nodes = fl_snapshot_get_table(self->after, false);
  for (uint32_t i = 0; places->len > 0 && i < nodes->elements->len; i++) {
    const FlSnapshotElement *node = fl_snapshot_table_get(nodes, i);
    for (uint32_t e = 0; self->back[false][i] == FL_SNAPSHOT_NONE && e < node->n_evidence; e++) {
      Place place = {node->type, fl_snapshot_get_evidence(self->after, node->evidence + e)};
      uint32_t former = find_former(self, places, &place);
      if (former != FL_SNAPSHOT_NONE)
        pair(self, false, former, i);
    }
  }
}

/* ---- edges between nodes that became others */

static char *
make_key(const char *type, uint32_t source, uint32_t target)
{
  return g_strdup_printf("%s %u %u", type, source, target);
}

static void
pair_by_ends(FlPairing *self)
{
  const FlSnapshotTable *before = fl_snapshot_get_table(self->before, true),
                        *after = fl_snapshot_get_table(self->after, true);
  g_autoptr(GHashTable) fresh = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (uint32_t i = 0; i < after->elements->len; i++) {
    const FlSnapshotElement *edge = fl_snapshot_table_get(after, i);
    if (self->back[true][i] == FL_SNAPSHOT_NONE)
      g_hash_table_insert(fresh, make_key(edge->type, edge->source, edge->target), GUINT_TO_POINTER(i + 1));
  }
  for (uint32_t i = 0; g_hash_table_size(fresh) > 0 && i < before->elements->len; i++) {
    const FlSnapshotElement *edge = fl_snapshot_table_get(before, i);
    if (self->forward[true][i] != FL_SNAPSHOT_NONE)
      continue;
    g_autofree char *key =
        make_key(edge->type, self->forward[false][edge->source], self->forward[false][edge->target]);
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(fresh, key));
    if (found > 0 && self->back[true][found - 1] == FL_SNAPSHOT_NONE)
      pair(self, true, i, found - 1);
  }
}

void
fl_pairing_init(FlPairing *self, const FlSnapshot *before, const FlSnapshot *after)
{
  *self = (FlPairing){.before = before, .after = after};
  pair_by_id(self, false);
  pair_by_id(self, true);
  pair_by_place(self);
  pair_by_ends(self);
}

void
fl_pairing_clear(FlPairing *self)
{
  for (int i = 0; i < 2; i++) {
    g_free(self->forward[i]);
    g_free(self->back[i]);
  }
}
