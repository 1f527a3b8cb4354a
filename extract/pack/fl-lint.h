/*
 * Lint: what is allowed in packs but doubtful. Private to this folder; each part looks at one thing.
 */
#pragma once

#include "fl-loader.h"
#include "fl-pattern-scanner.h"

/* Adds a warning at `length` bytes of a scalar's text. */
void fl_lint_warn(FlLoader *self, const FlYamlNode *node, FlSpan place, const char *id, const char *hint,
                  const char *message);

/* The tokens of a pattern: an array of FlToken, without the last, which is none. */
GArray *fl_lint_scan(const FlYamlNode *node);

/* How a pattern is written, token by token (fl-lint-pattern.c): what can go wrong or be slow; and characters that no
 * text holds, choices of very many words. */
void fl_lint_pattern(FlLoader *self, const FlYamlNode *node);
void fl_lint_words(FlLoader *self, const FlYamlNode *node);

/* Branches of a choice that are never come to, since one before them is always taken, and such whose end never takes
 * more than the least (fl-lint-branch.c). */
void fl_lint_branches(FlLoader *self, const FlYamlNode *node);

/* Alternatives, and rules, that others leave nothing to (fl-lint-shadow.c). */
void fl_lint_shadows(FlLoader *self);

/* Contexts that are never set, never read, or never what a condition asks for (fl-lint-context.c). */
void fl_lint_contexts(FlLoader *self);

/* Whether the tokens of `first` are those that `second` begins with, whatever follows there, and take up at least
 * a character: where `second` matches, `first` does. Both are `n` tokens and more of their nodes' texts. */
bool fl_lint_begins_with(const FlYamlNode *first, const FlToken *tokens, guint n, const FlYamlNode *second,
                         const FlToken *others, guint n_others);
