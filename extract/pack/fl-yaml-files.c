#include "fl-yaml-files.h"

#include <stdatomic.h>

typedef struct {
  char *path;
  atomic_flag taken; /* by one of the two */
  FlYaml *yaml;
} File;

typedef struct {
  File *files;
  guint n;
} Files;

/* Takes files from the last on. One with errors is left: they are said when it is loaded again, in its turn. */
static gpointer
load_from_end(gpointer data)
{
  const Files *self = data;
  for (guint i = self->n; i > 0; i--) {
    File *file = &self->files[i - 1];
    g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
    if (atomic_flag_test_and_set(&file->taken))
      continue;
    file->yaml = fl_yaml_load(file->path, diagnostics);
    if (fl_diagnostics_get_length(diagnostics) > 0)
      g_clear_pointer(&file->yaml, fl_yaml_free);
  }
  return NULL;
}

static void
load_from_start(const Files *self, FlDiagnostics *diagnostics)
{
  GThread *thread = self->n > 1 ? g_thread_new("yaml", load_from_end, (gpointer)self) : NULL;
  g_autofree bool *own = g_new0(bool, self->n);
  for (guint i = 0; i < self->n; i++) {
    own[i] = !atomic_flag_test_and_set(&self->files[i].taken);
    if (own[i])
      self->files[i].yaml = fl_yaml_load(self->files[i].path, diagnostics);
  }
  if (thread != NULL)
    g_thread_join(thread);
  for (guint i = 0; i < self->n; i++)
    if (!own[i] && self->files[i].yaml == NULL)
      self->files[i].yaml = fl_yaml_load(self->files[i].path, diagnostics);
}

GPtrArray *
fl_yaml_load_files(const char *folder, const GPtrArray *names, FlDiagnostics *diagnostics)
{
  Files files = {g_new0(File, names->len), names->len};
  GPtrArray *loaded = g_ptr_array_new();
  for (guint i = 0; i < names->len; i++) {
    files.files[i].path = g_build_filename(folder, names->pdata[i], NULL);
    atomic_flag_clear(&files.files[i].taken);
  }
  load_from_start(&files, diagnostics);
  for (guint i = 0; i < names->len; i++) {
    g_ptr_array_add(loaded, files.files[i].yaml);
    g_free(files.files[i].path);
  }
  g_free(files.files);
  return loaded;
}
