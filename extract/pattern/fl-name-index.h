/*
 * FlNameIndex: up to millions of names, found in a text in one pass whatever their number.
 *
 * A trie over code points whose edges lie in one hash table. Names belong to groups (a type of mention); at
 * each place of the text the longest name of each group is found. Filled by one thread, then constant and
 * shared; it owns its trie, not the values.
 */
#pragma once

#include "fl-span.h"

#include <glib.h>

typedef struct _FlNameIndex FlNameIndex;

enum { FL_NAME_INDEX_MAX_GROUPS = 64 };

typedef struct {
  FlSpan span;
  uint32_t group; /* from 0, below FL_NAME_INDEX_MAX_GROUPS */
  uint32_t value; /* what was given with the name */
} FlNameHit;

FlNameIndex *fl_name_index_new(void);
void fl_name_index_free(FlNameIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlNameIndex, fl_name_index_free)

/* Adds a name to a group. Returns false, adding nothing, when the group has it already (its first value
 * stays) or it is empty. */
bool fl_name_index_add(FlNameIndex *self, const char *name, uint32_t group, uint32_t value);

bool fl_name_index_is_empty(const FlNameIndex *self);

typedef void (*FlNameSink)(const FlNameHit *hit, void *user_data);

/* Hands over, in order of their starts, the names in `text` within `span`. A name that begins or ends with a
 * letter of a script written with spaces is found only where a word begins or ends. */
void fl_name_index_scan(const FlNameIndex *self, const char *text, FlSpan span, FlNameSink sink,
                        void *user_data);
