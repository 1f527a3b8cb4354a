#include "fl-yaml-files.h"
#include "fl-workers.h"

typedef struct {
  char *path;
  FlYaml *yaml;
} File;

/* One with errors is left: they are said when it is loaded again, in its turn. */
static void
load(void *job, G_GNUC_UNUSED void *state)
{
  File *self = job;
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  self->yaml = fl_yaml_load(self->path, diagnostics);
  if (fl_diagnostics_get_length(diagnostics) > 0)
    g_clear_pointer(&self->yaml, fl_yaml_free);
}

GPtrArray *
fl_yaml_load_files(const char *folder, const GPtrArray *names, FlDiagnostics *diagnostics)
{
  static const FlWork work = {.run = load};
  GPtrArray *loaded = g_ptr_array_new();
  g_autoptr(FlWorkers) workers = fl_workers_new(MIN(names->len, 2), &work, NULL);
  for (guint i = 0; i < names->len; i++) {
    File *file = g_new0(File, 1);
    file->path = g_build_filename(folder, names->pdata[i], NULL);
    fl_workers_push(workers, file);
  }
  for (File *file = NULL; (file = fl_workers_pop(workers)) != NULL; g_free(file)) {
    g_ptr_array_add(loaded, file->yaml != NULL ? file->yaml : fl_yaml_load(file->path, diagnostics));
    g_free(file->path);
  }
  return loaded;
}
