#include "fl-arena.h"

#include <string.h>

enum { CHUNK = 64 * 1024, ALIGNMENT = 16 };

struct _FlArena {
  GPtrArray *chunks;
  char *at;
  gsize left;
};

FlArena *
fl_arena_new(void)
{
  FlArena *self = g_new0(FlArena, 1);
  self->chunks = g_ptr_array_new_with_free_func(g_free);
  return self;
}

void
fl_arena_free(FlArena *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->chunks);
  g_free(self);
}

gpointer
fl_arena_alloc(FlArena *self, gsize size)
{
  size = (size + ALIGNMENT - 1) & ~(gsize)(ALIGNMENT - 1);
  if (size > CHUNK / 4) { /* a chunk of its own, so that the one under way is not wasted */
    gpointer own = g_malloc0(size);
    g_ptr_array_add(self->chunks, own);
    return own;
  }
  if (size > self->left) {
    self->at = g_malloc0(CHUNK);
    self->left = CHUNK;
    g_ptr_array_add(self->chunks, self->at);
  }
  gpointer memory = self->at;
  self->at += size;
  self->left -= size;
  return memory;
}

char *
fl_arena_strndup(FlArena *self, const char *text, gsize length)
{
  char *copy = fl_arena_alloc(self, length + 1);
  memcpy(copy, text, length);
  return copy;
}

char *
fl_arena_strdup(FlArena *self, const char *text)
{
  return fl_arena_strndup(self, text, strlen(text));
}
