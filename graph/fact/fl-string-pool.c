#include "fl-string-pool.h"

#include <string.h>

/* Strings lie in blocks, each at a multiple of eight bytes; a handle counts these from the first block on. So
 * a string is found without a table of all strings, which in a large graph would never be in the processor's
 * cache. A string longer than a block takes several that adjoin. */
enum { UNIT = 8, BLOCK_BITS = 13, UNITS_PER_BLOCK = 1 << BLOCK_BITS, BLOCK = UNIT * UNITS_PER_BLOCK };

struct _FlStringPool {
  GPtrArray *blocks; /* of char* */
  GPtrArray *owned;  /* of char*: the memory in which they are */
  uint32_t n_used;   /* units: the handle of the next string */
  FlHandleTable table;
};

FlStringPool *
fl_string_pool_new(void)
{
  FlStringPool *self = g_new0(FlStringPool, 1);
  self->blocks = g_ptr_array_new();
  self->owned = g_ptr_array_new_with_free_func(g_free);
  fl_string_pool_add(self, "");
  return self;
}

void
fl_string_pool_free(FlStringPool *self)
{
  if (self == NULL)
    return;
  fl_handle_table_clear(&self->table);
  g_ptr_array_unref(self->blocks);
  g_ptr_array_unref(self->owned);
  g_free(self);
}

const char *
fl_string_pool_get(const FlStringPool *self, uint32_t handle)
{
  const char *block = self->blocks->pdata[handle >> BLOCK_BITS];
  return block + UNIT * (size_t)(handle & (UNITS_PER_BLOCK - 1));
}

static uint32_t
take_room(FlStringPool *self, size_t size)
{
  size_t n = (size + UNIT - 1) / UNIT, n_left = (size_t)self->blocks->len * UNITS_PER_BLOCK - self->n_used;
  if (n > n_left) {
    size_t n_blocks = (size + BLOCK - 1) / BLOCK;
    char *memory = g_malloc(n_blocks * BLOCK);
    self->n_used = self->blocks->len * UNITS_PER_BLOCK;
    g_ptr_array_add(self->owned, memory);
    for (size_t i = 0; i < n_blocks; i++)
      g_ptr_array_add(self->blocks, memory + i * BLOCK);
  }
  uint32_t handle = self->n_used;
  self->n_used += (uint32_t)n;
  return handle;
}

static bool
is_string(uint32_t handle, const void *key, const void *owner)
{
  return strcmp(fl_string_pool_get(owner, handle), key) == 0;
}

void
fl_string_pool_fetch(const FlStringPool *self, const char *string)
{
  fl_handle_table_fetch(&self->table, fl_hash_bytes(string, strlen(string) + 1));
}

FlPoolKey
fl_string_pool_key(const char *string)
{
  size_t length = strlen(string);
  return (FlPoolKey){string, length, fl_hash_bytes(string, length + 1)};
}

uint32_t
fl_string_pool_find(const FlStringPool *self, FlPoolKey key)
{
  return fl_handle_table_find(&self->table, key.hash, is_string, key.string, self);
}

uint32_t
fl_string_pool_add_new(FlStringPool *self, FlPoolKey key)
{
  uint32_t handle = take_room(self, key.length + 1);
  memcpy((char *)fl_string_pool_get(self, handle), key.string, key.length + 1);
  fl_handle_table_insert(&self->table, key.hash, handle);
  return handle;
}

uint32_t
fl_string_pool_add(FlStringPool *self, const char *string)
{
  FlPoolKey key = fl_string_pool_key(string);
  uint32_t handle = fl_string_pool_find(self, key);
  return handle != FL_NO_HANDLE ? handle : fl_string_pool_add_new(self, key);
}
