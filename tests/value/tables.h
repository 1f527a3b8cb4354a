/*
 * The tables of a pack for tests: what packs say in CSV, said in C.
 */
#pragma once

#include "fl-numerals.h"

/* Chinese digits, 十百千 and 万亿; five, hundred, thousand and million of English. */
FlNumerals *numerals_new(void);
