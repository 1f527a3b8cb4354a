#include "fl-handle-table.h"

#include <string.h>

enum { FIRST_SIZE = 64 };

void
fl_handle_table_clear(FlHandleTable *self)
{
  g_free(self->slots);
  *self = (FlHandleTable){0};
}

uint32_t
fl_handle_table_find(const FlHandleTable *self, uint32_t hash, FlHandleEqual equal, const void *key,
                     const void *owner)
{
  if (self->n_slots == 0)
    return FL_NO_HANDLE;
  for (uint32_t i = hash & (self->n_slots - 1);; i = (i + 1) & (self->n_slots - 1)) {
    FlHandleSlot slot = self->slots[i];
    if (slot.handle == FL_NO_HANDLE || (slot.hash == hash && equal(slot.handle, key, owner)))
      return slot.handle;
  }
}

static void
put(FlHandleTable *self, FlHandleSlot slot)
{
  uint32_t i = slot.hash & (self->n_slots - 1);
  while (self->slots[i].handle != FL_NO_HANDLE)
    i = (i + 1) & (self->n_slots - 1);
  self->slots[i] = slot;
}

static void
grow(FlHandleTable *self)
{
  g_autofree FlHandleSlot *old = self->slots;
  uint32_t n_old = self->n_slots;
  self->n_slots = n_old == 0 ? FIRST_SIZE : 2 * n_old;
  self->slots = g_new(FlHandleSlot, self->n_slots);
  memset(self->slots, 0xff, self->n_slots * sizeof *self->slots); /* every handle FL_NO_HANDLE */
  for (uint32_t i = 0; i < n_old; i++)
    if (old[i].handle != FL_NO_HANDLE)
      put(self, old[i]);
}

void
fl_handle_table_insert(FlHandleTable *self, uint32_t hash, uint32_t handle)
{
  if (self->n_used >= self->n_slots / 4 * 3)
    grow(self);
  put(self, (FlHandleSlot){hash, handle});
  self->n_used++;
}

uint32_t
fl_hash_bytes(const void *bytes, size_t length)
{
  const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
  const char *at = bytes;
  uint64_t hash = length * factor, word = 0;
  for (; length >= sizeof word; length -= sizeof word, at += sizeof word) {
    memcpy(&word, at, sizeof word);
    hash = (hash ^ word) * factor;
    hash ^= hash >> 32;
  }
  word = 0;
  memcpy(&word, at, length);
  hash = (hash ^ word) * factor;
  return (uint32_t)(hash ^ hash >> 32);
}
