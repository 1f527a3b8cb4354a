/*
 * Strata: in which order rules run and types are settled and finished. The order follows from what rules use,
 * nothing else.
 *
 * A rule runs when the types in its view are finished and the contexts that decide what it emits are set. A
 * type is settled (overlaps decided) when its producers have run and the types that mask it are finished; it
 * is finished (properties filled, names propagated) when, besides, the contexts that its properties read are
 * set, and the matches that set them are settled themselves.
 */

#include "fl-loader.h"

typedef struct {
  FlLoader *loader;
  const FlRuleSet *set;
  int n_rules, n_types, n_variables, n;
  GPtrArray *needs;      /* by vertex: GArray of int, vertices that come first */
  uint64_t produced[64]; /* by context: the types that rules which set it produce */
  bool *done;
} Order;

/* Vertices: rules, types to settle, types to finish, contexts. */
static int
settle_of(const Order *self, int type)
{
  return self->n_rules + type;
}

static int
finish_of(const Order *self, int type)
{
  return self->n_rules + self->n_types + type;
}

static int
variable_of(const Order *self, int variable)
{
  return self->n_rules + 2 * self->n_types + variable;
}

static void
add_need(Order *self, int vertex, int first)
{
  g_array_append_val((GArray *)self->needs->pdata[vertex], first);
}

static void
add_needs_of_types(Order *self, int vertex, uint64_t types, int (*which)(const Order *, int))
{
  for (uint64_t left = types; left != 0; left &= left - 1)
    add_need(self, vertex, which(self, __builtin_ctzll(left)));
}

static uint64_t
read_by(const FlEmission *emission)
{
  uint64_t variables = 0;
  for (guint i = 0; i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    if (assignment->value != NULL)
      variables |= fl_template_get_variables(assignment->value);
  }
  return variables;
}

static void
add_emission_needs(Order *self, const FlRule *rule, const FlEmission *emission)
{
  if (emission->kind != FL_EMIT_NODE)
    return;
  add_need(self, settle_of(self, emission->type), rule->index);
  for (uint64_t left = read_by(emission); left != 0; left &= left - 1) {
    int variable = __builtin_ctzll(left);
    add_need(self, finish_of(self, emission->type), variable_of(self, variable));
    add_needs_of_types(self, finish_of(self, emission->type), self->produced[variable], settle_of);
  }
}

static void
find_produced(Order *self)
{
  for (int i = 0; i < self->n_rules; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, i);
    for (uint64_t left = rule->sets; left != 0; left &= left - 1)
      self->produced[__builtin_ctzll(left)] |= rule->produces;
  }
}

static void
collect_needs(Order *self)
{
  find_produced(self);
  for (int i = 0; i < self->n_rules; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, i);
    add_needs_of_types(self, i, rule->view, finish_of);
    for (uint64_t left = rule->needs; left != 0; left &= left - 1)
      add_need(self, i, variable_of(self, __builtin_ctzll(left)));
    for (uint64_t left = rule->sets; left != 0; left &= left - 1)
      add_need(self, variable_of(self, __builtin_ctzll(left)), i);
    for (guint e = 0; e < rule->emissions->len; e++)
      add_emission_needs(self, rule, rule->emissions->pdata[e]);
  }
  for (int i = 0; i < self->n_types; i++) {
    add_need(self, finish_of(self, i), settle_of(self, i));
    for (uint64_t left = fl_rule_set_get_type(self->set, i)->masks; left != 0; left &= left - 1)
      add_need(self, settle_of(self, __builtin_ctzll(left)), finish_of(self, i));
  }
}

/* The first need of a vertex that is not met; -1 when all are. */
static int
find_unmet(const Order *self, int vertex)
{
  const GArray *needs = self->needs->pdata[vertex];
  for (guint i = 0; i < needs->len; i++)
    if (!self->done[g_array_index(needs, int, i)])
      return g_array_index(needs, int, i);
  return -1;
}

/* Takes the types and contexts that are ready now. */
static void
take_ready(Order *self, int stratum)
{
  for (bool more = true; more;) {
    more = false;
    for (int vertex = self->n_rules; vertex < self->n; vertex++) {
      if (self->done[vertex] || find_unmet(self, vertex) >= 0)
        continue;
      self->done[vertex] = more = true;
      int type = vertex - self->n_rules;
      if (type >= 2 * self->n_types)
        continue;
      FlStep step = {type < self->n_types ? FL_STEP_SETTLE : FL_STEP_FINISH, type % self->n_types, stratum};
      g_array_append_val(self->set->steps, step);
    }
  }
}

static bool
run_ready(Order *self, int stratum)
{
  g_autoptr(GArray) ready = g_array_new(FALSE, FALSE, sizeof(int));
  for (int i = 0; i < self->n_rules; i++)
    if (!self->done[i] && find_unmet(self, i) < 0)
      g_array_append_val(ready, i);
  for (guint i = 0; i < ready->len; i++) {
    FlStep step = {FL_STEP_RULE, g_array_index(ready, int, i), stratum};
    self->done[step.index] = true;
    ((FlRule *)self->set->rules->pdata[step.index])->stratum = stratum;
    g_array_append_val(self->set->steps, step);
  }
  return ready->len > 0;
}

/* ---- a cycle is shown as the way round: rule → type → rule → … */

static void
append_vertex(const Order *self, GString *path, int vertex)
{
  int type = vertex - self->n_rules, variable = type - 2 * self->n_types;
  if (vertex < self->n_rules)
    g_string_append(path, fl_rule_set_get_rule(self->set, vertex)->id);
  else if (variable < 0)
    g_string_append(path, fl_rule_set_get_type(self->set, type % self->n_types)->name);
  else
    g_string_append_printf(path, "@%s", fl_rule_set_get_variable(self->set, variable)->name);
}

/* The vertices of a cycle that can be come to from a vertex that is not done, each waiting for the next. It
 * begins with the rule that comes first in the files, if there is one. */
static GArray *
find_cycle(const Order *self, int from)
{
  g_autofree int *seen_at = g_new0(int, self->n);
  g_autoptr(GArray) walk = g_array_new(FALSE, FALSE, sizeof(int));
  int vertex = from;
  for (; seen_at[vertex] == 0; vertex = find_unmet(self, vertex)) {
    g_array_append_val(walk, vertex);
    seen_at[vertex] = (int)walk->len;
  }
  guint first = (guint)seen_at[vertex] - 1, start = first, length = walk->len - first;
  for (guint i = first; i < walk->len; i++) /* rules are the vertices of the lowest numbers */
    if (g_array_index(walk, int, i) < MIN(self->n_rules, g_array_index(walk, int, start)))
      start = i;
  GArray *cycle = g_array_sized_new(FALSE, FALSE, sizeof(int), length);
  for (guint i = 0; i < length; i++)
    g_array_append_val(cycle, g_array_index(walk, int, first + (start - first + i) % length));
  return cycle;
}

/* A type's settling and finishing are one to the reader. */
static bool
are_one(const Order *self, int a, int b)
{
  return MIN(a, b) >= self->n_rules && MAX(a, b) < variable_of(self, 0) && ABS(a - b) == self->n_types;
}

static char *
format_cycle(const Order *self, const GArray *cycle)
{
  GString *path = g_string_new(NULL);
  for (guint i = 0; i <= cycle->len; i++) {
    int at = g_array_index(cycle, int, i % cycle->len);
    if (i > 0 && are_one(self, g_array_index(cycle, int, i - 1), at))
      continue;
    g_string_append(path, i > 0 ? " → " : "");
    append_vertex(self, path, at);
  }
  return g_string_free(path, FALSE);
}

static void
report_cycle(Order *self, int from)
{
  g_autoptr(GArray) cycle = find_cycle(self, from);
  g_autofree char *path = format_cycle(self, cycle);
  int head = g_array_index(cycle, int, 0);
  guint n_rules = 0;
  for (guint i = 0; i < cycle->len; i++)
    n_rules += g_array_index(cycle, int, i) < self->n_rules;
  FlDiagnostics *diagnostics = self->loader->diagnostics;
  if (n_rules == 0)
    fl_read_fail(diagnostics, fl_rule_set_get_type(self->set, (head - self->n_rules) % self->n_types)->source,
                 "stratum-cycle", "each waits for the next to be settled, and masks the one before",
                 "types mask each other: %s", path);
  else if (n_rules == 1)
    fl_read_fail(diagnostics, fl_rule_set_get_rule(self->set, head)->source, "stratum-cycle",
                 "let it look for text instead of its own mentions, or take it apart into two rules",
                 "the rule waits for itself: %s", path);
  else
    fl_read_fail(diagnostics, fl_rule_set_get_rule(self->set, head)->source, "stratum-cycle",
                 "each waits for the next: let one of them look for text instead of the other's mentions",
                 "rules wait for each other: %s", path);
}

void
fl_loader_order(FlLoader *self)
{
  Order order = {.loader = self,
                 .set = self->set,
                 .n_rules = (int)self->set->rules->len,
                 .n_types = (int)self->set->types->len,
                 .n_variables = (int)self->set->variables->len};
  order.n = order.n_rules + 2 * order.n_types + order.n_variables;
  order.needs = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (int i = 0; i < order.n; i++)
    g_ptr_array_add(order.needs, g_array_new(FALSE, FALSE, sizeof(int)));
  order.done = g_new0(bool, order.n);
  collect_needs(&order);
  int stratum = 0;
  do
    take_ready(&order, stratum);
  while (run_ready(&order, stratum++));
  self->set->n_strata = stratum - 1;
  for (int i = 0; i < order.n; i++)
    if (!order.done[i]) {
      report_cycle(&order, i);
      break;
    }
  g_ptr_array_unref(order.needs);
  g_free(order.done);
}
