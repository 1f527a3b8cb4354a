#include "fl-diagnostic.h"

#include <string.h>

struct _FlDiagnostics {
  GPtrArray *list;   /* of FlDiagnostic */
  GHashTable *kinds; /* id to how many there were */
  guint counts[2];   /* by level */
  FlDiagnosticFilter filter;
  gpointer filter_data;
};

enum { MAX_SHOWN = 120, SHOWN_BEFORE = 60, MAX_MESSAGE = 400 };

static void
diagnostic_free(gpointer data)
{
  FlDiagnostic *self = data;
  g_free(self->id);
  g_free(self->path);
  g_free(self->source);
  g_free(self->message);
  g_free(self->hint);
  g_free(self);
}

FlDiagnostics *
fl_diagnostics_new(void)
{
  FlDiagnostics *self = g_new0(FlDiagnostics, 1);
  self->list = g_ptr_array_new_with_free_func(diagnostic_free);
  self->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
fl_diagnostics_free(FlDiagnostics *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->list);
  g_hash_table_unref(self->kinds);
  g_free(self);
}

/* The part of a long line around the place; how much of it lies before is noted. */
static void
cut_source(FlDiagnostic *self)
{
  const char *start = self->source, *end = start + strlen(start);
  glong column = MIN((glong)self->column - 1, g_utf8_strlen(start, -1));
  if (self->column > SHOWN_BEFORE && g_utf8_strlen(start, -1) > MAX_SHOWN)
    start = g_utf8_offset_to_pointer(start, self->cut = (uint32_t)(column - SHOWN_BEFORE));
  glong left = g_utf8_strlen(start, -1);
  if (left > MAX_SHOWN)
    end = g_utf8_offset_to_pointer(start, MAX_SHOWN);
  self->source = left > MAX_SHOWN ? g_strdup_printf("%.*s…", (int)(end - start), start) : g_strdup(start);
}

/* What is quoted is foreign: a terminal must not obey it. */
static char *
mask_controls(char *take_text)
{
  for (char *p = take_text; p != NULL && *p != '\0'; p++)
    if (g_ascii_iscntrl(*p) && *p != '\t')
      *p = '?';
  return take_text;
}

/* A message that quotes a text of any length keeps its beginning and its end. */
static char *
cut_message(const char *message)
{
  glong length = g_utf8_strlen(message, -1);
  if (length <= MAX_MESSAGE)
    return g_strdup(message);
  const char *left = g_utf8_offset_to_pointer(message, MAX_MESSAGE / 2);
  return g_strdup_printf("%.*s…%s", (int)(left - message), message,
                         g_utf8_offset_to_pointer(left, length - MAX_MESSAGE));
}

static guint
count_kind(const FlDiagnostics *self, const char *id)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(self->kinds, id));
}

static void
count_one(FlDiagnostics *self, FlDiagnosticLevel level, const char *id)
{
  g_hash_table_insert(self->kinds, g_strdup(id), GUINT_TO_POINTER(count_kind(self, id) + 1));
  self->counts[level]++;
}

bool
fl_diagnostics_pass_over(FlDiagnostics *self, FlDiagnosticLevel level, const char *id)
{
  if (count_kind(self, id) < FL_DIAGNOSTICS_MOST)
    return false;
  count_one(self, level, id);
  return true;
}

void
fl_diagnostics_set_filter(FlDiagnostics *self, FlDiagnosticFilter filter, gpointer data)
{
  self->filter = filter;
  self->filter_data = data;
}

bool
fl_diagnostics_keep_back(const FlDiagnostics *self, FlDiagnosticLevel level, const char *path, size_t at,
                         const char *id)
{
  return level == FL_DIAGNOSTIC_WARNING && self->filter != NULL &&
         self->filter(self->filter_data, path, at, id);
}

static bool
is_there(const FlDiagnostics *self, const FlDiagnostic *diagnostic)
{
  for (guint i = 0; i < self->list->len; i++) {
    const FlDiagnostic *other = self->list->pdata[i];
    if (other->line == diagnostic->line && other->column == diagnostic->column &&
        strcmp(other->path, diagnostic->path) == 0 && strcmp(other->message, diagnostic->message) == 0)
      return true;
  }
  return false;
}

void
fl_diagnostics_add(FlDiagnostics *self, const FlDiagnostic *diagnostic)
{
  if (fl_diagnostics_pass_over(self, diagnostic->level, diagnostic->id) || is_there(self, diagnostic))
    return;
  count_one(self, diagnostic->level, diagnostic->id);
  FlDiagnostic *copy = g_memdup2(diagnostic, sizeof *diagnostic);
  if (copy->source != NULL)
    cut_source(copy);
  copy->source = mask_controls(copy->source);
  copy->id = g_strdup(diagnostic->id);
  copy->path = g_strdup(diagnostic->path);
  copy->message = mask_controls(cut_message(diagnostic->message));
  copy->hint = g_strdup(diagnostic->hint);
  g_ptr_array_add(self->list, copy);
}

guint
fl_diagnostics_get_length(const FlDiagnostics *self)
{
  return self->list->len;
}

const FlDiagnostic *
fl_diagnostics_get(const FlDiagnostics *self, guint index)
{
  return self->list->pdata[index];
}

guint
fl_diagnostics_count(const FlDiagnostics *self, FlDiagnosticLevel level)
{
  return self->counts[level];
}

void
fl_diagnostics_append_more(const FlDiagnostics *self, GString *out)
{
  g_autoptr(GList) ids = g_list_sort(g_hash_table_get_keys(self->kinds), (GCompareFunc)g_strcmp0);
  for (GList *id = ids; id != NULL; id = id->next) {
    guint n = count_kind(self, id->data);
    if (n > FL_DIAGNOSTICS_MOST)
      g_string_append_printf(out, "… and %u more of the kind %s\n", n - FL_DIAGNOSTICS_MOST,
                             (char *)id->data);
  }
}

static int
compare(gconstpointer a, gconstpointer b)
{
  const FlDiagnostic *first = *(FlDiagnostic *const *)a, *second = *(FlDiagnostic *const *)b;
  int order = strcmp(first->path, second->path);
  if (order == 0)
    order = (first->line > second->line) - (first->line < second->line);
  return order != 0 ? order : (first->column > second->column) - (first->column < second->column);
}

void
fl_diagnostics_sort(FlDiagnostics *self)
{
  g_ptr_array_sort(self->list, compare);
}

/* ---- for people */

static guint
char_width(gunichar c)
{
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

/* The source line, and under it a caret as wide as what it marks. */
void
fl_diagnostic_append_source(const FlDiagnostic *self, GString *out)
{
  g_autoptr(GString) mark = g_string_new(NULL);
  const char *p = self->source;
  for (uint32_t i = self->cut + 1; i < self->column && *p != '\0'; i++, p = g_utf8_next_char(p))
    for (guint w = char_width(g_utf8_get_char(p)); w > 0; w--)
      g_string_append_c(mark, *p == '\t' ? '\t' : ' ');
  guint width = 0;
  for (uint32_t i = 0; i < self->length && *p != '\0'; i++, p = g_utf8_next_char(p))
    width += char_width(g_utf8_get_char(p));
  g_string_append_c(mark, '^');
  for (guint i = 1; i < width; i++)
    g_string_append_c(mark, '~');
  g_string_append_printf(out, "%6u | %s%s\n       | %s%s\n", self->line, self->cut > 0 ? "…" : "",
                         self->source, self->cut > 0 ? " " : "", mark->str);
}

void
fl_diagnostic_append(const FlDiagnostic *self, GString *out)
{
  g_string_append(out, self->path);
  if (self->line > 0)
    g_string_append_printf(out, ":%u:%u", self->line, self->column);
  g_string_append_printf(out, ": %s[%s]: %s\n", self->level == FL_DIAGNOSTIC_ERROR ? "error" : "warning",
                         self->id, self->message);
  if (self->source != NULL && self->line > 0)
    fl_diagnostic_append_source(self, out);
  if (self->hint != NULL)
    g_string_append_printf(out, "       = %s\n", self->hint);
}

/* Optimal string alignment distance over bytes: edits and swaps of neighbours. */
static guint
distance(const char *a, const char *b)
{
  enum { MOST = 48 };
  size_t m = strlen(a), n = strlen(b);
  if (m >= MOST || n >= MOST)
    return MOST;
  guint d[MOST][MOST];
  for (size_t i = 0; i <= m; i++)
    d[i][0] = (guint)i;
  for (size_t j = 0; j <= n; j++)
    d[0][j] = (guint)j;
  for (size_t i = 1; i <= m; i++)
    for (size_t j = 1; j <= n; j++) {
      guint cost = a[i - 1] != b[j - 1];
      d[i][j] = MIN(MIN(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[m][n];
}

const char *
fl_suggest(const char *name, const char *const *names)
{
  const char *best = NULL;
  guint least = 1 + (guint)strlen(name) / 3;
  for (; *names != NULL; names++) {
    g_autofree char *a = g_ascii_strdown(name, -1), *b = g_ascii_strdown(*names, -1);
    guint d = distance(a, b);
    if (d <= least && d < strlen(name) && (best == NULL || d < least)) {
      best = *names;
      least = d;
    }
  }
  return best;
}

char *
fl_suggest_hint(const char *name, const char *const *names)
{
  const char *near = fl_suggest(name, names);
  return near != NULL ? g_strdup_printf("did you mean '%s'?", near) : NULL;
}
