#include "fl-digest.h"
#include "fl-fields.h"
#include "fl-folder.h"
#include "fl-leftovers.h"
#include "fl-output.h"
#include "fl-workers.h"

#include <stdlib.h>
#include <string.h>

/* A file that a manifest lists. */
typedef struct {
  char *path;
  const char *digest; /* as the manifest says */
  bool same;
} Job;

static void
clear_job(gpointer job)
{
  g_free(((Job *)job)->path);
}

static void
run_job(void *job, G_GNUC_UNUSED void *state)
{
  Job *self = job;
  char digest[FL_DIGEST_SIZE];
  g_autoptr(GMappedFile) file = g_mapped_file_new(self->path, FALSE, NULL);
  if (file == NULL)
    return;
  fl_digest_of(g_mapped_file_get_contents(file), g_mapped_file_get_length(file), digest);
  self->same = strcmp(digest, self->digest) == 0;
}

/* Lists what a manifest's outputs should be; false when one can't be. */
static bool
list_jobs(const char *folder, const FlJsonValue *outputs, GArray *jobs)
{
  const FlJsonValue *output = NULL;
  while ((output = fl_json_value_next(outputs, output)) != NULL) {
    FlFields fields = fl_fields_of(output);
    const char *name = fl_fields_get_string(&fields, "file", NULL);
    fl_fields_get_count_or(&fields, "bytes", 0);
    Job job = {g_build_filename(folder, name, NULL), fl_fields_get_string(&fields, "sha256", NULL), false};
    g_array_append_val(jobs, job);
    if (fields.problem != NULL && strcmp(fields.key, "bytes") != 0) /* large ones */
      return false;
  }
  return true;
}

static bool
is_listed(const char *folder, const char *name, const GArray *jobs)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  for (guint i = 0; i < jobs->len; i++)
    if (strcmp(g_array_index(jobs, Job, i).path, path) == 0)
      return true;
  return false;
}

/* Files of formats that are not written would be removed. */
static bool
has_no_others(const char *folder, const GArray *jobs)
{
  for (size_t i = 0; fl_output_get_file(i) != NULL; i++) {
    g_autofree char *path = g_build_filename(folder, fl_output_get_file(i), NULL);
    if (fl_folder_has(path) && !is_listed(folder, fl_output_get_file(i), jobs))
      return false;
  }
  return true;
}

static bool
are_same(GArray *jobs)
{
  static const FlWork work = {NULL, run_job, NULL};
  g_autoptr(FlWorkers) workers = fl_workers_new(MIN(g_get_num_processors(), MAX(jobs->len, 1)), &work, NULL);
  bool same = true;
  for (guint i = 0; i < jobs->len; i++)
    fl_workers_push(workers, &g_array_index(jobs, Job, i));
  for (Job *job = NULL; (job = fl_workers_pop(workers)) != NULL;)
    same = same && job->same;
  return same;
}

void
fl_output_tidy(const char *folder)
{
  g_autoptr(GPtrArray) ours = g_ptr_array_new();
  char *real = realpath(folder, NULL);
  g_ptr_array_add(ours, (char *)FL_OUTPUT_MANIFEST);
  for (size_t i = 0; fl_output_get_file(i) != NULL; i++)
    g_ptr_array_add(ours, (char *)fl_output_get_file(i));
  if (real != NULL)
    fl_leftovers_clear(real, ours);
  free(real);
}

bool
fl_output_is_in_place(const char *folder, const char *manifest)
{
  g_autofree char *path = g_build_filename(folder, FL_OUTPUT_MANIFEST, NULL), *found = NULL;
  g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(Job));
  g_array_set_clear_func(jobs, clear_job);
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(path, &found, NULL, NULL) ||
      strcmp(found, manifest) != 0)
    return false;
  g_autoptr(FlJsonText) json = fl_json_text_new();
  FlFields fields = fl_fields_of(fl_json_text_parse(json, manifest, strlen(manifest), NULL));
  const FlJsonValue *outputs = fl_fields_get_list(&fields, "outputs");
  return outputs != NULL && list_jobs(folder, outputs, jobs) && has_no_others(folder, jobs) && are_same(jobs);
}
