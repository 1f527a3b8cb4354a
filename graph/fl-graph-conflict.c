/* Values: of all that was claimed for one property the first in place wins, the others become findings. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-graph-put.h"

#include "fl-string.h"

/* Longer values are cut in messages. */
enum { MESSAGE_LIMIT = 80 };

/* By element, property and text (handles will do); the first place of each text before the others. */
static int
compare_rivals(const void *a, const void *b, void *data)
{
  const FlRival *p = a, *q = b;
  if (p->of_edge != q->of_edge)
    return p->of_edge ? 1 : -1;
  if (p->element != q->element)
    return p->element < q->element ? -1 : 1;
  if (p->property != q->property)
    return p->property < q->property ? -1 : 1;
  if (p->claim.text != q->claim.text)
    return p->claim.text < q->claim.text ? -1 : 1;
  return fl_graph_compare_places(data, p->claim.evidence, q->claim.evidence);
}

static bool
is_same_property(const FlRival *a, const FlRival *b)
{
  return a->of_edge == b->of_edge && a->element == b->element && a->property == b->property;
}

/* By place, then by text, so that two values in one place have an order too. */
static int
compare_claims(const FlGraph *self, FlClaim a, FlClaim b)
{
  int order = fl_graph_compare_places(self, a.evidence, b.evidence);
  return order != 0 ? order : fl_graph_compare_texts(self, a.text, b.text);
}

static FlClaim *
get_held(const FlGraph *self, const FlRival *rival)
{
  return rival->of_edge ? fl_graph_edge_claim(self, rival->element, rival->property)
                        : fl_graph_node_claim(self, rival->element, rival->property);
}

/* Adds what each element holds to its rivals: all claims of a property are then in one list. */
static void
add_held(FlGraph *self)
{
  guint n = self->rivals->len;
  for (guint i = 0; i < n; i++) {
    FlRival held = g_array_index(self->rivals, FlRival, i);
    if (i > 0 && is_same_property(&held, &g_array_index(self->rivals, FlRival, i - 1)))
      continue;
    held.claim = *get_held(self, &held);
    g_array_append_val(self->rivals, held);
  }
}

static void
sort_rivals(FlGraph *self)
{
  g_array_sort_with_data(self->rivals, compare_rivals, self);
}

/* Keeps of each text only its first place. */
static void
drop_repeated(GArray *rivals)
{
  guint n = 0;
  for (guint i = 0; i < rivals->len; i++) {
    FlRival rival = g_array_index(rivals, FlRival, i);
    const FlRival *last = n > 0 ? &g_array_index(rivals, FlRival, n - 1) : NULL;
    if (last != NULL && is_same_property(last, &rival) && last->claim.text == rival.claim.text)
      continue;
    g_array_index(rivals, FlRival, n++) = rival;
  }
  g_array_set_size(rivals, n);
}

void
fl_graph_settle_values(FlGraph *self)
{
  if (self->rivals->len == 0)
    return;
  sort_rivals(self);
  add_held(self);
  sort_rivals(self);
  drop_repeated(self->rivals);
  guint n = 0;
  FlRival *all = &g_array_index(self->rivals, FlRival, 0);
  for (guint first = 0, end = 0; first < self->rivals->len; first = end) {
    guint winner = first;
    for (end = first + 1; end < self->rivals->len && is_same_property(&all[first], &all[end]); end++)
      if (compare_claims(self, all[end].claim, all[winner].claim) < 0)
        winner = end;
    *get_held(self, &all[winner]) = all[winner].claim;
    for (guint i = first; i < end; i++)
      if (i != winner)
        all[n++] = all[i];
  }
  g_array_set_size(self->rivals, n);
}

/* ---- findings, when the elements have their names */

static void
append_element(GString *out, const FlGraph *self, const FlRival *rival)
{
  if (!rival->of_edge) {
    g_string_append_printf(out, "%s ", fl_graph_type_of(self, rival->element)->name);
    fl_string_append_cut(out, fl_graph_get_node_name(self, rival->element), FL_GRAPH_LABEL_LIMIT);
    return;
  }
  const FlGraphEdge *edge = fl_graph_edge(self, rival->element);
  fl_string_append_cut(out, fl_graph_get_node_name(self, edge->from), FL_GRAPH_LABEL_LIMIT);
  g_string_append_printf(out, " %s ", fl_schema_get_edge_type(self->schema, edge->type)->name);
  fl_string_append_cut(out, fl_graph_get_node_name(self, edge->to), FL_GRAPH_LABEL_LIMIT);
}

static const char *
get_property_name(const FlGraph *self, const FlRival *rival)
{
  const GArray *properties =
      rival->of_edge
          ? fl_schema_get_edge_type(self->schema, fl_graph_edge(self, rival->element)->type)->properties
          : fl_graph_type_of(self, rival->element)->properties;
  return g_array_index(properties, FlProperty, rival->property).name;
}

static void
append_claim(GString *out, const FlGraph *self, FlClaim claim)
{
  fl_string_append_cut(out, fl_graph_string(self, claim.text), MESSAGE_LIMIT);
  if (claim.evidence == FL_GRAPH_NONE)
    return;
  const FlEvidenceRecord *record = fl_graph_record(self, claim.evidence);
  g_string_append_printf(out, " (%s:%u:%u)", fl_graph_file(self, record), record->at.line, record->at.column);
}

static FlFinding
report(FlGraph *self, const FlRival *loser)
{
  g_autoptr(GString) message = g_string_new(NULL);
  append_element(message, self, loser);
  g_string_append_printf(message, ": %s is ", get_property_name(self, loser));
  append_claim(message, self, *get_held(self, loser));
  g_string_append(message, ", not ");
  append_claim(message, self, loser->claim);
  FlFinding finding = {.level = FL_FINDING_WARNING, .id = "conflict", .rule = "", .file = "", .count = 1};
  if (loser->claim.evidence != FL_GRAPH_NONE) {
    const FlEvidenceRecord *record = fl_graph_record(self, loser->claim.evidence);
    finding.rule = fl_graph_string(self, record->rule);
    finding.file = fl_graph_file(self, record);
    finding.line = record->at.line;
    finding.column = record->at.column;
  }
  finding.message = fl_graph_string(self, fl_string_pool_add(self->pool, message->str));
  return finding;
}

void
fl_graph_report_conflicts(FlGraph *self)
{
  for (guint i = 0; i < self->rivals->len; i++) {
    FlFinding finding = report(self, &g_array_index(self->rivals, FlRival, i));
    g_array_append_val(self->findings, finding);
  }
}
