/*
 * Packs and texts of chance: patterns of every construct that PCRE2 has, over a few characters, so that they
 * match often.
 */
#pragma once

#include <glib.h>

/* A pattern with holes for the types Person and Place; it need not compile. */
char *make_random_pattern(GRand *random);

/* The text of a rule file with rules named r0, r1, …; `patterns` is the patterns of each rule, separated by
 * line feeds. */
char *make_rule_file(GRand *random, const GPtrArray *patterns);

/* Writes a pack with a rule file into a folder. */
void write_pack(const char *folder, const char *rule_file);

/* Lines of a few characters, names among them. */
char *make_random_lines(GRand *random);
