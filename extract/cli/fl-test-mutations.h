/*
 * What no test would miss: each part of each rule is taken out in turn, and the tests run that could notice.
 */
#pragma once

#include "fl-extractor.h"

/* Prints every part that no test misses, then how many there are. `only` NULL: of all rules. False where tests can't
 * be read. */
bool fl_test_mutations(FlRuleSet *rules, FlExtractor *extractor, const FlRule *only);

/* How many rules could be taken out whole and no test would miss them. Tests must be readable. */
guint fl_test_mutations_count_rules(FlRuleSet *rules, FlExtractor *extractor);
