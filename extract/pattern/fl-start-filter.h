/*
 * FlStartFilter: where in a subject a pattern may match at all, told from two characters: the one that a match
 * begins with and the one before it.
 *
 * Derived from the pattern's syntax tree; constant once made. What it leaves out is no match; what it lets pass
 * may be none either. Sets of characters are kept by hash, so that a test is one look into half a kilobyte.
 */
#pragma once

#include "fl-syntax.h"

typedef struct _FlStartFilter FlStartFilter;

/* From a pattern's syntax tree. NULL: matches may begin anywhere, or nothing is known, as without a tree. */
FlStartFilter *fl_start_filter_new(const FlSyntax *syntax);
void fl_start_filter_free(FlStartFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlStartFilter, fl_start_filter_free)

/* Finds the first places, from `start` up to `last`, where a match may begin (bytes of `subject`, valid UTF-8, of
 * `length` bytes): from `*ret_first` to `*ret_last`, one behind another. False when there is none. */
bool fl_start_filter_find(const FlStartFilter *self, const char *subject, size_t length, size_t start,
                          size_t last, size_t *ret_first, size_t *ret_last);
