#include "fl-difference.h"

#include "fl-folder.h"
#include "fl-string.h"

#include <stdbool.h>
#include <string.h>

/* How much is told: characters in a line, and lines of each kind. What a table says of a change is told
 * best. */
enum { WIDTH = 160, MOST_ROWS = 5, MOST_LINES = 3 };

void
fl_difference_free(FlDifference *self)
{
  if (self == NULL)
    return;
  g_string_free(self->summary, TRUE);
  g_string_free(self->told, TRUE);
  g_free(self->name);
  g_free(self);
}

void
fl_difference_sum_up(FlDifference *self, const FlDifferenceCounts *counts)
{
  const struct {
    const char *what;
    uint32_t n;
  } kinds[] = {{"gained", counts->gained}, {"lost", counts->lost}, {"changed", counts->changed}};
  bool first = true;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (kinds[i].n == 0)
      continue;
    g_string_append(self->summary, self->summary->len == 0 ? "" : first ? "; " : ", ");
    const char *thing = kinds[i].n == 1 ? counts->one : counts->many;
    g_string_append_printf(self->summary, "%u %s%s%s", kinds[i].n, first ? thing : "", first ? " " : "",
                           kinds[i].what);
    first = false;
  }
}

void
fl_difference_tell(FlDifference *self, uint32_t *count, char sign, char *take_text)
{
  g_autofree char *text = take_text;
  if ((*count)++ >= self->most)
    return;
  g_autofree char *clean = fl_string_clean(text); /* the old file may hold anything */
  g_string_append_printf(self->told, "  %c ", sign);
  fl_string_append_cut(self->told, clean, WIDTH);
  g_string_append_c(self->told, '\n');
}

void
fl_difference_end(FlDifference *self, uint32_t count)
{
  if (count > self->most)
    g_string_append_printf(self->told, "    … and %u more\n", count - self->most);
}

/* ---- files */

static void
compare_texts(FlDifference *self, const char *old_path, const char *new_path)
{
  g_autofree char *old_text = NULL, *new_text = NULL;
  gsize old_length = 0, new_length = 0;
  if (!g_file_get_contents(old_path, &old_text, &old_length, NULL) ||
      !g_file_get_contents(new_path, &new_text, &new_length, NULL)) {
    g_string_append(self->summary, "it can't be read");
    return;
  }
  g_autofree char *valid = g_utf8_make_valid(old_text, (gssize)old_length);
  if (strlen(old_text) != old_length)
    g_string_append(self->summary, "it is no text");
  else if (g_str_has_suffix(self->name, ".csv"))
    fl_difference_compare_tables(self, valid, new_text);
  else
    fl_difference_compare_lines(self, valid, new_text);
}

FlDifference *
fl_difference_new(const char *name, const char *old_path, const char *new_path)
{
  FlDifference *self = g_new0(FlDifference, 1);
  bool is_database = g_str_has_suffix(name, ".db");
  self->name = g_strdup(name);
  self->summary = g_string_new(NULL);
  self->told = g_string_new(NULL);
  self->most = g_str_has_suffix(name, ".csv") ? MOST_ROWS : MOST_LINES;
  if (!fl_folder_has(old_path))
    g_string_append(self->summary, "it is missing");
  else if (!fl_folder_has(new_path))
    g_string_append(self->summary, "it is of a format that is not written");
  else if (fl_folder_is(old_path))
    g_string_append(self->summary, "it is a folder");
  else if (is_database)
    fl_difference_compare_databases(self, old_path, new_path);
  else
    compare_texts(self, old_path, new_path);
  if (self->summary->len == 0)
    g_string_append(self->summary, is_database
                                       ? "its tables are the same; other things in it, views perhaps, are not"
                                       : "the same in another order or with other line ends");
  return self;
}

static bool
is_same_file(const char *one, const char *other)
{
  g_autoptr(GMappedFile) a = g_mapped_file_new(one, FALSE, NULL);
  g_autoptr(GMappedFile) b = g_mapped_file_new(other, FALSE, NULL);
  if (a == NULL || b == NULL || g_mapped_file_get_length(a) != g_mapped_file_get_length(b))
    return false;
  size_t length = g_mapped_file_get_length(a);
  return length == 0 || memcmp(g_mapped_file_get_contents(a), g_mapped_file_get_contents(b), length) == 0;
}

FlDifference *
fl_difference_find(const char *name, const char *old_path, const char *new_path)
{
  bool any = fl_folder_has(old_path) || fl_folder_has(new_path);
  return any && !is_same_file(old_path, new_path) ? fl_difference_new(name, old_path, new_path) : NULL;
}
