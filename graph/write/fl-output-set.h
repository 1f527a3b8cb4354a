/*
 * FlOutputSet: files that replace those of a folder all at once. They are written to a temporary folder
 * beside it, which then changes places with it in one step of the file system: a reader sees all of the old
 * files or all of the new ones, and whatever fails before leaves everything as it was.
 *
 * What else lies in the folder survives, and is there throughout: other files are linked into the new folder
 * before the change, and other folders made there again with links to all that is in them. Where links can't
 * be had they are moved over right after the change. Where the file system cannot exchange two folders, or
 * `folder` is a mount point, or this process works in it (or below: a shell that stands there would be left
 * in a folder that is gone) the files are renamed one by one at the end. Used by one thread.
 */
#pragma once

#include "fl-difference.h"
#include "fl-file-sink.h"

typedef struct _FlOutputSet FlOutputSet;

/* Begins a set for a folder, which need not exist yet; neither need the folders above it. */
FlOutputSet *fl_output_set_new(const char *folder, GError **error);

/* Begins a set that is compared with a folder and never committed: it lies where temporary files do, and the
 * folder is not touched. */
FlOutputSet *fl_output_set_new_apart(const char *folder, GError **error);

/* Frees a set; one that was not committed is removed without a trace. */
void fl_output_set_free(FlOutputSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlOutputSet, fl_output_set_free)

/* Begins a file of the set; the sink is the caller's, to be closed before the set is committed. */
FlFileSink *fl_output_set_open(FlOutputSet *self, const char *name, GError **error);

/* Says that a file of this name, if the folder has one, is of an earlier set and goes. */
void fl_output_set_drop(FlOutputSet *self, const char *name);

/* How the files of the set and the folder differ, in order; the caller's array of FlDifference, empty when
 * they do not. What a set does not know of the folder does not count. */
GPtrArray *fl_output_set_list_differences(const FlOutputSet *self);

/* Puts the set in place. On failure the folder is as it was. */
bool fl_output_set_commit(FlOutputSet *self, GError **error);
