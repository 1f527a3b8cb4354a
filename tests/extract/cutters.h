/*
 * Cutters and layouts for tests: what packs say in YAML, said in C.
 */
#pragma once

#include "fl-cutter.h"

/* A pattern that is known to compile. */
FlPattern *pattern_new(const char *source);

/* A cutter without layouts that knows Chinese and English sentences, clauses and headings; `cleaning` may be
 * NULL: none. */
FlCutter *cutter_new(const FlCleaning *cleaning);

FlLayout *cutter_add_layout(FlCutter *self, const char *name, const FlCleaning *cleaning);

/* `match` and `unlike` may be NULL. */
FlLineKind *layout_add_kind(FlLayout *self, const char *name, const char *match, const char *unlike);

/* What a layout's sequences are once its kinds are there; NULL: none. */
void layout_set_sequences(FlLayout *self, const char *article, const char *paragraph);

/* Any cleaning, any of a few layouts, with or without ends of sentences and clauses. */
FlCutter *cutter_new_random(GRand *random);
