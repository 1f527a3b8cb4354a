#include "fl-pack-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A million names take a tenth of it; places in a file are 32 bits wide. */
static const goffset max_size = (goffset)256 << 20;

/* What is wrong with a file; NULL: nothing. */
static const char *
find_problem(const char *path)
{
  GStatBuf status;
  if (g_stat(path, &status) != 0 || g_access(path, R_OK) != 0)
    return g_strerror(errno);
  if (!S_ISREG(status.st_mode))
    return "not a file";
  return status.st_size > max_size ? "larger than 256 MiB" : NULL;
}

char *
fl_pack_file_read(const char *path, gsize *ret_length, FlDiagnostics *diagnostics)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  const char *problem = find_problem(path);
  if (problem == NULL && !g_file_get_contents(path, &text, ret_length, &error))
    problem = error->message;
  if (problem == NULL)
    return g_steal_pointer(&text);
  FlDiagnostic diagnostic = {
      .level = FL_DIAGNOSTIC_ERROR, .id = "unreadable", .path = (char *)path, .message = (char *)problem};
  fl_diagnostics_add(diagnostics, &diagnostic);
  return NULL;
}
