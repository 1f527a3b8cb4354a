/*
 * FlMatch, FlMention, FlEntity: where a rule matched, what it says stands there, and the thing in an article that
 * mentions are of.
 *
 * All lie in the arena of an analysis, which owns them.
 */
#pragma once

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
  bool mentioned;    /* a mention stands for it; known once edges are made */
  bool given;        /* by a test: it may be known without a mention */
  uint32_t node;     /* index in the batch + 1, once written */
};

/* The mention that stands where `mention` does: itself, or the one it lost to. */
FlMention *fl_mention_get_winner(FlMention *mention);

/* The entity that `entity` was joined with, or itself. */
FlEntity *fl_entity_get_root(FlEntity *entity);

/* Adds another name (borrowed: of the arena, or constant). One may come again: a batch keeps it once. */
void fl_entity_add_alias(FlEntity *self, const char *alias);
