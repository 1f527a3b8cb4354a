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

/* A string with its length in bytes and its hash, for who looks for it before it is added. */
typedef struct {
  const char *string;
  size_t length;
  uint32_t hash;
} FlPoolKey;

FlPoolKey fl_string_pool_key(const char *string);

/* The handle of a string that is in the pool; FL_NO_HANDLE for any other. */
uint32_t fl_string_pool_find(const FlStringPool *self, FlPoolKey key);

/* Adds one that is not. */
uint32_t fl_string_pool_add_new(FlStringPool *self, FlPoolKey key);

/* For who adds many strings: fetches into the processor's cache where one that will be added would be. */
void fl_string_pool_fetch(const FlStringPool *self, const char *string);

/* The string of a handle, borrowed. */
const char *fl_string_pool_get(const FlStringPool *self, uint32_t handle);
