/*
 * FlArchive: what is in a zip archive. The only place that knows libarchive.
 *
 * A member is later read from its own bytes alone, without a look at the others: the zip's header of it and what
 * follows up to the next one.
 */
#pragma once

#include "fl-source.h"

/* Finds the members that are of a known format, as in a folder; a container in it is not opened. */
void fl_archive_list(const char *path, const char *name, FlFoundSources *found);

/* The contents of a member whose bytes begin with its header. */
GBytes *fl_archive_unpack_member(GBytes *bytes, GError **error);

/* Whether a part of an archive is wanted. */
typedef bool (*FlArchiveFilter)(const char *member);

/* Unpacks the wanted parts of a whole archive: name to GBytes, none larger than `limit`. */
GHashTable *fl_archive_unpack(GBytes *bytes, FlArchiveFilter wanted, gsize limit, GError **error);
