/*
 * FlWatcher: says when something happens in folders, once it is quiet again: an editor that saves does several
 * things at once.
 *
 * Belongs to the thread whose main context it is made in.
 */
#pragma once

#include <glib.h>

typedef struct _FlWatcher FlWatcher;

/* Calls `tell` when nothing has happened for a moment after something did. */
FlWatcher *fl_watcher_new(void (*tell)(void *user_data), void *user_data);
void fl_watcher_free(FlWatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlWatcher, fl_watcher_free)

/* Watches these folders (of char*) and no others; those that are watched already stay so without a gap. */
void fl_watcher_set_folders(FlWatcher *self, const GPtrArray *folders);
