#include "fl-look.h"

#include <sys/stat.h>

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

FlLook
fl_look_begin(GHashTable *before)
{
  return (FlLook){before, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                  g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

void
fl_look_note(FlLook *self, const char *path, char *take_stamp)
{
  if (g_strcmp0(g_hash_table_lookup(self->before, path), take_stamp) != 0)
    g_hash_table_add(self->changed, g_strdup(path));
  g_hash_table_insert(self->now, g_strdup(path), take_stamp);
}

void
fl_look_at(FlLook *self, const char *path)
{
  char *stamp = g_hash_table_contains(self->now, path) ? NULL : make_stamp(path);
  if (stamp != NULL) /* what is gone is missed at the end */
    fl_look_note(self, path, stamp);
}

GHashTable *
fl_look_end(FlLook *self, GPtrArray *paths)
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
