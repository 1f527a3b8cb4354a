#include "fl-leftovers.h"

#include "fl-folder.h"

#include <string.h>
#include <unistd.h>

/* The characters of a name that are drawn. */
enum { DRAWN = 6 };

/* What an exchange in three steps puts behind a name. */
#define SPARE "~"

char *
fl_leftovers_make_name(const char *folder)
{
  g_autofree char *above = g_path_get_dirname(folder), *name = g_path_get_basename(folder);
  return g_strdup_printf("%s/.%s.XXXXXX", above, name);
}

static bool
is_drawn(const char *text)
{
  size_t length = 0;
  while (g_ascii_isalnum(text[length]))
    length++;
  return length == DRAWN && (text[length] == '\0' || strcmp(text + length, SPARE) == 0);
}

/* The paths that a pattern stands for, its last six characters drawn; the caller's array of char*. */
static GPtrArray *
list_like(const char *pattern)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *folder = g_path_get_dirname(pattern), *name = g_path_get_basename(pattern);
  g_autoptr(GPtrArray) names = fl_folder_list(folder, NULL);
  size_t fixed = strlen(name) - DRAWN;
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *found = names->pdata[i];
    if (strncmp(found, name, fixed) == 0 && is_drawn(found + fixed))
      g_ptr_array_add(paths, g_build_filename(folder, found, NULL));
  }
  return paths;
}

static bool
is_among(const GPtrArray *names, const char *name)
{
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (strcmp(names->pdata[i], name) == 0)
      return true;
  return false;
}

/* Moves what `to` lacks of `from`, but for what is ours, which is removed. */
static void
give_back(const char *from, const char *to, const GPtrArray *ours)
{
  g_autoptr(GPtrArray) names = fl_folder_list(from, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *old_path = g_build_filename(from, names->pdata[i], NULL);
    g_autofree char *new_path = g_build_filename(to, names->pdata[i], NULL);
    if (is_among(ours, names->pdata[i]))
      (void)unlink(old_path);
    else if (!fl_folder_has(new_path))
      fl_folder_move(old_path, new_path, NULL);
    else if (fl_folder_is_real(old_path) && fl_folder_is_real(new_path))
      give_back(old_path, new_path, NULL);
  }
}

static void
clear_like(const char *pattern, const char *folder, const GPtrArray *ours)
{
  g_autoptr(GPtrArray) paths = list_like(pattern);
  for (guint i = 0; i < paths->len; i++) {
    int lock = fl_folder_lock(paths->pdata[i], false);
    if (lock < 0)
      continue;
    give_back(paths->pdata[i], folder, ours);
    fl_folder_remove_links(paths->pdata[i]);
    close(lock);
  }
}

void
fl_leftovers_restore(const char *folder)
{
  g_autofree char *pattern = fl_leftovers_make_name(folder);
  g_autoptr(GPtrArray) paths = list_like(pattern);
  for (guint i = 0; i < paths->len && !fl_folder_has(folder); i++) {
    int lock = g_str_has_suffix(paths->pdata[i], SPARE) ? fl_folder_lock(paths->pdata[i], false) : -1;
    if (lock < 0)
      continue;
    fl_folder_move(paths->pdata[i], folder, NULL);
    close(lock);
  }
}

void
fl_leftovers_clear_apart(void)
{
  g_autofree char *pattern = g_build_filename(g_get_tmp_dir(), FL_LEFTOVERS_APART, NULL);
  g_autoptr(GPtrArray) paths = list_like(pattern);
  for (guint i = 0; i < paths->len; i++) {
    int lock = fl_folder_lock(paths->pdata[i], false);
    if (lock < 0)
      continue;
    fl_folder_remove(paths->pdata[i]);
    close(lock);
  }
}

void
fl_leftovers_clear(const char *folder, const GPtrArray *ours)
{
  g_autofree char *beside = fl_leftovers_make_name(folder);
  g_autofree char *inside = g_build_filename(folder, FL_LEFTOVERS_INSIDE, NULL);
  clear_like(beside, folder, ours);
  clear_like(inside, folder, ours);
}
