#include "fl-depfile.h"
#include "fl-file.h"
#include "fl-output.h"
#include "fl-source-list.h"

#include <glob.h>
#include <string.h>

/* Backslashes count before what they escape: before a space each must be doubled. */
bool
fl_depfile_append(GString *out, const char *name)
{
  size_t length = strlen(name);
  if (length == 0 || strpbrk(name, "\t\n\r") != NULL || name[length - 1] == '\\')
    return false;
  for (size_t i = 0; i < length; i++) {
    size_t run = strspn(name + i, "\\");
    for (size_t b = 0; b < run; b++)
      g_string_append(out, name[i + run] == ' ' ? "\\\\" : "\\");
    i += run;
    if (name[i] == '$')
      g_string_append_c(out, '$');
    else if (strchr(" #:", name[i]) != NULL)
      g_string_append_c(out, '\\');
    g_string_append_c(out, name[i]);
  }
  return true;
}

typedef struct {
  GPtrArray *names;       /* of char* */
  GHashTable *seen;       /* the same */
  GPtrArray *left;        /* of char*: folders that a build changes itself; canonical */
  const char *const *own; /* what it writes, and does not look for sources in */
} Dependencies;

static void
add(Dependencies *self, const char *name)
{
  if (g_hash_table_contains(self->seen, name))
    return;
  char *kept = g_strdup(name);
  g_ptr_array_add(self->names, kept);
  g_hash_table_add(self->seen, kept);
}

/* A folder is newer when a file comes or goes. */
static void
add_folder(Dependencies *self, const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename(folder, NULL);
  for (guint i = 0; i < self->left->len; i++)
    if (strcmp(self->left->pdata[i], whole) == 0)
      return;
  add(self, folder);
}

/* Whether a folder is one that a run writes itself: where sources are looked for it is passed by. */
static bool
is_own(const Dependencies *self, const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename(folder, NULL);
  return g_strv_contains(self->own, whole);
}

/* With the folders in it, as sources are looked for. */
static void
add_folders(Dependencies *self, const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  add_folder(self, folder);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (*name != '.' && g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK) &&
        !is_own(self, path))
      add_folders(self, path);
  }
}

static void
leave(Dependencies *self, const char *path)
{
  if (path == NULL)
    return;
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  g_ptr_array_add(self->left, g_path_get_dirname(whole));
}

static void
add_fitting(Dependencies *self, const char *pattern, void (*take)(Dependencies *, const char *))
{
  glob_t found = {0};
  if (glob(pattern, 0, NULL, &found) == 0) // NOLINT(concurrency-mt-unsafe): no thread runs any more
    for (size_t i = 0; i < found.gl_pathc; i++)
      if (g_file_test(found.gl_pathv[i], G_FILE_TEST_IS_DIR) && !is_own(self, found.gl_pathv[i]))
        take(self, found.gl_pathv[i]);
  globfree(&found);
}

/* What fits may come into the folder before the first wildcard, and into each that a part of the pattern fits. */
static void
add_glob(Dependencies *self, const char *pattern)
{
  g_autofree char *start = fl_source_list_dup_start(pattern);
  add_folder(self, start);
  for (const char *slash = strchr(pattern + strcspn(pattern, "*?["), '/'); slash != NULL;
       slash = strchr(slash + 1, '/')) {
    g_autofree char *part = g_strndup(pattern, (gsize)(slash - pattern));
    add_fitting(self, part, add_folder);
  }
  add_fitting(self, pattern, add_folders);
}

static void
add_pattern(Dependencies *self, const char *pattern)
{
  g_autofree char *above = g_path_get_dirname(pattern);
  if (g_file_test(pattern, G_FILE_TEST_IS_DIR))
    add_folders(self, pattern);
  else if (g_file_test(pattern, G_FILE_TEST_EXISTS) || strcmp(pattern, FL_SOURCE_STDIN) == 0)
    return;
  else if (strpbrk(pattern, "*?[") != NULL)
    add_glob(self, pattern);
  else
    add_folder(self, above);
}

static void
add_packs(Dependencies *self, const FlSession *session)
{
  for (char **pack = session->project.packs; *pack != NULL; pack++)
    add_folder(self, *pack);
  if (session->project.packs_found) {
    add_folder(self, FL_PROJECT_RULES);
    add_fitting(self, FL_PROJECT_RULES "/*", add_folder);
  }
}

static void
find_dependencies(Dependencies *self, const FlSession *session)
{
  const GPtrArray *rules = fl_rules_get_sources(session->cached);
  const char *const *patterns = fl_session_get_patterns(session);
  for (guint i = 0; i < session->sources->len; i++) {
    const FlSource *source = session->sources->pdata[i];
    if (strcmp(source->path, FL_SOURCE_STDIN) != 0)
      add(self, source->path);
  }
  for (guint i = 0; i < rules->len; i++)
    add(self, ((const FlPackSource *)rules->pdata[i])->path);
  if (g_file_test(FL_PROJECT_FILE, G_FILE_TEST_EXISTS))
    add(self, FL_PROJECT_FILE);
  add_packs(self, session);
  for (; *patterns != NULL; patterns++)
    add_pattern(self, *patterns);
}

/* A source is easily named in its place, where a shell makes many names of one pattern. */
static bool
check_name(const Dependencies *self, const char *depfile, GError **error)
{
  for (guint i = 0; i < self->names->len; i++) {
    if (g_file_test(depfile, G_FILE_TEST_IS_DIR) || !fl_file_is_same(self->names->pdata[i], depfile))
      continue;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                "%s: the build hangs on this file: name another with --depfile", depfile);
    return false;
  }
  return true;
}

static bool
append(GString *out, const char *name, GError **error)
{
  if (fl_depfile_append(out, name))
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: a depfile can't hold this name: rename the file",
              name);
  return false;
}

bool
fl_depfile_write(const FlSession *session, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free),
                       left = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *target = g_build_filename(session->project.out, FL_OUTPUT_MANIFEST, NULL);
  Dependencies self = {names, seen, left, (const char *const *)session->own};
  leave(&self, session->project.out);
  leave(&self, session->project.cache);
  leave(&self, session->project.depfile);
  find_dependencies(&self, session);
  if (!check_name(&self, session->project.depfile, error) || !append(out, target, error))
    return false;
  g_string_append_c(out, ':');
  for (guint i = 0; i < names->len; i++) {
    g_string_append(out, " \\\n  ");
    if (!append(out, names->pdata[i], error))
      return false;
  }
  g_string_append_c(out, '\n');
  for (guint i = 0; i < names->len; i++) {
    fl_depfile_append(out, names->pdata[i]);
    g_string_append(out, ":\n");
  }
  g_autofree char *folder = g_path_get_dirname(session->project.depfile);
  g_mkdir_with_parents(folder, 0777); /* what is wrong with it is said when the file is written */
  return fl_file_write(session->project.depfile, out->str, out->len, error);
}
