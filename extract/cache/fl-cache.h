/*
 * FlCache: what earlier runs have made, kept in a folder, by key. Nothing in it is ever needed: whatever is
 * wrong with the folder or an entry, the entry is not there, and what was wrong can be told.
 *
 * An entry is a file that has its key for a name. Its first line says what digest the rest must have, so that
 * nothing is taken for an entry but what was once stored. Entries appear whole and are never changed. The
 * folder says of itself that it is a cache (CACHEDIR.TAG), and that git has no business there; a folder with
 * other things in it is left alone.
 *
 * May be used by many threads, and by many processes at a time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct _FlCache FlCache;

/* A cache in a folder, which is made when the first entry is stored. */
FlCache *fl_cache_new(const char *folder);
void fl_cache_free(FlCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCache, fl_cache_free)

/* The digest of the program as it was when the cache was made (fl-program.h): a part of every key. */
const char *fl_cache_get_program(const FlCache *self);

/* The bytes of an entry, the caller's; NULL when there is none. */
GBytes *fl_cache_find(FlCache *self, const char *key);

/* Stores an entry. Keys are digests (fl-digest.h) of all that the bytes hang on. */
void fl_cache_store(FlCache *self, const char *key, const char *bytes, size_t length);

/* Removes an entry that is not what its key promises. */
void fl_cache_reject(FlCache *self, const char *key);

/* When something was stored: removes entries that nothing has found for 30 days; then, while the folder holds
 * more than 1 GiB, those that nothing has found for two days, the longest unused first; and what killed
 * processes left. */
void fl_cache_prune(FlCache *self);

/* The first thing that was wrong, with the folder's name; NULL: nothing. Borrowed. */
const char *fl_cache_get_problem(const FlCache *self);
