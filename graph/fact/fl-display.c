#include "fl-display.h"

#include <string.h>

/* 0xc2 begins the control characters behind ASCII, and a few others. */
static bool
is_suspect(const char *text)
{
  unsigned suspect = 0;
  for (const guchar *p = (const guchar *)text; *p != '\0'; p++)
    suspect |= (*p < 0x20) | (*p == 0x7f) | (*p == 0xc2);
  return suspect != 0;
}

char *
fl_display_make_safe(const char *text)
{
  if (!is_suspect(text))
    return NULL;
  GString *safe = g_string_new(NULL);
  bool any = false;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    any |= g_unichar_iscntrl(c);
    g_string_append_unichar(safe, g_unichar_iscntrl(c) ? 0xfffd : c);
  }
  return g_string_free(safe, !any);
}

static gsize
measure_char(gunichar c)
{
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static const char *
find_end(const char *text, gssize length)
{
  return text + (length < 0 ? strlen(text) : (gsize)length);
}

gsize
fl_display_measure(const char *text, gssize length)
{
  gsize columns = 0;
  for (const char *p = text, *end = find_end(text, length); p < end; p = g_utf8_next_char(p))
    columns += measure_char(g_utf8_get_char(p));
  return columns;
}

/* As much from the front as fits into the columns. */
static const char *
skip_columns(const char *p, const char *end, gsize columns)
{
  for (gsize width; p < end && (width = measure_char(g_utf8_get_char(p))) <= columns; p = g_utf8_next_char(p))
    columns -= width;
  return p;
}

/* The same from the end. */
static const char *
skip_back(const char *start, const char *p, gsize columns)
{
  while (p > start) {
    const char *before = g_utf8_prev_char(p);
    gsize width = measure_char(g_utf8_get_char(before));
    if (width > columns)
      break;
    columns -= width;
    p = before;
  }
  return p;
}

void
fl_display_append_clipped(GString *out, const char *text, gssize length, gsize columns)
{
  const char *end = find_end(text, length);
  bool fits = fl_display_measure(text, end - text) <= columns;
  const char *stop = fits ? end : skip_columns(text, end, columns > 0 ? columns - 1 : 0);
  g_string_append_len(out, text, stop - text);
  g_string_append(out, fits || columns == 0 ? "" : "…");
}

void
fl_display_append_spaces(GString *out, gsize columns)
{
  gsize before = out->len;
  g_string_set_size(out, before + columns);
  memset(out->str + before, ' ', columns);
}

void
fl_display_append_left(GString *out, const char *text, gsize columns)
{
  gsize width = fl_display_measure(text, -1);
  g_string_append(out, text);
  fl_display_append_spaces(out, width < columns ? columns - width : 0);
}

void
fl_display_append_right(GString *out, const char *text, gsize columns)
{
  gsize width = fl_display_measure(text, -1);
  fl_display_append_spaces(out, width < columns ? columns - width : 0);
  g_string_append(out, text);
}

/* ---- colour */

static const char *const codes[] = {
    [FL_STYLE_STRONG] = "1", [FL_STYLE_DIM] = "2",      [FL_STYLE_GAINED] = "32",
    [FL_STYLE_LOST] = "31",  [FL_STYLE_CHANGED] = "33",
};

void
fl_display_begin(GString *out, bool colour, FlStyle style)
{
  if (colour && style != FL_STYLE_PLAIN)
    g_string_append_printf(out, "\033[%sm", codes[style]);
}

void
fl_display_end(GString *out, bool colour, FlStyle style)
{
  if (colour && style != FL_STYLE_PLAIN)
    g_string_append(out, "\033[0m");
}

void
fl_display_append_styled(GString *out, bool colour, FlStyle style, const char *text)
{
  fl_display_begin(out, colour, style);
  g_string_append(out, text);
  fl_display_end(out, colour, style);
}

/* ---- windows */

/* A third of what the focus leaves is for what stands before it. */
FlWindow
fl_window_cut(const char *text, const char *focus, gsize columns)
{
  const char *end = text + strlen(text);
  const char *found = focus == NULL || *focus == '\0' ? NULL : strstr(text, focus);
  const char *start = found != NULL ? found : text, *stop = found != NULL ? found + strlen(focus) : text;
  if (fl_display_measure(text, -1) <= columns)
    return (FlWindow){g_strndup(text, (gsize)(start - text)), g_strndup(start, (gsize)(stop - start)),
                      g_strdup(stop)};
  gsize width = fl_display_measure(start, stop - start), room = columns > width + 2 ? columns - width - 2 : 0;
  const char *first = skip_back(text, start, room / 3);
  gsize left = room - fl_display_measure(first, start - first);
  const char *last = skip_columns(stop, end, left);
  if (last == end) /* what is not needed behind is room in front */
    first = skip_back(text, start, room - fl_display_measure(stop, end - stop));
  g_autoptr(GString) shown = g_string_new(NULL);
  fl_display_append_clipped(shown, start, stop - start, columns);
  g_autofree char *before = g_strndup(first, (gsize)(start - first)),
                  *behind = g_strndup(stop, (gsize)(last - stop));
  return (FlWindow){g_strconcat(first > text ? "…" : "", before, NULL), g_strdup(shown->str),
                    g_strconcat(behind, last < end ? "…" : "", NULL)};
}

void
fl_window_clear(FlWindow *self)
{
  g_free(self->before);
  g_free(self->focus);
  g_free(self->behind);
}

void
fl_display_append_window(GString *out, bool colour, const char *text, const char *focus, FlStyle style,
                         gsize columns)
{
  g_auto(FlWindow) window = fl_window_cut(text, focus, columns);
  g_string_append(out, window.before);
  if (*window.focus != '\0')
    fl_display_append_styled(out, colour, style, window.focus);
  g_string_append(out, window.behind);
}
