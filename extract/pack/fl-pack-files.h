/*
 * FlPackFiles: a pack while it is read: its files, and what they have named so far. Private to this folder.
 */
#pragma once

#include "fl-yaml.h"

/* One pack under way. */
typedef struct {
  char *name;
  char *folder;
  int index;
  FlYaml *settings;                                  /* pack.yaml; borrowed from the rule set */
  FlYaml *schema;                                    /* schema.yaml; NULL: none */
  GPtrArray *files;                                  /* of FlYaml: the rule files, by name */
  GHashTable *defines;                               /* name to const FlYamlNode* */
  GHashTable *define_keys;                           /* name to const FlYamlNode*, where it is named */
  GHashTable *tables;                                /* name to GHashTable* (borrowed from the rule set) */
  const FlYamlNode *type_separator, *text_separator; /* between members of lists */
  uint32_t limit;                                    /* steps of a pattern */
  uint32_t max_edges;                                /* of an emission in a match */
} FlPackFiles;

/* What packs have said of how a type is shown; NULL: nothing yet. */
typedef struct {
  const FlYamlNode *label, *name, *color;
} FlLook;
