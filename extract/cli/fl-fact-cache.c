#include "fl-fact-cache.h"
#include "fl-fact-json.h"

#include <string.h>

void
fl_fact_cache_add_encoding(FlDigest *key, FlDeclaration encoding)
{
  fl_digest_add_text(key, encoding.name != NULL ? encoding.name : "");
  fl_digest_add_text(key, encoding.name != NULL ? encoding.by : "");
}

static void
make_key(const FlFactCache *self, const char *name, const char *digest, char key[FL_DIGEST_SIZE])
{
  g_autoptr(FlDigest) all = fl_digest_new();
  fl_digest_add_text(all, "facts");
  fl_digest_add_text(all, fl_cache_get_program(self->cache));
  fl_digest_add_text(all, self->rules);
  fl_digest_add_text(all, self->prefilter ? "prefilter" : "no prefilter");
  fl_fact_cache_add_encoding(all, self->encoding);
  fl_digest_add_text(all, name);
  fl_digest_add_text(all, digest);
  fl_digest_finish(all, key);
}

static bool
take_batch(FlFactBatch *take_batch, void *found, G_GNUC_UNUSED GError **error)
{
  FlFactBatch **batch = found;
  bool is_first = *batch == NULL;
  fl_fact_batch_free(*batch);
  *batch = take_batch;
  return is_first;
}

FlFactBatch *
fl_fact_cache_find(const FlFactCache *self, const char *name, const char *digest)
{
  char key[FL_DIGEST_SIZE];
  gsize length = 0;
  g_autoptr(FlFactBatch) batch = NULL;
  make_key(self, name, digest, key);
  g_autoptr(GBytes) bytes = fl_cache_find(self->cache, key);
  if (bytes == NULL)
    return NULL;
  const char *lines = g_bytes_get_data(bytes, &length);
  if (fl_fact_json_parse(lines, length, key, self->schema, take_batch, &batch, NULL) && batch != NULL &&
      strcmp(fl_fact_batch_get_digest(batch), digest) == 0 &&
      strcmp(fl_fact_batch_get_rules(batch), self->rules) == 0)
    return g_steal_pointer(&batch);
  fl_cache_reject(self->cache, key);
  return NULL;
}

void
fl_fact_cache_store(const FlFactCache *self, const char *name, const FlFactBatch *batch)
{
  char key[FL_DIGEST_SIZE];
  g_autoptr(GString) lines = g_string_new(NULL);
  fl_fact_json_append_batch(lines, batch);
  make_key(self, name, fl_fact_batch_get_digest(batch), key);
  fl_cache_store(self->cache, key, lines->str, lines->len);
}
