/*
 * What runs that were killed left beside a folder, or in it: sets of files that were not put in place, or
 * what these replaced. A run locks the folders that it works with (fl_folder_lock()): what nobody has locked
 * is left over.
 */
#pragma once

#include <glib.h>

/* What the temporary folders of a set are called: in the folder itself, and beside it (the caller's text);
 * the last six characters are drawn. */
#define FL_LEFTOVERS_INSIDE ".factloom.XXXXXX"
char *fl_leftovers_make_name(const char *folder);

/* Where a run was killed on a file system that can't exchange two folders, the folder may be gone: puts it
 * back. */
void fl_leftovers_restore(const char *folder);

/* What the folder of a set that is only compared is called, where temporary files lie; removes those left
 * over. */
#define FL_LEFTOVERS_APART "factloom-check-XXXXXX"
void fl_leftovers_clear_apart(void);

/* Removes what is left over of a folder. `ours` (of char*) are the names of files that sets consist of;
 * whatever else the folder has lost goes back to it. */
void fl_leftovers_clear(const char *folder, const GPtrArray *ours);
