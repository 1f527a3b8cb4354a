#include "fl-choice.h"
#include "fl-syntax.h"

/* The best of what is needed in one branch of a choice. */
static FlRequirement
find_best(const FlOutline *outline)
{
  FlRequirement best = {.frequency = 2};
  if (outline->exact != NULL && !fl_literal_set_has_empty(outline->exact))
    best = (FlRequirement){.literals = outline->exact,
                           .frequency = fl_literal_set_guess_frequency(outline->exact)};
  for (guint i = 0; i < outline->found->len; i++) {
    const FlRequirement *other = &g_array_index(outline->found, FlRequirement, i);
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

/* As long as all branches are known exactly nothing else need be known of them. */
static void
end_exact(FlChoice *self)
{
  FlOutline *outline = self->outline;
  self->best = find_best(outline);
  self->best.literals = copy(self->best.literals);
  g_autoptr(FlLiteralSet) head = fl_outline_get_edge(outline, outline->head),
                          tail = fl_outline_get_edge(outline, outline->tail);
  outline->skippable = fl_outline_may_be_empty(outline);
  fl_literal_set_replace(&outline->head, copy(head));
  fl_literal_set_replace(&outline->tail, copy(tail));
  fl_literal_set_replace(&outline->exact, NULL);
  g_array_set_size(outline->found, 0);
}

static void
add_inexact(FlChoice *self, const FlOutline *branch)
{
  FlOutline *outline = self->outline;
  FlRequirement own = find_best(branch);
  g_autoptr(FlLiteralSet) head = fl_outline_get_edge(branch, branch->head),
                          tail = fl_outline_get_edge(branch, branch->tail);
  outline->skippable |= fl_outline_may_be_empty(branch);
  fl_literal_set_extend(&outline->head, head);
  fl_literal_set_extend(&outline->tail, tail);
  fl_literal_set_extend(&self->best.literals, own.literals);
  self->best.min = MIN(self->best.min, own.min);
  self->best.max = MAX(self->best.max, own.max);
  self->best.between |= own.between;
}

FlChoice
fl_choice_begin(FlOutline *outline)
{
  FlChoice self = {.outline = outline};
  if (outline->exact != NULL) {
    fl_literal_set_replace(&outline->exact, copy(outline->exact));
    g_array_set_size(outline->found, 0); /* what the first branch looks ahead for */
  } else
    end_exact(&self);
  return self;
}

void
fl_choice_add(FlChoice *self, const FlOutline *branch)
{
  FlOutline *outline = self->outline;
  bool exact = outline->exact != NULL && branch->exact != NULL &&
               outline->exact->len + branch->exact->len <= FL_LITERAL_SET_MAX_SIZE;
  if (exact)
    fl_literal_set_extend(&outline->exact, branch->exact);
  else {
    if (outline->exact != NULL)
      end_exact(self);
    add_inexact(self, branch);
  }
  outline->min = MIN(outline->min, branch->min);
  outline->max = MAX(outline->max, branch->max);
  outline->separators |= branch->separators;
}

void
fl_choice_end(FlChoice *self)
{
  fl_requirement_list_add(self->outline->found, self->best.literals,
                          (FlLead){self->best.min, self->best.max, self->best.between});
  fl_literal_set_replace(&self->best.literals, NULL);
}
