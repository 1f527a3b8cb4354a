/*
 * FlType: a type of mention: a node type of the schema, or a step on the way to one.
 *
 * Owned by the rule set, constant once it is loaded. Fields are read directly.
 */
#pragma once

#include "fl-value.h"
#include "fl-yaml.h"

typedef enum {
  FL_OVERLAP_LONGEST, /* of overlapping mentions the longest stays; of equals the more confident, then the one
                         whose rule comes first */
  FL_OVERLAP_FIRST,   /* the one whose rule comes first, then the leftmost */
  FL_OVERLAP_ALL,
} FlOverlap;

typedef struct {
  char *name;
  FlValueType type;
} FlTypeProperty;

/* A type of mention. */
typedef struct {
  char *name;
  int node_type; /* in the schema; FL_SCHEMA_NONE for a step */
  FlOverlap overlap;
  bool propagate;        /* a name once found is found everywhere in its article */
  uint64_t masks;        /* types whose mentions are hidden inside a mention of this one */
  GArray *properties;    /* of FlTypeProperty; those of a node type in the schema's order */
  GHashTable *canonical; /* a name to the one it is merged with, "" where it is refused; NULL: none */
  const FlYamlNode *source;
} FlType;

void fl_type_free(FlType *self);

/* The index of a property of a type by name, or -1. */
int fl_type_find_property(const FlType *self, const char *name);
