#include "fl-requirement.h"
#include "fl-outline.h"
#include "fl-syntax-memo.h"

/* What stands at every fourth place is not worth looking for; what stands at every twentieth not beside
 * something rarer. */
#define MAX_FREQUENCY      0.25
#define MAX_SIDE_FREQUENCY 0.05
enum { MAX_REQUIREMENTS = 4, USUAL_DISTANCE = 12 };

static void
clear_requirement(gpointer data)
{
  g_array_unref(((FlRequirement *)data)->literals);
}

GArray *
fl_requirement_list_new(void)
{
  GArray *self = g_array_new(FALSE, FALSE, sizeof(FlRequirement));
  g_array_set_clear_func(self, clear_requirement);
  return self;
}

uint32_t
fl_requirement_add_distances(uint32_t a, uint32_t b)
{
  return a > FL_SYNTAX_UNBOUNDED - b ? FL_SYNTAX_UNBOUNDED : a + b;
}

void
fl_requirement_list_add(GArray *self, FlLiteralSet *literals, FlLead lead)
{
  if (literals == NULL || fl_literal_set_has_empty(literals))
    return;
  FlRequirement requirement = {.literals = fl_literal_set_ref(literals), .min = lead.min, .max = lead.max};
  requirement.between = lead.separators;
  requirement.frequency = fl_literal_set_guess_frequency(literals);
  g_array_append_val(self, requirement);
}

void
fl_requirement_list_add_shifted(GArray *self, const GArray *inner, FlLead lead)
{
  for (guint i = 0; i < inner->len; i++) {
    FlRequirement requirement = g_array_index(inner, FlRequirement, i);
    requirement.literals = fl_literal_set_ref(requirement.literals);
    requirement.min = fl_requirement_add_distances(requirement.min, lead.min);
    requirement.max = fl_requirement_add_distances(requirement.max, lead.max);
    requirement.between |= lead.separators;
    g_array_append_val(self, requirement);
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

/* How many starts of matches the requirement leaves, for each place of a text. Without a bound all that lie before
 * it, back to a separator that may not stand between, or to the beginning. */
static double
count_starts(const FlRequirement *self)
{
  static const gunichar usual[] = {0xff0c, 0x3001};
  double most = 0.9;
  if (self->max != FL_SYNTAX_UNBOUNDED)
    return self->frequency * (self->max - self->min + 1);
  for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
    if ((self->between & fl_separator_set(usual[i])) == 0)
      most = MIN(most, self->frequency * USUAL_DISTANCE);
  return most;
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
  copy.literals = fl_literal_set_ref(copy.literals);
  copy.anchor = anchor;
  g_array_append_val(chosen, copy);
}

/* The rarest, and the one that leaves fewest starts. */
static GArray *
choose_best(GArray *found)
{
  GArray *chosen = fl_requirement_list_new();
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

/* ---- the deriver */

struct _FlDeriver {
  FlSyntaxMemo *fragments;
  GArray *outlines; /* of FlOutline, by fragment */
};

static void
clear_outline(gpointer data)
{
  FlOutline *outline = data;
  if (outline->found != NULL)
    fl_outline_clear(outline);
}

FlDeriver *
fl_deriver_new(void)
{
  FlDeriver *self = g_new0(FlDeriver, 1);
  self->fragments = fl_syntax_memo_new();
  self->outlines = g_array_new(FALSE, TRUE, sizeof(FlOutline));
  g_array_set_clear_func(self->outlines, clear_outline);
  return self;
}

void
fl_deriver_free(FlDeriver *self)
{
  if (self == NULL)
    return;
  fl_syntax_memo_free(self->fragments);
  g_array_unref(self->outlines);
  g_free(self);
}

FlSyntax *
fl_deriver_parse(FlDeriver *self, const char *pattern)
{
  FlSyntax *syntax = fl_syntax_parse_with(pattern, self->fragments);
  g_array_set_size(self->outlines, fl_syntax_memo_get_n(self->fragments));
  return syntax;
}

GArray *
fl_deriver_derive(FlDeriver *self, const FlSyntax *syntax)
{
  if (syntax == NULL)
    return fl_requirement_list_new();
  g_auto(FlOutline) outline = fl_outline_derive(syntax, self->outlines);
  fl_requirement_list_add(outline.found, outline.exact, (FlLead){0, 0, FL_SEPARATORS_NONE});
  return choose_best(outline.found);
}
