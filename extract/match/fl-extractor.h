/*
 * FlExtractor: runs a rule set over documents. One for each thread; it holds what is used again from document
 * to document.
 */
#pragma once

#include "fl-analysis.h"
#include "fl-fact-batch.h"
#include "fl-given.h"
#include "fl-profile.h"

typedef struct _FlExtractor FlExtractor;

FlExtractor *fl_extractor_new(FlRuleSet *rules);
void fl_extractor_free(FlExtractor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlExtractor, fl_extractor_free)

/* Whether patterns are tried only where the prefilter finds what they need (the default), or everywhere: the
 * same comes of it, but that a pattern may then run into its limit where it had no match to find. */
void fl_extractor_set_prefilter(FlExtractor *self, bool prefilter);

/* Notes in a profile (borrowed; NULL: none, the default) what the rules take of the documents that it analyses from now
 * on. */
void fl_extractor_set_profile(FlExtractor *self, FlProfile *profile);

/* Analyses a document, which it takes. Never fails: what is doubtful is in the analysis' report. */
FlAnalysis *fl_extractor_analyse(FlExtractor *self, FlDocument *take_document);

/* The whole way from a document, which it takes, to its facts. */
FlFactBatch *fl_extractor_extract(FlExtractor *self, FlDocument *take_document);

/* How one rule, or all, is run over a text for a test or an explanation. */
typedef struct {
  FlPlainCut cut;
  const FlRule *only; /* run this rule alone; NULL: all */
  GArray *given;    /* of FlGivenMention: these instead of all other mentions; NULL: those that rules find */
  GArray *contexts; /* of FlGivenContext; NULL: none */
} FlTrial;

/* Analyses a text that was cut by no layout; takes the document. */
FlAnalysis *fl_extractor_try(FlExtractor *self, FlDocument *take_document, const FlTrial *trial);
