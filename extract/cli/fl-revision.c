#include "fl-revision.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- running programs */

/* Runs a program. What it says on stderr goes into the error; `*ret_out` (may be NULL) is what it says on stdout,
 * without the line feed at its end. */
static bool
run(const char *const *arguments, char **ret_out, GError **error)
{
  g_autoptr(GSubprocess) process =
      g_subprocess_newv(arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  g_autofree char *out = NULL, *problem = NULL;
  if (process == NULL || !g_subprocess_communicate_utf8(process, NULL, NULL, &out, &problem, error)) {
    g_prefix_error(error, "%s: ", arguments[0]);
    return false;
  }
  if (!g_subprocess_get_successful(process)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", arguments[0],
                problem != NULL ? g_strstrip(problem) : "failed");
    return false;
  }
  if (ret_out != NULL)
    *ret_out = g_strdup(g_strchomp(out));
  return true;
}

/* The commit that a name stands for; the caller's. */
static char *
find_commit(const char *folder, const char *revision, GError **error)
{
  char *commit = NULL;
  g_autofree char *wanted = g_strconcat(revision, "^{commit}", NULL);
  const char *const is_repository[] = {"git", "-C", folder, "rev-parse", "--git-dir", NULL};
  const char *const find[] = {"git",  "-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options",
                              wanted, NULL};
  if (!run(is_repository, NULL, error))
    return NULL;
  if (!run(find, &commit, NULL))
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "git knows no revision '%s' where %s lies", revision,
                folder);
  return commit;
}

/* ---- a temporary folder */

static void
remove_folder(const char *path)
{
  g_autoptr(GDir) folder = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name = NULL; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    remove_folder(inner);
  }
  g_remove(path);
}

static void
free_folder(char *path)
{
  remove_folder(path);
  g_free(path);
}

typedef char TemporaryFolder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemporaryFolder, free_folder)

/* Takes a pack as it was into `target`, which is made. */
static bool
take_out(const char *pack, const char *revision, const char *target, GError **error)
{
  g_autofree char *commit = find_commit(pack, revision, error), *archive = g_strconcat(target, ".tar", NULL);
  if (commit == NULL)
    return false;
  const char *const pack_up[] = {"git", "-C", pack, "archive", "--format=tar", "-o", archive, commit, NULL};
  const char *const unpack[] = {"tar", "-x", "-f", archive, "-C", target, "--no-same-owner", NULL};
  if (g_mkdir(target, 0700) != 0) {
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", target, g_strerror(errno));
    return false;
  }
  if (!run(pack_up, NULL, NULL)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s was not there at %s", pack, revision);
    return false;
  }
  return run(unpack, NULL, error);
}

/* ---- */

/* What was wrong, told of the places that a person knows. */
static void
fail_loading(const FlDiagnostics *diagnostics, const char *revision, const GPtrArray *targets,
             const char *const *packs, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    if (fl_diagnostics_get(diagnostics, i)->level == FL_DIAGNOSTIC_ERROR)
      fl_diagnostic_append(fl_diagnostics_get(diagnostics, i), text);
  for (guint i = 0; i + 1 < targets->len; i++) {
    g_autofree char *shown = g_strdup_printf("%s:%s", revision, packs[i]);
    g_string_replace(text, targets->pdata[i], shown, 0);
  }
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the rules were wrong at %s:\n%s", revision,
              g_strchomp(text->str));
}

FlRuleSet *
fl_revision_load(const char *revision, const char *const *packs, GError **error)
{
  g_autoptr(TemporaryFolder) folder = g_dir_make_tmp("factloom-XXXXXX", error);
  g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  for (guint i = 0; folder != NULL && packs[i] != NULL; i++) {
    g_autofree char *target = g_strdup_printf("%s/%u", folder, i);
    if (!take_out(packs[i], revision, target, error))
      return NULL;
    g_ptr_array_add(targets, g_steal_pointer(&target));
  }
  if (folder == NULL)
    return NULL;
  g_ptr_array_add(targets, NULL);
  FlRuleSet *rules = fl_rule_set_load((const char *const *)targets->pdata, diagnostics);
  if (rules == NULL)
    fail_loading(diagnostics, revision, targets, packs, error);
  return rules;
}
