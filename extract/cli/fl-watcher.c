#include "fl-watcher.h"

#include <gio/gio.h>

/* In milliseconds: shorter than a person notices, longer than it takes an editor to write, rename and remove. */
enum { QUIET = 40 };

struct _FlWatcher {
  void (*tell)(void *);
  void *user_data;
  GHashTable *monitors; /* folder to GFileMonitor */
  guint timer;          /* 0: nothing has happened */
};

static gboolean
tell(gpointer data)
{
  FlWatcher *self = data;
  self->timer = 0;
  self->tell(self->user_data);
  return G_SOURCE_REMOVE;
}

static void
notice(G_GNUC_UNUSED GFileMonitor *monitor, G_GNUC_UNUSED GFile *file, G_GNUC_UNUSED GFile *other,
       G_GNUC_UNUSED GFileMonitorEvent event, gpointer data)
{
  FlWatcher *self = data;
  g_clear_handle_id(&self->timer, g_source_remove);
  self->timer = g_timeout_add(QUIET, tell, self);
}

FlWatcher *
fl_watcher_new(void (*tell_user)(void *user_data), void *user_data)
{
  FlWatcher *self = g_new0(FlWatcher, 1);
  self->tell = tell_user;
  self->user_data = user_data;
  self->monitors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
fl_watcher_free(FlWatcher *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id(&self->timer, g_source_remove);
  g_hash_table_unref(self->monitors);
  g_free(self);
}

/* A folder that can't be watched is passed over: it may be gone by now. */
static void
add_folder(FlWatcher *self, const char *path)
{
  g_autoptr(GFile) folder = g_file_new_for_path(path);
  GFileMonitor *monitor = g_file_monitor_directory(folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (monitor == NULL)
    return;
  g_file_monitor_set_rate_limit(monitor, QUIET);
  g_signal_connect(monitor, "changed", G_CALLBACK(notice), self);
  g_hash_table_insert(self->monitors, g_strdup(path), monitor);
}

void
fl_watcher_set_folders(FlWatcher *self, const GPtrArray *folders)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iterator;
  gpointer path = NULL;
  for (guint i = 0; i < folders->len; i++) {
    g_hash_table_add(wanted, folders->pdata[i]);
    if (!g_hash_table_contains(self->monitors, folders->pdata[i]))
      add_folder(self, folders->pdata[i]);
  }
  g_hash_table_iter_init(&iterator, self->monitors);
  while (g_hash_table_iter_next(&iterator, &path, NULL))
    if (!g_hash_table_contains(wanted, path))
      g_hash_table_iter_remove(&iterator);
}
