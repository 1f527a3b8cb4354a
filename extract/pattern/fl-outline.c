#include "fl-outline.h"
#include "fl-chain.h"
#include "fl-choice.h"

/* More of a thing than this in a row makes too many literals. */
enum { MAX_POWER = 8 };

/* A tree whose nodes are looked at. */
typedef struct {
  const FlSyntax *syntax;
  GArray *known; /* of FlOutline, by fragment; NULL: none */
} Tree;

static void derive(const Tree *tree, uint32_t index, FlOutline *ret_outline);

FlOutline
fl_outline_make(uint32_t min, uint32_t max)
{
  return (FlOutline){.min = min, .max = max, .found = fl_requirement_list_new()};
}

void
fl_outline_clear(FlOutline *self)
{
  fl_literal_set_replace(&self->exact, NULL);
  fl_literal_set_replace(&self->head, NULL);
  fl_literal_set_replace(&self->tail, NULL);
  g_clear_pointer(&self->found, g_array_unref);
}

/* Shares its sets. */
static FlOutline
copy_outline(const FlOutline *self)
{
  FlOutline copy = *self;
  copy.exact = fl_literal_set_ref(self->exact);
  copy.head = fl_literal_set_ref(self->head);
  copy.tail = fl_literal_set_ref(self->tail);
  copy.found = fl_requirement_list_new();
  fl_requirement_list_add_shifted(copy.found, self->found, (FlLead){0, 0, FL_SEPARATORS_NONE});
  return copy;
}

FlLiteralSet *
fl_outline_get_edge(const FlOutline *self, FlLiteralSet *edge)
{
  return self->exact != NULL ? fl_literal_set_drop_empty(self->exact) : fl_literal_set_ref(edge);
}

bool
fl_outline_may_be_empty(const FlOutline *self)
{
  return self->exact != NULL ? fl_literal_set_has_empty(self->exact) : self->skippable || self->min == 0;
}

static uint32_t
product(uint32_t a, uint32_t b)
{
  return a != 0 && b > FL_SYNTAX_UNBOUNDED / a ? FL_SYNTAX_UNBOUNDED : a * b;
}

static void
derive_sequence(const Tree *tree, const FlSyntaxNode *node, FlOutline *ret_outline)
{
  FlChain chain = fl_chain_begin(ret_outline);
  for (uint32_t child = node->child; child != FL_SYNTAX_NONE;) {
    const FlSyntaxNode *item = &g_array_index(tree->syntax->nodes, FlSyntaxNode, child);
    g_auto(FlOutline) outline = {0};
    bool ahead = item->kind == FL_SYNTAX_AHEAD;
    derive(tree, ahead ? item->child : child, &outline);
    if (ahead)
      fl_chain_look_ahead(&chain, &outline);
    else
      fl_chain_add(&chain, &outline);
    child = item->next;
  }
  fl_chain_end(&chain);
}

static bool
has_marks(const gunichar *chars, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    if (fl_symbol_is_mark(chars[i]))
      return true;
  return false;
}

static uint64_t
find_separators(const gunichar *chars, uint32_t n)
{
  uint64_t separators = FL_SEPARATORS_NONE;
  for (uint32_t i = 0; i < n; i++)
    separators |= fl_separator_set(chars[i]);
  return separators;
}

static void
derive_text(const Tree *tree, const FlSyntaxNode *node, FlOutline *ret_outline)
{
  const gunichar *chars = &g_array_index(tree->syntax->chars, gunichar, node->first_char);
  if (node->n_chars <= FL_LITERAL_MAX_CHARS && !has_marks(chars, node->n_chars)) {
    *ret_outline = fl_outline_make(node->n_chars, node->n_chars);
    ret_outline->exact = fl_literal_set_new_text(chars, node->n_chars);
    ret_outline->separators = find_separators(chars, node->n_chars);
    return;
  }
  FlChain chain = fl_chain_begin(ret_outline);
  for (uint32_t i = 0; i < node->n_chars; i++) {
    g_auto(FlOutline) one = fl_outline_make(1, 1);
    one.exact = fl_literal_set_new_chars(chars + i, 1);
    one.separators = fl_separator_set(chars[i]);
    fl_chain_add(&chain, &one);
  }
  fl_chain_end(&chain);
}

static void
derive_choice(const Tree *tree, const FlSyntaxNode *node, FlOutline *ret_outline)
{
  derive(tree, node->child, ret_outline);
  FlChoice choice = fl_choice_begin(ret_outline);
  uint32_t child = g_array_index(tree->syntax->nodes, FlSyntaxNode, node->child).next;
  for (; child != FL_SYNTAX_NONE; child = g_array_index(tree->syntax->nodes, FlSyntaxNode, child).next) {
    g_auto(FlOutline) branch = {0};
    derive(tree, child, &branch);
    fl_choice_add(&choice, &branch);
  }
  fl_choice_end(&choice);
}

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
    FlLiteralSet *more = n < min       ? NULL
                         : all == NULL ? fl_literal_set_ref(power)
                                       : fl_literal_set_join(all, power);
    if (n < min)
      continue;
    fl_literal_set_replace(&all, more);
    if (all == NULL)
      return NULL;
  }
  return g_steal_pointer(&all);
}

static void
derive_repeat(const Tree *tree, const FlSyntaxNode *node, FlOutline *ret_outline)
{
  g_auto(FlOutline) one = {0};
  derive(tree, node->child, &one);
  *ret_outline = fl_outline_make(product(one.min, node->min), product(one.max, node->max));
  ret_outline->separators = one.separators;
  ret_outline->exact = one.exact == NULL ? NULL : multiply_out(one.exact, node->min, node->max);
  if (ret_outline->exact != NULL)
    return;
  ret_outline->head = fl_outline_get_edge(&one, one.head);
  ret_outline->tail = fl_outline_get_edge(&one, one.tail);
  ret_outline->skippable = node->min == 0 || fl_outline_may_be_empty(&one);
  if (node->min == 0)
    return;
  fl_requirement_list_add_shifted(ret_outline->found, one.found, (FlLead){0, 0, FL_SEPARATORS_NONE});
  fl_requirement_list_add(ret_outline->found, one.exact, (FlLead){0, 0, FL_SEPARATORS_NONE});
}

static void
derive_node(const Tree *tree, const FlSyntaxNode *node, FlOutline *ret_outline)
{
  switch (node->kind) {
  case FL_SYNTAX_TEXT:
    derive_text(tree, node, ret_outline);
    break;
  case FL_SYNTAX_SEQUENCE:
    derive_sequence(tree, node, ret_outline);
    break;
  case FL_SYNTAX_CHOICE:
    derive_choice(tree, node, ret_outline);
    break;
  case FL_SYNTAX_REPEAT:
    derive_repeat(tree, node, ret_outline);
    break;
  case FL_SYNTAX_SET:
    *ret_outline = fl_outline_make(1, 1);
    ret_outline->exact = fl_literal_set_new_chars(
        &g_array_index(tree->syntax->chars, gunichar, node->first_char), node->n_chars);
    ret_outline->separators =
        find_separators(&g_array_index(tree->syntax->chars, gunichar, node->first_char), node->n_chars);
    break;
  case FL_SYNTAX_ANY:
    *ret_outline = fl_outline_make(1, 1);
    ret_outline->separators = node->separators;
    break;
  case FL_SYNTAX_OPAQUE:
    *ret_outline = fl_outline_make(0, FL_SYNTAX_UNBOUNDED);
    ret_outline->skippable = true;
    ret_outline->separators = FL_SEPARATORS_ALL;
    break;
  case FL_SYNTAX_AHEAD: /* repeated: it may as well not be there */
  case FL_SYNTAX_BEHIND:
  case FL_SYNTAX_START:
  case FL_SYNTAX_EMPTY:
    *ret_outline = fl_outline_make(0, 0);
    ret_outline->exact = fl_literal_set_new_empty();
  }
}

static void
derive(const Tree *tree, uint32_t index, FlOutline *ret_outline)
{
  const FlSyntaxNode *node = &g_array_index(tree->syntax->nodes, FlSyntaxNode, index);
  FlOutline *known = tree->known == NULL || node->fragment == 0
                         ? NULL
                         : &g_array_index(tree->known, FlOutline, node->fragment - 1);
  if (known != NULL && known->found != NULL) {
    *ret_outline = copy_outline(known);
    return;
  }
  derive_node(tree, node, ret_outline);
  if (known != NULL)
    *known = copy_outline(ret_outline);
}

FlOutline
fl_outline_derive(const FlSyntax *syntax, GArray *known)
{
  const Tree tree = {syntax, known};
  FlOutline self = {0};
  derive(&tree, syntax->root, &self);
  return self;
}
