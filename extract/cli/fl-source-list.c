#include "fl-source-list.h"
#include "fl-format.h"

#include <glob.h>
#include <stdarg.h>
#include <string.h>

static void
source_free(gpointer data)
{
  FlSource *self = data;
  g_free(self->path);
  g_free(self->name);
  g_free(self);
}

static void
missing_source_free(gpointer data)
{
  FlMissingSource *self = data;
  g_free(self->source.path);
  g_free(self->source.name);
  g_free(self->message);
  g_free(self);
}

GPtrArray *
fl_missing_sources_new(void)
{
  return g_ptr_array_new_with_free_func(missing_source_free);
}

/* Without what a path can do without: doubled slashes, `.`, and `..` behind a folder. */
static char *
shorten(const char *path)
{
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  for (char **part = parts; *part != NULL; part++) {
    const char *last = kept->len > 0 ? kept->pdata[kept->len - 1] : "..";
    if (**part == '\0' || strcmp(*part, ".") == 0)
      continue;
    if (strcmp(*part, "..") == 0 && strcmp(last, "..") != 0)
      g_ptr_array_set_size(kept, (int)kept->len - 1);
    else
      g_ptr_array_add(kept, *part);
  }
  g_ptr_array_add(kept, NULL);
  return g_strjoinv("/", (char **)kept->pdata);
}

char *
fl_source_name(const char *path)
{
  g_autofree char *here = g_get_current_dir(), *whole = g_canonicalize_filename(path, here);
  g_autofree char *prefix = g_str_has_suffix(here, "/") ? g_strdup(here) : g_strconcat(here, "/", NULL);
  if (g_str_has_prefix(whole, prefix))
    return g_strdup(whole + strlen(prefix));
  return g_path_is_absolute(path) ? g_path_get_basename(whole) : shorten(path);
}

/* What is found on the way: sources, and what can't be one. */
typedef struct {
  GPtrArray *sources; /* of FlSource */
  GPtrArray *missing; /* of FlMissingSource */
} Found;

static void
add_missing(Found *self, const char *path, const char *problem)
{
  FlMissingSource *source = g_new0(FlMissingSource, 1);
  *source =
      (FlMissingSource){{g_strdup(path), fl_source_name(path)}, g_strdup_printf("%s: %s", path, problem)};
  g_ptr_array_add(self->missing, source);
}

/* A pipe or a device might never come to its end. */
static void
add_file(Found *self, const char *path)
{
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    add_missing(self, path, g_file_test(path, G_FILE_TEST_EXISTS) ? "not a file" : "no such file");
    return;
  }
  FlSource *source = g_new0(FlSource, 1);
  source->path = g_strdup(path);
  source->name = fl_source_name(path);
  g_ptr_array_add(self->sources, source);
}

static void
add_folder(Found *self, const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL)
    add_missing(self, folder, "the folder can't be read");
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (*name == '.')
      continue;
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        add_folder(self, path);
    } else if (fl_format_claim(name) != NULL) /* a file that is named outright is always read */
      add_file(self, path);
  }
}

static void
add_path(Found *self, const char *path)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    add_folder(self, path);
  else
    add_file(self, path);
}

static void
add_pattern(Found *self, const char *pattern)
{
  if (g_file_test(pattern, G_FILE_TEST_EXISTS) || strpbrk(pattern, "*?[") == NULL) {
    add_path(self, pattern);
    return;
  }
  glob_t found = {0};
  if (glob(pattern, 0, NULL, &found) == 0) // NOLINT(concurrency-mt-unsafe): before any thread
    for (size_t i = 0; i < found.gl_pathc; i++)
      add_path(self, found.gl_pathv[i]);
  else
    add_missing(self, pattern, "no file fits this pattern");
  globfree(&found);
}

static int
compare_sources(gconstpointer a, gconstpointer b)
{
  const FlSource *first = *(FlSource *const *)a, *second = *(FlSource *const *)b;
  int order = strcmp(first->name, second->name);
  return order != 0 ? order : strcmp(first->path, second->path);
}

static bool
is_same_file(const char *a, const char *b)
{
  g_autofree char *first = g_canonicalize_filename(a, NULL), *second = g_canonicalize_filename(b, NULL);
  return strcmp(first, second) == 0;
}

GPtrArray *
fl_source_list_new(const char *const *patterns, GPtrArray *missing, GError **error)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(source_free);
  Found found = {sources, missing};
  for (; *patterns != NULL; patterns++)
    add_pattern(&found, *patterns);
  g_ptr_array_sort(sources, compare_sources);
  for (guint i = 1; i < sources->len;) {
    const FlSource *before = sources->pdata[i - 1], *source = sources->pdata[i];
    if (strcmp(before->name, source->name) != 0)
      i++;
    else if (is_same_file(before->path, source->path))
      g_ptr_array_remove_index(sources, i);
    else {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                  "%s and %s would both be called %s: give them as relative paths", before->path,
                  source->path, source->name);
      return NULL;
    }
  }
  return g_steal_pointer(&sources);
}

void
fl_source_list_remove(GPtrArray *sources, const char *path)
{
  for (guint i = sources->len; i-- > 0;)
    if (is_same_file(((const FlSource *)sources->pdata[i])->path, path))
      g_ptr_array_remove_index(sources, i);
}
