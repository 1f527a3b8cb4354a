#include "fl-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail(const char *path, int code, GError **error)
{
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
  return false;
}

static bool
write_all(int file, const char *text, gsize length)
{
  while (length > 0) {
    ssize_t n = write(file, text, length);
    if (n < 0 && errno != EINTR)
      return false;
    text += MAX(n, 0);
    length -= (gsize)MAX(n, 0);
  }
  return true;
}

/* Into what is there already, or where a link leads to nothing. */
static bool
write_into(const char *path, const char *text, gsize length, GError **error)
{
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool written = file >= 0 && write_all(file, text, length);
  int code = errno;
  if (file >= 0 && close(file) != 0 && written)
    return fail(path, errno, error);
  return written || fail(path, code, error);
}

bool
fl_file_write(const char *path, const char *text, gsize length, GError **error)
{
  GStatBuf found;
  g_autoptr(GError) problem = NULL;
  bool is_there = g_stat(path, &found) == 0;
  g_autofree char *folder = g_path_get_dirname(path);
  if (is_there && S_ISDIR(found.st_mode))
    return fail(path, EISDIR, error);
  if (!is_there && errno != ENOENT)
    return fail(path, errno, error);
  if (is_there ? !S_ISREG(found.st_mode) : g_file_test(path, G_FILE_TEST_IS_SYMLINK))
    return write_into(path, text, length, error);
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
    return fail(path, ENOENT, error);
  char *real = is_there ? realpath(path, NULL) : NULL;
  bool written = g_file_set_contents_full(real != NULL ? real : path, text, (gssize)length,
                                          G_FILE_SET_CONTENTS_CONSISTENT,
                                          is_there ? (int)(found.st_mode & 07777) : 0666, &problem);
  free(real);
  if (!written)
    g_set_error(error, problem->domain, problem->code, "%s: can't be written: %s", path, problem->message);
  return written;
}

bool
fl_file_is_same(const char *one, const char *other)
{
  GStatBuf a, b;
  return g_stat(one, &a) == 0 && g_stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}
