#include "fl-yaml-edit.h"
#include "fl-pack-file.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  size_t start, end;
  char *text;
} Change;

struct _FlYamlEdit {
  const FlYaml *file;
  GArray *changes; /* of Change */
};

static void
clear_change(gpointer data)
{
  g_free(((Change *)data)->text);
}

FlYamlEdit *
fl_yaml_edit_new(const FlYaml *file)
{
  FlYamlEdit *self = g_new0(FlYamlEdit, 1);
  self->file = file;
  self->changes = g_array_new(FALSE, FALSE, sizeof(Change));
  g_array_set_clear_func(self->changes, clear_change);
  return self;
}

void
fl_yaml_edit_free(FlYamlEdit *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->changes);
  g_free(self);
}

void
fl_yaml_edit_replace(FlYamlEdit *self, size_t start, size_t end, const char *text)
{
  Change change = {start, end, g_strdup(text)};
  g_array_append_val(self->changes, change);
}

static int
compare(gconstpointer a, gconstpointer b)
{
  size_t first = ((const Change *)a)->start, second = ((const Change *)b)->start;
  return (first > second) - (first < second);
}

char *
fl_yaml_edit_apply(const FlYamlEdit *self)
{
  gsize length = 0;
  const char *text = fl_yaml_get_text(self->file, &length);
  GString *out = g_string_new(NULL);
  size_t at = 0;
  g_array_sort(self->changes, compare);
  for (guint i = 0; i < self->changes->len; i++) {
    const Change *change = &g_array_index(self->changes, Change, i);
    g_string_append_len(out, text + at, (gssize)(change->start - at));
    g_string_append(out, change->text);
    at = change->end;
  }
  g_string_append_len(out, text + at, (gssize)(length - at));
  return g_string_free(out, FALSE);
}

/* ---- saving */

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* What stands on disk before the text: a byte order mark, or nothing. NULL, with an error, where the rest is not
 * the text that was loaded. */
static const char *
find_mark(const FlYamlEdit *self, const char *path, GError **error)
{
  g_autofree char *now = NULL;
  gsize length = 0, loaded = 0;
  const char *text = fl_yaml_get_text(self->file, &loaded), *mark = "";
  if (!g_file_get_contents(path, &now, &length, error))
    return NULL;
  if (length >= 3 && memcmp(now, byte_order_mark, 3) == 0)
    mark = byte_order_mark;
  if (length - strlen(mark) == loaded && memcmp(now + strlen(mark), text, loaded) == 0)
    return mark;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s was changed meanwhile: nothing is written", path);
  return NULL;
}

bool
fl_yaml_edit_save(const FlYamlEdit *self, GError **error)
{
  GStatBuf status;
  char *real = realpath(fl_yaml_get_path(self->file), NULL); /* a link stays one */
  g_autofree char *path = g_strdup(real != NULL ? real : fl_yaml_get_path(self->file)),
                  *text = fl_yaml_edit_apply(self);
  free(real); /* libc's own */
  const char *mark = find_mark(self, path, error);
  if (mark == NULL)
    return false;
  g_autofree char *all = g_strconcat(mark, text, NULL);
  int mode = g_stat(path, &status) == 0 ? (int)(status.st_mode & 07777) : 0644;
  return g_file_set_contents_full(path, all, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

/* ---- nodes */

bool
fl_yaml_node_is_flow(const FlYamlNode *self)
{
  char c = fl_yaml_get_text(self->file, NULL)[self->start];
  return self->kind != FL_YAML_SCALAR && (c == '[' || c == '{');
}

static bool
is_quoted(const FlYamlNode *self)
{
  return self->kind == FL_YAML_SCALAR && (self->style == '\'' || self->style == '"');
}

size_t
fl_yaml_node_get_start(const FlYamlNode *self)
{
  return self->start - is_quoted(self);
}

size_t
fl_yaml_node_get_end(const FlYamlNode *self)
{
  if (self->kind == FL_YAML_SCALAR || fl_yaml_node_is_flow(self) || self->n_items == 0)
    return self->end + is_quoted(self);
  return fl_yaml_node_get_end(self->items[self->n_items - 1]);
}

/* ---- writing */

static bool
is_plain(const char *text)
{
  if (*text == '\0' || strchr(" ?:,[]{}#&*!|>'\"%@`", *text) != NULL || g_str_has_suffix(text, " ") ||
      g_str_has_suffix(text, ":") || (*text == '-' && !g_ascii_isdigit(text[1])))
    return false;
  return strpbrk(text, ",[]{}") == NULL && strstr(text, ": ") == NULL && strstr(text, " #") == NULL;
}

static bool
has_controls(const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (g_unichar_iscntrl(g_utf8_get_char(text)) || g_utf8_get_char(text) == 0x2028 ||
        g_utf8_get_char(text) == 0x2029 || g_utf8_get_char(text) == 0xfeff)
      return true;
  return false;
}

/* In double quotes, where any character can be written. */
static char *
escape(const char *text)
{
  GString *out = g_string_new("\"");
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    g_autofree char *one = g_strndup(text, (gsize)(g_utf8_next_char(text) - text));
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", (int)c);
    else if (has_controls(one))
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append(out, one);
  }
  g_string_append_c(out, '"');
  return g_string_free(out, FALSE);
}

char *
fl_yaml_quote(const char *text)
{
  if (has_controls(text))
    return escape(text);
  if (is_plain(text))
    return g_strdup(text);
  g_auto(GStrv) parts = g_strsplit(text, "'", -1);
  g_autofree char *doubled = g_strjoinv("''", parts);
  return g_strdup_printf("'%s'", doubled);
}
