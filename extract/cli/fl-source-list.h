/*
 * FlSourceList: which files are sources: paths, folders and globs become files, each with the name it has in
 * all outputs.
 *
 * The name is the path from the working folder, in its shortest spelling, so that a file has one name however
 * it was given. Of an absolute path that leads elsewhere it is the last part: no path of a machine gets into
 * a graph.
 */
#pragma once

#include "fl-source.h"

/* The name of the source at a path; the caller's. */
char *fl_source_name(const char *path);

/* Finds the sources that `patterns` (NULL-terminated) mean, in order of their names, each once: a file; a
 * folder, with the files in it and in its folders that are of a known format and not hidden; a glob; "-",
 * standard input. What holds documents (fl-container.h) is what is in it. Returns an array of FlSource, or NULL when
 * two different files would have one name. Of a pattern that means nothing it is added to `missing` (of
 * FlMissingSource), and the others are found all the same. What lies in the folders and files of `own` (canonical
 * paths, NULL-terminated), which a run writes itself, is no source; in a folder to which a pattern leads by name it is. */
GPtrArray *fl_source_list_new(const char *const *patterns, const char *const *own, GPtrArray *missing,
                              GError **error);

/* The source that a path means, which may lead into a container: archive.zip/a.txt. NULL, with an error that begins
 * with the path, when there is none. The caller's, with fl_source_free(). */
FlSource *fl_source_list_find(const char *path, GError **error);

/* Where a pattern begins to look: itself, or the folder before its first wildcard; the caller's. */
char *fl_source_list_dup_start(const char *pattern);
