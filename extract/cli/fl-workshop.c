#include "fl-workshop.h"
#include "fl-look.h"
#include "fl-pipeline.h"
#include "fl-source-list.h"
#include "fl-string.h"

#include <string.h>

struct _FlWorkshop {
  const FlSession *session;
  FlRuleSet *rules;
  GPtrArray *sources;                      /* of FlSource */
  GPtrArray *missing;                      /* of FlMissingSource */
  GHashTable *kept;                        /* name of a source to Kept */
  GHashTable *rule_stamps, *source_stamps; /* path of a file to what it was like when it was looked at */
  bool new_rules;
};

/* What a source said when it could last be read. */
typedef struct {
  char *path;
  FlFactBatch *batch;
  bool current; /* its file is as it was then */
} Kept;

static void
kept_free(gpointer data)
{
  Kept *self = data;
  g_free(self->path);
  fl_fact_batch_free(self->batch);
  g_free(self);
}

/* ---- what there is */

static void
add_folders(GPtrArray *folders, const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  if (dir == NULL)
    return;
  g_ptr_array_add(folders, g_strdup(path));
  for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *below = g_build_filename(path, name, NULL);
    if (*name != '.' && g_file_test(below, G_FILE_TEST_IS_DIR) && !g_file_test(below, G_FILE_TEST_IS_SYMLINK))
      add_folders(folders, below);
  }
}

static GPtrArray *
list_pack_folders(const FlWorkshop *self)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
  for (char **pack = self->session->project.packs; *pack != NULL; pack++)
    add_folders(folders, *pack);
  return folders;
}

GPtrArray *
fl_workshop_list_folders(const FlWorkshop *self)
{
  GPtrArray *folders = list_pack_folders(self);
  for (const char *const *pattern = fl_session_get_patterns(self->session); *pattern != NULL; pattern++) {
    g_autofree char *parent = g_path_get_dirname(*pattern);
    if (g_file_test(*pattern, G_FILE_TEST_IS_DIR))
      add_folders(folders, *pattern);
    else if (g_file_test(parent, G_FILE_TEST_IS_DIR))
      g_ptr_array_add(folders, g_steal_pointer(&parent));
  }
  for (guint i = 0; i < self->sources->len; i++)
    g_ptr_array_add(folders, g_path_get_dirname(((const FlSource *)self->sources->pdata[i])->path));
  return folders;
}

/* The files that packs are made of: what else lies in their folders, as samples do, is no rule. */
static GPtrArray *
list_rule_files(const FlWorkshop *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) folders = list_pack_folders(self);
  for (guint i = 0; i < folders->len; i++) {
    g_autoptr(GDir) dir = g_dir_open(folders->pdata[i], 0, NULL);
    for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
      if (*name != '.' && (g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".csv")))
        g_ptr_array_add(files, g_build_filename(folders->pdata[i], name, NULL));
  }
  return files;
}

/* Sources come and go; where two would bear one name those of before stay. */
static void
find_sources(FlWorkshop *self)
{
  g_autoptr(GPtrArray) missing = fl_missing_sources_new();
  GPtrArray *found = fl_source_list_new(fl_session_get_patterns(self->session),
                                        (const char *const *)self->session->own, missing, NULL);
  if (found == NULL)
    return;
  g_ptr_array_unref(self->sources);
  g_ptr_array_unref(self->missing);
  self->sources = found;
  self->missing = g_steal_pointer(&missing);
}

/* ---- looking */

static void
look_at_rules(FlWorkshop *self, GPtrArray *paths)
{
  g_autoptr(GPtrArray) files = list_rule_files(self);
  FlLook look = fl_look_begin(self->rule_stamps);
  for (guint i = 0; i < files->len; i++)
    fl_look_at(&look, files->pdata[i]);
  self->rule_stamps = fl_look_end(&look, paths);
  self->new_rules |= g_hash_table_size(look.changed) > 0;
  g_hash_table_unref(look.changed);
}

/* Whether a source is missed, or the file or folder that it lay in. */
static bool
is_missed(const FlWorkshop *self, const char *path)
{
  for (guint i = 0; i < self->missing->len; i++) {
    const char *missed = ((const FlMissingSource *)self->missing->pdata[i])->source.path;
    size_t length = strlen(missed);
    if (strncmp(path, missed, length) == 0 && (path[length] == '\0' || path[length] == '/'))
      return true;
  }
  return false;
}

/* Drops what is known of sources that are gone: a file that was taken out of a folder, not one that is missed. */
static void
forget_sources(FlWorkshop *self, GHashTable *changed)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iterator;
  gpointer name = NULL, value = NULL;
  for (guint i = 0; i < self->sources->len; i++)
    g_hash_table_add(names, ((const FlSource *)self->sources->pdata[i])->name);
  g_hash_table_iter_init(&iterator, self->kept);
  while (g_hash_table_iter_next(&iterator, &name, &value)) {
    Kept *kept = value;
    kept->current = kept->current && !g_hash_table_contains(changed, kept->path);
    if (!g_hash_table_contains(names, name) && !is_missed(self, kept->path))
      g_hash_table_iter_remove(&iterator);
  }
}

static void
look_at_sources(FlWorkshop *self, GPtrArray *paths)
{
  FlLook look = fl_look_begin(self->source_stamps);
  for (guint i = 0; i < self->sources->len; i++)
    fl_look_at(&look, ((const FlSource *)self->sources->pdata[i])->path);
  for (guint i = 0; i < self->missing->len; i++) {
    const FlMissingSource *missing = self->missing->pdata[i];
    if (!g_hash_table_contains(look.now, missing->source.path)) /* an archive that is there tells by itself */
      fl_look_note(&look, missing->source.path, g_strdup(missing->message));
  }
  self->source_stamps = fl_look_end(&look, paths);
  forget_sources(self, look.changed);
  g_hash_table_unref(look.changed);
}

GPtrArray *
fl_workshop_look(FlWorkshop *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  find_sources(self);
  look_at_rules(self, paths);
  look_at_sources(self, paths);
  g_ptr_array_sort(paths, fl_string_compare);
  return paths;
}

bool
fl_workshop_has_new_rules(const FlWorkshop *self)
{
  return self->new_rules;
}

/* ---- building */

bool
fl_workshop_load_rules(FlWorkshop *self, FlDiagnostics *diagnostics)
{
  FlRuleSet *rules = fl_rule_set_load((const char *const *)self->session->project.packs, diagnostics);
  self->new_rules = false;
  if (rules == NULL)
    return false;
  fl_rule_set_unref(self->rules);
  self->rules = rules;
  g_hash_table_remove_all(self->kept);
  return true;
}

typedef struct {
  FlWorkshop *workshop;
  const GPtrArray *sources; /* those that are extracted */
  GPtrArray *failures;
} Extraction;

static bool
keep_batch(guint index, FlFactBatch *take_batch, const GError *failure, void *user_data,
           G_GNUC_UNUSED GError **error)
{
  Extraction *self = user_data;
  const FlSource *source = self->sources->pdata[index];
  if (take_batch == NULL) {
    g_ptr_array_add(self->failures, g_strdup(failure->message));
    return true;
  }
  Kept *kept = g_new0(Kept, 1);
  *kept = (Kept){g_strdup(source->path), take_batch, true};
  g_hash_table_insert(self->workshop->kept, g_strdup(source->name), kept);
  return true;
}

static bool
extract(FlWorkshop *self, GPtrArray *failures, GError **error)
{
  g_autoptr(FlRules) rules = fl_rules_new(self->rules);
  const FlPipeline pipeline = fl_session_get_pipeline(self->session, rules);
  g_autoptr(GPtrArray) sources = g_ptr_array_new();
  for (guint i = 0; i < self->sources->len; i++) {
    FlSource *source = self->sources->pdata[i];
    const Kept *kept = g_hash_table_lookup(self->kept, source->name);
    if (kept == NULL || !kept->current)
      g_ptr_array_add(sources, source);
  }
  Extraction extraction = {self, sources, failures};
  return fl_pipeline_run(&pipeline, sources, keep_batch, &extraction, error);
}

FlGraph *
fl_workshop_weave(FlWorkshop *self, GPtrArray *failures, GError **error)
{
  GHashTableIter iterator;
  gpointer kept = NULL;
  if (!extract(self, failures, error))
    return NULL;
  g_autoptr(FlGraph) graph = fl_graph_new(self->rules->schema);
  g_hash_table_iter_init(&iterator, self->kept); /* a graph is the same in whatever order its batches came */
  while (g_hash_table_iter_next(&iterator, NULL, &kept))
    if (!fl_graph_add_batch(graph, ((const Kept *)kept)->batch, error))
      return NULL;
  fl_graph_finish(graph);
  return g_steal_pointer(&graph);
}

/* ---- */

FlWorkshop *
fl_workshop_new(FlSession *session)
{
  FlWorkshop *self = g_new0(FlWorkshop, 1);
  self->session = session;
  self->rules = g_steal_pointer(&session->rules);
  self->sources = g_steal_pointer(&session->sources);
  self->missing = fl_missing_sources_new();
  self->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, kept_free);
  self->rule_stamps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  self->source_stamps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_unref(fl_workshop_look(self));
  self->new_rules = false; /* the session has just loaded them */
  return self;
}

void
fl_workshop_free(FlWorkshop *self)
{
  if (self == NULL)
    return;
  fl_rule_set_unref(self->rules);
  g_ptr_array_unref(self->sources);
  g_ptr_array_unref(self->missing);
  g_hash_table_unref(self->kept);
  g_hash_table_unref(self->rule_stamps);
  g_hash_table_unref(self->source_stamps);
  g_free(self);
}

FlRuleSet *
fl_workshop_get_rules(const FlWorkshop *self)
{
  return self->rules;
}

const GPtrArray *
fl_workshop_get_missing(const FlWorkshop *self)
{
  return self->missing;
}

const GPtrArray *
fl_workshop_get_sources(const FlWorkshop *self)
{
  return self->sources;
}
