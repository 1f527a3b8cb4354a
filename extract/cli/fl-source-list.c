#include "fl-source-list.h"
#include "fl-container.h"

#include <glob.h>
#include <string.h>

#define WILDCARDS "*?["

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

char *
fl_source_list_dup_start(const char *pattern)
{
  size_t length = strcspn(pattern, WILDCARDS);
  if (pattern[length] == '\0' || g_file_test(pattern, G_FILE_TEST_EXISTS))
    return g_strdup(pattern);
  g_autofree char *literal = g_strndup(pattern, length);
  char *slash = strrchr(literal, '/');
  return slash == NULL ? g_strdup(".") : g_strndup(literal, MAX((size_t)(slash - literal), 1));
}

static void
add_missing(FlFoundSources *self, const char *path, const char *problem)
{
  g_autofree char *name = fl_source_name(path);
  fl_found_sources_add_missing(self, path, name, problem);
}

/* The container that a path which is no file leads into; NULL when there is none. */
static char *
find_container(const char *path)
{
  g_autofree char *above = g_strdup(path);
  for (char *slash = NULL; (slash = strrchr(above, '/')) != NULL;) {
    *slash = '\0';
    if (g_file_test(above, G_FILE_TEST_IS_REGULAR))
      return fl_container_claims(above) ? g_steal_pointer(&above) : NULL;
  }
  return NULL;
}

/* Adds the document in a container that a path means: archive.zip/a.txt. What is wrong with others in it matters only
 * where this one is not found. */
static void
add_held(FlFoundSources *self, const char *container, const char *path)
{
  g_autoptr(GPtrArray) sources = fl_sources_new(), missing = fl_missing_sources_new();
  FlFoundSources inside = {sources, missing};
  g_autofree char *name = fl_source_name(path), *whole = fl_source_name(container);
  fl_container_list(container, whole, &inside);
  for (guint i = 0; i < sources->len; i++)
    if (strcmp(((const FlSource *)sources->pdata[i])->name, name) == 0) {
      fl_found_sources_add(self, sources->pdata[i]);
      return;
    }
  g_ptr_array_extend_and_steal(self->missing, g_steal_pointer(&missing));
  if (sources->len > 0)
    fl_found_sources_add_missing(self, path, name, "there is no such document in it");
}

/* A pipe or a device might never come to its end. */
static void
add_file(FlFoundSources *self, const char *path)
{
  g_autofree char *name = fl_source_name(path), *container = NULL;
  bool regular = g_file_test(path, G_FILE_TEST_IS_REGULAR), there = g_file_test(path, G_FILE_TEST_EXISTS);
  if (regular && fl_container_claims(path))
    fl_container_list(path, name, self);
  else if (regular)
    fl_found_sources_add(self, &(FlSource){.path = (char *)path, .name = name});
  else if (!there && (container = find_container(path)) != NULL)
    add_held(self, container, path);
  else
    fl_found_sources_add_missing(
        self, path, name, there ? "not a file: give what a pipe holds as standard input, -" : "no such file");
}

/* ---- looking */

typedef struct {
  FlFoundSources found;
  const char *const *own; /* canonical: what a run writes itself */
  GPtrArray *left;        /* of const char*: those of it that are no sources of a pattern */
} Search;

static bool
is_below(const char *whole, const char *folder)
{
  size_t length = strlen(folder);
  return strncmp(whole, folder, length) == 0 && (whole[length] == '/' || whole[length] == '\0');
}

/* A pattern that names such a folder, or leads into it, means what lies there; a file that is written is never meant. */
static void
begin_pattern(Search *self, const char *pattern)
{
  g_autofree char *start = fl_source_list_dup_start(pattern), *whole = g_canonicalize_filename(start, NULL);
  g_ptr_array_set_size(self->left, 0);
  for (const char *const *own = self->own; own != NULL && *own != NULL; own++)
    if (!is_below(whole, *own) || !g_file_test(*own, G_FILE_TEST_IS_DIR))
      g_ptr_array_add(self->left, (char *)*own);
}

static bool
is_left(const Search *self, const char *path)
{
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  for (guint i = 0; i < self->left->len; i++)
    if (is_below(whole, self->left->pdata[i]))
      return true;
  return false;
}

static void
add_folder(Search *self, const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL)
    add_missing(&self->found, folder, "the folder can't be read");
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (*name == '.' || is_left(self, path))
      continue;
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        add_folder(self, path);
    } else if (fl_format_claim(name) != NULL ||
               fl_container_claims(name)) /* a file that is named outright is always read */
      add_file(&self->found, path);
  }
}

static void
add_path(Search *self, const char *path)
{
  if (is_left(self, path))
    return;
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    add_folder(self, path);
  else
    add_file(&self->found, path);
}

static void
add_pattern(Search *self, const char *pattern)
{
  begin_pattern(self, pattern);
  if (strcmp(pattern, FL_SOURCE_STDIN) == 0) {
    fl_found_sources_add(&self->found, &(FlSource){.path = FL_SOURCE_STDIN, .name = FL_SOURCE_STDIN});
    return;
  }
  if (g_file_test(pattern, G_FILE_TEST_EXISTS) || strpbrk(pattern, WILDCARDS) == NULL) {
    add_path(self, pattern);
    return;
  }
  glob_t found = {0};
  if (glob(pattern, 0, NULL, &found) == 0) // NOLINT(concurrency-mt-unsafe): before any thread
    for (size_t i = 0; i < found.gl_pathc; i++)
      add_path(self, found.gl_pathv[i]);
  else
    add_missing(&self->found, pattern, "no file fits this pattern");
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
fl_source_list_new(const char *const *patterns, const char *const *own, GPtrArray *missing, GError **error)
{
  g_autoptr(GPtrArray) sources = fl_sources_new(), left = g_ptr_array_new();
  Search search = {{sources, missing}, own, left};
  for (; *patterns != NULL; patterns++)
    add_pattern(&search, *patterns);
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

FlSource *
fl_source_list_find(const char *path, GError **error)
{
  g_autoptr(GPtrArray) sources = fl_sources_new(), missing = fl_missing_sources_new();
  FlFoundSources found = {sources, missing};
  if (!g_file_test(path, G_FILE_TEST_IS_DIR))
    add_file(&found, path);
  if (sources->len == 1)
    return g_ptr_array_steal_index(sources, 0);
  if (missing->len > 0)
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                        ((const FlMissingSource *)missing->pdata[0])->message);
  else
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "%s: holds %s: name one of them", path,
                sources->len > 0 ? "many documents" : "files");
  return NULL;
}
