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
#include "fl-rule-set.h"

typedef struct _FlMention FlMention;
typedef struct _FlEntity FlEntity;
typedef struct _FlMatch FlMatch;

/* What a capture of a match is. */
typedef struct {
  bool present;
  FlSpan span;
  uint32_t n;          /* members of a list; 1 for a single mention */
  FlMention **members; /* of mentions; NULL for texts */
  FlSpan *texts;       /* members of a list of texts; NULL for others */
} FlCaptureValue;

/* The mentions that one node emission made in one match, in the order of the list it walked. */
typedef struct {
  FlMention **mentions;
  uint32_t n;
} FlMade;

struct _FlMatch {
  const FlRule *rule;
  uint32_t alternative;
  uint32_t article;         /* FL_NO_ARTICLE for a match in the source's name */
  FlSpan span;              /* in the clean text */
  FlCaptureValue *captures; /* by capture of the rule */
  FlMade *made;             /* by emission of the rule */
};

/* Why a mention that no other took the text from is none all the same. */
typedef enum {
  FL_NOT_REFUSED,
  FL_REFUSED_HIDDEN,   /* inside a mention that masks it */
  FL_REFUSED_BY_LIST,  /* a list of canonical names drops its name */
  FL_REFUSED_NAMELESS, /* all parts of its key are empty */
  FL_REFUSED_UNKNOWN,  /* the context that it is the same thing as holds nothing here */
} FlRefusal;

struct _FlMention {
  int type;
  FlSpan span;   /* in the clean text */
  FlSpan covers; /* what stands as one character in views: the span and what extends it */
  uint32_t article;
  const char *rule; /* id of the rule, list:FILE, or propagated:RULE */
  int order;        /* which one wins a tie: lists, then rules in the order of files, then propagated names */
  double confidence;
  const FlMatch *match; /* NULL for a name of a list or a propagated one */
  const FlEmission *emission;
  uint32_t member;     /* which member of the walked list */
  const char **values; /* by property of the type; NULL where empty. Filled when the type is finished */
  FlMention *lost_to;  /* an overlapping mention of the same type was preferred; NULL: it stands */
  bool claims; /* stands for a match whose lists did not fit: keeps others off its text, and is nothing itself
                */
  FlRefusal refused;
  FlEntity *entity; /* NULL for a step */
};

struct _FlEntity {
  int type;
  uint32_t article;
  uint32_t order;      /* among the article's */
  const char **values; /* by property of the type */
  GPtrArray *aliases;  /* of const char*; NULL: none */
  const FlMatch *
      *filled_by;    /* by property: the match of the update that gave it; NULL: none, a mention did */
  FlEntity *same_as; /* joined with another; follow with fl_entity_get_root() */
  bool given;        /* by a test: it may be known without a mention */
  uint32_t node;     /* index in the batch + 1, once written */
};

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

/* The mention that stands where `mention` does: itself, or the one it lost to. */
FlMention *fl_mention_get_winner(FlMention *mention);

/* A new entity without properties, which is not among its article's yet; the arena's. */
FlEntity *fl_entity_new(const FlAnalysis *analysis, int type, uint32_t article);

/* Puts an entity among its article's, behind the others. */
void fl_analysis_add_entity(FlAnalysis *self, FlEntity *entity);

/* The entity that `entity` was joined with, or itself. */
FlEntity *fl_entity_get_root(FlEntity *entity);

/* Adds another name (borrowed: of the arena, or constant). One may come again: a batch keeps it once. */
void fl_entity_add_alias(FlEntity *self, const char *alias);

/* The text of a span of the clean text; the arena's. */
const char *fl_analysis_get_text(const FlAnalysis *self, FlSpan span);

/* Where a span stands in the source. */
FlLocation fl_analysis_locate(const FlAnalysis *self, FlSpan span);

/* What its format calls the place where a span begins (fl-format.h): "p3L12"; "" for none. Borrowed. */
const char *fl_analysis_get_place(const FlAnalysis *self, FlSpan span);
