#include "fl-cache.h"
#include "fl-cache-folder.h"
#include "fl-program.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What an entry begins with, before its digest and a line feed. */
#define MAGIC "factloom-cache 1 "
enum { HEAD = sizeof MAGIC - 1 + FL_DIGEST_SIZE };

/* No source says as much. */
static const goffset max_entry = (goffset)1 << 30;

typedef enum { UNKNOWN, USABLE, UNUSABLE } State;

struct _FlCache {
  pthread_mutex_t lock;
  char *folder;
  char program[FL_DIGEST_SIZE];
  State state;    /* of the folder, as far as it was looked at */
  bool made;      /* and it is there, with all that marks it */
  bool read_only; /* nothing more can be stored */
  bool stored;    /* something was */
  char *problem;
};

FlCache *
fl_cache_new(const char *folder)
{
  FlCache *self = g_new0(FlCache, 1);
  pthread_mutex_init(&self->lock, NULL);
  self->folder = g_strdup(folder);
  fl_program_digest(self->program);
  return self;
}

const char *
fl_cache_get_program(const FlCache *self)
{
  return self->program;
}

void
fl_cache_free(FlCache *self)
{
  if (self == NULL)
    return;
  pthread_mutex_destroy(&self->lock);
  g_free(self->folder);
  g_free(self->problem);
  g_free(self);
}

G_GNUC_PRINTF(2, 3)
static void
note_problem(FlCache *self, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *problem = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  pthread_mutex_lock(&self->lock);
  if (self->problem == NULL)
    self->problem = g_steal_pointer(&problem);
  pthread_mutex_unlock(&self->lock);
}

/* Whether the folder can be read, or (`to_write`) written to: then it is made when it is not there. */
static bool
is_usable(FlCache *self, bool to_write)
{
  g_autoptr(GError) error = NULL;
  pthread_mutex_lock(&self->lock);
  if (self->state == UNKNOWN)
    self->state = fl_cache_folder_check(self->folder, &error) ? USABLE : UNUSABLE;
  if (self->state == USABLE && to_write && !self->made && !self->read_only) {
    self->made = fl_cache_folder_make(self->folder, &error);
    self->read_only = !self->made;
  }
  bool usable = self->state == USABLE && !(to_write && self->read_only);
  pthread_mutex_unlock(&self->lock);
  if (error != NULL)
    note_problem(self, "%s", error->message);
  return usable;
}

/* ---- entries */

/* Opens no pipe, which would never end. */
static bool
read_file(FlCache *self, const char *path, char **ret_bytes, size_t *ret_length)
{
  GStatBuf found;
  g_autoptr(GError) error = NULL;
  if (g_stat(path, &found) != 0) {
    if (errno != ENOENT)
      note_problem(self, "%s: %s", path, g_strerror(errno));
    return false;
  }
  if (!S_ISREG(found.st_mode) || found.st_size > max_entry) {
    note_problem(self, "%s: no entry of a cache", path);
    return false;
  }
  if (!g_file_get_contents(path, ret_bytes, ret_length, &error)) {
    if (!g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) /* somebody else has pruned it */
      note_problem(self, "%s", error->message);
    return false;
  }
  fl_cache_folder_touch(path, &found);
  return true;
}

static bool
is_whole(const char *bytes, size_t length)
{
  char digest[FL_DIGEST_SIZE];
  if (length < HEAD || memcmp(bytes, MAGIC, strlen(MAGIC)) != 0 || bytes[HEAD - 1] != '\n')
    return false;
  fl_digest_of(bytes + HEAD, length - HEAD, digest);
  return memcmp(bytes + strlen(MAGIC), digest, FL_DIGEST_SIZE - 1) == 0;
}

GBytes *
fl_cache_find(FlCache *self, const char *key)
{
  g_autofree char *path = g_build_filename(self->folder, key, NULL), *bytes = NULL;
  size_t length = 0;
  if (!is_usable(self, false) || !read_file(self, path, &bytes, &length))
    return NULL;
  if (!is_whole(bytes, length)) {
    fl_cache_reject(self, key);
    return NULL;
  }
  g_autoptr(GBytes) whole = g_bytes_new_take(g_steal_pointer(&bytes), length);
  return g_bytes_new_from_bytes(whole, HEAD, length - HEAD);
}

void
fl_cache_store(FlCache *self, const char *key, const char *bytes, size_t length)
{
  if (!is_usable(self, true))
    return;
  char digest[FL_DIGEST_SIZE];
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(self->folder, key, NULL);
  g_autoptr(GString) entry = g_string_sized_new(HEAD + length + 1);
  g_string_append_printf(entry, MAGIC "%s\n", fl_digest_of(bytes, length, digest));
  g_string_append_len(entry, bytes, (gssize)length);
  bool written = g_file_set_contents_full(path, entry->str, (gssize)entry->len,
                                          G_FILE_SET_CONTENTS_CONSISTENT, 0666, &error);
  if (!written)
    note_problem(self, "%s: can't be written: %s", self->folder, error->message);
  pthread_mutex_lock(&self->lock);
  self->stored |= written;
  self->read_only |= !written;
  pthread_mutex_unlock(&self->lock);
}

void
fl_cache_reject(FlCache *self, const char *key)
{
  g_autofree char *path = g_build_filename(self->folder, key, NULL);
  note_problem(self, "%s: damaged: made again", path);
  (void)g_unlink(path);
}

void
fl_cache_prune(FlCache *self)
{
  if (self->stored)
    fl_cache_folder_prune(self->folder, g_get_real_time() / G_USEC_PER_SEC);
}

const char *
fl_cache_get_problem(const FlCache *self)
{
  return self->problem;
}
