/*
 * FlAlternative: one of the patterns of a rule, with its groups, where its parts were written and what it needs;
 * FlGuard: a pattern that stops the rule.
 *
 * Owned by the rule, constant once it is read.
 */
#pragma once

#include "fl-prefilter.h"
#include "fl-text.h"
#include "fl-yaml.h"

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

/* Frees what a FlCaptureGroup owns. */
void fl_capture_group_clear(gpointer data);

void fl_alternative_free(FlAlternative *self);
void fl_guard_free(FlGuard *self);
