#include "fl-cache-folder.h"
#include "fl-digest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What fl_cache_prune() goes by. An entry's time is that of its last use, to a day. */
enum { HOUR = 3600, DAY = 24 * HOUR, KEPT = 30 * DAY, KEPT_IN_ANY_CASE = 2 * DAY };
static const goffset most = (goffset)1 << 30;

static const struct {
  const char *name, *contents;
} MARKS[] = {
    {"CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"
                     "# This folder is a cache of factloom: it may be removed at any time.\n"
                     "# What a cache directory tag is: https://bford.info/cachedir/\n"},
    {".gitignore", "*\n"},
};

static bool
has_mark(const char *folder, size_t mark)
{
  g_autofree char *path = g_build_filename(folder, MARKS[mark].name, NULL), *contents = NULL;
  return g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(path, &contents, NULL, NULL) &&
         strcmp(contents, MARKS[mark].contents) == 0;
}

/* Whether a file is a mark of ours, or one that was being written: with six characters behind a dot. */
static bool
is_mark(const char *folder, const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
    if (!g_str_has_prefix(name, MARKS[i].name))
      continue;
    const char *rest = name + strlen(MARKS[i].name);
    return *rest == '\0' ? has_mark(folder, i) : *rest == '.' && strlen(rest) == strlen(".XXXXXX");
  }
  return false;
}

/* Nothing is in it, or what somebody was killed over who was making it, or is making it now. */
static bool
is_empty(const char *folder, GDir *dir)
{
  for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;)
    if (!is_mark(folder, name))
      return false;
  return true;
}

bool
fl_cache_folder_check(const char *folder, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, &problem);
  if (dir == NULL && g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return true;
  if (dir == NULL)
    g_set_error(error, G_FILE_ERROR, problem->code, "%s: can't be used: %s", folder, problem->message);
  else if (has_mark(folder, 0) || is_empty(folder, dir))
    return true;
  else
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                "%s: other things lie there: it is no cache of factloom", folder);
  return false;
}

static bool
fail(const char *path, GError **error)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: can't be made: %s", path,
              g_strerror(errno));
  return false;
}

bool
fl_cache_folder_make(const char *folder, GError **error)
{
  if (g_mkdir_with_parents(folder, 0777) != 0)
    return fail(folder, error);
  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
    g_autofree char *path = g_build_filename(folder, MARKS[i].name, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS) &&
        !g_file_set_contents_full(path, MARKS[i].contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error))
      return false;
  }
  return true;
}

void
fl_cache_folder_touch(const char *path, const GStatBuf *found)
{
  if (g_get_real_time() / G_USEC_PER_SEC - found->st_mtime > DAY)
    (void)utimensat(AT_FDCWD, path, NULL, 0);
}

/* ---- pruning */

typedef struct {
  char *path;
  goffset size;
  gint64 used;
} Entry;

static void
clear_entry(gpointer data)
{
  g_free(((Entry *)data)->path);
}

static int
compare_use(gconstpointer a, gconstpointer b)
{
  const Entry *p = a, *q = b;
  return (p->used > q->used) - (p->used < q->used);
}

/* Whether a name is that of an entry, or (`ret_part`) of one that was being written: with more behind a
 * dot. */
static bool
is_entry(const char *name, bool *ret_part)
{
  g_autofree char *key = g_strndup(name, FL_DIGEST_SIZE - 1);
  *ret_part = strlen(name) >= FL_DIGEST_SIZE && name[FL_DIGEST_SIZE - 1] == '.';
  return fl_digest_is(key) && (*ret_part || strlen(name) == FL_DIGEST_SIZE - 1);
}

/* Lists what may stay so far, and removes the rest. */
static GArray *
list_entries(const char *folder, gint64 now)
{
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, clear_entry);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    GStatBuf found;
    bool part = false;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!is_entry(name, &part) || g_lstat(path, &found) != 0 || !S_ISREG(found.st_mode))
      continue;
    if (now - found.st_mtime > (part ? HOUR : KEPT)) {
      (void)g_unlink(path);
      continue;
    }
    Entry entry = {g_steal_pointer(&path), found.st_size, found.st_mtime};
    g_array_append_val(entries, entry);
  }
  return entries;
}

void
fl_cache_folder_prune(const char *folder, gint64 now)
{
  g_autoptr(GArray) entries = list_entries(folder, now);
  goffset size = 0;
  for (guint i = 0; i < entries->len; i++)
    size += g_array_index(entries, Entry, i).size;
  g_array_sort(entries, compare_use);
  for (guint i = 0; i < entries->len && size > most; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    if (now - entry->used < KEPT_IN_ANY_CASE)
      break;
    size -= entry->size;
    (void)g_unlink(entry->path);
  }
}
