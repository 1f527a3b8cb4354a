/*
 * FlKeyed: an index with a number to sort it by. Millions of them are put in order without a comparison: a pass
 * for each byte in which the numbers differ.
 *
 * Where one number does not say it all, either the last key is sorted by first (what has equal keys stays in its
 * order), or those with equal ones are sorted by a function.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct {
  uint64_t key;
  uint32_t index;
} FlKeyed;

/* Sorts by key; what has equal ones stays as it was. */
void fl_keyed_sort(FlKeyed *all, uint32_t n);

/* Sorts those of equal keys, which stand together, by a function that gets pointers to two of them. */
void fl_keyed_sort_equals(FlKeyed *all, uint32_t n, GCompareDataFunc compare, void *data);

/* The end of those that have the key of the one at `first`. */
uint32_t fl_keyed_find_end(const FlKeyed *all, uint32_t n, uint32_t first);

/* The first eight bytes of a text, as a number that orders as they do. */
uint64_t fl_keyed_head(const char *text);
