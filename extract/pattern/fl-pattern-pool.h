/*
 * FlPatternPool: patterns that several rules have in common, the members of a list or what a filter strips, compiled
 * once. Used by one thread.
 */
#pragma once

#include "fl-pattern.h"

typedef struct _FlPatternPool FlPatternPool;

FlPatternPool *fl_pattern_pool_new(void);
void fl_pattern_pool_free(FlPatternPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlPatternPool, fl_pattern_pool_free)

/* The pattern of this source and limit, a reference of the caller's; NULL: there is none. */
FlPattern *fl_pattern_pool_find(const FlPatternPool *self, const char *source, uint32_t limit);

/* Adds a pattern, whose limit stays as it is. */
void fl_pattern_pool_add(FlPatternPool *self, FlPattern *pattern);
