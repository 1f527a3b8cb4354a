/*
 * FlStringPool: owns strings, each once, and names them by handles of four bytes. A string stays where it is
 * as long as the pool lives. Used by one thread; once nothing is added any more, many may read it. It holds
 * up to 32 GB.
 */
#pragma once

#include "fl-handle-table.h"

typedef struct _FlStringPool FlStringPool;

FlStringPool *fl_string_pool_new(void);
void fl_string_pool_free(FlStringPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlStringPool, fl_string_pool_free)

/* The handle of a string, which is copied when it is not in the pool. That of "" is 0. */
uint32_t fl_string_pool_add(FlStringPool *self, const char *string);

/* The same for one that is in the pool; FL_NO_HANDLE for any other. */
uint32_t fl_string_pool_find(const FlStringPool *self, const char *string);

/* For who adds many strings: fetches into the processor's cache where one that will be added would be. */
void fl_string_pool_fetch(const FlStringPool *self, const char *string);

/* The string of a handle, borrowed. */
const char *fl_string_pool_get(const FlStringPool *self, uint32_t handle);
