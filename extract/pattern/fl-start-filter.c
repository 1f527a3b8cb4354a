#include "fl-start-filter.h"
#include "fl-bits.h"

#include <string.h>

/* A set that holds nearly everything is not worth asking; nor is one of a single character, which PCRE2 looks for by
 * itself. */
enum { N_BITS = 4096, MAX_MEMBERS = 1024 };

/* By the last bits of a symbol: a set may seem to hold others, too. */
typedef struct {
  uint64_t words[N_BITS / 64];
} CharSet;

struct _FlStartFilter {
  bool by_first;    /* a match begins with one of `first` */
  bool by_previous; /* before it stands one of `previous`, or with `at_start` nothing */
  bool at_start;
  bool only_at_start; /* nothing but that */
  CharSet first, previous;
};

/* ---- sets */

static void
add_char(CharSet *self, gunichar c)
{
  fl_bits_set(self->words, c % N_BITS);
}

static bool
has_char(const CharSet *self, gunichar c)
{
  return fl_bits_has(self->words, c % N_BITS);
}

static int
count(const CharSet *self)
{
  int n = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(self->words); i++)
    n += __builtin_popcountll(self->words[i]);
  return n;
}

/* ---- what the tree says. Sets are only added to: one that came to be too large is still right. */

static const FlSyntaxNode *
get(const FlSyntax *syntax, uint32_t index)
{
  return &g_array_index(syntax->nodes, FlSyntaxNode, index);
}

/* What a node takes up at one of its ends. */
typedef enum {
  END_KNOWN,   /* something, and a character of the set stands there */
  END_MAYBE,   /* the same, or it takes up nothing */
  END_UNKNOWN, /* any character may stand there, or nothing */
} End;

static End
join_ends(End a, End b)
{
  return MAX(a, b);
}

static End add_ends(const FlSyntax *syntax, uint32_t index, bool last, CharSet *set);

/* Of items one after another: those at the end that may be empty let their neighbour show. */
static End
add_sequence_end(const FlSyntax *syntax, const FlSyntaxNode *node, bool last, CharSet *set)
{
  End end = END_MAYBE;
  for (uint32_t child = node->child; child != FL_SYNTAX_NONE; child = get(syntax, child)->next) {
    if (!last && end != END_MAYBE)
      return end;
    End item = add_ends(syntax, child, last, set);
    end = item == END_MAYBE ? end : item;
  }
  return end;
}

static End
add_choice_ends(const FlSyntax *syntax, const FlSyntaxNode *node, bool last, CharSet *set)
{
  End end = END_KNOWN;
  for (uint32_t child = node->child; child != FL_SYNTAX_NONE; child = get(syntax, child)->next)
    end = join_ends(end, add_ends(syntax, child, last, set));
  return end;
}

static End
add_chars(const FlSyntax *syntax, const FlSyntaxNode *node, bool last, CharSet *set)
{
  const gunichar *chars = &g_array_index(syntax->chars, gunichar, node->first_char);
  if (node->n_chars == 0)
    return END_MAYBE;
  if (node->kind == FL_SYNTAX_TEXT)
    add_char(set, chars[last ? node->n_chars - 1 : 0]);
  for (uint32_t i = 0; node->kind == FL_SYNTAX_SET && i < node->n_chars; i++)
    add_char(set, chars[i]);
  return END_KNOWN;
}

/* Adds the characters that a node begins with, or ends with. */
static End
add_ends(const FlSyntax *syntax, uint32_t index, bool last, CharSet *set)
{
  const FlSyntaxNode *node = get(syntax, index);
  End end = END_UNKNOWN;
  switch (node->kind) {
  case FL_SYNTAX_TEXT:
  case FL_SYNTAX_SET:
    return add_chars(syntax, node, last, set);
  case FL_SYNTAX_SEQUENCE:
    return add_sequence_end(syntax, node, last, set);
  case FL_SYNTAX_CHOICE:
    return add_choice_ends(syntax, node, last, set);
  case FL_SYNTAX_REPEAT:
    end = node->max == 0 ? END_MAYBE : add_ends(syntax, node->child, last, set);
    return node->min == 0 ? join_ends(end, END_MAYBE) : end;
  case FL_SYNTAX_AHEAD: /* what it looks at is what comes next, whatever that belongs to */
    return !last && add_ends(syntax, node->child, last, set) == END_KNOWN ? END_KNOWN : END_MAYBE;
  case FL_SYNTAX_EMPTY:
  case FL_SYNTAX_BEHIND:
  case FL_SYNTAX_START:
    return END_MAYBE;
  case FL_SYNTAX_ANY:
  case FL_SYNTAX_OPAQUE:
    break;
  }
  return END_UNKNOWN;
}

static bool
takes_up_nothing(const FlSyntax *syntax, uint32_t index)
{
  const FlSyntaxNode *node = get(syntax, index);
  switch (node->kind) {
  case FL_SYNTAX_EMPTY:
  case FL_SYNTAX_AHEAD:
  case FL_SYNTAX_BEHIND:
  case FL_SYNTAX_START:
    return true;
  case FL_SYNTAX_SEQUENCE:
  case FL_SYNTAX_CHOICE:
  case FL_SYNTAX_REPEAT:
    for (uint32_t child = node->child; child != FL_SYNTAX_NONE; child = get(syntax, child)->next)
      if (!takes_up_nothing(syntax, child))
        return false;
    return true;
  default:
    return false;
  }
}

/* Adds what may stand before a node; false when that may be anything. */
static bool
add_previous(const FlSyntax *syntax, uint32_t index, FlStartFilter *filter)
{
  const FlSyntaxNode *node = get(syntax, index);
  bool known = true;
  switch (node->kind) {
  case FL_SYNTAX_START:
    return filter->at_start = true;
  case FL_SYNTAX_BEHIND:
    return add_ends(syntax, node->child, true, &filter->previous) == END_KNOWN;
  case FL_SYNTAX_SEQUENCE:
    for (uint32_t child = node->child; child != FL_SYNTAX_NONE; child = get(syntax, child)->next)
      if (add_previous(syntax, child, filter))
        return true;
      else if (!takes_up_nothing(syntax, child))
        return false;
    return false;
  case FL_SYNTAX_CHOICE:
    for (uint32_t child = node->child; known && child != FL_SYNTAX_NONE; child = get(syntax, child)->next)
      known = add_previous(syntax, child, filter);
    return known;
  case FL_SYNTAX_REPEAT:
    return node->min > 0 && add_previous(syntax, node->child, filter);
  default:
    return false;
  }
}

FlStartFilter *
fl_start_filter_new(const FlSyntax *syntax)
{
  if (syntax == NULL)
    return NULL;
  g_autoptr(FlStartFilter) self = g_new0(FlStartFilter, 1);
  self->by_first = add_ends(syntax, syntax->root, false, &self->first) == END_KNOWN &&
                   count(&self->first) > 1 && count(&self->first) <= MAX_MEMBERS;
  self->by_previous = add_previous(syntax, syntax->root, self) && count(&self->previous) <= MAX_MEMBERS;
  self->only_at_start = self->by_previous && self->at_start && count(&self->previous) == 0;
  return self->by_first || self->by_previous ? g_steal_pointer(&self) : NULL;
}

void
fl_start_filter_free(FlStartFilter *self)
{
  g_free(self);
}

/* ---- looking for starts */

static gunichar
get_previous(const char *subject, size_t at)
{
  const char *p = g_utf8_prev_char(subject + at);
  return fl_symbol(fl_symbol_decode(&p));
}

/* Goes to the first character from `p` on, up to `stop`, that a match may begin with. Of three bytes the last two tell
 * which bit is a character's. */
static const char *
skip_to_first(const CharSet *first, const char *p, const char *stop)
{
  while (p < stop) {
    const unsigned char *s = (const unsigned char *)p;
    const char *next = p + 3;
    gunichar c = 0;
    if (s[0] >= 0xe2 && s[0] <= 0xe9)
      c = (gunichar)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
    else {
      next = p;
      c = fl_symbol(fl_symbol_decode(&next));
    }
    if (has_char(first, c))
      return p;
    p = next;
  }
  return p;
}

bool
fl_start_filter_find(const FlStartFilter *self, const char *subject, size_t length, size_t start, size_t last,
                     size_t *ret_first, size_t *ret_last)
{
  const char *p = subject + start, *end = subject + length;
  const char *stop = self->only_at_start ? subject : subject + MIN(last, length);
  bool passes = !self->by_previous ||
                (start == 0 ? self->at_start : has_char(&self->previous, get_previous(subject, start)));
  bool found = false;
  if (!self->by_previous)
    p = skip_to_first(&self->first, p, stop);
  while (p <= stop) {
    const char *at = p;
    gunichar c = p < end ? fl_symbol(fl_symbol_decode(&p)) : 0;
    bool good = passes && (!self->by_first || (at < end && has_char(&self->first, c)));
    if (good && !found)
      *ret_first = (size_t)(at - subject);
    if (good)
      *ret_last = (size_t)(at - subject);
    else if (found)
      return true;
    found = good;
    if (at == end)
      break;
    passes = !self->by_previous || has_char(&self->previous, c);
  }
  return found;
}
