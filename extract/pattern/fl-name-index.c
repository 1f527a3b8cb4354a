#include "fl-name-index.h"
#include "fl-bits.h"
#include "fl-symbol.h"
#include "fl-trie.h"

#include <string.h>

typedef struct {
  uint32_t group, value;
  uint32_t next; /* of the same node, + 1; 0 ends */
} Ending;

/* A name is told by so many of its first characters, or by all. */
enum { BEGINNING = 3, BITS_PER_NAME = 8, MIN_BITS = 1 << 12 };

/* Some bits that tell of a beginning whether a name may have it: so few that they stay in the processor's caches where
 * a trie of a million names does not. */
typedef struct {
  uint64_t *words;
  uint32_t n_bits; /* a power of two */
  GArray *hashes;  /* of uint32_t: what is in it, to make it anew when it is too small */
  bool lengths[BEGINNING + 1];
} Beginnings;

struct _FlNameIndex {
  FlTrie *trie;    /* values: the first of a name's endings, + 1 */
  GArray *endings; /* of Ending */
  Beginnings beginnings;
  uint64_t first_chars[1024]; /* by the lower 16 bits: all of the characters that names begin with */
};

/* ---- beginnings */

static uint32_t
hash_beginning(const gunichar *chars, guint n)
{
  uint64_t hash = n;
  for (guint i = 0; i < n; i++)
    hash = (hash ^ chars[i]) * 0x9e3779b97f4a7c15ull;
  return (uint32_t)(hash >> 32);
}

static void
grow_beginnings(Beginnings *self)
{
  self->n_bits = MAX(MIN_BITS, self->n_bits * 2);
  g_free(self->words);
  self->words = g_new0(uint64_t, self->n_bits / 64);
  for (guint i = 0; i < self->hashes->len; i++)
    fl_bits_set(self->words, g_array_index(self->hashes, uint32_t, i) & (self->n_bits - 1));
}

static void
add_beginning(Beginnings *self, const char *name)
{
  gunichar chars[BEGINNING] = {0};
  guint n = 0;
  for (const char *p = name; *p != '\0' && n < BEGINNING; p = g_utf8_next_char(p))
    chars[n++] = g_utf8_get_char(p);
  uint32_t hash = hash_beginning(chars, n);
  self->lengths[n] = true;
  g_array_append_val(self->hashes, hash);
  if (self->hashes->len > self->n_bits / BITS_PER_NAME)
    grow_beginnings(self);
  else
    fl_bits_set(self->words, hash & (self->n_bits - 1));
}

/* Whether a name may begin with `first`, behind which `p` stands. */
static bool
may_begin(const Beginnings *self, gunichar first, const char *p, const char *end)
{
  gunichar chars[BEGINNING] = {first};
  guint n = 1;
  while (n < BEGINNING && p < end)
    chars[n++] = fl_symbol_decode(&p);
  for (guint length = n; length > 0; length--)
    if (self->lengths[length] && fl_bits_has(self->words, hash_beginning(chars, length) & (self->n_bits - 1)))
      return true;
  return false;
}

/* ---- names */

FlNameIndex *
fl_name_index_new(void)
{
  FlNameIndex *self = g_new0(FlNameIndex, 1);
  self->trie = fl_trie_new();
  self->endings = g_array_new(FALSE, FALSE, sizeof(Ending));
  self->beginnings.hashes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  return self;
}

void
fl_name_index_free(FlNameIndex *self)
{
  if (self == NULL)
    return;
  fl_trie_free(self->trie);
  g_array_unref(self->endings);
  g_array_unref(self->beginnings.hashes);
  g_free(self->beginnings.words);
  g_free(self);
}

bool
fl_name_index_is_empty(const FlNameIndex *self)
{
  return self->endings->len == 0;
}

bool
fl_name_index_add(FlNameIndex *self, const char *name, uint32_t group, uint32_t value)
{
  uint32_t node = 0;
  if (*name == '\0')
    return false;
  gunichar first = g_utf8_get_char(name) & 0xffff;
  fl_bits_set(self->first_chars, first);
  add_beginning(&self->beginnings, name);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p))
    node = fl_trie_add(self->trie, node, g_utf8_get_char(p));
  uint32_t *head = &fl_trie_get(self->trie, node)->value;
  for (uint32_t i = *head; i != 0; i = g_array_index(self->endings, Ending, i - 1).next)
    if (g_array_index(self->endings, Ending, i - 1).group == group)
      return false;
  Ending ending = {group, value, *head};
  g_array_append_val(self->endings, ending);
  *head = self->endings->len;
  return true;
}

/* A letter or digit of a script written with spaces between words. */
static bool
is_word_char(gunichar c)
{
  return c < 0x2e80 && (g_unichar_isalnum(c) || c == '_');
}

static bool
is_boundary(const char *text, FlSpan span, uint32_t at)
{
  if (at <= span.start || at >= span.end)
    return true;
  return !is_word_char(g_utf8_get_char(text + at)) ||
         !is_word_char(g_utf8_get_char(g_utf8_prev_char(text + at)));
}

/* The longest hits that begin at one place, by group. */
typedef struct {
  FlNameHit hits[FL_NAME_INDEX_MAX_GROUPS];
  uint64_t found;
} Longest;

static void
note_endings(const FlNameIndex *self, uint32_t node, FlSpan span, Longest *longest)
{
  for (uint32_t i = fl_trie_get(self->trie, node)->value; i != 0;) {
    const Ending *ending = &g_array_index(self->endings, Ending, i - 1);
    longest->hits[ending->group] = (FlNameHit){span, ending->group, ending->value};
    longest->found |= (uint64_t)1 << ending->group;
    i = ending->next;
  }
}

static void
walk(const FlNameIndex *self, const char *text, FlSpan span, uint32_t start, Longest *longest)
{
  uint32_t node = 0;
  longest->found = 0;
  for (const char *p = text + start, *end = text + span.end; p < end;) {
    node = fl_trie_step(self->trie, node, fl_symbol_decode(&p));
    if (node == 0)
      return;
    uint32_t at = (uint32_t)(p - text);
    if (fl_trie_get(self->trie, node)->value != 0 && is_boundary(text, span, at))
      note_endings(self, node, (FlSpan){start, at}, longest);
  }
}

void
fl_name_index_scan(const FlNameIndex *self, const char *text, FlSpan span, FlNameSink sink, void *user_data)
{
  Longest longest;
  if (fl_name_index_is_empty(self))
    return;
  for (const char *p = text + span.start, *end = text + span.end; p < end;) {
    uint32_t at = (uint32_t)(p - text);
    gunichar first = fl_symbol_decode(&p);
    if (!fl_bits_has(self->first_chars, first & 0xffff) || !may_begin(&self->beginnings, first, p, end) ||
        !is_boundary(text, span, at))
      continue;
    walk(self, text, span, at, &longest);
    for (uint64_t left = longest.found; left != 0; left &= left - 1)
      sink(&longest.hits[__builtin_ctzll(left)], user_data);
  }
}
