/*
 * FlHandleTable: a hash table of handles (indices into an array that its owner keeps), eight bytes an entry.
 * What the keys are, and when two are equal, is the owner's business.
 *
 * A plain value, empty when zeroed; used by one thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define FL_NO_HANDLE UINT32_MAX

typedef struct {
  uint32_t hash;
  uint32_t handle;
} FlHandleSlot;

typedef struct {
  FlHandleSlot *slots;
  uint32_t n_slots; /* a power of two, or 0 */
  uint32_t n_used;
} FlHandleTable;

/* Whether what the owner keeps under `handle` has this key. */
typedef bool (*FlHandleEqual)(uint32_t handle, const void *key, const void *owner);

void fl_handle_table_clear(FlHandleTable *self);

/* The handle with this key and hash, or FL_NO_HANDLE. */
uint32_t fl_handle_table_find(const FlHandleTable *self, uint32_t hash, FlHandleEqual equal, const void *key,
                              const void *owner);

/* Fetches into the processor's cache where a key of this hash will be looked for: in a large table, nowhere near
 * the last. */
static inline void
fl_handle_table_fetch(const FlHandleTable *self, uint32_t hash)
{
  if (self->n_slots > 0)
    __builtin_prefetch(&self->slots[hash & (self->n_slots - 1)]);
}

/* Adds a handle whose key is not in the table. */
void fl_handle_table_insert(FlHandleTable *self, uint32_t hash, uint32_t handle);

uint32_t fl_hash_bytes(const void *bytes, size_t length);
