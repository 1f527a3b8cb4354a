#include "folders.h"

#include <glib/gstdio.h>
#include <string.h>

void
folders_set_up(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  self->top = g_dir_make_tmp("factloom-XXXXXX", NULL);
  self->out = g_build_filename(self->top, "out", NULL);
}

static void
remove_all(const char *path)
{
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
       name = g_dir_read_name(dir)) {
    g_autofree char *inside = g_build_filename(path, name, NULL);
    remove_all(inside);
  }
  g_remove(path);
}

void
folders_tear_down(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  remove_all(self->top);
  g_free(self->top);
  g_free(self->out);
}

/* ---- files */

void
put_file(const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *above = g_path_get_dirname(path);
  g_mkdir_with_parents(above, 0777);
  g_assert_true(g_file_set_contents(path, content, -1, NULL));
}

static void
list_into(const char *folder, const char *prefix, GPtrArray *lines)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
       name = g_dir_read_name(dir)) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *shown = g_strconcat(prefix, name, NULL);
    g_autofree char *content = NULL;
    g_autofree char *inside = g_strconcat(shown, "/", NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      list_into(path, inside, lines);
    else if (g_file_get_contents(path, &content, NULL, NULL))
      g_ptr_array_add(lines, g_strdup_printf("%s=%s", shown, content));
    else
      g_ptr_array_add(lines, g_strdup(shown));
  }
  if (dir != NULL && *prefix != '\0')
    g_ptr_array_add(lines, g_strdup(prefix));
}

static int
compare(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
assert_holds(const char *folder, const char *expected)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  list_into(folder, "", lines);
  g_ptr_array_sort(lines, compare);
  g_ptr_array_add(lines, NULL);
  g_autofree char *held = g_strjoinv(" ", (char **)lines->pdata);
  g_assert_cmpstr(held, ==, expected);
}

void
write_file(FlOutputSet *set, const char *name, const char *content)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlFileSink) sink = fl_output_set_open(set, name, &error);
  g_assert_no_error(error);
  fl_file_sink_write(sink, content, strlen(content));
  g_assert_true(fl_file_sink_close(sink, &error));
}

FlOutputSet *
begin_set(const char *folder)
{
  g_autoptr(GError) error = NULL;
  FlOutputSet *set = fl_output_set_new(folder, &error);
  g_assert_no_error(error);
  return set;
}

void
commit_set(FlOutputSet *set)
{
  g_autoptr(GError) error = NULL;
  fl_output_set_commit(set, &error);
  g_assert_no_error(error);
}

void
write_set(const char *folder, const char *content)
{
  g_autoptr(FlOutputSet) set = begin_set(folder);
  write_file(set, "a", content);
  write_file(set, "b", content);
  fl_output_set_drop(set, "c");
  commit_set(set);
}

void
folders_fill(Folders *self)
{
  put_file(self->out, "a", "old");
  put_file(self->out, "c", "old");
  put_file(self->out, "notes.txt", "mine");
  put_file(self->out, ".hidden", "mine");
  put_file(self->out, "sub/deep/x", "mine");
}

void
assert_cannot_commit(FlOutputSet *set, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_assert_false(fl_output_set_commit(set, &error));
  g_assert_nonnull(error);
  g_assert_true(g_str_has_suffix(error->message, message));
}
