/*
 * Text as a terminal shows it: how many columns it takes, cut and padded to columns, and coloured.
 *
 * An East Asian wide character takes two columns, a combining mark none. Texts are UTF-8.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What a piece of a report is. */
typedef enum {
  FL_STYLE_PLAIN,
  FL_STYLE_STRONG, /* headings, and the words it is about */
  FL_STYLE_DIM,    /* places, and what is beside the point */
  FL_STYLE_GAINED,
  FL_STYLE_LOST,
  FL_STYLE_CHANGED,
} FlStyle;

/* What a terminal would obey, control characters, as U+FFFD: the caller's text; NULL where there are none. */
char *fl_display_make_safe(const char *text);

/* How many columns the first `length` bytes take; -1: all of it. */
gsize fl_display_measure(const char *text, gssize length);

/* Appends what fits into `columns` of the first `length` bytes (-1: all); where that is not all of it, "…" is the
 * last of them. */
void fl_display_append_clipped(GString *out, const char *text, gssize length, gsize columns);

/* Appends the text, and spaces up to `columns`: behind it, or before it. */
void fl_display_append_left(GString *out, const char *text, gsize columns);
void fl_display_append_right(GString *out, const char *text, gsize columns);

void fl_display_append_spaces(GString *out, gsize columns);

/* Begins a style, and ends it again; nothing where there is no colour. */
void fl_display_begin(GString *out, bool colour, FlStyle style);
void fl_display_end(GString *out, bool colour, FlStyle style);

/* The text in a style. */
void fl_display_append_styled(GString *out, bool colour, FlStyle style, const char *text);

/* A window of `columns` onto a long text, around the first place where `focus` stands in it: that is shown in
 * the style, and "…" where the text goes on. Without `focus` (NULL, or not in it) its beginning. */
void fl_display_append_window(GString *out, bool colour, const char *text, const char *focus, FlStyle style,
                              gsize columns);

/* Such a window as three texts, "…" where it goes on: before, of, and behind the focus. The caller's. */
typedef struct {
  char *before, *focus, *behind;
} FlWindow;

FlWindow fl_window_cut(const char *text, const char *focus, gsize columns);
void fl_window_clear(FlWindow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlWindow, fl_window_clear)
