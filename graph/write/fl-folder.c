#include "fl-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
fl_folder_fail(GError **error, const char *path, int code)
{
  g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
  return false;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
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
  g_ptr_array_sort(names, compare_names);
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

void
fl_folder_remove(const char *path)
{
  g_autoptr(GPtrArray) names = fl_folder_list(path, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *inside = g_build_filename(path, names->pdata[i], NULL);
    (void)unlink(inside);
  }
  (void)rmdir(path);
}
