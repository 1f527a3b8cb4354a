/*
 * FlArena: memory for many small things that are given up together: all that is made while one document is
 * analysed, the tree of a file.
 *
 * Belongs to one thread.
 */
#pragma once

#include <glib.h>

typedef struct _FlArena FlArena;

FlArena *fl_arena_new(void);
void fl_arena_free(FlArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlArena, fl_arena_free)

/* Zeroed memory, aligned for any type. */
gpointer fl_arena_alloc(FlArena *self, gsize size);

/* Copies of text, `length` bytes or up to its end. */
char *fl_arena_strndup(FlArena *self, const char *text, gsize length);
char *fl_arena_strdup(FlArena *self, const char *text);

#define fl_arena_new0(arena, type, n) ((type *)fl_arena_alloc((arena), sizeof(type) * (n)))
