/* Output sets where files, folders and calls fail: each test in a process of its own, which it spoils. */

#include "folders.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Runs the test again, in a process of its own; true in that one. */
static bool
is_apart(void)
{
  if (g_test_subprocess())
    return true;
  g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed();
  return false;
}

/* Writes a set of which one file is too long for what is left. */
static void
fail_to_write(const char *folder, const char *message)
{
  g_autoptr(FlOutputSet) set = begin_set(folder);
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
test_file_limit(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  const struct rlimit limit = {4 * (rlim_t)MEGABYTE, 4 * (rlim_t)MEGABYTE};
  if (!is_apart())
    return;
  folders_fill(self);
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
test_disk_full(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  if (!is_apart())
    return;
  if (!mount_small(self->top)) {
    g_printerr("# skipped: not allowed to mount a file system\n");
    return;
  }
  folders_fill(self);
  fail_to_write(self->out, "/out/a: No space left on device");
  assert_holds(self->top, FILLED);
  umount(self->top);
}

static void
test_mount_point(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  if (!is_apart())
    return;
  if (!mount_small(self->out)) {
    g_printerr("# skipped: not allowed to mount a file system\n");
    return;
  }
  folders_fill(self);
  fail_to_write(self->out, "/out/a: No space left on device");
  assert_holds(self->top, FILLED);
  write_set(self->out, "new");
  assert_holds(self->top, REPLACED);
  put_file(self->out, "b2/x", "mine");
  {
    g_autoptr(FlOutputSet) set = begin_set(self->out);
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
test_no_exchange(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *other = g_build_filename(self->top, "other", NULL);
  if (!is_apart())
    return;
  if (!forbid_flags()) {
    g_printerr("# skipped: not allowed to filter system calls\n");
    return;
  }
  folders_fill(self);
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
test_subfolders(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *deep = g_build_filename(self->out, "sub", "deep", NULL);
  struct stat found;
  if (!is_apart())
    return;
  folders_fill(self);
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

/* A folder that may be written in one that may not. Only root may do what it likes there. */
static void
test_closed_above(Folders *self, G_GNUC_UNUSED gconstpointer data)
{
  enum { NOBODY = 65534 };
  if (!is_apart())
    return;
  folders_fill(self);
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

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  FOLDERS_ADD("/output-set/a file grows too large", test_file_limit);
  FOLDERS_ADD("/output-set/the disk is full", test_disk_full);
  FOLDERS_ADD("/output-set/a mount point", test_mount_point);
  FOLDERS_ADD("/output-set/no exchange of folders", test_no_exchange);
  FOLDERS_ADD("/output-set/folders in it are there at any moment", test_subfolders);
  FOLDERS_ADD("/output-set/the folder above is closed", test_closed_above);
  return g_test_run();
}
