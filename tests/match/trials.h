/*
 * Trials of the engine: a small pack, said in a test as text, and what it finds in a small source.
 */
#pragma once

#include "fl-extractor.h"

/* What sources are cut by: a line that begins with # is an article's title; sentences end with a full stop or
 * 。, paragraphs with the line. */
extern const char *const settings_of_articles;

/* Loads the pack of these files, each a name and its text, ended by NULL, from a temporary folder; nothing may
 * be wrong with them; what is doubtful in their style is let be. */
FlRuleSet *rules_new(const char *name, ...) G_GNUC_NULL_TERMINATED;

/* What the rules make of a source called a.txt, as text (the caller's), a line each, in the order of the
 * batch: nodes (but articles) as `Type name {property: value} = alias @ mention @ mention`, edges (but mentions)
 * as `from edge to`, findings as `! id: message`. */
char *find_facts(FlRuleSet *rules, const char *text);

/* Checks that. */
void assert_finds(FlRuleSet *rules, const char *text, const char *expected);
