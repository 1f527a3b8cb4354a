#include "fl-archive.h"
#include "fl-container.h"
#include "fl-limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

typedef struct archive Archive;

static void
archive_close(Archive *self)
{
  archive_read_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_close)

/* libarchive gives names in the encoding of the thread's locale: whatever the machine's is, here it is UTF-8. */
typedef struct {
  locale_t own, before;
} Locale;

static void
locale_init(Locale *self)
{
  self->own = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  self->before = uselocale(self->own);
}

static void
locale_clear(Locale *self)
{
  uselocale(self->before);
  if (self->own != (locale_t)0)
    freelocale(self->own);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Locale, locale_clear)

static bool
fail(GError **error, const char *format, const char *detail)
{
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, format,
              detail); // NOLINT(clang-diagnostic-format-nonliteral)
  return false;
}

/* libarchive's own words have no place: they are said after ours. */
static const char *
why(Archive *archive)
{
  const char *message = archive_error_string(archive);
  return message != NULL ? message : "no more is known";
}

/* The next entry; NULL at the end, and with an error where the archive is damaged. */
static struct archive_entry *
next(Archive *archive, GError **error)
{
  struct archive_entry *entry = NULL;
  int outcome = archive_read_next_header(archive, &entry);
  if (outcome == ARCHIVE_OK || outcome == ARCHIVE_WARN)
    return entry;
  if (outcome != ARCHIVE_EOF)
    fail(error, "a damaged or truncated archive: get it anew (%s)", why(archive));
  return NULL;
}

/* Names are UTF-8, or what the archiver's machine wrote, which for our documents is mostly GBK. */
static char *
dup_name(struct archive_entry *entry)
{
  FlDecoded decoded = {0};
  const char *raw = archive_entry_pathname(entry);
  raw = raw != NULL ? raw : archive_entry_pathname_utf8(entry);
  if (raw == NULL)
    return g_strdup("");
  if (g_utf8_validate(raw, -1, NULL))
    return g_strdup(raw);
  if (fl_decode(raw, strlen(raw), (FlDeclaration){"GB18030", ""}, &decoded, NULL))
    return decoded.text;
  return g_utf8_make_valid(raw, -1);
}

/* The contents of the entry in hand; `packed` is how many bytes they come from. */
static GBytes *
read_entry(Archive *archive, struct archive_entry *entry, gsize packed, gsize limit, GError **error)
{
  enum { STEP = 1 << 16 };
  g_autoptr(GByteArray) all = g_byte_array_new();
  if (archive_entry_is_data_encrypted(entry) && !fail(error, "%s", "behind a password: save it without one"))
    return NULL;
  for (;;) {
    guint before = all->len;
    g_byte_array_set_size(all, before + STEP);
    la_ssize_t n = archive_read_data(archive, all->data + before, STEP);
    if (n < 0 && !fail(error, "a damaged or truncated archive: get it anew (%s)", why(archive)))
      return NULL;
    g_byte_array_set_size(all, before + (guint)n);
    if (n == 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&all));
    if (all->len <= limit && (all->len <= FL_LIMIT_FREE || all->len / MAX(packed, 1) <= FL_LIMIT_RATIO))
      continue;
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE,
                "what it unpacks to is more than %" G_GSIZE_FORMAT
                " MiB, or %d times its size: save it anew if it is a document",
                limit >> 20, FL_LIMIT_RATIO);
    return NULL;
  }
}

/* ---- listing */

static bool
is_wanted(struct archive_entry *entry, const char *name)
{
  g_autofree char *base = g_path_get_basename(name);
  return archive_entry_filetype(entry) == AE_IFREG && *base != '.' && !g_str_has_prefix(name, "__MACOSX/") &&
         (fl_format_claim(name) != NULL || fl_container_claims(name));
}

/* What keeps a member from being a source; NULL: nothing does. `seen` are the names so far. */
static const char *
find_problem(const char *member, GHashTable *seen)
{
  if (fl_container_claims(member))
    return "an archive or a corpus in an archive is not read: unpack it";
  return g_hash_table_add(seen, g_strdup(member)) ? NULL : "the archive holds two members of this name";
}

static void
add_missing(FlFoundSources *found, const char *path, const char *whole, const char *member,
            const char *problem)
{
  g_autofree char *message = g_strdup_printf("%s: %s", member, problem);
  fl_found_sources_add_missing(found, path, whole, message);
}

/* Sources get their length when the next header's place is known: entries come in the order of their places. Behind a
 * member libarchive looks for more than there is. */
static void
end_member(FlFoundSources *found, guint first, uint64_t at)
{
  enum { LOOKED_AT_BEHIND = 64 };
  FlSource *last = found->sources->len > first ? found->sources->pdata[found->sources->len - 1] : NULL;
  if (last != NULL && last->length == 0)
    last->length = at - last->offset + LOOKED_AT_BEHIND;
}

static bool
list_entries(Archive *archive, const char *path, const char *name, FlFoundSources *found, GError **error)
{
  guint first = found->sources->len, first_missing = found->missing->len;
  g_autoptr(GError) problem = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (struct archive_entry *entry = NULL; (entry = next(archive, &problem)) != NULL;) {
    uint64_t at = (uint64_t)archive_read_header_position(archive);
    g_autofree char *member = dup_name(entry), *whole = g_strconcat(name, "/", member, NULL);
    end_member(found, first, at);
    if (!is_wanted(entry, member))
      continue;
    const char *refused = find_problem(member, seen);
    if (refused != NULL)
      add_missing(found, path, whole, member, refused);
    else
      fl_found_sources_add(found,
                           &(FlSource){.path = (char *)path, .name = whole, .member = member, .offset = at});
    if (found->sources->len - first + found->missing->len - first_missing > FL_LIMIT_MEMBERS)
      return fail(error, "%s", "too many members: divide it");
  }
  if (problem != NULL)
    g_propagate_error(error, g_steal_pointer(&problem));
  return *error == NULL;
}

void
fl_archive_list(const char *path, const char *name, FlFoundSources *found)
{
  g_auto(Locale) locale;
  locale_init(&locale);
  g_autoptr(Archive) archive = archive_read_new();
  g_autoptr(GError) error = NULL;
  guint first = found->sources->len, first_missing = found->missing->len;
  GStatBuf status;
  archive_read_support_format_zip_streamable(archive); /* the other one does not say where members begin */
  if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK || g_stat(path, &status) != 0)
    fail(&error, "a damaged or truncated archive: get it anew (%s)", why(archive));
  else if (list_entries(archive, path, name, found, &error)) {
    end_member(found, first, (uint64_t)status.st_size);
    if (found->sources->len == first && found->missing->len == first_missing)
      fail(&error, "%s", "no file in it is of a known format");
  }
  if (error == NULL)
    return;
  g_ptr_array_set_size(found->sources, (int)first);
  fl_found_sources_add_missing(found, path, name, error->message);
}

/* ---- unpacking */

GBytes *
fl_archive_unpack_member(GBytes *bytes, GError **error)
{
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  g_auto(Locale) locale;
  locale_init(&locale);
  g_autoptr(Archive) archive = archive_read_new();
  archive_read_support_format_zip_streamable(archive);
  struct archive_entry *entry =
      archive_read_open_memory(archive, data, length) == ARCHIVE_OK ? next(archive, error) : NULL;
  if (entry != NULL)
    return read_entry(archive, entry, length, FL_LIMIT_SOURCE, error);
  if (error != NULL && *error == NULL)
    fail(error, "%s", "a damaged or truncated archive: get it anew");
  return NULL;
}

GHashTable *
fl_archive_unpack(GBytes *bytes, FlArchiveFilter wanted, gsize limit, GError **error)
{
  gsize length = 0;
  g_autoptr(GError) problem = NULL;
  const void *data = g_bytes_get_data(bytes, &length);
  g_auto(Locale) locale;
  locale_init(&locale);
  g_autoptr(Archive) archive = archive_read_new();
  g_autoptr(GHashTable) parts =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  archive_read_support_format_zip_seekable(archive);
  if (archive_read_open_memory(archive, data, length) != ARCHIVE_OK)
    fail(&problem, "a damaged or truncated archive: get it anew (%s)", why(archive));
  for (struct archive_entry *entry = NULL; problem == NULL && (entry = next(archive, &problem)) != NULL;) {
    g_autofree char *name = dup_name(entry);
    if (!wanted(name))
      continue;
    GBytes *part = read_entry(archive, entry, length, limit, &problem);
    if (part != NULL)
      g_hash_table_insert(parts, g_steal_pointer(&name), part);
  }
  if (problem == NULL)
    return g_steal_pointer(&parts);
  g_propagate_error(error, g_steal_pointer(&problem));
  return NULL;
}
