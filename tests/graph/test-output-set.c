#include "fl-output-set.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  char *top; /* a folder for the test */
  char *out; /* the folder to be written in it */
} Fixture;

static void
set_up(Fixture *self, G_GNUC_UNUSED gconstpointer data)
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

static void
tear_down(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  remove_all(self->top);
  g_free(self->top);
  g_free(self->out);
}

/* ---- files */

static void
put(const char *folder, const char *name, const char *content)
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

/* All files of a folder with their content, all folders, in order. */
static void
assert_holds(const char *folder, const char *expected)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  list_into(folder, "", lines);
  g_ptr_array_sort(lines, compare);
  g_ptr_array_add(lines, NULL);
  g_autofree char *held = g_strjoinv(" ", (char **)lines->pdata);
  g_assert_cmpstr(held, ==, expected);
}

static void
write_file(FlOutputSet *set, const char *name, const char *content)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlFileSink) sink = fl_output_set_open(set, name, &error);
  g_assert_no_error(error);
  fl_file_sink_write(sink, content, strlen(content));
  g_assert_true(fl_file_sink_close(sink, &error));
}

static FlOutputSet *
begin(const char *folder)
{
  g_autoptr(GError) error = NULL;
  FlOutputSet *set = fl_output_set_new(folder, &error);
  g_assert_no_error(error);
  return set;
}

static void
commit(FlOutputSet *set)
{
  g_autoptr(GError) error = NULL;
  fl_output_set_commit(set, &error);
  g_assert_no_error(error);
}

/* A set of a and b, in which an earlier run's c is dropped. */
static void
write_set(const char *folder, const char *content)
{
  g_autoptr(FlOutputSet) set = begin(folder);
  write_file(set, "a", content);
  write_file(set, "b", content);
  fl_output_set_drop(set, "c");
  commit(set);
}

static void
fill(Fixture *self)
{
  put(self->out, "a", "old");
  put(self->out, "c", "old");
  put(self->out, "notes.txt", "mine");
  put(self->out, ".hidden", "mine");
  put(self->out, "sub/deep/x", "mine");
}

#define FILLED                                                                                               \
  "out/ out/.hidden=mine out/a=old out/c=old out/notes.txt=mine out/sub/ out/sub/deep/ out/sub/deep/x=mine"
#define REPLACED                                                                                             \
  "out/ out/.hidden=mine out/a=new out/b=new out/notes.txt=mine out/sub/ out/sub/deep/ out/sub/deep/x=mine"

/* ---- what goes well */

static void
test_new_folder(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->top, "x", "y", "out", NULL);
  write_set(deep, "new");
  assert_holds(self->top, "x/ x/y/ x/y/out/ x/y/out/a=new x/y/out/b=new");
}

static void
test_replace(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *notes = g_build_filename(self->out, "notes.txt", NULL);
  struct stat before, after;
  fill(self);
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
test_modes(Fixture *self, G_GNUC_UNUSED gconstpointer data)
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
test_links(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *link = g_build_filename(self->top, "link", NULL);
  g_autofree char *inside = g_build_filename(self->out, "to-sub", NULL);
  g_autofree char *broken = g_build_filename(self->out, "broken", NULL);
  fill(self);
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
test_large_file(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlOutputSet) set = begin(self->out);
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
  commit(set);
  g_autofree char *path = g_build_filename(self->out, "a", NULL);
  g_autofree char *content = NULL;
  g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
  g_assert_true(strcmp(content, expected->str) == 0);
}

static void
test_difference(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlOutputSet) set = begin(self->out);
  write_file(set, "a", "new");
  write_file(set, "empty", "");
  fl_output_set_drop(set, "c");
  g_autofree char *missing = fl_output_set_find_difference(set);
  g_assert_cmpstr(missing, ==, "a");
  put(self->out, "a", "new");
  put(self->out, "empty", "");
  put(self->out, "notes.txt", "mine");
  g_autofree char *none = fl_output_set_find_difference(set);
  g_assert_null(none);
  put(self->out, "c", "old");
  g_autofree char *dropped = fl_output_set_find_difference(set);
  g_assert_cmpstr(dropped, ==, "c");
  put(self->out, "a", "nex");
  g_autofree char *changed = fl_output_set_find_difference(set);
  g_assert_cmpstr(changed, ==, "a");
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
test_readers(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  put(self->out, "notes.txt", "mine");
  write_set(self->out, "first");
  GThread *reader = g_thread_new("reader", read_sets, self->out);
  for (int i = 0; i < 100; i++) {
    g_autofree char *content = g_strdup_printf("%d", i);
    write_set(self->out, content);
  }
  write_set(self->out, "last");
  g_assert_cmpint(GPOINTER_TO_INT(g_thread_join(reader)), >, 0);
}

/* ---- what goes wrong */

static void
test_abandoned(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->top, "x", "y", "out", NULL);
  fill(self);
  {
    g_autoptr(FlOutputSet) set = begin(self->out);
    g_autoptr(FlOutputSet) other = begin(deep);
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
test_no_folder(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = g_build_filename(self->top, "file", NULL);
  g_autofree char *under = g_build_filename(file, "out", NULL);
  g_autofree char *link = g_build_filename(self->top, "link", NULL);
  put(self->top, "file", "x");
  g_assert_cmpint(symlink("nowhere", link), ==, 0);
  assert_cannot_begin(file, G_IO_ERROR_NOT_DIRECTORY, "/file: Not a directory");
  assert_cannot_begin(under, G_IO_ERROR_NOT_DIRECTORY, "/file/out: Not a directory");
  assert_cannot_begin(link, G_IO_ERROR_NOT_FOUND, "/link: No such file or directory");
  assert_holds(self->top, "file=x link");
}

static void
assert_cannot_commit(FlOutputSet *set, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_assert_false(fl_output_set_commit(set, &error));
  g_assert_nonnull(error);
  g_assert_true(g_str_has_suffix(error->message, message));
}

static void
test_folder_in_the_way(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  put(self->out, "a/x", "mine");
  {
    g_autoptr(FlOutputSet) set = begin(self->out);
    write_file(set, "a", "new");
    assert_cannot_commit(set, "/out/a: Is a directory");
  }
  assert_holds(self->top, "out/ out/a/ out/a/x=mine");
}

static void
test_same_name(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlOutputSet) set = begin(self->out);
  g_autoptr(GError) error = NULL;
  write_file(set, "a", "one");
  g_assert_null(fl_output_set_open(set, "a", &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

enum { MEGABYTE = 1024 * 1024 };

/* ---- in a process of its own, which may be spoilt */

static void
run_apart(const char *path)
{
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed();
  }
}

/* Writes a set of which one file is too long for what `spoil` has left. */
static void
fail_to_write(const char *folder, const char *message)
{
  g_autoptr(FlOutputSet) set = begin(folder);
  g_autoptr(GError) error = NULL;
  write_file(set, "b", "new");
  g_autoptr(FlFileSink) sink = fl_output_set_open(set, "a", &error);
  g_autofree char *piece = g_strnfill(MEGABYTE, 'x');
  for (int i = 0; i < 8; i++)
    fl_file_sink_write(sink, piece, MEGABYTE);
  g_assert_true(fl_file_sink_has_failed(sink));
  g_assert_false(fl_file_sink_close(sink, &error));
  g_assert_nonnull(error);
  g_assert_true(g_str_has_suffix(error->message, message));
}

static void
test_file_limit(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const struct rlimit limit = {4 * (rlim_t)MEGABYTE, 4 * (rlim_t)MEGABYTE};
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  fill(self);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  fail_to_write(self->out, "/out/a: File too large");
  assert_holds(self->top, FILLED);
}

/* A file system of its own, two MB large; false where that is not allowed. */
static bool
mount_small(const char *folder)
{
  g_mkdir_with_parents(folder, 0777);
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return false;
  mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  return mount("none", folder, "tmpfs", 0, "size=2m") == 0;
}

static void
test_disk_full(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  if (!mount_small(self->top)) {
    g_printerr("# skipped: not allowed to mount a file system\n");
    return;
  }
  fill(self);
  fail_to_write(self->out, "/out/a: No space left on device");
  assert_holds(self->top, FILLED);
  umount(self->top);
}

static void
test_mount_point(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  if (!mount_small(self->out)) {
    g_printerr("# skipped: not allowed to mount a file system\n");
    return;
  }
  fill(self);
  fail_to_write(self->out, "/out/a: No space left on device");
  assert_holds(self->top, FILLED);
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  put(self->out, "b2/x", "mine");
  {
    g_autoptr(FlOutputSet) set = begin(self->out);
    write_file(set, "a", "newer");
    write_file(set, "z", "newer");
    fl_output_set_drop(set, "b");
    write_file(set, "b2", "newer"); /* a folder stands there: the others are taken back */
    assert_cannot_commit(set, "/out/b2: Is a directory");
  }
  assert_holds(self->top,
               "out/ out/.hidden=mine out/a=new out/b2/ out/b2/x=mine out/b=new out/notes.txt=mine out/sub/ "
               "out/sub/deep/ out/sub/deep/x=mine");
  umount(self->out);
}

/* From here on renameat2() knows no flags, as on some file systems. */
static bool
forbid_flags(void)
{
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[4])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {G_N_ELEMENTS(filter), filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 &&
         renameat2(AT_FDCWD, "/", AT_FDCWD, "/", RENAME_EXCHANGE) == -1 && errno == EINVAL;
}

static void
test_no_exchange(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *other = g_build_filename(self->top, "other", NULL);
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  if (!forbid_flags()) {
    g_printerr("# skipped: not allowed to filter system calls\n");
    return;
  }
  fill(self);
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  write_set(other, "new");
  assert_holds(other, "a=new b=new");
}

/* From here on nothing can be moved to where there is nothing: the process ends there, as if it were killed. */
static bool
forbid_moves(void)
{
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[4])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, RENAME_NOREPLACE, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {G_N_ELEMENTS(filter), filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void
test_subfolders(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->out, "sub", "deep", NULL);
  struct stat found;
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  fill(self);
  g_assert_cmpint(g_chmod(deep, 0711), ==, 0);
  if (!forbid_moves()) {
    g_printerr("# skipped: not allowed to filter system calls\n");
    return;
  }
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  g_assert_cmpint(stat(deep, &found), ==, 0);
  g_assert_cmpuint(found.st_mode & 07777, ==, 0711);
}

/* Who stands in the folder sees the new files there. */
static void
test_worked_in(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *sub = g_build_filename(self->out, "sub", NULL);
  const char *const places[] = {self->out, sub};
  g_autofree char *here = g_get_current_dir();
  fill(self);
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    put(self->out, "a", "old");
    put(self->out, "c", "old");
    g_assert_cmpint(g_chdir(places[i]), ==, 0);
    write_set(i == 0 ? "." : "..", "new");
    assert_holds(i == 0 ? ".." : "../..", REPLACED);
  }
  g_assert_cmpint(g_chdir(here), ==, 0);
}

static void
test_no_name(G_GNUC_UNUSED Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(fl_output_set_new("", &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* A folder that may be written in one that may not. Only root may do what it likes there. */
static void
test_closed_above(Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  enum { NOBODY = 65534 };
  if (!g_test_subprocess()) {
    run_apart(NULL);
    return;
  }
  fill(self);
  if (geteuid() == 0) {
    g_assert_cmpint(g_chmod(self->top, 0755), ==, 0);
    g_assert_cmpint(chown(self->out, NOBODY, NOBODY), ==, 0);
    g_assert_cmpint(seteuid(NOBODY), ==, 0);
  } else {
    g_assert_cmpint(g_chmod(self->top, 0555), ==, 0);
  }
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  if (getuid() == 0)
    g_assert_cmpint(seteuid(0), ==, 0);
  else
    g_assert_cmpint(g_chmod(self->top, 0755), ==, 0);
}

#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("/output-set/a new folder, and those above it", test_new_folder);
  ADD("/output-set/replaces its files and nothing else", test_replace);
  ADD("/output-set/new files obey the mask", test_modes);
  ADD("/output-set/links stay links", test_links);
  ADD("/output-set/large files", test_large_file);
  ADD("/output-set/finds the first difference", test_difference);
  ADD("/output-set/readers never see half of it", test_readers);
  ADD("/output-set/an abandoned set leaves nothing", test_abandoned);
  ADD("/output-set/what is no folder", test_no_folder);
  ADD("/output-set/a folder in a file's place", test_folder_in_the_way);
  ADD("/output-set/a name twice", test_same_name);
  ADD("/output-set/a file grows too large", test_file_limit);
  ADD("/output-set/the disk is full", test_disk_full);
  ADD("/output-set/a mount point", test_mount_point);
  ADD("/output-set/no exchange of folders", test_no_exchange);
  ADD("/output-set/folders in it are there at any moment", test_subfolders);
  ADD("/output-set/a folder that somebody works in", test_worked_in);
  ADD("/output-set/a folder without a name", test_no_name);
  ADD("/output-set/the folder above is closed", test_closed_above);
  return g_test_run();
}
