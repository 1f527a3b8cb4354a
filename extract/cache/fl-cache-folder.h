/*
 * The folder of a cache: what marks it, and what goes from it. Private to this folder.
 */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>

/* Whether a folder is a cache, or may become one: it is not there, or empty. False with `error` set
 * otherwise. */
bool fl_cache_folder_check(const char *folder, GError **error);

/* Makes the folder, with those above it, and what marks it. */
bool fl_cache_folder_make(const char *folder, GError **error);

/* Notes that an entry was used, `found` being what is known of it. */
void fl_cache_folder_touch(const char *path, const GStatBuf *found);

/* Removes what is too old, and what is too much, at a time in seconds: fl_cache_prune() says what that is. */
void fl_cache_folder_prune(const char *folder, gint64 now);
