#include "fl-alike.h"

#include <string.h>

enum {
  LEAST_CHARS = 4, /* of names that may differ by a character, or be contained */
  MOST_CHARS = 40, /* of those looked at one character after another */
  MOST_IN_A_BUCKET = 24,
};

typedef struct {
  const char *const *names;
  guint n;
  const FlNumerals *numerals;
  GHashTable *pairs;   /* of FlAlike, by both indices: each pair once, as the first kind that was found */
  GHashTable *buckets; /* text to GArray of guint: what is left of names without a character */
  GHashTable *whole;   /* name to its index + 1 */
} Search;

const char *
fl_alike_kind_describe(FlAlikeKind kind)
{
  static const char *const texts[] = {[FL_ALIKE_SPELLING] = "only written otherwise",
                                      [FL_ALIKE_CHARACTER] = "one character differs",
                                      [FL_ALIKE_CONTAINED] = "one within the other"};
  return texts[kind];
}

static guint
hash_pair(gconstpointer data)
{
  const FlAlike *pair = data;
  return pair->one * 0x9e3779b1u ^ pair->other;
}

static gboolean
equal_pairs(gconstpointer a, gconstpointer b)
{
  const FlAlike *first = a, *second = b;
  return first->one == second->one && first->other == second->other;
}

static void
add(Search *self, guint one, guint other, FlAlikeKind kind)
{
  if (one == other)
    return;
  gsize m = strlen(self->names[one]), n = strlen(self->names[other]);
  bool swap = m != n ? m > n : one > other;
  FlAlike *pair = g_new(FlAlike, 1);
  *pair = swap ? (FlAlike){other, one, kind} : (FlAlike){one, other, kind};
  if (g_hash_table_contains(self->pairs, pair))
    g_free(pair);
  else
    g_hash_table_add(self->pairs, pair);
}

/* ---- numbers: what differs by one is not the same */

static bool
is_number(const Search *self, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup(text, length);
  double number = 0;
  for (const char *p = copy; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_isdigit(g_utf8_get_char(p)))
      return true;
  return fl_numerals_parse(self->numerals, copy, &number);
}

/* ---- the same letters */

static char *
fold(const char *name)
{
  g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_ALL),
                  *folded = g_utf8_casefold(normal, -1);
  GString *letters = g_string_new(NULL);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p)))
      g_string_append_unichar(letters, g_utf8_get_char(p));
  return g_string_free(letters, FALSE);
}

static void
find_spellings(Search *self)
{
  g_autoptr(GHashTable) folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n; i++) {
    char *key = fold(self->names[i]);
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(folded, key));
    if (first > 0 && *key != '\0')
      add(self, first - 1, i, FL_ALIKE_SPELLING);
    if (first > 0)
      g_free(key);
    else
      g_hash_table_insert(folded, key, GUINT_TO_POINTER(i + 1));
  }
}

/* ---- one character */

/* Where two names part, from their beginning and from their end: what lies between differs. */
static bool
differ_by_number(const Search *self, const char *a, const char *b)
{
  gsize m = strlen(a), n = strlen(b), start = 0, end = 0;
  while (start < m && start < n && a[start] == b[start])
    start++;
  while (start > 0 && (a[start] & 0xc0) == 0x80)
    start--;
  while (end < m - start && end < n - start && a[m - 1 - end] == b[n - 1 - end])
    end++;
  while (end > 0 && (a[m - end] & 0xc0) == 0x80)
    end--;
  return is_number(self, a + start, m - start - end) || is_number(self, b + start, n - start - end);
}

static void
put_into_bucket(Search *self, char *take_text, guint index)
{
  GArray *bucket = g_hash_table_lookup(self->buckets, take_text);
  if (bucket == NULL) {
    bucket = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(self->buckets, take_text, bucket);
  } else
    g_free(take_text);
  for (guint i = 0; i < bucket->len; i++) {
    guint other = g_array_index(bucket, guint, i);
    if (other != index && !differ_by_number(self, self->names[other], self->names[index]))
      add(self, other, index, FL_ALIKE_CHARACTER);
  }
  if (bucket->len < MOST_IN_A_BUCKET)
    g_array_append_val(bucket, index);
}

/* Two names that differ by a character have a text in common that is left without one, or one is what is left of the
 * other. */
static void
find_characters(Search *self)
{
  for (guint i = 0; i < self->n; i++) {
    const char *name = self->names[i];
    glong chars = g_utf8_strlen(name, -1);
    if (chars < LEAST_CHARS || chars > MOST_CHARS)
      continue;
    put_into_bucket(self, g_strdup(name), i);
    for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
      const char *next = g_utf8_next_char(p);
      if (p > name && g_utf8_get_char(p) == g_utf8_get_char(g_utf8_prev_char(p)))
        continue; /* the same is left */
      put_into_bucket(self, g_strdup_printf("%.*s%s", (int)(p - name), name, next), i);
    }
  }
}

/* ---- one within the other */

static void
look_for_part(Search *self, guint index, const char *part, gsize length, const char *rest, gsize rest_length)
{
  g_autofree char *text = g_strndup(part, length);
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->whole, text));
  if (found > 0 && !is_number(self, rest, rest_length))
    add(self, found - 1, index, FL_ALIKE_CONTAINED);
}

/* Beginnings and ends that are at least half of a name. */
static void
find_contained(Search *self)
{
  for (guint i = 0; i < self->n; i++)
    g_hash_table_insert(self->whole, (gpointer)self->names[i], GUINT_TO_POINTER(i + 1));
  for (guint i = 0; i < self->n; i++) {
    const char *name = self->names[i], *end = name + strlen(name);
    glong chars = g_utf8_strlen(name, -1), before = 1;
    if (chars > MOST_CHARS)
      continue;
    for (const char *p = g_utf8_next_char(name); p < end; p = g_utf8_next_char(p), before++) {
      glong behind = chars - before;
      if (before >= LEAST_CHARS && 2 * before >= chars)
        look_for_part(self, i, name, (gsize)(p - name), p, (gsize)(end - p));
      if (behind >= LEAST_CHARS && 2 * behind >= chars)
        look_for_part(self, i, p, (gsize)(end - p), name, (gsize)(p - name));
    }
  }
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
  const FlAlike *first = a, *second = b;
  if (first->one != second->one)
    return first->one < second->one ? -1 : 1;
  return (first->other > second->other) - (first->other < second->other);
}

GArray *
fl_alike_find(const char *const *names, guint n, const FlNumerals *numerals)
{
  g_autoptr(GHashTable) pairs = g_hash_table_new_full(hash_pair, equal_pairs, g_free, NULL),
                        buckets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)g_array_unref),
                        whole = g_hash_table_new(g_str_hash, g_str_equal);
  Search search = {names, n, numerals, pairs, buckets, whole};
  find_spellings(&search);
  find_characters(&search);
  find_contained(&search);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(FlAlike));
  GHashTableIter iter;
  gpointer pair = NULL;
  g_hash_table_iter_init(&iter, pairs);
  while (g_hash_table_iter_next(&iter, &pair, NULL))
    g_array_append_vals(found, pair, 1);
  g_array_sort(found, compare_pairs);
  return found;
}
