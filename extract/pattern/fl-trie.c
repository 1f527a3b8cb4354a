#include "fl-trie.h"

FlTrie *
fl_trie_new(void)
{
  FlTrie *self = g_new0(FlTrie, 1);
  self->capacity = 64;
  self->edges = g_new0(FlTrieEdge, self->capacity);
  self->nodes = g_array_new(FALSE, TRUE, sizeof(FlTrieNode));
  g_array_set_size(self->nodes, 1);
  return self;
}

void
fl_trie_free(FlTrie *self)
{
  if (self == NULL)
    return;
  g_free(self->edges);
  g_array_unref(self->nodes);
  g_free(self);
}

static void
grow(FlTrie *self)
{
  uint32_t capacity = self->capacity * 2;
  FlTrieEdge *edges = g_new0(FlTrieEdge, capacity);
  for (uint32_t i = 0; i < self->capacity; i++)
    if (self->edges[i].to != 0)
      *fl_trie_find_slot(edges, capacity, self->edges[i].from, self->edges[i].c) = self->edges[i];
  g_free(self->edges);
  self->edges = edges;
  self->capacity = capacity;
}

uint32_t
fl_trie_add(FlTrie *self, uint32_t from, gunichar c)
{
  FlTrieEdge *edge = fl_trie_find_slot(self->edges, self->capacity, from, c);
  if (edge->to != 0)
    return edge->to;
  uint32_t to = self->nodes->len;
  *edge = (FlTrieEdge){from, to, c};
  g_array_set_size(self->nodes, to + 1);
  fl_trie_get(self, from)->children |= (uint64_t)1 << (c & 63);
  if (++self->n_edges > self->capacity / 2)
    grow(self);
  return to;
}
