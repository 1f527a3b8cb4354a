/*
 * FlFinding: something a run noticed about a source or a fact: a limit hit, a list of unequal length, two
 * values for one property. It is data, counted and shown at the end; it stops nothing.
 *
 * A plain value; its strings belong to whatever holds it (a fact batch, a graph).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum {
  FL_FINDING_NOTE,    /* worth knowing: the encoding that was detected */
  FL_FINDING_WARNING, /* something was left out or is in doubt; --strict makes it fail the run */
} FlFindingLevel;

typedef struct {
  FlFindingLevel level;
  const char *id;      /* kebab-case, for people and filters: match-limit, zip-lengths, no-layout */
  const char *rule;    /* the rule it is about, or "" */
  const char *file;    /* the source's name, or "" */
  uint32_t line;       /* 1-based, 0 where there is none */
  uint32_t column;     /* 1-based, in code points, 0 where there is none */
  uint32_t count;      /* how often, with the first place given; at least 1 */
  const char *message; /* lower case, no full stop */
} FlFinding;

/* "note" or "warning". */
const char *fl_finding_level_name(FlFindingLevel level);
bool fl_finding_level_from_name(const char *name, FlFindingLevel *ret_level);
