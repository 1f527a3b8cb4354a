/*
 * Where the lines of a text begin: a GArray of uint32_t, offsets in bytes in ascending order, the first of them 0.
 * Lines end with a line feed. Here they are numbered from 0.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* The caller's. `text` may hold anything; it is shorter than 4 GiB. */
GArray *fl_line_starts_new(const char *text, gsize length);

/* The number of the line that holds an offset; the last for all behind it. */
guint fl_line_starts_find(const GArray *self, gsize offset);
