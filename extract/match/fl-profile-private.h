/*
 * The inside of FlProfile, for the files that fill and write it. Private to this folder.
 */
#pragma once

#include "fl-profile.h"

struct _FlProfile {
  const FlRuleSet *rules;
  FlRuleProfile *by_rule;
  FlTally *tally;
  guint64 documents, sentences;
  gint64 time;       /* of all, with what measuring took */
  gint64 clock_cost; /* of reading the clock once */
  guint64 n_readings;
};
