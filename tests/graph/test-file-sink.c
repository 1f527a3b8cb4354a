#include "fl-block-writer.h"
#include "fl-digest.h"
#include "fl-file-sink.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* From here on a file is left to a block writer. */
enum { LARGE = 64 * FL_BLOCK_SIZE };

/* Bytes that differ from block to block, and a piece that no block is a multiple of. */
enum { PIECE = 10007 };

typedef struct {
  char *folder, *path;
} File;

static void
set_up(File *self, G_GNUC_UNUSED gconstpointer data)
{
  self->folder = g_dir_make_tmp("file-sink-XXXXXX", NULL);
  self->path = g_build_filename(self->folder, "graph.csv", NULL);
}

static void
tear_down(File *self, G_GNUC_UNUSED gconstpointer data)
{
  g_unlink(self->path);
  g_rmdir(self->folder);
  g_free(self->path);
  g_free(self->folder);
}

static char *
make_bytes(size_t length)
{
  char *bytes = g_malloc(length + 1);
  for (size_t i = 0; i < length; i++)
    bytes[i] = (char)(i * 31 + i / FL_BLOCK_SIZE);
  return bytes;
}

static void
write_pieces(FlFileSink *sink, const char *bytes, size_t length)
{
  for (size_t done = 0; done < length; done += PIECE)
    fl_file_sink_write(sink, bytes + done, MIN(PIECE, length - done));
}

static void
check_length(File *self, gconstpointer data)
{
  size_t length = GPOINTER_TO_SIZE(data), n_read = 0;
  g_autofree char *bytes = make_bytes(length), *got = NULL;
  char digest[FL_DIGEST_SIZE];
  g_autoptr(FlFileSink) sink = fl_file_sink_new(self->path, "graph.csv", NULL);
  g_assert_nonnull(sink);
  write_pieces(sink, bytes, length);
  g_assert_true(fl_file_sink_close(sink, NULL));
  g_assert_true(g_file_get_contents(self->path, &got, &n_read, NULL));
  g_assert_cmpmem(got, n_read, bytes, length);
  g_assert_cmpuint(fl_file_sink_get_length(sink), ==, length);
  g_assert_cmpstr(fl_file_sink_get_digest(sink), ==, fl_digest_of(bytes, length, digest));
}

/* The disk is full, as it were, in a block that the other thread writes. */
static void
test_full(File *self, G_GNUC_UNUSED gconstpointer data)
{
  size_t length = LARGE + 9 * FL_BLOCK_SIZE + 1;
  g_autofree char *bytes = make_bytes(length);
  g_autoptr(FlFileSink) sink = fl_file_sink_new(self->path, "graph.csv", NULL);
  g_autoptr(GError) error = NULL;
  struct rlimit limit, before;
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = LARGE + FL_BLOCK_SIZE + 100;
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  write_pieces(sink, bytes, length);
  g_assert_true(fl_file_sink_has_failed(sink)); /* whoever writes may stop */
  bool closed = fl_file_sink_close(sink, &error);
  setrlimit(RLIMIT_FSIZE, &before);
  g_assert_false(closed);
  g_assert_true(fl_file_sink_has_failed(sink));
  g_assert_cmpstr(error->message, ==, "graph.csv: File too large");
}

/* Somebody else has written the file. */
static void
test_taken(File *self, G_GNUC_UNUSED gconstpointer data)
{
  size_t length = 3 * FL_BLOCK_SIZE + 17;
  g_autofree char *bytes = make_bytes(length);
  char digest[FL_DIGEST_SIZE];
  g_autoptr(FlFileSink) sink = fl_file_sink_new(self->path, "graph.db", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_cmpstr(fl_file_sink_get_path(sink), ==, self->path);
  g_assert_true(
      g_file_set_contents_full(self->path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666, &error));
  fl_file_sink_take(sink);
  g_assert_true(fl_file_sink_close(sink, NULL));
  g_assert_cmpuint(fl_file_sink_get_length(sink), ==, length);
  g_assert_cmpstr(fl_file_sink_get_digest(sink), ==, fl_digest_of(bytes, length, digest));
}

/* One that is given up midway leaves nothing running and nothing held. */
static void
test_dropped(File *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *bytes = make_bytes(LARGE + 5 * FL_BLOCK_SIZE + 1);
  g_autoptr(FlFileSink) sink = fl_file_sink_new(self->path, "graph.csv", NULL);
  write_pieces(sink, bytes, LARGE + 5 * FL_BLOCK_SIZE + 1);
}

int
main(int argc, char **argv)
{
  static const size_t lengths[] = {0,         1,     FL_BLOCK_SIZE - 1,     FL_BLOCK_SIZE,
                                   LARGE - 1, LARGE, LARGE + FL_BLOCK_SIZE, LARGE + 7 * FL_BLOCK_SIZE + 4095};
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    g_autofree char *name = g_strdup_printf("/file-sink/%zu", lengths[i]);
    g_test_add(name, File, GSIZE_TO_POINTER(lengths[i]), set_up, check_length, tear_down);
  }
  g_test_add("/file-sink/full", File, NULL, set_up, test_full, tear_down);
  g_test_add("/file-sink/taken", File, NULL, set_up, test_taken, tear_down);
  g_test_add("/file-sink/dropped", File, NULL, set_up, test_dropped, tear_down);
  return g_test_run();
}
