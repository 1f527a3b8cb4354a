#include "fl-folder.h"

#include "fl-string.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool
fl_folder_fail(GError **error, const char *path, int code)
{
  g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
  return false;
}

GPtrArray *
fl_folder_list(const char *path, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, error);
  if (dir == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, fl_string_compare);
  return names;
}

bool
fl_folder_is(const char *path)
{
  return g_file_test(path, G_FILE_TEST_IS_DIR);
}

bool
fl_folder_has(const char *path)
{
  struct stat found;
  return lstat(path, &found) == 0;
}

bool
fl_folder_is_real(const char *path)
{
  struct stat found;
  return lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

bool
fl_folder_is_worked_in(const char *path)
{
  char *here = realpath(".", NULL); /* GLib believes PWD */
  g_autofree char *prefix = g_strconcat(path, g_str_has_suffix(path, "/") ? "" : "/", NULL);
  bool is = here != NULL && (strcmp(here, path) == 0 || g_str_has_prefix(here, prefix));
  free(here);
  return is;
}

bool
fl_folder_is_mount_point(const char *path)
{
  struct statx found;
  return statx(AT_FDCWD, path, 0, STATX_TYPE, &found) == 0 &&
         (found.stx_attributes & found.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0;
}

bool
fl_folder_make(const char *path, GPtrArray *made)
{
  if (fl_folder_is(path))
    return true;
  g_autofree char *above = g_path_get_dirname(path);
  if (strcmp(above, path) != 0 && !fl_folder_make(above, made))
    return false;
  if (g_mkdir(path, 0777) == 0) {
    g_ptr_array_add(made, g_strdup(path));
    return true;
  }
  if (errno != EEXIST)
    return false;
  if (fl_folder_is(path)) /* somebody else was quicker */
    return true;
  errno = ENOTDIR;
  return false;
}

static bool
exchange_in_three(const char *one, const char *other, const char *spare)
{
  if (rename(other, spare) != 0)
    return false;
  if (rename(one, other) == 0 && rename(spare, one) == 0)
    return true;
  int code = errno;
  if (!fl_folder_has(one))
    (void)rename(other, one);
  (void)rename(spare, other);
  errno = code;
  return false;
}

/* What renameat2() says when a file system, or the kernel, does not know the flag. */
static bool
is_unknown_flag(int code)
{
  return code == EINVAL || code == ENOSYS || code == EOPNOTSUPP;
}

bool
fl_folder_exchange(const char *one, const char *other, const char *spare, GError **error)
{
  if (renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0)
    return true;
  if (is_unknown_flag(errno) && exchange_in_three(one, other, spare))
    return true;
  return fl_folder_fail(error, other, errno);
}

bool
fl_folder_move(const char *from, const char *to, GError **error)
{
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return true;
  if (!is_unknown_flag(errno))
    return fl_folder_fail(error, to, errno);
  if (fl_folder_has(to))
    return fl_folder_fail(error, to, EEXIST);
  return rename(from, to) == 0 || fl_folder_fail(error, to, errno);
}

bool
fl_folder_sync(const char *path, GError **error)
{
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = folder >= 0 && fsync(folder) == 0;
  int code = errno;
  if (folder >= 0)
    close(folder);
  return synced || fl_folder_fail(error, path, code);
}

/* While one waits the path may have become another folder. */
static bool
is_still_at(int folder, const char *path)
{
  struct stat opened, found;
  return fstat(folder, &opened) == 0 && lstat(path, &found) == 0 && opened.st_dev == found.st_dev &&
         opened.st_ino == found.st_ino;
}

int
fl_folder_lock(const char *path, bool wait)
{
  for (;;) {
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
      return -1;
    bool locked = flock(folder, wait ? LOCK_EX : LOCK_EX | LOCK_NB) == 0;
    if (locked && is_still_at(folder, path))
      return folder;
    close(folder);
    if (!locked || !wait)
      return -1;
  }
}

/* ---- whole trees */

/* A file goes when its last name does: one that has another can lose this one. */
static bool
has_another_name(const char *path)
{
  struct stat found;
  return lstat(path, &found) == 0 && found.st_nlink > 1;
}

static void
remove_tree(const char *path, bool all)
{
  g_autoptr(GPtrArray) names = fl_folder_list(path, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *inside = g_build_filename(path, names->pdata[i], NULL);
    if (fl_folder_is_real(inside))
      remove_tree(inside, false);
    else if (all || has_another_name(inside))
      (void)unlink(inside);
  }
  (void)rmdir(path);
}

void
fl_folder_remove_links(const char *path)
{
  remove_tree(path, false);
}

void
fl_folder_remove(const char *path)
{
  remove_tree(path, true);
}

static bool
copy_attributes(const char *from, const char *to)
{
  struct stat old;
  if (lstat(from, &old) != 0 || lchown(to, old.st_uid, old.st_gid) != 0 ||
      chmod(to, old.st_mode & 07777) != 0)
    return false;
  const struct timespec times[] = {old.st_atim, old.st_mtim};
  return utimensat(AT_FDCWD, to, times, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool
link_tree(const char *from, const char *to)
{
  g_autoptr(GPtrArray) names = fl_folder_list(from, NULL);
  if (names == NULL || fl_folder_is_mount_point(from) || eaccess(from, W_OK) != 0 || g_mkdir(to, 0700) != 0)
    return false;
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *old_path = g_build_filename(from, names->pdata[i], NULL);
    g_autofree char *new_path = g_build_filename(to, names->pdata[i], NULL);
    if (!(fl_folder_is_real(old_path) ? link_tree(old_path, new_path) : link(old_path, new_path) == 0))
      return false;
  }
  return copy_attributes(from, to);
}

bool
fl_folder_link(const char *from, const char *to)
{
  bool linked = link_tree(from, to);
  if (!linked)
    remove_tree(to, false);
  return linked;
}
