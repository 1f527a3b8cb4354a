/*
 * FlRule: one rule, compiled: its patterns, what they capture, what a match emits.
 *
 * Made by the rule reader, owned by the rule set, then constant and shared by threads. Fields are read
 * directly. Types, variables and captures are named by index: types and variables into the rule set, captures
 * into the rule.
 */
#pragma once

#include "fl-prefilter.h"
#include "fl-template.h"
#include "fl-text.h"
#include "fl-yaml.h"

/* The private-use character that stands for a mention of a type in a view: plane 15. */
enum { FL_MENTION_CHAR = 0xf0000 };

typedef enum {
  FL_CAPTURE_TEXT,
  FL_CAPTURE_TEXTS,    /* a list of texts: {n:name+} of a define */
  FL_CAPTURE_MENTION,  /* {who:Person} */
  FL_CAPTURE_MENTIONS, /* {who:Person+} */
} FlCaptureKind;

typedef struct {
  char *name;
  FlCaptureKind kind;
  uint64_t types; /* of MENTION and MENTIONS */
} FlCapture;

/* A group of a pattern and the capture it fills. */
typedef struct {
  int group, capture;
  FlPattern *member;    /* of a list of texts: one member, from where the matcher stands; NULL for others */
  FlPattern *separator; /* what stands between two, likewise */
} FlCaptureGroup;

/* From byte `at` on, the pattern was written at byte `offset` of `node`; or made for the hole there, all of
 * it. */
typedef struct {
  size_t at, offset;
  const FlYamlNode *node;
  bool made;
} FlOrigin;

/* Where byte `at` of a pattern was written: the offset in the text of `*ret_node`, NULL when there are no
 * origins. */
size_t fl_origins_find(const GArray *origins, size_t at, const FlYamlNode **ret_node);

/* The offset in the text of `node` of what was written last before byte `at`: a hole, where that byte is of what
 * was put in its place. */
size_t fl_origins_find_in(const GArray *origins, size_t at, const FlYamlNode *node);

typedef struct {
  FlPattern *pattern;
  GArray *origins;  /* of FlOrigin: where the parts of the expanded pattern were written */
  GArray *groups;   /* of FlCaptureGroup */
  GArray *needs;    /* of FlNeed: where the prefilter lets the pattern run */
  GArray *required; /* of uint64_t: of each of these sets of types a mention must be there */
  const FlYamlNode *source;
} FlAlternative;

/* A pattern that stops a rule where it matches in the unit around a match; FL_GUARD_MATCH: in the match
 * itself. */
enum { FL_GUARD_MATCH = FL_N_UNITS };

typedef struct {
  int unit; /* an FlUnitKind, or FL_GUARD_MATCH */
  FlPattern *pattern;
  const FlYamlNode *source;
} FlGuard;

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

typedef struct {
  char *id;
  const char
      *about; /* what it is for, in a person's words; borrowed from its file, "" where it says nothing */
  int index;  /* in the rule set: the order of the files */
  FlUnitKind in;
  uint64_t view;           /* the types that the rule's view shows as mentions */
  uint64_t avoid;          /* no match across mentions of these */
  GPtrArray *alternatives; /* of FlAlternative, tried in order */
  GPtrArray *guards;       /* of FlGuard */
  GPtrArray *captures;     /* of FlCapture */
  GPtrArray *emissions;    /* of FlEmission */
  double confidence;
  uint32_t limit;     /* steps from each start position */
  uint32_t max_edges; /* that one emission makes crosswise, of two lists of one match */
  uint64_t produces;  /* types */
  uint64_t sets;      /* variables */
  uint64_t needs; /* variables whose values decide what the rule emits (when, set), not merely what it says */
  int stratum;    /* from 0 */
  const FlYamlNode *source; /* its id */
  const FlYamlNode *whole;  /* its mapping */
  const FlYamlNode *tests;  /* NULL: none */
  GPtrArray *more_tests;    /* of const FlYamlNode: those that stand apart from it, under tests: of a file */
} FlRule;

/* Frees what a FlCaptureGroup owns. */
void fl_capture_group_clear(gpointer data);

FlRule *fl_rule_new(void);
void fl_rule_free(FlRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRule, fl_rule_free)

FlEmission *fl_emission_new(FlEmitKind kind);
void fl_emission_free(FlEmission *self);

/* The index of a capture by name, or -1. */
int fl_rule_find_capture(const FlRule *self, const char *name);
const FlCapture *fl_rule_get_capture(const FlRule *self, int index);

/* "sentence", "rest", … as rules write them. */
const char *fl_scope_name(FlScope scope);
