/*
 * FlNeedFinder: finds what patterns must hold, and where they may begin, on a thread of its own, while the loader
 * reads on.
 *
 * Belongs to the loader's thread. From the first pattern until it is awaited the prefilter is the finder's
 * alone.
 */
#pragma once

#include "fl-pattern.h"
#include "fl-prefilter.h"

typedef struct _FlNeedFinder FlNeedFinder;

/* Borrows the prefilter, which it fills. */
FlNeedFinder *fl_need_finder_new(FlPrefilter *prefilter);

/* Waits, as below. */
void fl_need_finder_free(FlNeedFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlNeedFinder, fl_need_finder_free)

/* Adds a pattern to the prefilter. Its needs: the caller's array of FlNeed, not to be looked at before they
 * are awaited. */
GArray *fl_need_finder_add(FlNeedFinder *self, FlPattern *pattern);

/* Waits until all needs are found. */
void fl_need_finder_await(FlNeedFinder *self);
