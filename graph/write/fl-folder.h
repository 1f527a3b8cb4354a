/*
 * What a set of files needs of the file system, beyond GLib. Paths are plain bytes; errors read "PATH:
 * reason".
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Puts errno's text behind the path; returns false. */
bool fl_folder_fail(GError **error, const char *path, int code);

/* The names in a folder, sorted; the caller's array of char*. NULL with `error` set on failure. */
GPtrArray *fl_folder_list(const char *path, GError **error);

/* Whether the path is a folder (a link to one counts), is there at all, is where a file system begins. */
bool fl_folder_is(const char *path);
bool fl_folder_has(const char *path);
bool fl_folder_is_mount_point(const char *path);

/* Whether the path is a folder itself, and no link to one. */
bool fl_folder_is_real(const char *path);

/* Whether this process works in the folder (without links, as realpath() gives it) or below it. */
bool fl_folder_is_worked_in(const char *path);

/* Makes a folder with all those above it that are missing. Appends what it made to `made` (of char*),
 * outermost first, also when it fails halfway: false, with errno set. */
bool fl_folder_make(const char *path, GPtrArray *made);

/* Lets two paths change places in one step; where the file system cannot, in three, with `spare` as the third
 * path and everything put back if one fails. */
bool fl_folder_exchange(const char *one, const char *other, const char *spare, GError **error);

/* Moves a file or folder to a path at which there is nothing. */
bool fl_folder_move(const char *from, const char *to, GError **error);

/* Gives a folder, with all that is in it, a second place: folders made anew, with the owners and modes of the
 * old ones, and second names for all the rest. False, with nothing made, where something can't have one. */
bool fl_folder_link(const char *from, const char *to);

/* Waits until the disk knows the names in a folder. */
bool fl_folder_sync(const char *path, GError **error);

/* Locks a folder against other processes until the descriptor that is returned is closed: by the end of this
 * process at the latest. `wait` waits for others to unlock it. -1 when somebody has it, or it can't be
 * locked. */
int fl_folder_lock(const char *path, bool wait);

/* Removes a folder and, in it and the folders in it, names of files that have another; what else is there
 * stays. */
void fl_folder_remove_links(const char *path);

/* Removes a folder and the files in it, as far as that goes; in the folders in it only names of files that
 * have another. */
void fl_folder_remove(const char *path);
