#include "fl-chain.h"
#include "fl-syntax.h"

/* What comes before the next item. */
static FlLead
lead(const FlChain *self)
{
  return (FlLead){self->outline->min, self->outline->max, self->outline->separators};
}

/* What comes before the run; its own separators are not told from those before it. */
static FlLead
run_lead(const FlChain *self)
{
  return (FlLead){self->run_min, self->run_max, self->outline->separators};
}

static uint32_t
difference(uint32_t a, uint32_t b)
{
  return a == FL_SYNTAX_UNBOUNDED ? a : a - MIN(a, b);
}

static void
start_run(FlChain *self, FlLiteralSet *take_run, uint32_t min, uint32_t max)
{
  fl_literal_set_replace(&self->run, take_run);
  self->run_min = min;
  self->run_max = max;
}

/* The run goes on with what ends an item. */
static void
start_run_with_tail(FlChain *self, const FlOutline *item)
{
  uint32_t shortest = 0, longest = 0;
  uint32_t min = fl_requirement_add_distances(self->outline->min, item->min),
           max = fl_requirement_add_distances(self->outline->max, item->max);
  FlLiteralSet *run =
      item->skippable ? fl_literal_set_join(self->run, item->tail) : fl_literal_set_ref(item->tail);
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
end_run(FlChain *self, const FlOutline *item)
{
  FlLiteralSet *head = fl_outline_may_be_empty(item) ? NULL : item->exact != NULL ? item->exact : item->head;
  g_autoptr(FlLiteralSet) longer = head == NULL ? NULL : fl_literal_set_multiply(self->run, head);
  FlLiteralSet *run = longer != NULL ? longer : self->run;
  fl_requirement_list_add(self->outline->found, run, run_lead(self));
  if (self->whole && !fl_literal_set_has_empty(run))
    fl_literal_set_replace(&self->outline->head, fl_literal_set_ref(run));
  self->whole = false;
}

void
fl_chain_add(FlChain *self, const FlOutline *item)
{
  FlOutline *outline = self->outline;
  FlLiteralSet *longer = item->exact == NULL ? NULL : fl_literal_set_multiply(self->run, item->exact);
  if (longer != NULL)
    fl_literal_set_replace(&self->run, longer);
  else {
    end_run(self, item);
    fl_requirement_list_add_shifted(outline->found, item->found, lead(self));
    fl_requirement_list_add(outline->found, item->exact, lead(self));
    if (item->exact != NULL && !fl_literal_set_has_marks(item->exact))
      start_run(self, fl_literal_set_ref(item->exact), outline->min, outline->max);
    else if (item->exact == NULL && item->tail != NULL)
      start_run_with_tail(self, item);
    else
      start_run(self, fl_literal_set_new_empty(), fl_requirement_add_distances(outline->min, item->min),
                fl_requirement_add_distances(outline->max, item->max));
  }
  outline->min = fl_requirement_add_distances(outline->min, item->min);
  outline->max = fl_requirement_add_distances(outline->max, item->max);
  outline->separators |= item->separators;
}

void
fl_chain_look_ahead(FlChain *self, const FlOutline *item)
{
  FlLiteralSet *head = fl_outline_may_be_empty(item) ? NULL : item->exact != NULL ? item->exact : item->head;
  g_autoptr(FlLiteralSet) longer = head == NULL ? NULL : fl_literal_set_multiply(self->run, head);
  fl_requirement_list_add(self->outline->found, longer, run_lead(self));
  fl_requirement_list_add(self->outline->found, item->exact, lead(self));
  fl_requirement_list_add_shifted(self->outline->found, item->found, lead(self));
}

FlChain
fl_chain_begin(FlOutline *ret_outline)
{
  *ret_outline = fl_outline_make(0, 0);
  return (FlChain){ret_outline, fl_literal_set_new_empty(), 0, 0, true};
}

void
fl_chain_end(FlChain *self)
{
  if (self->whole)
    self->outline->exact = fl_literal_set_ref(self->run);
  else {
    fl_requirement_list_add(self->outline->found, self->run, run_lead(self));
    if (!fl_literal_set_has_empty(self->run))
      self->outline->tail = fl_literal_set_ref(self->run);
  }
  g_array_unref(self->run);
}
