/*
 * FlEmission: what a match of a rule makes: a node, an edge, a filled property, a context.
 *
 * Owned by the rule, constant once it is read.
 */
#pragma once

#include "fl-template.h"
#include "fl-yaml.h"

/* Something an emission speaks of. */
typedef enum {
  FL_WHO_NONE,
  FL_WHO_CAPTURE,
  FL_WHO_AS, /* what a node emission of the same rule made: the index of that emission */
  FL_WHO_ARTICLE,
  FL_WHO_VARIABLE, /* '@meeting' */
} FlWhoKind;

typedef struct {
  FlWhoKind kind;
  int index;
} FlWho;

/* A property and its value. */
typedef struct {
  int property;      /* of the node type or edge type; an index into the variables for a `set` */
  char *name;        /* the property's name: what an update may target is known only when it is resolved */
  FlTemplate *value; /* NULL for a `set` of a node */
  FlWho node;        /* of a `set` of a node */
} FlAssignment;

typedef enum {
  FL_EMIT_NODE,
  FL_EMIT_EDGE,
  FL_EMIT_UPDATE,
  FL_EMIT_SET,
} FlEmitKind;

/* Where a `set` holds. */
typedef enum {
  FL_SCOPE_ONWARD, /* from the match to the end of its sentence */
  FL_SCOPE_SENTENCE,
  FL_SCOPE_REST, /* from the match to the end of its paragraph */
  FL_SCOPE_PARAGRAPH,
  FL_SCOPE_SECTION,
  FL_SCOPE_ARTICLE,
  FL_SCOPE_SOURCE,
  FL_N_SCOPES,
} FlScope;

typedef struct {
  FlEmitKind kind;
  FlCondition *when;      /* NULL: always */
  int type;               /* of NODE: an index into the types; of EDGE: into the schema's edge types */
  int at;                 /* of NODE: the capture that is the mention; -1: the whole match */
  int extend;             /* of NODE: the capture that a view covers too; -1: none */
  char *as;               /* of NODE: its name in the rule; NULL: none */
  int is;                 /* of NODE: the variable whose node it is; -1: its own */
  FlWho from, to;         /* of EDGE; `to` alone of UPDATE: what is updated */
  GArray *zip;            /* of FlWho: lists walked side by side; NULL: none */
  FlScope scope;          /* of SET */
  GPtrArray *assignments; /* of FlAssignment */
  const FlYamlNode *source;
} FlEmission;

FlEmission *fl_emission_new(FlEmitKind kind);
void fl_emission_free(FlEmission *self);

/* "sentence", "rest", … as rules write them. */
const char *fl_scope_name(FlScope scope);
