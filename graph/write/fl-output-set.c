#include "fl-output-set.h"

#include "fl-folder.h"
#include "fl-leftovers.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _FlOutputSet {
  char *shown;        /* the folder as it was given, for messages */
  char *folder;       /* its path, absolute and without links */
  char *temporary;    /* where the files are until the set is committed; then what the folder was */
  int lock, old_lock; /* of the temporary folder, and of the folder as it was; or -1 */
  bool inside;        /* the temporary folder lies in the folder itself: files are exchanged one by one */
  GPtrArray *made;    /* of char*: the folders above that were missing */
  GPtrArray *names;   /* of char*: the files of the set */
  GPtrArray *dropped; /* of char*: the files of earlier sets */
  bool committed;
};

static char *
path_in(const char *folder, const char *name)
{
  return g_build_filename(folder, name, NULL);
}

static bool
is_among(const GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (strcmp(names->pdata[i], name) == 0)
      return true;
  return false;
}

/* Whether a file of this name is the set's business. */
static bool
is_ours(const FlOutputSet *self, const char *name)
{
  return is_among(self->names, name) || is_among(self->dropped, name);
}

/* ---- making */

static bool
find_folder(FlOutputSet *self, GError **error)
{
  if (*self->shown == '\0') {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "a folder without a name");
    return false;
  }
  self->folder = g_canonicalize_filename(self->shown, NULL);
  if (!fl_folder_has(self->folder))
    return true;
  char *real = realpath(self->folder, NULL);
  if (real == NULL)
    return fl_folder_fail(error, self->shown, errno);
  g_free(self->folder);
  self->folder = real; /* GLib frees what C has allocated */
  return fl_folder_is(self->folder) || fl_folder_fail(error, self->shown, ENOTDIR);
}

/* The folder will be as the old one was. */
static void
copy_owner_and_mode(const FlOutputSet *self)
{
  struct stat old;
  if (stat(self->folder, &old) != 0)
    return;
  if (chown(self->temporary, old.st_uid, old.st_gid) == 0 || old.st_uid == geteuid())
    (void)chmod(self->temporary, old.st_mode & 07777);
}

/* Makes the temporary folder and locks it. False with errno set. */
static bool
draw_temporary(FlOutputSet *self)
{
  do { /* until it is locked, it is left over to others */
    g_free(self->temporary);
    self->temporary =
        self->inside ? path_in(self->folder, FL_LEFTOVERS_INSIDE) : fl_leftovers_make_name(self->folder);
    if (g_mkdtemp_full(self->temporary, 0777) == NULL) {
      int code = errno;
      g_clear_pointer(&self->temporary, g_free);
      errno = code;
      return false;
    }
    self->lock = fl_folder_lock(self->temporary, false);
  } while (self->lock < 0 && !fl_folder_has(self->temporary));
  return true;
}

static bool
make_temporary(FlOutputSet *self, GError **error)
{
  g_autofree char *above = g_path_get_dirname(self->folder);
  if (!fl_folder_make(above, self->made))
    return fl_folder_fail(error, self->shown, errno);
  fl_leftovers_restore(self->folder);
  self->inside = fl_folder_is_mount_point(self->folder) || fl_folder_is_worked_in(self->folder) ||
                 (fl_folder_is(self->folder) && eaccess(above, W_OK) != 0);
  if (!draw_temporary(self))
    return fl_folder_fail(error, self->shown, errno);
  copy_owner_and_mode(self);
  return true;
}

static FlOutputSet *
set_new(const char *folder)
{
  FlOutputSet *self = g_new0(FlOutputSet, 1);
  self->shown = g_strdup(folder);
  self->lock = self->old_lock = -1;
  self->made = g_ptr_array_new_with_free_func(g_free);
  self->names = g_ptr_array_new_with_free_func(g_free);
  self->dropped = g_ptr_array_new_with_free_func(g_free);
  return self;
}

FlOutputSet *
fl_output_set_new(const char *folder, GError **error)
{
  g_autoptr(FlOutputSet) self = set_new(folder);
  if (!find_folder(self, error) || !make_temporary(self, error))
    return NULL;
  return g_steal_pointer(&self);
}

FlOutputSet *
fl_output_set_new_apart(const char *folder, GError **error)
{
  g_autoptr(FlOutputSet) self = set_new(folder);
  fl_leftovers_clear_apart();
  if (!find_folder(self, error) || (self->temporary = g_dir_make_tmp(FL_LEFTOVERS_APART, error)) == NULL)
    return NULL;
  self->lock = fl_folder_lock(self->temporary, false);
  return g_steal_pointer(&self);
}

void
fl_output_set_free(FlOutputSet *self)
{
  if (self == NULL)
    return;
  if (self->temporary != NULL)
    fl_folder_remove(self->temporary);
  for (guint i = self->made->len; i > 0 && !self->committed; i--)
    (void)rmdir(self->made->pdata[i - 1]);
  if (self->lock >= 0)
    close(self->lock);
  if (self->old_lock >= 0)
    close(self->old_lock);
  g_ptr_array_unref(self->made);
  g_ptr_array_unref(self->names);
  g_ptr_array_unref(self->dropped);
  g_free(self->temporary);
  g_free(self->folder);
  g_free(self->shown);
  g_free(self);
}

FlFileSink *
fl_output_set_open(FlOutputSet *self, const char *name, GError **error)
{
  g_autofree char *path = path_in(self->temporary, name);
  g_autofree char *shown = path_in(self->shown, name);
  FlFileSink *sink = fl_file_sink_new(path, shown, error);
  if (sink != NULL)
    g_ptr_array_add(self->names, g_strdup(name));
  return sink;
}

void
fl_output_set_drop(FlOutputSet *self, const char *name)
{
  g_ptr_array_add(self->dropped, g_strdup(name));
}

/* ---- comparing */

static void
add_difference(const FlOutputSet *self, const char *name, GPtrArray *differing)
{
  g_autofree char *new_path = path_in(self->temporary, name);
  g_autofree char *old_path = path_in(self->folder, name);
  FlDifference *difference = fl_difference_find(name, old_path, new_path);
  if (difference != NULL)
    g_ptr_array_add(differing, difference);
}

GPtrArray *
fl_output_set_list_differences(const FlOutputSet *self)
{
  GPtrArray *differing = g_ptr_array_new_with_free_func((GDestroyNotify)fl_difference_free);
  for (guint i = 0; i < self->names->len; i++)
    add_difference(self, self->names->pdata[i], differing);
  for (guint i = 0; i < self->dropped->len; i++)
    add_difference(self, self->dropped->pdata[i], differing);
  return differing;
}

/* ---- committing a folder in the place of another */

/* Gives the new folder what else lies in the old one, as second names of the same files. What cannot have one
 * is moved by move_rest(). */
static bool
link_others(const FlOutputSet *self, GError **error)
{
  g_autoptr(GPtrArray) names = fl_folder_list(self->folder, error);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *old_path = path_in(self->folder, names->pdata[i]);
    g_autofree char *new_path = path_in(self->temporary, names->pdata[i]);
    bool is_folder = fl_folder_is_real(old_path);
    if (is_ours(self, names->pdata[i]) && is_folder)
      return fl_folder_fail(error, old_path, EISDIR);
    if (is_ours(self, names->pdata[i]))
      continue;
    if (is_folder)
      (void)fl_folder_link(old_path, new_path);
    else
      (void)link(old_path, new_path);
  }
  return names != NULL;
}

/* Moves what the new folder lacks of the old one, without what is ours: what could not be linked, and what came
 * since. `below` is the part of both that is looked at. Appends the paths to `moved`. */
static bool
move_rest(const FlOutputSet *self, const char *below, GPtrArray *moved, GError **error)
{
  g_autofree char *folder = path_in(self->temporary, below);
  g_autoptr(GPtrArray) names = fl_folder_list(folder, error);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *path = *below != '\0' ? path_in(below, names->pdata[i]) : g_strdup(names->pdata[i]);
    g_autofree char *old_path = path_in(self->temporary, path);
    g_autofree char *new_path = path_in(self->folder, path);
    if (*below == '\0' && is_ours(self, path))
      continue;
    if (fl_folder_has(new_path)) {
      if (fl_folder_is_real(old_path) && fl_folder_is_real(new_path) && !move_rest(self, path, moved, error))
        return false;
      continue;
    }
    if (!fl_folder_move(old_path, new_path, error))
      return false;
    g_ptr_array_add(moved, g_strdup(path));
  }
  return names != NULL;
}

static void
move_back(const FlOutputSet *self, const GPtrArray *moved)
{
  for (guint i = 0; i < moved->len; i++) {
    g_autofree char *new_path = path_in(self->folder, moved->pdata[i]);
    g_autofree char *old_path = path_in(self->temporary, moved->pdata[i]);
    fl_folder_move(new_path, old_path, NULL);
  }
}

static bool
exchange_folders(const FlOutputSet *self, GError **error)
{
  g_autofree char *spare = g_strconcat(self->temporary, "~", NULL);
  g_autoptr(GPtrArray) moved = g_ptr_array_new_with_free_func(g_free);
  if (!link_others(self, error) || !fl_folder_exchange(self->temporary, self->folder, spare, error))
    return false;
  if (move_rest(self, "", moved, error))
    return true;
  move_back(self, moved);
  fl_folder_exchange(self->temporary, self->folder, spare, NULL);
  return false;
}

/* ---- committing file by file */

static bool
exchange_file(const FlOutputSet *self, const char *name, GError **error)
{
  g_autofree char *new_path = path_in(self->temporary, name);
  g_autofree char *old_path = path_in(self->folder, name);
  g_autofree char *spare = g_strconcat(new_path, "~", NULL);
  if (fl_folder_is(old_path))
    return fl_folder_fail(error, old_path, EISDIR);
  if (fl_folder_has(old_path) && fl_folder_has(new_path))
    return fl_folder_exchange(new_path, old_path, spare, error);
  return fl_folder_has(new_path)   ? fl_folder_move(new_path, old_path, error)
         : fl_folder_has(old_path) ? fl_folder_move(old_path, new_path, error)
                                   : true;
}

/* What is exchanged twice is as it was. */
static bool
exchange_files(const FlOutputSet *self, GError **error)
{
  const GPtrArray *const lists[] = {self->names, self->dropped};
  g_autoptr(GPtrArray) done = g_ptr_array_new();
  for (size_t l = 0; l < G_N_ELEMENTS(lists); l++) {
    for (guint i = 0; i < lists[l]->len; i++) {
      if (!exchange_file(self, lists[l]->pdata[i], error)) {
        for (guint d = done->len; d > 0; d--)
          exchange_file(self, done->pdata[d - 1], NULL);
        return false;
      }
      g_ptr_array_add(done, lists[l]->pdata[i]);
    }
  }
  return true;
}

static void
clear_leftovers(const FlOutputSet *self)
{
  g_autoptr(GPtrArray) ours = g_ptr_array_new();
  g_ptr_array_extend(ours, self->names, NULL, NULL);
  g_ptr_array_extend(ours, self->dropped, NULL, NULL);
  fl_leftovers_clear(self->folder, ours);
}

bool
fl_output_set_commit(FlOutputSet *self, GError **error)
{
  g_autofree char *above = g_path_get_dirname(self->folder);
  if (!fl_folder_sync(self->temporary, error))
    return false;
  self->old_lock = fl_folder_lock(self->folder, true);
  if (self->inside)
    self->committed = exchange_files(self, error);
  else if (fl_folder_is(self->folder))
    self->committed = exchange_folders(self, error);
  else
    self->committed = fl_folder_move(self->temporary, self->folder, error);
  /* The set is in place: a disk that cannot say so now takes nothing of it back. */
  if (self->committed) {
    fl_folder_sync(self->inside ? self->folder : above, NULL);
    clear_leftovers(self);
  }
  return self->committed;
}
