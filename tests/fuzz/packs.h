/*
 * Packs for fuzzing: files in a temporary folder, loaded as any pack is, and run.
 */
#pragma once

#include "fl-rule-set.h"

/* Writes a file of the pack, or removes it where `text` is NULL. The folder is made at the first call and
 * goes when the program ends. */
void pack_write(const char *name, const char *text, gsize length);

/* Loads the pack. Every message about it must name one of its files and a place that is there, and be text.
 */
FlRuleSet *pack_load(void);

/* Runs a rule set over a document and checks the facts that come of it. Bytes that are no text are passed
 * over. */
void pack_run(FlRuleSet *rules, const char *name, const void *bytes, size_t length);

/* Runs the tests in the rules, whatever comes of them. */
void pack_test(FlRuleSet *rules);
