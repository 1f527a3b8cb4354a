/*
 * Evaluating templates and conditions: what a rule's value is for one match.
 */
#pragma once

#include "fl-analysis.h"

/* What a template is evaluated for. A plain value. */
typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
  const FlMatch *match;
  const FlEmission *emission; /* whose lists are being walked; NULL: none */
  uint32_t member;            /* which member of them */
  uint32_t at;                /* the place from which contexts are seen */
} FlEvaluation;

/* The value: the arena's text, "" when it is empty. A filter that fails
 * is reported and gives an empty text. */
const char *fl_evaluate(const FlEvaluation *self, const FlTemplate *template);

/* What a reference stands for, "" when there is nothing: borrowed. */
const char *fl_evaluate_reference(const FlEvaluation *self, const FlReference *reference);

/* Whether a condition holds; NULL always does. */
bool fl_evaluate_condition(const FlEvaluation *self, const FlCondition *condition);

/* The member of a list capture that is meant while a list is walked: the one walked, else the first. NULL
 * when there is none, or it is no mention. */
FlMention *fl_evaluation_get_mention(const FlEvaluation *self, int capture);

/* The span of a capture, or of its member that is walked; false when it took no part. */
bool fl_evaluation_get_span(const FlEvaluation *self, int capture, FlSpan *ret_span);

/* Whether an emission walks the lists of this capture. */
bool fl_emission_walks(const FlEmission *self, int capture);

/* The entity of a mention: of the one that stands in its place, with all it was joined with. NULL for a step
 * and a refused one. */
FlEntity *fl_mention_get_entity(FlMention *mention);

/* The value of a property by name, of a mention or the entity behind it; NULL where there is none. */
const char *fl_mention_get_property(const FlAnalysis *analysis, FlMention *mention, const char *name);
const char *fl_entity_get_property(const FlAnalysis *analysis, const FlEntity *entity, const char *name);
