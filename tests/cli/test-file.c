/* What a command writes where it is told to stays what it is. */

#include "fl-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *top, *file, *link;
} Fixture;

static void
set_up(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->top = g_dir_make_tmp("factloom-XXXXXX", NULL);
  self->file = g_build_filename(self->top, "file", NULL);
  self->link = g_build_filename(self->top, "link", NULL);
}

static void
tear_down(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_unlink(self->link);
  g_unlink(self->file);
  g_assert_cmpint(g_rmdir(self->top), ==, 0);
  g_free(self->link);
  g_free(self->file);
  g_free(self->top);
}

static void
assert_writes(const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(fl_file_write(path, text, strlen(text), &error));
  g_assert_no_error(error);
}

static void
assert_holds(const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
  g_assert_cmpstr(contents, ==, text);
}

static void
test_file(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  assert_writes(self->file, "one");
  assert_holds(self->file, "one");
  g_assert_cmpint(g_chmod(self->file, 0640), ==, 0);
  assert_writes(self->file, "");
  assert_holds(self->file, "");
  GStatBuf found;
  g_assert_cmpint(g_stat(self->file, &found), ==, 0);
  g_assert_cmpint(found.st_mode & 0777, ==, 0640);
}

static void
test_link(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpint(symlink("file", self->link), ==, 0);
  for (int i = 0; i < 2; i++) { /* it leads to nothing at first */
    assert_writes(self->link, i == 0 ? "one" : "two");
    g_assert_true(g_file_test(self->link, G_FILE_TEST_IS_SYMLINK));
    assert_holds(self->file, i == 0 ? "one" : "two");
  }
  g_assert_true(fl_file_is_same(self->link, self->file));
  g_assert_false(fl_file_is_same(self->file, self->top));
}

static void
test_pipe(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  char got[8] = {0};
  g_assert_cmpint(mkfifo(self->file, 0600), ==, 0);
  int end = open(self->file, O_RDWR | O_CLOEXEC);
  assert_writes(self->file, "one");
  g_assert_cmpint(read(end, got, sizeof got - 1), ==, 3);
  g_assert_cmpstr(got, ==, "one");
  g_close(end, NULL);
  GStatBuf found;
  g_assert_true(g_stat(self->file, &found) == 0 && S_ISFIFO(found.st_mode));
}

static void
assert_fails(const char *path, const char *why)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *expected = g_strdup_printf("%s: %s", path, why);
  g_assert_false(fl_file_write(path, "one", 3, &error));
  g_assert_cmpstr(error->message, ==, expected);
}

static void
test_failures(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *below = g_build_filename(self->top, "missing", "file", NULL);
  assert_fails(self->top, "Is a directory");
  assert_fails(below, "No such file or directory");
  g_assert_cmpint(symlink("link", self->link), ==, 0);
  assert_fails(self->link, "Too many levels of symbolic links");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/file/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add("/file/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add("/file/pipe", Fixture, NULL, set_up, test_pipe, tear_down);
  g_test_add("/file/failures", Fixture, NULL, set_up, test_failures, tear_down);
  return g_test_run();
}
