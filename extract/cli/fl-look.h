/*
 * FlLook: files as they are now beside what they were like when they were last looked at: what has changed, come and
 * gone. A plain value, between its begin and its end.
 */
#pragma once

#include <glib.h>

typedef struct {
  GHashTable *before, *now; /* path to stamp */
  GHashTable *changed;      /* a set of paths: changed, added or removed; the caller's */
} FlLook;

/* Begins a look beside `before`, the stamps that the last one ended with. */
FlLook fl_look_begin(GHashTable *before);

/* Looks at a file; one that several sources lie in is looked at once. */
void fl_look_at(FlLook *self, const char *path);

/* Takes the stamp of something that is looked at in another way. */
void fl_look_note(FlLook *self, const char *path, char *take_stamp);

/* Gives back the stamps of now, in the place of those of before; paths that changed are added to `paths`. */
GHashTable *fl_look_end(FlLook *self, GPtrArray *paths);
