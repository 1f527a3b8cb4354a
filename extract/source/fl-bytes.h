/*
 * Bytes of sources: whole files, standard input, and what is packed with gzip; none larger than a source may be.
 */
#pragma once

#include <glib.h>

/* The bytes of a regular file, or of a part of it (`length` 0: all). */
GBytes *fl_bytes_load(const char *path, guint64 offset, guint64 length, GError **error);

/* All of standard input. */
GBytes *fl_bytes_load_stdin(GError **error);

/* What is packed with gzip, unpacked: all members, as `cat a.gz b.gz` puts them together. What is no gzip behind them
 * is an error. */
GBytes *fl_bytes_unpack(GBytes *packed, GError **error);
