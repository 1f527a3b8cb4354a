/*
 * A file that a command line names to be written: other than g_file_set_contents() it stays what it is, a link or a
 * device.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Writes the file all at once: what was there is there, whole, until the new one is. A link stays one, and what it leads
 * to is written; into a device or a pipe the text goes. An error begins with the path. */
bool fl_file_write(const char *path, const char *text, gsize length, GError **error);

/* Whether both paths lead to one file that is there. */
bool fl_file_is_same(const char *one, const char *other);
