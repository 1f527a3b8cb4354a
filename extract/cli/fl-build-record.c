#include "fl-build-record.h"
#include "fl-document.h"
#include "fl-fact-cache.h"
#include "fl-fact-json.h"
#include "fl-output.h"
#include "fl-source-list.h"
#include "fl-summary.h"
#include "fl-workers.h"

#include <string.h>

#define GROUP "build"

void
fl_build_record_free(FlBuildRecord *self)
{
  if (self == NULL)
    return;
  fl_fact_batch_free(self->findings);
  g_free(self->manifest);
  g_free(self->summary);
  g_free(self);
}

/* A source whose bytes are looked at. */
typedef struct {
  const FlSource *source;
  char digest[FL_DIGEST_SIZE]; /* empty: it can't be read */
} Look;

static void
look_at(void *job, G_GNUC_UNUSED void *state)
{
  Look *self = job;
  g_autoptr(GBytes) bytes = fl_source_read(self->source, NULL);
  if (bytes != NULL)
    fl_digest_of(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), self->digest);
}

static bool
has_stdin(const GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    if (strcmp(((const FlSource *)sources->pdata[i])->path, FL_SOURCE_STDIN) == 0)
      return true;
  return false;
}

static bool
add_sources(FlBuildKey *self, FlDigest *all, const GPtrArray *sources, guint n_threads)
{
  static const FlWork work = {.run = look_at};
  if (has_stdin(sources)) /* can be read but once */
    return false;
  g_autofree Look *looks = g_new0(Look, sources->len);
  g_autoptr(FlWorkers) workers =
      fl_workers_new(MIN(n_threads, sources->len), &work, NULL); /* ends before the looks */
  for (guint i = 0; i < sources->len; i++) {
    looks[i].source = sources->pdata[i];
    fl_workers_push(workers, &looks[i]);
  }
  for (const Look *look = NULL; (look = fl_workers_pop(workers)) != NULL;) {
    if (*look->digest == '\0')
      return false;
    fl_digest_add_text(all, look->source->name);
    fl_digest_add_text(all, look->digest);
    g_hash_table_add(self->digests, g_strdup(look->digest));
  }
  return true;
}

void
fl_build_key_free(FlBuildKey *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->digests);
  g_free(self);
}

FlBuildKey *
fl_build_key_new(const FlSession *session)
{
  const FlProject *project = &session->project;
  if (session->cache == NULL || session->missing->len > 0)
    return NULL;
  g_autoptr(FlBuildKey) self = g_new0(FlBuildKey, 1);
  g_autoptr(FlDigest) all = fl_digest_new();
  g_autofree char *options =
      g_strdup_printf("%d %d %d", project->dot_top, project->no_prefilter, project->formats != NULL);
  self->digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  fl_digest_add_text(all, GROUP);
  fl_digest_add_text(all, fl_cache_get_program(session->cache));
  fl_digest_add_text(all, fl_rules_get_digest(session->cached));
  fl_digest_add_text(all, options);
  fl_fact_cache_add_encoding(all, fl_project_get_reading(project).encoding);
  for (char **format = project->formats; format != NULL && *format != NULL; format++)
    fl_digest_add_text(all, *format);
  fl_digest_add_text(all, "");
  if (!add_sources(self, all, session->sources, (guint)project->threads))
    return NULL;
  fl_digest_finish(all, self->key);
  return g_steal_pointer(&self);
}

/* Whether a graph was made of just the bytes that the key was. */
static bool
is_of(const FlBuildKey *self, const FlGraph *graph)
{
  g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
  for (uint32_t i = 0; i < fl_graph_get_n_origins(graph); i++) {
    const char *digest = fl_graph_get_origin(graph, i)->digest;
    if (!g_hash_table_contains(self->digests, digest))
      return false;
    g_hash_table_add(used, (char *)digest);
  }
  return g_hash_table_size(used) == g_hash_table_size(self->digests);
}

static bool
take_batch(FlFactBatch *take_batch, void *findings, G_GNUC_UNUSED GError **error)
{
  FlFactBatch **batch = findings;
  fl_fact_batch_free(*batch);
  *batch = take_batch;
  return true;
}

FlBuildRecord *
fl_build_record_find(const FlSession *session, const FlBuildKey *key)
{
  g_autoptr(FlBuildRecord) self = g_new0(FlBuildRecord, 1);
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GBytes) bytes = fl_cache_find(session->cache, key->key);
  if (bytes == NULL)
    return NULL;
  bool read = g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, NULL);
  self->manifest = g_key_file_get_string(file, GROUP, "manifest", NULL);
  self->summary = g_key_file_get_string(file, GROUP, "summary", NULL);
  g_autofree char *findings = g_key_file_get_string(file, GROUP, "findings", NULL);
  read = read && self->manifest != NULL && self->summary != NULL && findings != NULL &&
         fl_fact_json_parse(findings, strlen(findings), key->key, fl_rules_get_schema(session->cached),
                            take_batch, &self->findings, NULL) &&
         self->findings != NULL;
  if (read)
    return g_steal_pointer(&self);
  fl_cache_reject(session->cache, key->key);
  return NULL;
}

static void
append_findings(GString *out, const FlSession *session, const FlGraph *graph)
{
  g_autoptr(FlFactBatch) batch = fl_fact_batch_new(fl_rules_get_schema(session->cached), GROUP);
  for (uint32_t i = 0; i < fl_graph_get_n_findings(graph); i++)
    fl_fact_batch_add_finding(batch, fl_graph_get_finding(graph, i));
  fl_fact_batch_seal(batch);
  fl_fact_json_append_batch(out, batch);
}

void
fl_build_record_store(const FlSession *session, const FlBuildKey *key, const FlGraph *graph)
{
  gsize length = 0;
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GString) summary = g_string_new(NULL), findings = g_string_new(NULL);
  g_autofree char *path = g_build_filename(session->project.out, FL_OUTPUT_MANIFEST, NULL), *manifest = NULL;
  if (!is_of(key, graph) || !g_file_get_contents(path, &manifest, NULL, NULL))
    return;
  fl_summary_append_graph(summary, graph);
  append_findings(findings, session, graph);
  g_key_file_set_string(file, GROUP, "manifest", manifest);
  g_key_file_set_string(file, GROUP, "summary", summary->str);
  g_key_file_set_string(file, GROUP, "findings", findings->str);
  g_autofree char *bytes = g_key_file_to_data(file, &length, NULL);
  fl_cache_store(session->cache, key->key, bytes, length);
}
