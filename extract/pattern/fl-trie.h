/*
 * FlTrie: texts of characters, walked one character at a time.
 *
 * Its edges lie in one hash table, so that a step costs the same whatever the number of texts. Filled by one
 * thread, then constant and shared. Node 0 is the root; no edge leads there.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  uint32_t from, to; /* `to` 0: a free slot */
  gunichar c;
} FlTrieEdge;

typedef struct {
  uint64_t children; /* a bit for each child's character, by its last six bits */
  uint32_t value;    /* what the owner keeps with the text that ends here; 0: nothing */
} FlTrieNode;

typedef struct {
  FlTrieEdge *edges; /* open addressing */
  uint32_t capacity, n_edges;
  GArray *nodes; /* of FlTrieNode */
} FlTrie;

FlTrie *fl_trie_new(void);
void fl_trie_free(FlTrie *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlTrie, fl_trie_free)

/* The node that is come to from another by a character; made where it is not there. */
uint32_t fl_trie_add(FlTrie *self, uint32_t from, gunichar c);

static inline FlTrieNode *
fl_trie_get(const FlTrie *self, uint32_t node)
{
  return &g_array_index(self->nodes, FlTrieNode, node);
}

static inline FlTrieEdge *
fl_trie_find_slot(FlTrieEdge *edges, uint32_t capacity, uint32_t from, gunichar c)
{
  uint64_t hash = ((uint64_t)from << 21 ^ c) * 0x9e3779b97f4a7c15ull;
  for (uint32_t i = (uint32_t)(hash >> 32) & (capacity - 1);; i = (i + 1) & (capacity - 1))
    if (edges[i].to == 0 || (edges[i].from == from && edges[i].c == c))
      return &edges[i];
}

/* The same for a node that is there; 0 where it is not. */
static inline uint32_t
fl_trie_step(const FlTrie *self, uint32_t from, gunichar c)
{
  if ((fl_trie_get(self, from)->children >> (c & 63) & 1) == 0)
    return 0;
  return fl_trie_find_slot(self->edges, self->capacity, from, c)->to;
}
