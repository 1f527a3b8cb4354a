#include "fl-requirement.h"
#include "fl-syntax.h"

/* What stands at every fourth place is not worth looking for; what stands at every twentieth not beside
 * something rarer. */
#define MAX_FREQUENCY      0.25
#define MAX_SIDE_FREQUENCY 0.05
enum { MAX_REQUIREMENTS = 4, MAX_POWER = 8 };

/* What holds for all that a node of the tree takes up. */
typedef struct {
  uint32_t min, max;         /* characters */
  FlLiteralSet *exact;       /* it is one of these; NULL: not known */
  FlLiteralSet *head, *tail; /* where `exact` is not known: it begins, ends with one of these, or is empty */
  bool skippable;            /* `head` and `tail` hold only where it takes up anything */
  GArray *found;             /* of FlRequirement */
} Facts;

static void derive(const FlSyntax *syntax, uint32_t index, Facts *ret_facts);

static void
clear_requirement(gpointer data)
{
  g_array_unref(((FlRequirement *)data)->literals);
}

static FlLiteralSet *
ref(FlLiteralSet *set)
{
  return set == NULL ? NULL : g_array_ref(set);
}

static void
replace(FlLiteralSet **slot, FlLiteralSet *take_set)
{
  g_clear_pointer(slot, g_array_unref);
  *slot = take_set;
}

static Facts
facts_new(uint32_t min, uint32_t max)
{
  Facts self = {.min = min, .max = max, .found = g_array_new(FALSE, FALSE, sizeof(FlRequirement))};
  g_array_set_clear_func(self.found, clear_requirement);
  return self;
}

static void
facts_clear(Facts *self)
{
  replace(&self->exact, NULL);
  replace(&self->head, NULL);
  replace(&self->tail, NULL);
  g_array_unref(self->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Facts, facts_clear)

static uint32_t
sum(uint32_t a, uint32_t b)
{
  return a > FL_SYNTAX_UNBOUNDED - b ? FL_SYNTAX_UNBOUNDED : a + b;
}

static uint32_t
product(uint32_t a, uint32_t b)
{
  return a != 0 && b > FL_SYNTAX_UNBOUNDED / a ? FL_SYNTAX_UNBOUNDED : a * b;
}

static uint32_t
difference(uint32_t a, uint32_t b)
{
  return a == FL_SYNTAX_UNBOUNDED ? a : a - MIN(a, b);
}

static void
note(GArray *found, FlLiteralSet *literals, uint32_t min, uint32_t max)
{
  if (literals == NULL || fl_literal_set_has_empty(literals))
    return;
  FlRequirement requirement = {ref(literals), min, max, fl_literal_set_guess_frequency(literals), false};
  g_array_append_val(found, requirement);
}

static void
note_shifted(GArray *found, const GArray *inner, uint32_t min, uint32_t max)
{
  for (guint i = 0; i < inner->len; i++) {
    FlRequirement requirement = g_array_index(inner, FlRequirement, i);
    requirement.literals = ref(requirement.literals);
    requirement.min = sum(requirement.min, min);
    requirement.max = sum(requirement.max, max);
    g_array_append_val(found, requirement);
  }
}

/* What it begins or ends with where it takes up anything; NULL: not known. */
static FlLiteralSet *
edge_of(const Facts *facts, FlLiteralSet *edge)
{
  return facts->exact != NULL ? fl_literal_set_drop_empty(facts->exact) : ref(edge);
}

static bool
may_be_empty(const Facts *facts)
{
  return facts->exact != NULL ? fl_literal_set_has_empty(facts->exact) : facts->skippable || facts->min == 0;
}

/* ---- one after another */

/* A sequence under way: what its items so far are, and the run of literals that the last of them make up. */
typedef struct {
  Facts *facts;
  FlLiteralSet *run;
  uint32_t run_min, run_max; /* where the run begins */
  bool whole;                /* the run is all there is so far */
} Chain;

static void
start_run(Chain *self, FlLiteralSet *take_run, uint32_t min, uint32_t max)
{
  replace(&self->run, take_run);
  self->run_min = min;
  self->run_max = max;
}

/* The run goes on with what ends an item. */
static void
start_run_with_tail(Chain *self, const Facts *item)
{
  uint32_t shortest = 0, longest = 0;
  uint32_t min = sum(self->facts->min, item->min), max = sum(self->facts->max, item->max);
  FlLiteralSet *run = item->skippable ? fl_literal_set_join(self->run, item->tail) : ref(item->tail);
  if (run == NULL || fl_literal_set_has_marks(run)) {
    if (run != NULL)
      g_array_unref(run);
    start_run(self, fl_literal_set_new_empty(), min, max);
    return;
  }
  fl_literal_set_measure(item->tail, &shortest, &longest);
  min = difference(min, longest);
  max = difference(max, shortest);
  if (item->skippable) {
    min = MIN(min, self->run_min);
    max = MAX(max, self->run_max);
  }
  start_run(self, run, min, max);
}

/* The run ends: with what the item behind it begins with, where that is known. */
static void
end_run(Chain *self, const Facts *item)
{
  FlLiteralSet *head = may_be_empty(item) ? NULL : item->exact != NULL ? item->exact : item->head;
  g_autoptr(FlLiteralSet) longer = head == NULL ? NULL : fl_literal_set_multiply(self->run, head);
  FlLiteralSet *run = longer != NULL ? longer : self->run;
  note(self->facts->found, run, self->run_min, self->run_max);
  if (self->whole && !fl_literal_set_has_empty(run))
    replace(&self->facts->head, ref(run));
  self->whole = false;
}

static void
take_item(Chain *self, const Facts *item)
{
  Facts *facts = self->facts;
  FlLiteralSet *longer = item->exact == NULL ? NULL : fl_literal_set_multiply(self->run, item->exact);
  if (longer != NULL)
    replace(&self->run, longer);
  else {
    end_run(self, item);
    note_shifted(facts->found, item->found, facts->min, facts->max);
    note(facts->found, item->exact, facts->min, facts->max);
    if (item->exact != NULL && !fl_literal_set_has_marks(item->exact))
      start_run(self, ref(item->exact), facts->min, facts->max);
    else if (item->exact == NULL && item->tail != NULL)
      start_run_with_tail(self, item);
    else
      start_run(self, fl_literal_set_new_empty(), sum(facts->min, item->min), sum(facts->max, item->max));
  }
  facts->min = sum(facts->min, item->min);
  facts->max = sum(facts->max, item->max);
}

/* What comes next without being taken up: the run goes on as if it had not been looked at. */
static void
look_ahead(Chain *self, const Facts *item)
{
  FlLiteralSet *head = may_be_empty(item) ? NULL : item->exact != NULL ? item->exact : item->head;
  g_autoptr(FlLiteralSet) longer = head == NULL ? NULL : fl_literal_set_multiply(self->run, head);
  note(self->facts->found, longer, self->run_min, self->run_max);
  note(self->facts->found, item->exact, self->facts->min, self->facts->max);
  note_shifted(self->facts->found, item->found, self->facts->min, self->facts->max);
}

static Chain
chain_begin(Facts *ret_facts)
{
  *ret_facts = facts_new(0, 0);
  return (Chain){ret_facts, fl_literal_set_new_empty(), 0, 0, true};
}

static void
chain_end(Chain *self)
{
  if (self->whole)
    self->facts->exact = ref(self->run);
  else {
    note(self->facts->found, self->run, self->run_min, self->run_max);
    if (!fl_literal_set_has_empty(self->run))
      self->facts->tail = ref(self->run);
  }
  g_array_unref(self->run);
}

static void
derive_sequence(const FlSyntax *syntax, const FlSyntaxNode *node, Facts *ret_facts)
{
  Chain chain = chain_begin(ret_facts);
  for (uint32_t child = node->child; child != FL_SYNTAX_NONE;) {
    const FlSyntaxNode *item = &g_array_index(syntax->nodes, FlSyntaxNode, child);
    g_auto(Facts) facts = {0};
    bool ahead = item->kind == FL_SYNTAX_AHEAD;
    derive(syntax, ahead ? item->child : child, &facts);
    if (ahead)
      look_ahead(&chain, &facts);
    else
      take_item(&chain, &facts);
    child = item->next;
  }
  chain_end(&chain);
}

static bool
has_marks(const gunichar *chars, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    if (fl_symbol_is_mark(chars[i]))
      return true;
  return false;
}

static void
derive_text(const FlSyntax *syntax, const FlSyntaxNode *node, Facts *ret_facts)
{
  const gunichar *chars = &g_array_index(syntax->chars, gunichar, node->first_char);
  if (node->n_chars <= FL_LITERAL_MAX_CHARS && !has_marks(chars, node->n_chars)) {
    *ret_facts = facts_new(node->n_chars, node->n_chars);
    ret_facts->exact = fl_literal_set_new_text(chars, node->n_chars);
    return;
  }
  Chain chain = chain_begin(ret_facts);
  for (uint32_t i = 0; i < node->n_chars; i++) {
    g_auto(Facts) one = facts_new(1, 1);
    one.exact = fl_literal_set_new_chars(chars + i, 1);
    take_item(&chain, &one);
  }
  chain_end(&chain);
}

/* ---- one of several */

/* The best of what is needed in one branch of a choice. */
static FlRequirement
find_best(const Facts *facts)
{
  FlRequirement best = {.frequency = 2};
  if (facts->exact != NULL && !fl_literal_set_has_empty(facts->exact))
    best = (FlRequirement){facts->exact, 0, 0, fl_literal_set_guess_frequency(facts->exact), false};
  for (guint i = 0; i < facts->found->len; i++) {
    const FlRequirement *other = &g_array_index(facts->found, FlRequirement, i);
    bool nearer = other->max != FL_SYNTAX_UNBOUNDED && best.max == FL_SYNTAX_UNBOUNDED;
    if (other->frequency < best.frequency || (nearer && other->frequency < best.frequency * 2))
      best = *other;
  }
  return best;
}

static FlLiteralSet *
copy(const FlLiteralSet *set)
{
  return set == NULL ? NULL : g_array_copy((GArray *)set);
}

/* The branches of a choice so far. Their sets are its own. */
typedef struct {
  Facts *facts;
  FlRequirement best; /* what is needed in each of them; its literals NULL when nothing is */
} Choice;

/* As long as all branches are known exactly nothing else need be known of them. */
static void
end_exact(Choice *self)
{
  Facts *facts = self->facts;
  self->best = find_best(facts);
  self->best.literals = copy(self->best.literals);
  g_autoptr(FlLiteralSet) head = edge_of(facts, facts->head), tail = edge_of(facts, facts->tail);
  facts->skippable = may_be_empty(facts);
  replace(&facts->head, copy(head));
  replace(&facts->tail, copy(tail));
  replace(&facts->exact, NULL);
  g_array_set_size(facts->found, 0);
}

static void
add_inexact(Choice *self, const Facts *branch)
{
  Facts *facts = self->facts;
  FlRequirement own = find_best(branch);
  g_autoptr(FlLiteralSet) head = edge_of(branch, branch->head), tail = edge_of(branch, branch->tail);
  facts->skippable |= may_be_empty(branch);
  fl_literal_set_extend(&facts->head, head);
  fl_literal_set_extend(&facts->tail, tail);
  fl_literal_set_extend(&self->best.literals, own.literals);
  self->best.min = MIN(self->best.min, own.min);
  self->best.max = MAX(self->best.max, own.max);
}

static void
add_branch(Choice *self, const Facts *branch)
{
  Facts *facts = self->facts;
  bool exact = facts->exact != NULL && branch->exact != NULL &&
               facts->exact->len + branch->exact->len <= FL_LITERAL_SET_MAX_SIZE;
  if (exact)
    fl_literal_set_extend(&facts->exact, branch->exact);
  else {
    if (facts->exact != NULL)
      end_exact(self);
    add_inexact(self, branch);
  }
  facts->min = MIN(facts->min, branch->min);
  facts->max = MAX(facts->max, branch->max);
}

static void
derive_choice(const FlSyntax *syntax, const FlSyntaxNode *node, Facts *ret_facts)
{
  Choice choice = {.facts = ret_facts};
  derive(syntax, node->child, ret_facts);
  if (ret_facts->exact != NULL) {
    replace(&ret_facts->exact, copy(ret_facts->exact));
    g_array_set_size(ret_facts->found, 0); /* what the first branch looks ahead for */
  } else
    end_exact(&choice);
  uint32_t child = g_array_index(syntax->nodes, FlSyntaxNode, node->child).next;
  for (; child != FL_SYNTAX_NONE; child = g_array_index(syntax->nodes, FlSyntaxNode, child).next) {
    g_auto(Facts) branch = {0};
    derive(syntax, child, &branch);
    add_branch(&choice, &branch);
  }
  note(ret_facts->found, choice.best.literals, choice.best.min, choice.best.max);
  replace(&choice.best.literals, NULL);
}

/* ---- again and again */

/* All that `min` to `max` of them may make up; NULL when that is too many. */
static FlLiteralSet *
multiply_out(const FlLiteralSet *set, uint32_t min, uint32_t max)
{
  g_autoptr(FlLiteralSet) power = fl_literal_set_new_empty();
  g_autoptr(FlLiteralSet) all = min == 0 ? fl_literal_set_new_empty() : NULL;
  if (max > MAX_POWER)
    return NULL;
  for (uint32_t n = 1; n <= max; n++) {
    FlLiteralSet *next = fl_literal_set_multiply(power, set);
    g_array_unref(power);
    power = next;
    if (power == NULL)
      return NULL;
    FlLiteralSet *more = n < min ? NULL : all == NULL ? ref(power) : fl_literal_set_join(all, power);
    if (n < min)
      continue;
    replace(&all, more);
    if (all == NULL)
      return NULL;
  }
  return g_steal_pointer(&all);
}

static void
derive_repeat(const FlSyntax *syntax, const FlSyntaxNode *node, Facts *ret_facts)
{
  g_auto(Facts) one = {0};
  derive(syntax, node->child, &one);
  *ret_facts = facts_new(product(one.min, node->min), product(one.max, node->max));
  ret_facts->exact = one.exact == NULL ? NULL : multiply_out(one.exact, node->min, node->max);
  if (ret_facts->exact != NULL)
    return;
  ret_facts->head = edge_of(&one, one.head);
  ret_facts->tail = edge_of(&one, one.tail);
  ret_facts->skippable = node->min == 0 || may_be_empty(&one);
  if (node->min == 0)
    return;
  note_shifted(ret_facts->found, one.found, 0, 0);
  note(ret_facts->found, one.exact, 0, 0);
}

/* ---- any node */

static void
derive(const FlSyntax *syntax, uint32_t index, Facts *ret_facts)
{
  const FlSyntaxNode *node = &g_array_index(syntax->nodes, FlSyntaxNode, index);
  switch (node->kind) {
  case FL_SYNTAX_TEXT:
    derive_text(syntax, node, ret_facts);
    break;
  case FL_SYNTAX_SEQUENCE:
    derive_sequence(syntax, node, ret_facts);
    break;
  case FL_SYNTAX_CHOICE:
    derive_choice(syntax, node, ret_facts);
    break;
  case FL_SYNTAX_REPEAT:
    derive_repeat(syntax, node, ret_facts);
    break;
  case FL_SYNTAX_SET:
    *ret_facts = facts_new(1, 1);
    ret_facts->exact =
        fl_literal_set_new_chars(&g_array_index(syntax->chars, gunichar, node->first_char), node->n_chars);
    break;
  case FL_SYNTAX_ANY:
    *ret_facts = facts_new(1, 1);
    break;
  case FL_SYNTAX_OPAQUE:
    *ret_facts = facts_new(0, FL_SYNTAX_UNBOUNDED);
    ret_facts->skippable = true;
    break;
  case FL_SYNTAX_AHEAD: /* repeated: it may as well not be there */
  case FL_SYNTAX_EMPTY:
    *ret_facts = facts_new(0, 0);
    ret_facts->exact = fl_literal_set_new_empty();
  }
}

/* ---- which of them to look for */

static int
compare_frequencies(gconstpointer a, gconstpointer b)
{
  const FlRequirement *first = a, *second = b;
  if (first->frequency != second->frequency)
    return first->frequency < second->frequency ? -1 : 1;
  return (first->max > second->max) - (first->max < second->max);
}

/* How many starts of matches the requirement leaves, for each place of a text. */
static double
count_starts(const FlRequirement *self)
{
  return self->max == FL_SYNTAX_UNBOUNDED ? 1 : self->frequency * (self->max - self->min + 1);
}

/* Whether a requirement says no more than those chosen: where one of these is met it is met too. */
static bool
is_implied(const GArray *chosen, const FlRequirement *requirement)
{
  for (guint i = 0; i < chosen->len; i++)
    if (fl_literal_set_implies(g_array_index(chosen, FlRequirement, i).literals, requirement->literals))
      return true;
  return false;
}

static void
choose(GArray *chosen, const FlRequirement *requirement, bool anchor)
{
  FlRequirement copy = *requirement;
  copy.literals = ref(copy.literals);
  copy.anchor = anchor;
  g_array_append_val(chosen, copy);
}

/* The rarest, and the one that leaves fewest starts. */
static GArray *
choose_best(GArray *found)
{
  GArray *chosen = g_array_new(FALSE, FALSE, sizeof(FlRequirement));
  g_array_set_clear_func(chosen, clear_requirement);
  g_array_sort(found, compare_frequencies);
  const FlRequirement *anchor = NULL;
  for (guint i = 0; i < found->len; i++) {
    const FlRequirement *one = &g_array_index(found, FlRequirement, i);
    if (one->frequency <= MAX_FREQUENCY && count_starts(one) < (anchor == NULL ? 1 : count_starts(anchor)))
      anchor = one;
  }
  for (guint i = 0; i < found->len && chosen->len < MAX_REQUIREMENTS; i++) {
    const FlRequirement *one = &g_array_index(found, FlRequirement, i);
    if (one->frequency <= (chosen->len == 0 ? MAX_FREQUENCY : MAX_SIDE_FREQUENCY) && !is_implied(chosen, one))
      choose(chosen, one, one == anchor);
  }
  for (guint i = 0; i < chosen->len; i++)
    if (g_array_index(chosen, FlRequirement, i).anchor)
      anchor = NULL;
  if (anchor != NULL)
    choose(chosen, anchor, true);
  return chosen;
}

GArray *
fl_requirement_derive(const char *pattern)
{
  g_autoptr(FlSyntax) syntax = fl_syntax_parse(pattern);
  g_auto(Facts) facts = facts_new(0, 0);
  if (syntax != NULL) {
    facts_clear(&facts);
    derive(syntax, syntax->root, &facts);
    note(facts.found, facts.exact, 0, 0);
  }
  return choose_best(facts.found);
}
