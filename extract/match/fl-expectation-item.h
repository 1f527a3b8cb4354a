/*
 * Items of a list of expectations, as they are written in a file: new ones, and ones put right. Texts are the
 * caller's.
 */
#pragma once

#include "fl-emitted.h"
#include "fl-yaml.h"

/* What was emitted, as an item: an edge without properties as a sentence, anything else as a mapping. */
char *fl_expectation_item_format(const FlEmitted *emitted);

/* An item as it is written. */
char *fl_expectation_item_copy(const FlYamlNode *item);

/* The same with what came: a sentence anew, of a mapping the values that are other. */
char *fl_expectation_item_correct(const FlYamlNode *item, const FlEmitted *emitted);

/* The value of a property of what was emitted; "" where it has none. */
const char *fl_emitted_find_value(const FlEmitted *self, const char *name);
