/*
 * FlExplainer: one sentence being explained; shared by fl-explain.c and fl-near.c. Private to this folder.
 */
#pragma once

#include "fl-analysis.h"

typedef struct {
  FlAnalysis *analysis;
  const FlUnit *sentence;
  GString *out;
} FlExplainer;

/* Draws a part of a view: mentions as ⟨Type⟩. */
void fl_explainer_append_view(const FlRuleSet *rules, const char *text, size_t length, GString *out);

/* Whether a span begins in the sentence. */
bool fl_explainer_holds(const FlExplainer *self, FlSpan span);

/* Whether a rule has a match that begins in the sentence. */
bool fl_explainer_has_match(const FlExplainer *self, const FlRule *rule);

/* Appends the rules that came near: how far they got, or what stopped them. */
void fl_explainer_append_near(const FlExplainer *self);
