/*
 * FlRule: one rule, compiled: its patterns, what they capture, what a match emits.
 *
 * Made by the rule reader, owned by the rule set, then constant and shared by threads. Fields are read
 * directly. Types, variables and captures are named by index: types and variables into the rule set, captures
 * into the rule.
 */
#pragma once

#include "fl-alternative.h"
#include "fl-emission.h"

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

FlRule *fl_rule_new(void);
void fl_rule_free(FlRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRule, fl_rule_free)

/* The index of a capture by name, or -1. */
int fl_rule_find_capture(const FlRule *self, const char *name);
const FlCapture *fl_rule_get_capture(const FlRule *self, int index);
