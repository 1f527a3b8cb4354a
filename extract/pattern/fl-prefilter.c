#include "fl-prefilter.h"
#include "fl-bits.h"
#include "fl-trie.h"

#include <string.h>

/* Characters up to here are looked up in a table when a literal may begin with them. */
enum { N_FIRST = 0x10000 };

/* Some bits that tell of a character, or two, whether a literal may begin there: so few that they stay in the
 * processor's first cache. A bit is of several: it may be set for none of them. */
enum { N_BITS = 0x10000 };

typedef struct {
  uint32_t clause;
  uint32_t next; /* of the same literal, + 1; 0 ends */
} Ending;

struct _FlPrefilter {
  FlTrie *trie;                  /* values: the first of a literal's endings, + 1 */
  GArray *endings;               /* of Ending */
  GHashTable *clauses;           /* GBytes, the literals, to the number of their clause + 1 */
  uint32_t *first;               /* by character: the root's child; 0: none */
  uint64_t singles[N_BITS / 64]; /* characters that are literals by themselves */
  uint64_t pairs[N_BITS / 64];   /* two that another literal begins with */
};

/* The hits of one clause. */
typedef struct {
  uint32_t *at;
  uint32_t n, capacity;
} HitList;

struct _FlHits {
  const FlPrefilter *prefilter;
  HitList *lists; /* by clause */
  uint32_t n_lists;
};

static inline uint32_t
pair_bit(gunichar first, gunichar second)
{
  return (first * 0x2545 + second) % N_BITS;
}

/* ---- the prefilter */

/* Of literals, by their 32-bit words: g_bytes_hash() takes byte after byte (FNV-1a). */
static guint
hash_literals(gconstpointer bytes)
{
  gsize size = 0;
  const guint32 *words = g_bytes_get_data((GBytes *)bytes, &size);
  guint hash = 2166136261u;
  for (gsize i = 0; i < size / sizeof *words; i++)
    hash = (hash ^ words[i]) * 16777619u;
  return hash ^ hash >> 15;
}

FlPrefilter *
fl_prefilter_new(void)
{
  FlPrefilter *self = g_new0(FlPrefilter, 1);
  self->trie = fl_trie_new();
  self->endings = g_array_new(FALSE, FALSE, sizeof(Ending));
  self->clauses = g_hash_table_new_full(hash_literals, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  self->first = g_new0(uint32_t, N_FIRST);
  return self;
}

void
fl_prefilter_free(FlPrefilter *self)
{
  if (self == NULL)
    return;
  fl_trie_free(self->trie);
  g_array_unref(self->endings);
  g_hash_table_unref(self->clauses);
  g_free(self->first);
  g_free(self);
}

static void
add_literal(FlPrefilter *self, const FlLiteral *literal, uint32_t clause)
{
  uint32_t node = 0;
  for (uint32_t i = 0; i < literal->length; i++)
    node = fl_trie_add(self->trie, node, literal->chars[i]);
  if (literal->length == 1)
    fl_bits_set(self->singles, literal->chars[0] % N_BITS);
  else
    fl_bits_set(self->pairs, pair_bit(literal->chars[0], literal->chars[1]));
  if (literal->chars[0] < N_FIRST)
    self->first[literal->chars[0]] = fl_trie_step(self->trie, 0, literal->chars[0]);
  FlTrieNode *end = fl_trie_get(self->trie, node);
  Ending ending = {clause, end->value};
  g_array_append_val(self->endings, ending);
  end->value = self->endings->len;
}

/* Patterns that look for the same literals share a clause. */
static uint32_t
add_clause(FlPrefilter *self, const FlLiteralSet *literals)
{
  g_autoptr(GBytes) key = g_bytes_new(literals->data, literals->len * sizeof(FlLiteral));
  uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(self->clauses, key));
  if (number > 0)
    return number - 1;
  uint32_t clause = g_hash_table_size(self->clauses);
  for (guint i = 0; i < literals->len; i++)
    add_literal(self, &g_array_index(literals, FlLiteral, i), clause);
  g_hash_table_insert(self->clauses, g_steal_pointer(&key), GUINT_TO_POINTER(clause + 1));
  return clause;
}

/* Takes the marks out of `literals`; false when there is one that no need can name. */
static bool
take_marks(FlLiteralSet *literals, uint64_t *ret_marks)
{
  *ret_marks = 0;
  for (guint i = literals->len; i > 0; i--) {
    const FlLiteral *literal = &g_array_index(literals, FlLiteral, i - 1);
    if (!fl_symbol_is_mark(literal->chars[0]))
      continue;
    if (literal->chars[0] - FL_SYMBOL_FIRST_MARK >= FL_SYMBOL_N_MARKS)
      return false;
    *ret_marks |= (uint64_t)1 << (literal->chars[0] - FL_SYMBOL_FIRST_MARK);
    g_array_remove_index(literals, i - 1);
  }
  return true;
}

void
fl_prefilter_add(FlPrefilter *self, const GArray *requirements, GArray *needs)
{
  for (guint i = 0; i < requirements->len; i++) {
    const FlRequirement *requirement = &g_array_index(requirements, FlRequirement, i);
    g_autoptr(FlLiteralSet) literals = fl_literal_set_reduce(requirement->literals);
    FlNeed need = {.clause = FL_NEED_NO_CLAUSE, .min = requirement->min, .max = requirement->max};
    need.between = requirement->between;
    need.anchor = requirement->anchor;
    if (!take_marks(literals, &need.marks))
      continue;
    if (literals->len > 0)
      need.clause = add_clause(self, literals);
    g_array_append_val(needs, need);
  }
}

/* ---- literals, to be shown */

/* Where so many literals differ in one character alone, at their beginning or end, they are shown as one. */
enum { MANY_ALIKE = 8 };

/* Without its first characters, or its last. */
static char *
write_literal(const FlLiteral *literal, uint32_t first, uint32_t last)
{
  GString *text = g_string_new(first > 0 ? "…" : NULL);
  for (uint32_t i = first; i < literal->length - last; i++)
    if (literal->chars[i] == FL_SYMBOL_DIGIT)
      g_string_append(text, "\\d");
    else
      g_string_append_unichar(text, literal->chars[i]);
  g_string_append(text, last > 0 || literal->length == FL_LITERAL_MAX_CHARS ? "…" : "");
  return g_string_free(text, FALSE);
}

/* How many literals are like this one but for the first, or the last character. */
static guint
count_alike(const FlLiteral *literals, gsize n, const FlLiteral *one, bool first)
{
  guint alike = 0;
  for (gsize i = 0; i < n && one->length > 1; i++)
    alike += literals[i].length == one->length && memcmp(literals[i].chars + first, one->chars + first,
                                                         sizeof *one->chars * (one->length - 1)) == 0;
  return alike;
}

static void
list_literals(const FlLiteral *literals, gsize n, GPtrArray *texts)
{
  for (gsize i = 0; i < n; i++) {
    bool first = count_alike(literals, n, &literals[i], true) >= MANY_ALIKE;
    bool last = !first && count_alike(literals, n, &literals[i], false) >= MANY_ALIKE;
    g_autofree char *text = write_literal(&literals[i], first, last);
    if (!g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
      g_ptr_array_add(texts, g_steal_pointer(&text));
  }
}

/* The literals of a clause. */
static const FlLiteral *
find_literals(const FlPrefilter *self, uint32_t clause, gsize *ret_n)
{
  GHashTableIter iter;
  gpointer key = NULL, number = NULL;
  g_hash_table_iter_init(&iter, self->clauses);
  while (g_hash_table_iter_next(&iter, &key, &number)) {
    const FlLiteral *literals = g_bytes_get_data(key, ret_n);
    *ret_n /= sizeof *literals;
    if (GPOINTER_TO_UINT(number) == clause + 1)
      return literals;
  }
  *ret_n = 0;
  return NULL;
}

char **
fl_prefilter_list_literals(const FlPrefilter *self, uint32_t clause)
{
  gsize n = 0;
  const FlLiteral *literals = find_literals(self, clause, &n);
  GPtrArray *texts = g_ptr_array_new();
  list_literals(literals, n, texts);
  g_ptr_array_add(texts, NULL);
  return (char **)g_ptr_array_free(texts, FALSE);
}

gsize
fl_prefilter_measure_literal(const FlPrefilter *self, uint32_t clause, const char *text)
{
  gsize n = 0, shortest = 0;
  const FlLiteral *literals = find_literals(self, clause, &n);
  for (gsize i = 0; i < n; i++) {
    const char *p = text;
    uint32_t at = 0;
    while (at < literals[i].length && *p != '\0' && fl_symbol(fl_symbol_decode(&p)) == literals[i].chars[at])
      at++;
    if (at == literals[i].length && (shortest == 0 || (gsize)(p - text) < shortest))
      shortest = (gsize)(p - text);
  }
  return shortest;
}

/* ---- hits */

FlHits *
fl_hits_new(const FlPrefilter *prefilter)
{
  FlHits *self = g_new0(FlHits, 1);
  self->prefilter = prefilter;
  self->n_lists = g_hash_table_size(prefilter->clauses);
  self->lists = g_new0(HitList, self->n_lists);
  return self;
}

void
fl_hits_free(FlHits *self)
{
  if (self == NULL)
    return;
  for (uint32_t i = 0; i < self->n_lists; i++)
    g_free(self->lists[i].at);
  g_free(self->lists);
  g_free(self);
}

static void
note_hits(FlHits *self, uint32_t ending, uint32_t at)
{
  while (ending != 0) {
    const Ending *one = &g_array_index(self->prefilter->endings, Ending, ending - 1);
    HitList *list = &self->lists[one->clause];
    if (list->n == list->capacity) {
      list->capacity = MAX(16, list->capacity * 2);
      list->at = g_renew(uint32_t, list->at, list->capacity);
    }
    list->at[list->n++] = at;
    ending = one->next;
  }
}

static inline uint32_t
find_first(const FlPrefilter *self, gunichar c)
{
  return c < N_FIRST ? self->first[c] : fl_trie_step(self->trie, 0, c);
}

/* The literals that begin at `start`: `node` is their first character's, `c` the next one, behind which `p`
 * stands. */
static void
walk(FlHits *self, uint32_t node, gunichar c, const char *p, const char *end, uint32_t start)
{
  const FlTrie *trie = self->prefilter->trie;
  while ((node = fl_trie_step(trie, node, c)) != 0) {
    const FlTrieNode *here = fl_trie_get(trie, node);
    if (here->value != 0)
      note_hits(self, here->value, start);
    if (here->children == 0 || p == end)
      return;
    c = fl_symbol(fl_symbol_decode(&p));
  }
}

/* Notes the literals that begin at `start` with `c`, or with `c` and `next`, behind which `p` stands. */
static void
find_at(FlHits *self, gunichar c, gunichar next, const char *p, const char *end, uint32_t start)
{
  uint32_t node = find_first(self->prefilter, c);
  if (node == 0)
    return;
  const FlTrieNode *here = fl_trie_get(self->prefilter->trie, node);
  if (here->value != 0)
    note_hits(self, here->value, start);
  if (next != 0)
    walk(self, node, next, p, end, start);
}

/* Each character is decoded once, with the one behind it at hand: two tell nearly always that nothing
 * begins here. */
void
fl_hits_find(FlHits *self, const char *text, size_t length)
{
  const uint64_t *singles = self->prefilter->singles, *pairs = self->prefilter->pairs;
  const char *p = text, *end = text + length;
  for (uint32_t i = 0; i < self->n_lists; i++)
    self->lists[i].n = 0;
  gunichar next = length > 0 ? fl_symbol(fl_symbol_decode(&p)) : 0;
  for (const char *start = text, *behind = p; start < end; start = behind, behind = p) {
    gunichar c = next;
    next = p < end ? fl_symbol(fl_symbol_decode(&p)) : 0;
    if (fl_bits_has(pairs, pair_bit(c, next)) || fl_bits_has(singles, c % N_BITS))
      find_at(self, c, next, p, end, (uint32_t)(start - text));
  }
}

const uint32_t *
fl_hits_get(const FlHits *self, uint32_t clause, uint32_t *ret_n)
{
  *ret_n = self->lists[clause].n;
  return self->lists[clause].at;
}
