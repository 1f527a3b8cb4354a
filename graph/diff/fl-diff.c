#include "fl-diff.h"
#include "fl-change.h"
#include "fl-pairing.h"

#include <string.h>

void
fl_diff_free(FlDiff *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->changes);
  g_array_unref(self->rules);
  g_free(self);
}

bool
fl_diff_is_empty(const FlDiff *self)
{
  return self->changes->len == 0 && self->derived[0] == 0 && self->derived[1] == 0 && self->followed == 0;
}

const FlChange *
fl_diff_get(const FlDiff *self, guint index)
{
  return &g_array_index(self->changes, FlChange, index);
}

/* ---- values */

static void
compare_values(const FlDiff *self, FlChange *change)
{
  const FlSnapshotTable *before = fl_snapshot_get_table(self->before, change->of_edge),
                        *after = fl_snapshot_get_table(self->after, change->of_edge);
  for (guint i = 0; i < before->columns->len; i++) {
    int column = fl_snapshot_table_find_column(after, before->columns->pdata[i]);
    fl_change_add_value(change, before->columns->pdata[i],
                        fl_snapshot_table_get_value(before, change->before, (int)i),
                        fl_snapshot_table_get_value(after, change->after, column));
  }
  for (guint i = 0; i < after->columns->len; i++)
    if (fl_snapshot_table_find_column(before, after->columns->pdata[i]) < 0)
      fl_change_add_value(change, after->columns->pdata[i], "",
                          fl_snapshot_table_get_value(after, change->after, (int)i));
}

/* ---- changes */

static const char *
skip_propagated(const char *rule)
{
  static const char *const prefix = "propagated:";
  return g_str_has_prefix(rule, prefix) ? rule + strlen(prefix) : rule;
}

/* The rule of the first of `rows` that was found by itself, else of the first. */
static const char *
find_rule(const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const FlSnapshotEvidence *row = rows->pdata[i];
    if (skip_propagated(row->rule) == row->rule)
      return row->rule;
  }
  return rows->len > 0 ? skip_propagated(((const FlSnapshotEvidence *)rows->pdata[0])->rule) : NULL;
}

/* A value may come from an update, of which no evidence tells: then it goes with the element's own rule. */
static const char *
find_cause(const FlChange *change)
{
  for (guint i = 0; i < change->values->len; i++) {
    const FlValueChange *value = &g_array_index(change->values, FlValueChange, i);
    if (strcmp(value->property, "rule") == 0)
      return skip_propagated(value->after);
  }
  const char *rule = find_rule(change->gained);
  rule = rule != NULL ? rule : find_rule(change->lost);
  if (rule != NULL)
    return rule;
  return change->shown != NULL ? skip_propagated(change->shown->rule) : "";
}

/* The first of an element's places where it was found by itself, else the first. */
static const FlSnapshotEvidence *
find_shown(const FlDiff *self, const FlChange *change)
{
  bool is_new = change->after != FL_SNAPSHOT_NONE;
  const FlSnapshot *snapshot = is_new ? self->after : self->before;
  const FlSnapshotTable *table = fl_snapshot_get_table(snapshot, change->of_edge);
  const FlSnapshotElement *element = fl_snapshot_table_get(table, is_new ? change->after : change->before);
  for (uint32_t i = 0; i < element->n_evidence; i++) {
    const FlSnapshotEvidence *row = fl_snapshot_get_evidence(snapshot, element->evidence + i);
    if (skip_propagated(row->rule) == row->rule)
      return row;
  }
  return element->n_evidence > 0 ? fl_snapshot_get_evidence(snapshot, element->evidence) : NULL;
}

static void
take_change(FlDiff *self, FlChange *change)
{
  change->shown = find_shown(self, change);
  change->rule = find_cause(change);
  self->counts[change->of_edge][change->kind]++;
  g_array_append_vals(self->changes, change, 1);
}

static void
add_lone(FlDiff *self, FlChangeKind kind, bool of_edge, uint32_t index)
{
  bool gained = kind == FL_CHANGE_GAINED;
  const FlSnapshot *snapshot = gained ? self->after : self->before;
  const FlSnapshotElement *element = fl_snapshot_table_get(fl_snapshot_get_table(snapshot, of_edge), index);
  if (of_edge && fl_snapshot_is_derived(element)) {
    self->derived[kind]++;
    return;
  }
  FlChange change =
      fl_change_new(kind, of_edge, gained ? FL_SNAPSHOT_NONE : index, gained ? index : FL_SNAPSHOT_NONE);
  fl_change_list_evidence(snapshot, element, gained ? change.gained : change.lost);
  take_change(self, &change);
}

static void
add_pair(FlDiff *self, bool of_edge, uint32_t before, uint32_t after)
{
  const FlSnapshotElement *old = fl_snapshot_table_get(fl_snapshot_get_table(self->before, of_edge), before),
                          *new = fl_snapshot_table_get(fl_snapshot_get_table(self->after, of_edge), after);
  bool same = strcmp(old->id, new->id) == 0;
  FlChange change = fl_change_new(FL_CHANGE_CHANGED, of_edge, before, after);
  if (!of_edge)
    fl_change_add_value(&change, "name", old->name, new->name);
  if (!of_edge || !fl_snapshot_is_derived(old)) {
    fl_change_add_value(&change, "confidence", old->confidence, new->confidence);
    fl_change_compare_evidence(&change, self->before, old, self->after, new);
  }
  compare_values(self, &change);
  bool any = change.values->len > 0 || change.gained->len > 0 || change.lost->len > 0;
  if (any || (!same && !of_edge)) {
    take_change(self, &change);
    return;
  }
  self->followed += !same;
  fl_change_clear(&change);
}

static void
compare_elements(FlDiff *self, const FlPairing *pairing, bool of_edge)
{
  guint n_before = fl_snapshot_get_table(self->before, of_edge)->elements->len,
        n_after = fl_snapshot_get_table(self->after, of_edge)->elements->len;
  for (uint32_t i = 0; i < n_before; i++)
    if (pairing->forward[of_edge][i] == FL_SNAPSHOT_NONE)
      add_lone(self, FL_CHANGE_LOST, of_edge, i);
    else
      add_pair(self, of_edge, i, pairing->forward[of_edge][i]);
  for (uint32_t i = 0; i < n_after; i++)
    if (pairing->back[of_edge][i] == FL_SNAPSHOT_NONE)
      add_lone(self, FL_CHANGE_GAINED, of_edge, i);
}

/* ---- order */

/* The element as it is now, or was. */
static const FlSnapshotElement *
get_element(const FlDiff *self, const FlChange *change, const FlSnapshotTable **ret_nodes)
{
  bool is_new = change->after != FL_SNAPSHOT_NONE;
  const FlSnapshot *snapshot = is_new ? self->after : self->before;
  *ret_nodes = fl_snapshot_get_table(snapshot, false);
  return fl_snapshot_table_get(fl_snapshot_get_table(snapshot, change->of_edge),
                               is_new ? change->after : change->before);
}

static int
compare_changes(gconstpointer a, gconstpointer b, gpointer data)
{
  const FlDiff *self = data;
  const FlChange *first = a, *second = b;
  const FlSnapshotTable *nodes = NULL, *others = NULL;
  const FlSnapshotElement *one = get_element(self, first, &nodes),
                          *other = get_element(self, second, &others);
  int order = strcmp(first->rule, second->rule);
  if (order == 0)
    order =
        first->kind != second->kind ? (int)first->kind - (int)second->kind : first->of_edge - second->of_edge;
  if (order == 0)
    order = strcmp(one->type, other->type);
  if (order == 0)
    order = first->of_edge ? strcmp(fl_snapshot_table_get(nodes, one->source)->name,
                                    fl_snapshot_table_get(others, other->source)->name)
                           : strcmp(one->name, other->name);
  return order != 0 ? order : strcmp(one->id, other->id);
}

static int
compare_rules(gconstpointer a, gconstpointer b)
{
  const FlRuleChanges *first = a, *second = b;
  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return strcmp(first->rule, second->rule);
}

static void
group(FlDiff *self)
{
  g_array_sort_with_data(self->changes, compare_changes, self);
  for (guint i = 0; i < self->changes->len; i++) {
    const FlChange *change = fl_diff_get(self, i);
    FlRuleChanges *last =
        self->rules->len == 0 ? NULL : &g_array_index(self->rules, FlRuleChanges, self->rules->len - 1);
    if (last == NULL || strcmp(last->rule, change->rule) != 0) {
      FlRuleChanges next = {.rule = change->rule, .first = i};
      g_array_append_val(self->rules, next);
      last = &g_array_index(self->rules, FlRuleChanges, self->rules->len - 1);
    }
    last->n++;
    last->counts[change->kind]++;
  }
  g_array_sort(self->rules, compare_rules);
}

FlDiff *
fl_diff_new(const FlSnapshot *before, const FlSnapshot *after)
{
  FlDiff *self = g_new0(FlDiff, 1);
  g_auto(FlPairing) pairing = {0};
  self->before = before;
  self->after = after;
  self->changes = g_array_new(FALSE, FALSE, sizeof(FlChange));
  g_array_set_clear_func(self->changes, fl_change_clear);
  self->rules = g_array_new(FALSE, FALSE, sizeof(FlRuleChanges));
  fl_pairing_init(&pairing, before, after);
  compare_elements(self, &pairing, false);
  compare_elements(self, &pairing, true);
  group(self);
  return self;
}
