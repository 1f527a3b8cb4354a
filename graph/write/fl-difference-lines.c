/* Text, line by line: what is in one file more often than in the other. A line within a node or an edge is
 * another line than the same one elsewhere. */
#include "fl-difference.h"

#include <stdbool.h>
#include <string.h>

/* A part of a text. */
typedef struct {
  const char *start;
  size_t length;
} Part;

/* A line, without its end, and what it lies in: a node or an edge by its id, or nothing. */
typedef struct {
  Part text, within;
} Line;

static guint
hash_part(guint hash, const Part *part)
{
  for (size_t i = 0; i < part->length; i++)
    hash = hash * 33 + (unsigned char)part->start[i];
  return hash;
}

static guint
hash_line(gconstpointer key)
{
  const Line *line = key;
  return hash_part(hash_part(5381, &line->text), &line->within);
}

static bool
equal_parts(const Part *a, const Part *b)
{
  return a->length == b->length && (a->length == 0 || memcmp(a->start, b->start, a->length) == 0);
}

static gboolean
equal_lines(gconstpointer a, gconstpointer b)
{
  const Line *p = a, *q = b;
  return equal_parts(&p->text, &q->text) && equal_parts(&p->within, &q->within);
}

/* How a node or an edge begins: in XML with its id, in DOT with its id, or two, before a bracket. */
static bool
find_id(const Part *line, Part *ret_id)
{
  static const char *const elements[] = {"<node id=\"", "<edge id=\""};
  for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
    const char *found = g_strstr_len(line->start, (gssize)line->length, elements[i]);
    const char *id = found != NULL ? found + strlen(elements[i]) : NULL;
    if (id != NULL) {
      *ret_id = (Part){id, strcspn(id, "\"\n")};
      return true;
    }
  }
  const char *bracket = g_strstr_len(line->start, (gssize)line->length, "\t[");
  if (*line->start == '\t' && bracket != NULL && bracket > line->start) {
    *ret_id = (Part){line->start + 1, (size_t)(bracket - line->start - 1)};
    return true;
  }
  return false;
}

static GArray *
split_lines(const char *text)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  Part within = {text, 0}, id = {text, 0};
  while (*text != '\0') {
    Line line = {{text, strcspn(text, "\n")}, within};
    if (find_id(&line.text, &id)) {
      within = id;
      line.within = (Part){text, 0}; /* it says itself what it is */
    }
    g_array_append_val(lines, line);
    text += line.text.length + (text[line.text.length] == '\n');
  }
  return lines;
}

/* How much more often each line is in `more` than in `less`. */
static GHashTable *
count_surplus(const GArray *more, const GArray *less)
{
  GHashTable *surplus = g_hash_table_new(hash_line, equal_lines);
  const GArray *const both[] = {more, less};
  for (int side = 0; side < 2; side++)
    for (guint i = 0; i < both[side]->len; i++) {
      Line *line = &g_array_index(both[side], Line, i);
      int count = GPOINTER_TO_INT(g_hash_table_lookup(surplus, line));
      g_hash_table_replace(surplus, line, GINT_TO_POINTER(count + (side == 0 ? 1 : -1)));
    }
  return surplus;
}

static void
tell_surplus(FlDifference *self, const GArray *more, const GArray *less, char sign, uint32_t *count)
{
  g_autoptr(GHashTable) surplus = count_surplus(more, less);
  for (guint i = 0; i < more->len; i++) {
    Line *line = &g_array_index(more, Line, i);
    int left = GPOINTER_TO_INT(g_hash_table_lookup(surplus, line));
    if (left <= 0)
      continue;
    g_hash_table_replace(surplus, line, GINT_TO_POINTER(left - 1));
    g_autofree char *text = g_strstrip(g_strndup(line->text.start, line->text.length));
    g_autofree char *within = g_strndup(line->within.start, line->within.length);
    fl_difference_tell(self, count, sign,
                       *within != '\0' ? g_strdup_printf("line %u, in %s: %s", i + 1, within, text)
                                       : g_strdup_printf("line %u: %s", i + 1, text));
  }
  fl_difference_end(self, *count);
}

void
fl_difference_compare_lines(FlDifference *self, const char *old_text, const char *new_text)
{
  g_autoptr(GArray) old_lines = split_lines(old_text), new_lines = split_lines(new_text);
  FlDifferenceCounts counts = {.one = "line", .many = "lines"};
  tell_surplus(self, old_lines, new_lines, '-', &counts.lost);
  tell_surplus(self, new_lines, old_lines, '+', &counts.gained);
  fl_difference_sum_up(self, &counts);
}
