#include "fl-literal-set.h"

#include <string.h>

/* Sets whose members times each other are more are not held against one another. */
enum { MAX_COMPARISONS = 16384 };

static FlLiteralSet *
set_new(void)
{
  return g_array_new(FALSE, FALSE, sizeof(FlLiteral));
}

static const FlLiteral *
get(const FlLiteralSet *self, guint index)
{
  return &g_array_index(self, FlLiteral, index);
}

static guint
hash_literal(gconstpointer data)
{
  const FlLiteral *literal = data;
  guint hash = literal->length;
  for (uint32_t i = 0; i < literal->length; i++)
    hash = hash * 31 + literal->chars[i];
  return hash;
}

static gboolean
equal_literals(gconstpointer a, gconstpointer b)
{
  const FlLiteral *first = a, *second = b;
  return first->length == second->length &&
         memcmp(first->chars, second->chars, first->length * sizeof *first->chars) == 0;
}

FlLiteralSet *
fl_literal_set_ref(FlLiteralSet *self)
{
  return self == NULL ? NULL : g_array_ref(self);
}

void
fl_literal_set_replace(FlLiteralSet **slot, FlLiteralSet *take_set)
{
  g_clear_pointer(slot, g_array_unref);
  *slot = take_set;
}

FlLiteralSet *
fl_literal_set_new_empty(void)
{
  return fl_literal_set_new_chars(NULL, 0);
}

FlLiteralSet *
fl_literal_set_new_chars(const gunichar *chars, uint32_t n)
{
  FlLiteralSet *self = set_new();
  for (uint32_t i = 0; i < MAX(n, 1); i++) {
    FlLiteral literal = {.length = n > 0};
    if (n > 0)
      literal.chars[0] = chars[i];
    g_array_append_val(self, literal);
  }
  return self;
}

FlLiteralSet *
fl_literal_set_new_text(const gunichar *chars, uint32_t n)
{
  FlLiteralSet *self = set_new();
  FlLiteral literal = {.length = n};
  memcpy(literal.chars, chars, n * sizeof *chars);
  g_array_append_val(self, literal);
  return self;
}

static bool
is_empty_literal(const FlLiteralSet *self)
{
  return self->len == 1 && get(self, 0)->length == 0;
}

FlLiteralSet *
fl_literal_set_multiply(const FlLiteralSet *before, const FlLiteralSet *behind)
{
  if ((size_t)before->len * behind->len > FL_LITERAL_SET_MAX_SIZE || fl_literal_set_has_marks(before) ||
      fl_literal_set_has_marks(behind))
    return NULL;
  if (is_empty_literal(before))
    return g_array_ref((GArray *)behind);
  if (is_empty_literal(behind))
    return g_array_ref((GArray *)before);
  g_autoptr(FlLiteralSet) all = g_array_sized_new(FALSE, FALSE, sizeof(FlLiteral), before->len * behind->len);
  for (guint i = 0; i < before->len; i++)
    for (guint j = 0; j < behind->len; j++) {
      FlLiteral literal = *get(before, i);
      const FlLiteral *rest = get(behind, j);
      if (literal.length + rest->length > FL_LITERAL_MAX_CHARS)
        return NULL;
      memcpy(literal.chars + literal.length, rest->chars, rest->length * sizeof *rest->chars);
      literal.length += rest->length;
      g_array_append_val(all, literal);
    }
  return g_steal_pointer(&all);
}

static bool
contains(const FlLiteralSet *self, guint n, const FlLiteral *literal)
{
  for (guint i = 0; i < n; i++)
    if (get(self, i)->chars[0] == literal->chars[0] && equal_literals(get(self, i), literal))
      return true;
  return false;
}

FlLiteralSet *
fl_literal_set_join(const FlLiteralSet *one, const FlLiteralSet *other)
{
  if (one == NULL || other == NULL || one->len + other->len > FL_LITERAL_SET_MAX_SIZE)
    return NULL;
  FlLiteralSet *all = g_array_copy((GArray *)one);
  fl_literal_set_extend(&all, other);
  return all;
}

void
fl_literal_set_extend(FlLiteralSet **self, const FlLiteralSet *other)
{
  guint before = *self == NULL ? 0 : (*self)->len;
  if (*self == NULL)
    return;
  if (other == NULL || before + other->len > FL_LITERAL_SET_MAX_SIZE) {
    g_clear_pointer(self, g_array_unref);
    return;
  }
  for (guint i = 0; i < other->len; i++)
    if (!contains(*self, before, get(other, i)))
      g_array_append_vals(*self, get(other, i), 1);
}

bool
fl_literal_set_has_empty(const FlLiteralSet *self)
{
  for (guint i = 0; i < self->len; i++)
    if (get(self, i)->length == 0)
      return true;
  return false;
}

bool
fl_literal_set_has_marks(const FlLiteralSet *self)
{
  for (guint i = 0; i < self->len; i++)
    if (get(self, i)->length == 1 && fl_symbol_is_mark(get(self, i)->chars[0]))
      return true;
  return false;
}

FlLiteralSet *
fl_literal_set_drop_empty(const FlLiteralSet *self)
{
  if (!fl_literal_set_has_empty(self))
    return g_array_ref((GArray *)self);
  g_autoptr(FlLiteralSet) kept = set_new();
  for (guint i = 0; i < self->len; i++)
    if (get(self, i)->length > 0)
      g_array_append_vals(kept, get(self, i), 1);
  return kept->len > 0 ? g_steal_pointer(&kept) : NULL;
}

/* ---- literals within literals */

/* Whether a beginning of `literal`, shorter than it, is one of `all`, of which the shortest has so many characters. */
static bool
begins_with_another(const FlLiteral *literal, GHashTable *all, uint32_t shortest)
{
  FlLiteral beginning = *literal;
  for (beginning.length = MAX(shortest, 1); beginning.length < literal->length; beginning.length++)
    if (g_hash_table_contains(all, &beginning))
      return true;
  return false;
}

FlLiteralSet *
fl_literal_set_reduce(const FlLiteralSet *self)
{
  g_autoptr(GHashTable) all = g_hash_table_new(hash_literal, equal_literals);
  FlLiteralSet *reduced = set_new();
  g_autofree bool *twice = g_new0(bool, self->len);
  uint32_t shortest = 0, longest = 0;
  fl_literal_set_measure(self, &shortest, &longest);
  for (guint i = 0; i < self->len; i++)
    twice[i] = !g_hash_table_add(all, (gpointer)get(self, i));
  for (guint i = 0; i < self->len; i++)
    if (!twice[i] && !begins_with_another(get(self, i), all, shortest))
      g_array_append_vals(reduced, get(self, i), 1);
  return reduced;
}

static bool
holds(const FlLiteral *literal, const FlLiteral *piece)
{
  for (uint32_t start = 0; start + piece->length <= literal->length; start++)
    if (memcmp(literal->chars + start, piece->chars, piece->length * sizeof *piece->chars) == 0)
      return true;
  return false;
}

static bool
holds_one_of(const FlLiteral *literal, const FlLiteralSet *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    if (holds(literal, get(pieces, i)))
      return true;
  return false;
}

bool
fl_literal_set_implies(const FlLiteralSet *self, const FlLiteralSet *others)
{
  if (self == others)
    return true;
  for (guint i = 0; i < self->len; i++)
    if (self->len * others->len > MAX_COMPARISONS || !holds_one_of(get(self, i), others))
      return false;
  return true;
}

void
fl_literal_set_measure(const FlLiteralSet *self, uint32_t *ret_shortest, uint32_t *ret_longest)
{
  *ret_shortest = FL_LITERAL_MAX_CHARS;
  *ret_longest = 0;
  for (guint i = 0; i < self->len; i++) {
    *ret_shortest = MIN(*ret_shortest, get(self, i)->length);
    *ret_longest = MAX(*ret_longest, get(self, i)->length);
  }
}

/* ---- how often */

/* A character behind another of its kind is that much likelier than by itself. */
static double
guess_char(gunichar c, bool follows)
{
  if (fl_symbol_is_mark(c))
    return 0.003;
  if (c == FL_SYMBOL_DIGIT)
    return follows ? 0.3 : 0.03;
  if (c < 0x2e80 || !g_unichar_isalpha(c))
    return follows ? 0.1 : 0.02;
  return follows ? 0.04 : 0.002;
}

double
fl_literal_set_guess_frequency(const FlLiteralSet *self)
{
  double sum = 0;
  for (guint i = 0; i < self->len; i++) {
    double one = 1;
    for (uint32_t c = 0; c < get(self, i)->length; c++)
      one *= guess_char(get(self, i)->chars[c], c > 0);
    sum += one;
  }
  return MIN(sum, 1);
}
