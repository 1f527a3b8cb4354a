/*
 * FlUnits: units of measure and their base units: 万亿元 is 1e12 元, 公里 is 1000 米 if the pack says so.
 *
 * Filled by a pack's loader, then constant and shared by threads; owns its names, borrows the numerals.
 */
#pragma once

#include "fl-numerals.h"

typedef struct _FlUnits FlUnits;

FlUnits *fl_units_new(const FlNumerals *numerals);
void fl_units_free(FlUnits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlUnits, fl_units_free)

/* One `name` is `factor` of `base`. */
void fl_units_add(FlUnits *self, const char *name, const char *base, double factor);

/* Splits a unit as written into its base unit and how many of these one of it is. Scales in front are taken
 * off, as few as leave a known unit behind (千瓦 is a unit of its own, 万千瓦 ten thousand of it); where none
 * is known, all of them. The base is owned by `self` or points into `text`. */
const char *fl_units_resolve(const FlUnits *self, const char *text, double *ret_factor);
