#include "fl-mutation.h"

/* ---- the kinds: each swaps what the rule has with what is held */

static void
swap_pointers(gpointer *a, gpointer *b)
{
  gpointer c = *a;
  *a = *b;
  *b = c;
}

/* All alternatives: an empty array is held at first. */
static void
swap_rule(FlRule *rule, G_GNUC_UNUSED guint index, gpointer *held)
{
  swap_pointers((gpointer *)&rule->alternatives, held);
}

static void
swap_item(GPtrArray *array, guint index, gpointer *held)
{
  if (*held == NULL)
    *held = g_ptr_array_steal_index(array, index);
  else
    g_ptr_array_insert(array, (int)index, g_steal_pointer(held));
}

static void
swap_alternative(FlRule *rule, guint index, gpointer *held)
{
  swap_item(rule->alternatives, index, held);
}

static void
swap_guard(FlRule *rule, guint index, gpointer *held)
{
  swap_item(rule->guards, index, held);
}

/* The bits of the types, as a pointer's. */
static void
swap_avoid(FlRule *rule, G_GNUC_UNUSED guint index, gpointer *held)
{
  uint64_t *other = *held, avoid = rule->avoid;
  rule->avoid = *other;
  *other = avoid;
}

/* The condition of an emission with none, or with one that never holds: emissions name each other by number, so
 * that none can be taken out. */
static void
swap_condition(FlRule *rule, guint index, gpointer *held)
{
  swap_pointers((gpointer *)&((FlEmission *)rule->emissions->pdata[index])->when, held);
}

static FlCondition *
make_never(void)
{
  FlCondition *condition = fl_condition_new();
  FlTest test = {.kind = FL_TEST_PRESENT, .value = fl_template_new()};
  g_array_append_val(condition->tests, test);
  return condition;
}

/* ---- */

static FlMutation *
add(GPtrArray *list, FlRule *rule, const char *what, const FlYamlNode *place)
{
  FlMutation *mutation = g_new0(FlMutation, 1);
  *mutation = (FlMutation){.rule = rule, .what = what, .place = place};
  g_ptr_array_add(list, mutation);
  return mutation;
}

static void
add_alternatives(GPtrArray *list, FlRule *rule)
{
  for (guint i = 0; rule->alternatives->len > 1 && i < rule->alternatives->len; i++) {
    const FlAlternative *alternative = rule->alternatives->pdata[i];
    FlMutation *mutation = add(list, rule, "this alternative", alternative->source);
    mutation->swap = swap_alternative;
    mutation->index = i;
  }
}

static void
add_guards(GPtrArray *list, FlRule *rule)
{
  for (guint i = 0; i < rule->guards->len; i++) {
    FlMutation *mutation = add(list, rule, "this guard", ((const FlGuard *)rule->guards->pdata[i])->source);
    mutation->swap = swap_guard;
    mutation->index = i;
  }
  if (rule->avoid == 0)
    return;
  FlMutation *mutation = add(list, rule, "what it avoids", fl_yaml_node_find(rule->whole, "avoid"));
  mutation->swap = swap_avoid;
  mutation->held = g_new0(uint64_t, 1);
}

static void
add_emissions(GPtrArray *list, FlRule *rule)
{
  for (guint i = 0; i < rule->emissions->len; i++) {
    const FlEmission *emission = rule->emissions->pdata[i];
    if (rule->emissions->len > 1) {
      FlMutation *mutation = add(list, rule, "this emission", emission->source);
      mutation->swap = swap_condition;
      mutation->index = i;
      mutation->held = make_never();
    }
    if (emission->when != NULL) {
      FlMutation *mutation = add(list, rule, "this condition", fl_yaml_node_find(emission->source, "when"));
      mutation->swap = swap_condition;
      mutation->index = i;
    }
  }
}

GPtrArray *
fl_mutations_list(FlRule *rule)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)fl_mutation_free);
  FlMutation *all = add(list, rule, "this rule", rule->source);
  all->swap = swap_rule;
  all->held = g_ptr_array_new();
  add_alternatives(list, rule);
  add_guards(list, rule);
  add_emissions(list, rule);
  return list;
}

void
fl_mutation_swap(FlMutation *self)
{
  self->swap(self->rule, self->index, &self->held);
}

void
fl_mutation_free(FlMutation *self)
{
  if (self->swap == swap_rule)
    g_ptr_array_unref(self->held);
  else if (self->swap == swap_condition)
    fl_condition_free(self->held);
  else if (self->swap == swap_avoid)
    g_free(self->held);
  g_free(self);
}
