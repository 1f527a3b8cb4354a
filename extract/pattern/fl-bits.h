/*
 * Sets of small numbers, a bit each, in words that the owner keeps. Of characters and hashes they hold the last bits
 * alone: one of several that share a bit may seem to be there.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

static inline void
fl_bits_set(uint64_t *words, uint32_t bit)
{
  words[bit / 64] |= (uint64_t)1 << bit % 64;
}

static inline bool
fl_bits_has(const uint64_t *words, uint32_t bit)
{
  return words[bit / 64] >> bit % 64 & 1;
}
