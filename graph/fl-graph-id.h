/*
 * Ids without collisions: 64 bits of a hash are enough for all but the unluckiest graph, and that one must
 * still be the same in every run.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* The id of an element in the given round: round 0 is what it should be, the next ones are for elements that
 * had to give way to another of the same id. */
typedef uint64_t (*FlIdFunc)(uint32_t element, uint32_t round, void *data);

/* Ids for elements 0 to n - 1, no two equal; the caller's. Of elements with equal ids the first in order
 * (`compare` gets pointers to two elements) keeps it, whatever their numbers. */
uint64_t *fl_ids_make(uint32_t n, FlIdFunc make, GCompareDataFunc compare, void *data);
