#include "fl-pattern-pool.h"

struct _FlPatternPool {
  GHashTable *patterns; /* Key to FlPattern */
};

typedef struct {
  const char *source; /* the pattern's own */
  uint32_t limit;
} Key;

static guint
key_hash(gconstpointer key)
{
  const Key *self = key;
  return g_str_hash(self->source) ^ self->limit;
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
  const Key *p = a, *q = b;
  return p->limit == q->limit && g_str_equal(p->source, q->source);
}

FlPatternPool *
fl_pattern_pool_new(void)
{
  FlPatternPool *self = g_new0(FlPatternPool, 1);
  self->patterns = g_hash_table_new_full(key_hash, key_equal, g_free, (GDestroyNotify)fl_pattern_unref);
  return self;
}

void
fl_pattern_pool_free(FlPatternPool *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->patterns);
  g_free(self);
}

FlPattern *
fl_pattern_pool_find(const FlPatternPool *self, const char *source, uint32_t limit)
{
  const Key key = {source, limit};
  FlPattern *pattern = g_hash_table_lookup(self->patterns, &key);
  return pattern != NULL ? fl_pattern_ref(pattern) : NULL;
}

void
fl_pattern_pool_add(FlPatternPool *self, FlPattern *pattern)
{
  const Key key = {fl_pattern_get_source(pattern), fl_pattern_get_limit(pattern)};
  g_hash_table_insert(self->patterns, g_memdup2(&key, sizeof key), fl_pattern_ref(pattern));
}
