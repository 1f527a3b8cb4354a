#include "fl-workshop.h"
#include "fl-pipeline.h"
#include "fl-source-list.h"
#include "fl-string.h"

#include <string.h>
#include <sys/stat.h>

struct _FlWorkshop {
  const FlSession *session;
  FlRuleSet *rules;
  const char *page;                        /* the file that is written of them, and is none of them */
  GPtrArray *sources;                      /* of FlSource */
  GHashTable *batches;                     /* name of a source to FlFactBatch */
  GHashTable *rule_stamps, *source_stamps; /* path of a file to what it was like when it was looked at */
  bool new_rules;
};

/* When a file was written, how long it is and which it is: that alone changes when an editor renames. */
static char *
make_stamp(const char *path)
{
  struct stat found;
  if (stat(path, &found) != 0)
    return NULL;
  return g_strdup_printf("%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT,
                         (gint64)found.st_mtim.tv_sec, found.st_mtim.tv_nsec, (gint64)found.st_size,
                         (guint64)found.st_ino);
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

static const char *const *
get_patterns(const FlWorkshop *self)
{
  const FlSession *session = self->session;
  return (const char *const *)(session->rest != NULL ? session->rest : session->project.sources);
}

GPtrArray *
fl_workshop_list_folders(const FlWorkshop *self)
{
  GPtrArray *folders = list_pack_folders(self);
  for (const char *const *pattern = get_patterns(self); *pattern != NULL; pattern++) {
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
  GPtrArray *found = fl_source_list_new(get_patterns(self), missing, NULL);
  if (found == NULL)
    return;
  fl_source_list_remove(found, self->page);
  g_ptr_array_unref(self->sources);
  self->sources = found;
}

/* ---- looking */

/* Files as they are now, beside what they were like. */
typedef struct {
  GHashTable *before, *now; /* path to stamp */
  GHashTable *changed;      /* a set of paths: changed, added or removed */
} Look;

static Look
begin_look(GHashTable *before)
{
  return (Look){before, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

/* A file that several sources lie in is looked at once. */
static void
look_at(Look *self, const char *path)
{
  char *stamp = g_hash_table_contains(self->now, path) ? NULL : make_stamp(path);
  if (stamp == NULL)
    return; /* what is gone is missed at the end */
  g_hash_table_insert(self->now, g_strdup(path), stamp);
  if (g_strcmp0(g_hash_table_lookup(self->before, path), stamp) != 0)
    g_hash_table_add(self->changed, g_strdup(path));
}

/* Gives back the stamps of now, in the place of those of before; paths that changed are added to `paths`. */
static GHashTable *
end_look(Look *self, GPtrArray *paths)
{
  GHashTableIter iterator;
  gpointer path = NULL;
  g_hash_table_iter_init(&iterator, self->before);
  while (g_hash_table_iter_next(&iterator, &path, NULL))
    if (!g_hash_table_contains(self->now, path))
      g_hash_table_add(self->changed, g_strdup(path));
  g_hash_table_iter_init(&iterator, self->changed);
  while (g_hash_table_iter_next(&iterator, &path, NULL))
    g_ptr_array_add(paths, g_strdup(path));
  g_hash_table_unref(self->before);
  return self->now;
}

static void
look_at_rules(FlWorkshop *self, GPtrArray *paths)
{
  g_autoptr(GPtrArray) files = list_rule_files(self);
  Look look = begin_look(self->rule_stamps);
  for (guint i = 0; i < files->len; i++)
    look_at(&look, files->pdata[i]);
  self->rule_stamps = end_look(&look, paths);
  self->new_rules |= g_hash_table_size(look.changed) > 0;
  g_hash_table_unref(look.changed);
}

/* Facts are kept of sources that are there still, in a file that is as it was. */
static void
look_at_sources(FlWorkshop *self, GPtrArray *paths)
{
  GHashTable *kept =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)fl_fact_batch_free);
  Look look = begin_look(self->source_stamps);
  for (guint i = 0; i < self->sources->len; i++) {
    const FlSource *source = self->sources->pdata[i];
    gpointer name = NULL, batch = NULL;
    look_at(&look, source->path);
    if (!g_hash_table_contains(look.changed, source->path) &&
        g_hash_table_steal_extended(self->batches, source->name, &name, &batch))
      g_hash_table_insert(kept, name, batch);
  }
  self->source_stamps = end_look(&look, paths);
  g_hash_table_unref(look.changed);
  g_hash_table_unref(self->batches);
  self->batches = kept;
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
  g_hash_table_remove_all(self->batches);
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
  if (take_batch != NULL)
    g_hash_table_insert(self->workshop->batches, g_strdup(source->name), take_batch);
  else
    g_ptr_array_add(self->failures, g_strdup(failure->message));
  return true;
}

static bool
extract(FlWorkshop *self, GPtrArray *failures, GError **error)
{
  g_autoptr(FlRules) rules = fl_rules_new(self->rules);
  const FlPipeline pipeline = fl_session_get_pipeline(self->session, rules);
  g_autoptr(GPtrArray) sources = g_ptr_array_new();
  for (guint i = 0; i < self->sources->len; i++)
    if (!g_hash_table_contains(self->batches, ((const FlSource *)self->sources->pdata[i])->name))
      g_ptr_array_add(sources, self->sources->pdata[i]);
  Extraction extraction = {self, sources, failures};
  return fl_pipeline_run(&pipeline, sources, keep_batch, &extraction, error);
}

FlGraph *
fl_workshop_weave(FlWorkshop *self, GPtrArray *failures, GError **error)
{
  if (!extract(self, failures, error))
    return NULL;
  g_autoptr(FlGraph) graph = fl_graph_new(self->rules->schema);
  for (guint i = 0; i < self->sources->len; i++) {
    const FlSource *source = self->sources->pdata[i];
    const FlFactBatch *batch = g_hash_table_lookup(self->batches, source->name);
    if (batch != NULL && !fl_graph_add_batch(graph, batch, error))
      return NULL;
  }
  fl_graph_finish(graph);
  return g_steal_pointer(&graph);
}

/* ---- */

FlWorkshop *
fl_workshop_new(FlSession *session, const char *page)
{
  FlWorkshop *self = g_new0(FlWorkshop, 1);
  self->session = session;
  self->page = page;
  self->rules = g_steal_pointer(&session->rules);
  self->sources = g_steal_pointer(&session->sources);
  self->batches = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)fl_fact_batch_free);
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
  g_hash_table_unref(self->batches);
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
fl_workshop_get_sources(const FlWorkshop *self)
{
  return self->sources;
}
