#include "fl-bytes.h"
#include "fl-encoding.h"
#include "fl-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* By so many bytes what is read or unpacked grows. */
enum { STEP = 1 << 16 };

static bool
fail(int problem, GError **error)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(problem), "%s", g_strerror(problem));
  return false;
}

static bool
check_size(guint64 size, GError **error)
{
  if (size > FL_LIMIT_SOURCE)
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "larger than 1 GiB: divide it");
  return size <= FL_LIMIT_SOURCE;
}

/* Opens a file that can be read to its end: a pipe or a device might never come to it, and opening a pipe would wait
 * for who writes into it. */
static int
open_regular(const char *path, guint64 *ret_size, GError **error)
{
  struct stat status;
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
    *ret_size = (guint64)status.st_size;
    return file;
  }
  if (file < 0)
    fail(errno, error);
  else if (S_ISDIR(status.st_mode))
    fail(EISDIR, error);
  else
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "not a file: give what a pipe holds as standard input, -");
  if (file >= 0)
    close(file);
  return -1;
}

static GBytes *
read_part(int file, guint64 offset, guint64 length, GError **error)
{
  g_autofree char *data = g_malloc(MAX(length, 1));
  gsize got = 0;
  while (got < length) {
    gssize n = pread(file, data + got, length - got, (off_t)(offset + got));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 && !fail(errno, error))
      return NULL;
    if (n <= 0)
      break; /* it has become shorter: what is there is the file */
    got += (gsize)n;
  }
  return g_bytes_new_take(g_steal_pointer(&data), got);
}

GBytes *
fl_bytes_load(const char *path, guint64 offset, guint64 length, GError **error)
{
  guint64 size = 0;
  GBytes *bytes = NULL;
  int file = open_regular(path, &size, error);
  if (file >= 0) {
    length = length == 0 ? size : length;
    bytes = check_size(length, error) ? read_part(file, offset, length, error) : NULL;
    close(file);
  }
  return bytes;
}

GBytes *
fl_bytes_load_stdin(GError **error)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new(STDIN_FILENO, FALSE);
  g_autoptr(GByteArray) all = g_byte_array_new();
  for (;;) {
    guint before = all->len;
    g_byte_array_set_size(all, before + STEP);
    gssize n = g_input_stream_read(stream, all->data + before, STEP, NULL, error);
    if (n < 0)
      return NULL;
    g_byte_array_set_size(all, before + (guint)n);
    if (n == 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&all));
    if (!check_size(all->len, error))
      return NULL;
  }
}

/* ---- what is packed with gzip (RFC 1952): members, one behind the other, and zeros that fill up a block */

/* Whether so much may have come from `packed` bytes. */
static bool
check_unpacked(guint64 size, guint64 packed, GError **error)
{
  if (size > FL_LIMIT_FREE && size / packed > FL_LIMIT_RATIO) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE,
                "unpacks to more than %d times its size: unpack it yourself if it is what it should be",
                FL_LIMIT_RATIO);
    return false;
  }
  return check_size(size, error);
}

static bool
is_padding(const guint8 *at, const guint8 *end)
{
  while (at < end && *at == 0)
    at++;
  return at == end;
}

/* Unpacks the member at `*at` behind `out`, and moves there behind it. */
static bool
unpack_member(GConverter *converter, const guint8 **at, const guint8 *end, GByteArray *out, gsize packed,
              GError **error)
{
  GConverterResult result = G_CONVERTER_CONVERTED;
  while (result != G_CONVERTER_FINISHED) {
    guint before = out->len;
    gsize taken = 0, given = 0;
    g_byte_array_set_size(out, before + STEP);
    result = g_converter_convert(converter, *at, (gsize)(end - *at), out->data + before, STEP,
                                 G_CONVERTER_INPUT_AT_END, &taken, &given, error);
    g_byte_array_set_size(out, before + (guint)given);
    if (result == G_CONVERTER_ERROR || !check_unpacked(out->len, packed, error))
      return false;
    *at += taken;
  }
  return true;
}

GBytes *
fl_bytes_unpack(GBytes *packed, GError **error)
{
  gsize size = 0;
  const guint8 *at = g_bytes_get_data(packed, &size), *end = at + size;
  g_autoptr(GConverter) converter = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GByteArray) out = g_byte_array_new();
  g_autoptr(GError) problem = NULL;
  do {
    g_converter_reset(converter);
    if (unpack_member(converter, &at, end, out, size, &problem))
      continue;
    if (problem->domain == FL_SOURCE_ERROR)
      g_propagate_error(error, g_steal_pointer(&problem));
    else
      g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT,
                  "damaged or truncated gzip: get it anew (%s)", problem->message);
    return NULL;
  } while (!is_padding(at, end));
  return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}
