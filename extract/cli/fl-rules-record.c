#include "fl-rules-record.h"
#include "fl-fact-json.h"

#include <string.h>

#define GROUP "rules"

FlRulesRecord *
fl_rules_record_new(const FlRuleSet *set, const FlDiagnostics *diagnostics)
{
  FlRulesRecord *self = g_new0(FlRulesRecord, 1);
  g_autoptr(GString) said = g_string_new(NULL);
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    fl_diagnostic_append(fl_diagnostics_get(diagnostics, i), said);
  fl_diagnostics_append_more(diagnostics, said);
  self->said = g_string_free(g_steal_pointer(&said), FALSE);
  self->n_warnings = fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_WARNING);
  if (set == NULL)
    return self;
  g_strlcpy(self->digest, set->digest, sizeof self->digest);
  self->sources = g_ptr_array_ref(set->sources);
  self->schema = fl_schema_ref(set->schema);
  self->n_rules = set->rules->len;
  self->n_strata = (guint)set->n_strata;
  return self;
}

void
fl_rules_record_free(FlRulesRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->sources, g_ptr_array_unref);
  g_clear_pointer(&self->schema, fl_schema_unref);
  g_free(self->said);
  g_free(self);
}

/* Which other files packs read follows from their YAML files: where these are the same, those have the same
 * names. */
static bool
make_key(const FlCache *cache, const char *const *packs, char key[FL_DIGEST_SIZE])
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  fl_digest_add_text(digest, GROUP);
  fl_digest_add_text(digest, fl_cache_get_program(cache));
  for (; *packs != NULL; packs++) {
    g_autoptr(GPtrArray) names = fl_pack_list_files(*packs);
    fl_digest_add_text(digest, *packs);
    for (guint i = 0; i < names->len; i++) {
      char file[FL_DIGEST_SIZE];
      g_autofree char *path = g_build_filename(*packs, names->pdata[i], NULL);
      if (!fl_pack_digest_file(path, file))
        return false;
      fl_digest_add_text(digest, names->pdata[i]);
      fl_digest_add_text(digest, file);
    }
    fl_digest_add_text(digest, "");
  }
  fl_digest_finish(digest, key);
  return true;
}

/* ---- the entry: a key file, all of whose keys must be there */

void
fl_rules_record_store(const FlRulesRecord *self, FlCache *cache, const char *const *packs)
{
  char key[FL_DIGEST_SIZE];
  gsize length = 0, n = self->sources->len;
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GString) header = g_string_new(NULL);
  g_autofree const char **paths = g_new0(const char *, n), **names = g_new0(const char *, n),
                        **digests = g_new0(const char *, n);
  if (!make_key(cache, packs, key))
    return;
  for (gsize i = 0; i < n; i++) {
    const FlPackSource *source = self->sources->pdata[i];
    paths[i] = source->path;
    names[i] = source->name;
    digests[i] = source->digest;
  }
  fl_fact_json_append_header(header, self->schema);
  g_key_file_set_string_list(file, GROUP, "paths", paths, n);
  g_key_file_set_string_list(file, GROUP, "names", names, n);
  g_key_file_set_string_list(file, GROUP, "digests", digests, n);
  g_key_file_set_string(file, GROUP, "schema", header->str);
  g_key_file_set_string(file, GROUP, "said", self->said);
  g_key_file_set_integer(file, GROUP, "rules", (int)self->n_rules);
  g_key_file_set_integer(file, GROUP, "strata", (int)self->n_strata);
  g_key_file_set_integer(file, GROUP, "warnings", (int)self->n_warnings);
  g_autofree char *bytes = g_key_file_to_data(file, &length, NULL);
  if (g_utf8_validate_len(bytes, length, NULL)) /* a path need not be */
    fl_cache_store(cache, key, bytes, length);
}

/* The files of the list, if all are as they were. */
static bool
read_sources(FlRulesRecord *self, GKeyFile *file)
{
  gsize n = 0, n_names = 0, n_digests = 0;
  g_auto(GStrv) paths = g_key_file_get_string_list(file, GROUP, "paths", &n, NULL);
  g_auto(GStrv) names = g_key_file_get_string_list(file, GROUP, "names", &n_names, NULL);
  g_auto(GStrv) digests = g_key_file_get_string_list(file, GROUP, "digests", &n_digests, NULL);
  if (n == 0 || n_names != n || n_digests != n)
    return false;
  self->sources = fl_pack_sources_new();
  for (gsize i = 0; i < n; i++) {
    char now[FL_DIGEST_SIZE];
    if (!fl_pack_digest_file(paths[i], now) || strcmp(now, digests[i]) != 0)
      return false;
    fl_pack_sources_append(self->sources, paths[i], names[i], now);
  }
  fl_pack_sources_format_digest(self->sources, self->digest);
  return true;
}

static bool
take_no_batch(FlFactBatch *take_batch, G_GNUC_UNUSED void *data, G_GNUC_UNUSED GError **error)
{
  fl_fact_batch_free(take_batch);
  return false;
}

static FlSchema *
read_schema(GKeyFile *file)
{
  FlSchema *schema = NULL;
  g_autofree char *header = g_key_file_get_string(file, GROUP, "schema", NULL);
  if (header == NULL)
    return NULL;
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data(header, -1, NULL);
  if (!fl_fact_json_read(stream, "", &schema, take_no_batch, NULL, NULL))
    g_clear_pointer(&schema, fl_schema_unref);
  return schema;
}

FlRulesRecord *
fl_rules_record_find(FlCache *cache, const char *const *packs)
{
  char key[FL_DIGEST_SIZE];
  g_autoptr(FlRulesRecord) self = g_new0(FlRulesRecord, 1);
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GBytes) bytes = make_key(cache, packs, key) ? fl_cache_find(cache, key) : NULL;
  if (bytes == NULL)
    return NULL;
  bool read = g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, NULL);
  self->schema = read ? read_schema(file) : NULL;
  self->said = g_key_file_get_string(file, GROUP, "said", NULL);
  self->n_rules = (guint)g_key_file_get_integer(file, GROUP, "rules", NULL);
  self->n_strata = (guint)g_key_file_get_integer(file, GROUP, "strata", NULL);
  self->n_warnings = (guint)g_key_file_get_integer(file, GROUP, "warnings", NULL);
  if (self->schema == NULL || self->said == NULL)
    fl_cache_reject(cache, key);
  else if (read_sources(self, file))
    return g_steal_pointer(&self);
  return NULL;
}
