/*
 * FlLookout: what a pack says is worth a look in the worklist: a pattern over sentences, and the types of which a
 * mention should be there where it matches.
 *
 *   worklist:
 *   - about: Numbers with a unit that are no figure
 *     match: '\d+(?<by>{measure_word})'
 *     gives: [Figure, Target]
 *
 * Owned by the rule set, then constant.
 */
#pragma once

#include "fl-rule.h"

typedef struct {
  const char *about; /* borrowed from the pack's file */
  FlPattern *pattern;
  uint64_t gives; /* types: a mention of one of them covers what the pattern matches */
  const FlYamlNode *source;
} FlLookout;

void fl_lookout_free(FlLookout *self);
