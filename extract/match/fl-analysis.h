/*
 * FlAnalysis: everything that rules found in one document: matches, mentions, entities, contexts, statements.
 * What becomes of it is a fact batch (fl-fact-writer.h); explain and test look at the analysis itself.
 *
 * Made by an extractor for one thread; then constant. All of it lies in one arena; it borrows the rule set
 * and owns document and text.
 */
#pragma once

#include "fl-arena.h"
#include "fl-fact-batch.h"
#include "fl-mention.h"

/* A context that a match set. */
typedef struct {
  int variable;
  FlScope scope;
  FlSpan range; /* where it holds */
  uint32_t at;  /* where it was set */
  uint32_t article;
  const FlMatch *match;
  const char *text; /* of a text context; NULL for a node */
  FlMention *node;
} FlContextEntry;

/* An edge or update of a match, to be resolved when the document is complete. */
typedef struct {
  const FlMatch *match;
  const FlEmission *emission;
} FlStatement;

/* A resolved edge. */
typedef struct {
  const FlMatch *match;
  const FlEmission *emission;
  FlEntity *from, *to;
  const char **values; /* by property of the edge type; NULL where empty */
} FlEdge;

/* An edge that a match would have, if it could. */
typedef struct {
  const FlMatch *match;
  const char *why;
} FlLostEdge;

typedef struct {
  GPtrArray **pending; /* by type: of FlMention, as they are found; empty once the type is settled */
  GPtrArray *
      *mentions;    /* by type: of FlMention, in order of place; those that stand, once the type is settled */
  GPtrArray *lost;  /* of FlMention: the others */
  FlEntity *entity; /* the article itself */
  GPtrArray *entities; /* of FlEntity */
} FlArticleFacts;

typedef struct _FlContextStore FlContextStore;

typedef struct {
  const FlRuleSet *rules;
  FlDocument *document;
  FlText *text;
  FlReport *report;
  FlArena *arena;
  FlArticleFacts *articles; /* by article of the text */
  GPtrArray *matches;       /* of FlMatch */
  GArray *statements;       /* of FlStatement */
  FlContextStore *contexts;
  GArray *edges;      /* of FlEdge, once resolved */
  GArray *lost_edges; /* of FlLostEdge */
} FlAnalysis;

void fl_analysis_free(FlAnalysis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlAnalysis, fl_analysis_free)

/* A new entity without properties, which is not among its article's yet; the arena's. */
FlEntity *fl_entity_new(const FlAnalysis *analysis, int type, uint32_t article);

/* Puts an entity among its article's, behind the others. */
void fl_analysis_add_entity(FlAnalysis *self, FlEntity *entity);

/* The text of a span of the clean text; the arena's. */
const char *fl_analysis_get_text(const FlAnalysis *self, FlSpan span);

/* Where a span stands in the source. */
FlLocation fl_analysis_locate(const FlAnalysis *self, FlSpan span);

/* What its format calls the place where a span begins (fl-format.h): "p3L12"; "" for none. Borrowed. */
const char *fl_analysis_get_place(const FlAnalysis *self, FlSpan span);
