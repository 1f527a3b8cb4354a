/*
 * FlExplainer: one sentence being explained; shared by the files that explain a part of it. Private to this folder.
 */
#pragma once

#include "fl-explain.h"
#include "fl-miss.h"

typedef struct {
  FlAnalysis *analysis;
  const FlUnit *sentence;
  const FlExplainOptions *options;
  GString *out;
  FlMatcher *matcher;
  FlView *view;
  FlHits *hits; /* of the whole text */
} FlExplainer;

/* ---- pieces of text (fl-explain-text.c) */

/* A heading between the parts. */
void fl_explainer_append_heading(const FlExplainer *self, const char *heading);

/* The clean text of a span, safe to show, at most so many columns of it; the caller's. */
char *fl_explainer_get_text(const FlExplainer *self, FlSpan span, gsize columns);

/* Draws a part of a view: mentions as ⟨Type⟩, at most so many columns. */
void fl_explainer_append_view(const FlExplainer *self, const char *text, size_t length, gsize columns);

/* Where in the files of rules a node stands: `(pack/rules.yaml:3:12)`. */
void fl_explainer_append_place(const FlExplainer *self, const FlYamlNode *node, size_t offset);

/* The names of types, with `or` between. */
void fl_explainer_append_types(const FlExplainer *self, uint64_t types);

/* Whether a span begins in the sentence. */
bool fl_explainer_holds(const FlExplainer *self, FlSpan span);

/* Whether a match is of this rule, and begins in the sentence. */
bool fl_explainer_has_match(const FlExplainer *self, const FlRule *rule);

/* ---- the parts */

/* The sentence, with its mentions under it (fl-explain-drawing.c). */
void fl_explainer_append_drawing(const FlExplainer *self);

/* Mentions, those that lost, contexts (fl-explain-mentions.c). */
void fl_explainer_append_mentions(const FlExplainer *self);
void fl_explainer_append_contexts(const FlExplainer *self);
void fl_explainer_append_lost(const FlExplainer *self);

/* What a rule made of the sentence, which it matches; under its heading (fl-explain-matched.c). */
void fl_explainer_append_matched(const FlExplainer *self, const FlRule *rule);

/* The rules that came near; what became of one rule that has no match (fl-near.c). */
void fl_explainer_append_near(const FlExplainer *self);
void fl_explainer_append_missed(const FlExplainer *self, const FlRule *rule);
