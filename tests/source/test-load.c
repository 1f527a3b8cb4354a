#include "fl-config.h"
#include "readings.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static FlDocument *
load(const char *path, const char *name, GError **error)
{
  return fl_source_load(&(FlSource){.path = (char *)path, .name = (char *)name}, &(FlReadOptions){0}, error);
}

static void
assert_fails(const char *path, const char *says)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FlDocument) document = load(path, path, &error);
  g_assert_null(document);
  g_assert_true(g_str_has_prefix(error->message, path));
  if (strstr(error->message, says) == NULL)
    g_error("'%s' does not say '%s'", error->message, says);
}

/* Files in a folder of their own. */
typedef struct {
  char *folder;
} Fixture;

static void
set_up(Fixture *self, G_GNUC_UNUSED const void *data)
{
  self->folder = g_dir_make_tmp("factloom-load-XXXXXX", NULL);
}

static void
tear_down(Fixture *self, G_GNUC_UNUSED const void *data)
{
  g_autoptr(GDir) dir = g_dir_open(self->folder, 0, NULL);
  for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    g_remove(path);
  }
  g_rmdir(self->folder);
  g_free(self->folder);
}

static char *
write_file(const Fixture *self, const char *name, const char *bytes, gsize length)
{
  char *path = g_build_filename(self->folder, name, NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  return path;
}

static void
test_no_files(Fixture *self, G_GNUC_UNUSED const void *data)
{
  g_autofree char *pipe = g_build_filename(self->folder, "pipe.txt", NULL);
  g_autofree char *gone = g_build_filename(self->folder, "gone.txt", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  assert_fails(pipe, "not a file"); /* and does not wait for who writes into it */
  assert_fails("/dev/zero", "not a file");
  assert_fails(self->folder, "Is a directory");
  assert_fails(gone, "No such file");
}

/* A file with nothing in it takes no room on a disk, whatever its size. */
static void
test_huge(Fixture *self, G_GNUC_UNUSED const void *data)
{
  g_autofree char *path = write_file(self, "huge.txt", "a", 1);
  g_assert_cmpint(truncate(path, (off_t)1 << 31), ==, 0);
  assert_fails(path, "larger than 1 GiB");
}

static GBytes *
pack(const char *bytes, gsize length)
{
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
  g_autoptr(GConverter) gzip = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new(out, gzip);
  g_assert_true(g_output_stream_write_all(stream, bytes, length, NULL, NULL, NULL));
  g_assert_true(g_output_stream_close(stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(out));
}

static void
test_packed(Fixture *self, G_GNUC_UNUSED const void *data)
{
  gsize length = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) packed = pack("<p>甲", strlen("<p>甲"));
  const char *bytes = g_bytes_get_data(packed, &length);
  g_autofree char *whole = write_file(self, "a.html.gz", bytes, length);
  g_autoptr(FlDocument) document = load(whole, "a.html.gz", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(fl_document_get_format(document), ==, "html");
  g_assert_cmpstr(fl_document_get_text(document, NULL), ==, "甲");
  for (gsize n = 0; n < length; n++) {
    g_autofree char *cut = write_file(self, "cut.html.gz", bytes, n);
    assert_fails(cut, "truncated gzip");
  }
  g_autofree char *mistaken = write_file(self, "b.txt", bytes, length);
  assert_fails(mistaken, "give it the ending .gz");
}

/* Members put together are one text; zeros may fill a block up behind them, and nothing else. */
static void
test_members(Fixture *self, G_GNUC_UNUSED const void *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) first = pack("甲", strlen("甲")), second = pack("乙", strlen("乙")), none = pack("", 0);
  g_autoptr(GByteArray) all = g_byte_array_new();
  GBytes *const members[] = {first, none, second};
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    g_byte_array_append(all, g_bytes_get_data(members[i], NULL), (guint)g_bytes_get_size(members[i]));
  g_byte_array_append(all, (const guint8 *)"\0\0\0", 3);
  g_autofree char *path = write_file(self, "a.txt.gz", (const char *)all->data, all->len);
  g_autoptr(FlDocument) document = load(path, "a.txt.gz", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(fl_document_get_text(document, NULL), ==, "甲乙");
  g_byte_array_append(all, (const guint8 *)"x", 1);
  g_autofree char *more = write_file(self, "b.txt.gz", (const char *)all->data, all->len);
  assert_fails(more, "damaged or truncated gzip");
}

static void
test_bomb(Fixture *self, G_GNUC_UNUSED const void *data)
{
  gsize length = 0;
  g_autofree char *spaces = g_strnfill((gsize)40 << 20, ' ');
  g_autoptr(GBytes) packed = pack(spaces, (gsize)40 << 20);
  const char *bytes = g_bytes_get_data(packed, &length);
  g_autofree char *path = write_file(self, "bomb.txt.gz", bytes, length);
  assert_fails(path, "unpacks to more than 200 times its size");
}

#ifdef FL_HAVE_PDF
#define BROKEN_PDF "a damaged or truncated PDF"
#else
#define BROKEN_PDF "without a reader for pdf"
#endif

static void
test_foreign(Fixture *self, G_GNUC_UNUSED const void *data)
{
  static const struct {
    const char *name, *bytes, *says;
  } cases[] = {{"a.pdf", "%PDF-1.4 and no more", BROKEN_PDF},
               {"b.pdf", "", BROKEN_PDF},
               {"c.txt", "PK\x03\x04zip", "a zip archive"},
               {"d.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"},
               {"e.rtf", "{\\rtf1 text}", "RTF"},
               {"f.txt", "\x89PNG\r\n\x1a\n", "neither UTF-8"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = write_file(self, cases[i].name, cases[i].bytes, strlen(cases[i].bytes));
    assert_fails(path, cases[i].says);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/load/what is no file", Fixture, NULL, set_up, test_no_files, tear_down);
  g_test_add("/load/a huge file", Fixture, NULL, set_up, test_huge, tear_down);
  g_test_add("/load/packed with gzip", Fixture, NULL, set_up, test_packed, tear_down);
  g_test_add("/load/packed in several members", Fixture, NULL, set_up, test_members, tear_down);
  g_test_add("/load/a bomb", Fixture, NULL, set_up, test_bomb, tear_down);
  g_test_add("/load/foreign files", Fixture, NULL, set_up, test_foreign, tear_down);
  return g_test_run();
}
