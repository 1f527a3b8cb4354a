#include "folders.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what goes well */

static void
test_new_folder(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->top, "x", "y", "out", NULL);
  write_set(deep, "new");
  assert_holds(self->top, "x/ x/y/ x/y/out/ x/y/out/a=new x/y/out/b=new");
}

static void
test_replace(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *notes = g_build_filename(self->out, "notes.txt", NULL);
  struct stat before, after;
  folders_fill(self);
  g_assert_cmpint(g_chmod(self->out, 0751), ==, 0);
  g_assert_cmpint(stat(notes, &before), ==, 0);
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  g_assert_cmpint(stat(notes, &after), ==, 0);
  g_assert_cmpuint(before.st_ino, ==, after.st_ino);
  g_assert_cmpint(stat(self->out, &after), ==, 0);
  g_assert_cmpuint(after.st_mode & 07777, ==, 0751);
}

static void
test_modes(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = g_build_filename(self->out, "a", NULL);
  struct stat found;
  mode_t mask = umask(027);
  write_set(self->out, "new");
  umask(mask);
  g_assert_cmpint(stat(self->out, &found), ==, 0);
  g_assert_cmpuint(found.st_mode & 07777, ==, 0750);
  g_assert_cmpint(stat(file, &found), ==, 0);
  g_assert_cmpuint(found.st_mode & 07777, ==, 0640);
}

static void
test_links(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *link = g_build_filename(self->top, "link", NULL);
  g_autofree char *inside = g_build_filename(self->out, "to-sub", NULL);
  g_autofree char *broken = g_build_filename(self->out, "broken", NULL);
  folders_fill(self);
  g_assert_cmpint(symlink("out", link), ==, 0);
  g_assert_cmpint(symlink("sub", inside), ==, 0);
  g_assert_cmpint(symlink("nowhere", broken), ==, 0);
  write_set(link, "new");
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
  g_autofree char *target = g_file_read_link(inside, NULL);
  g_assert_cmpstr(target, ==, "sub");
  g_autofree char *nowhere = g_file_read_link(broken, NULL);
  g_assert_cmpstr(nowhere, ==, "nowhere");
  g_autofree char *content = NULL;
  g_autofree char *file = g_build_filename(link, "a", NULL);
  g_assert_true(g_file_get_contents(file, &content, NULL, NULL));
  g_assert_cmpstr(content, ==, "new");
}

static void
test_large_file(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlOutputSet) set = begin_set(self->out);
  g_autoptr(GString) expected = g_string_new(NULL);
  {
    g_autoptr(FlFileSink) sink = fl_output_set_open(set, "a", NULL);
    for (guint i = 0; i < 300; i++) {
      g_autofree char *piece = g_strnfill((gsize)i * i * 40, (char)('a' + i % 26));
      fl_file_sink_write(sink, piece, strlen(piece));
      g_string_append(expected, piece);
    }
    g_assert_true(fl_file_sink_close(sink, NULL));
  }
  commit_set(set);
  g_autofree char *path = g_build_filename(self->out, "a", NULL);
  g_autofree char *content = NULL;
  g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
  g_assert_true(strcmp(content, expected->str) == 0);
}

static void
assert_differs(const FlOutputSet *set, const char *expected)
{
  g_autoptr(GPtrArray) differences = fl_output_set_list_differences(set);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < differences->len; i++)
    g_ptr_array_add(names, ((FlDifference *)differences->pdata[i])->name);
  g_ptr_array_add(names, NULL);
  g_autofree char *listed = g_strjoinv(" ", (char **)names->pdata);
  g_assert_cmpstr(listed, ==, expected);
}

static void
test_difference(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlOutputSet) set = fl_output_set_new_apart(self->out, &error);
  g_assert_no_error(error);
  write_file(set, "a", "new");
  write_file(set, "empty", "");
  fl_output_set_drop(set, "c");
  assert_differs(set, "a empty");
  assert_holds(self->top, "");
  put_file(self->out, "a", "new");
  put_file(self->out, "empty", "");
  put_file(self->out, "notes.txt", "mine");
  assert_differs(set, "");
  put_file(self->out, "c", "old");
  assert_differs(set, "c");
  put_file(self->out, "a", "nex");
  assert_differs(set, "a c");
}

/* Who holds the folder open sees one set, or that it is gone, never half of each. Other files are there at
 * any time. */
static gpointer
read_sets(gpointer out)
{
  g_autofree char *notes = g_build_filename(out, "notes.txt", NULL);
  int n = 0;
  for (bool last = false; !last;) {
    int folder = open(out, O_RDONLY | O_DIRECTORY);
    g_assert_cmpint(folder, >=, 0); /* it is there at any time */
    g_assert_cmpint(access(notes, R_OK), ==, 0);
    char texts[2][16] = {"", ""};
    bool all = true;
    for (int i = 0; i < 2; i++) {
      int file = openat(folder, i == 0 ? "a" : "b", O_RDONLY);
      all &= file >= 0 && read(file, texts[i], sizeof texts[i] - 1) > 0;
      if (file >= 0)
        close(file);
    }
    if (all)
      g_assert_cmpstr(texts[0], ==, texts[1]);
    last = all && strcmp(texts[0], "last") == 0;
    n += all;
    close(folder);
  }
  return GINT_TO_POINTER(n);
}

static void
test_readers(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  put_file(self->out, "notes.txt", "mine");
  write_set(self->out, "first");
  GThread *reader = g_thread_new("reader", read_sets, self->out);
  for (int i = 0; i < 100; i++) {
    g_autofree char *content = g_strdup_printf("%d", i);
    write_set(self->out, content);
  }
  write_set(self->out, "last");
  g_assert_cmpint(GPOINTER_TO_INT(g_thread_join(reader)), >, 0);
}

/* Who stands in the folder sees the new files there. */
static void
test_worked_in(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *sub = g_build_filename(self->out, "sub", NULL);
  const char *const places[] = {self->out, sub};
  g_autofree char *here = g_get_current_dir();
  folders_fill(self);
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    put_file(self->out, "a", "old");
    put_file(self->out, "c", "old");
    g_assert_cmpint(g_chdir(places[i]), ==, 0);
    write_set(i == 0 ? "." : "..", "new");
    assert_holds(i == 0 ? ".." : "../..", REPLACED);
  }
  g_assert_cmpint(g_chdir(here), ==, 0);
}

/* ---- what goes wrong */

static void
test_abandoned(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->top, "x", "y", "out", NULL);
  folders_fill(self);
  {
    g_autoptr(FlOutputSet) set = begin_set(self->out);
    g_autoptr(FlOutputSet) other = begin_set(deep);
    write_file(set, "a", "new");
    write_file(other, "a", "new");
  }
  assert_holds(self->top, FILLED);
}

static void
assert_cannot_begin(const char *folder, int code, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(fl_output_set_new(folder, &error));
  g_assert_error(error, G_IO_ERROR, code);
  g_assert_true(g_str_has_suffix(error->message, message));
}

static void
test_no_folder(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = g_build_filename(self->top, "file", NULL);
  g_autofree char *under = g_build_filename(file, "out", NULL);
  g_autofree char *link = g_build_filename(self->top, "link", NULL);
  put_file(self->top, "file", "x");
  g_assert_cmpint(symlink("nowhere", link), ==, 0);
  assert_cannot_begin(file, G_IO_ERROR_NOT_DIRECTORY, "/file: Not a directory");
  assert_cannot_begin(under, G_IO_ERROR_NOT_DIRECTORY, "/file/out: Not a directory");
  assert_cannot_begin(link, G_IO_ERROR_NOT_FOUND, "/link: No such file or directory");
  assert_holds(self->top, "file=x link");
}

static void
test_folder_in_the_way(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  put_file(self->out, "a/x", "mine");
  {
    g_autoptr(FlOutputSet) set = begin_set(self->out);
    write_file(set, "a", "new");
    assert_cannot_commit(set, "/out/a: Is a directory");
  }
  assert_holds(self->top, "out/ out/a/ out/a/x=mine");
}

static void
test_same_name(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlOutputSet) set = begin_set(self->out);
  g_autoptr(GError) error = NULL;
  write_file(set, "a", "one");
  g_assert_null(fl_output_set_open(set, "a", &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_no_name(G_GNUC_UNUSED Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(fl_output_set_new("", &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  FOLDERS_ADD("/output-set/a new folder, and those above it", test_new_folder);
  FOLDERS_ADD("/output-set/replaces its files and nothing else", test_replace);
  FOLDERS_ADD("/output-set/new files obey the mask", test_modes);
  FOLDERS_ADD("/output-set/links stay links", test_links);
  FOLDERS_ADD("/output-set/large files", test_large_file);
  FOLDERS_ADD("/output-set/finds what differs, and touches nothing", test_difference);
  FOLDERS_ADD("/output-set/readers never see half of it", test_readers);
  FOLDERS_ADD("/output-set/an abandoned set leaves nothing", test_abandoned);
  FOLDERS_ADD("/output-set/what is no folder", test_no_folder);
  FOLDERS_ADD("/output-set/a folder in a file's place", test_folder_in_the_way);
  FOLDERS_ADD("/output-set/a name twice", test_same_name);
  FOLDERS_ADD("/output-set/a folder that somebody works in", test_worked_in);
  FOLDERS_ADD("/output-set/a folder without a name", test_no_name);
  return g_test_run();
}
