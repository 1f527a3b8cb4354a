/*
 * FlExpansion: a pattern with its holes filled (fl-expand.c), ready to be compiled (fl-define.c). Private to this
 * folder.
 *
 * Plain values of the caller's; patterns and lists that are returned are the caller's too.
 */
#pragma once

#include "fl-loader.h"

/* An expanded pattern knows, for every part, where it was written. */
typedef struct {
  GString *text;
  GArray *origins; /* of FlOrigin */
} FlExpansion;

/* How a list of texts in a pattern is taken apart again. */
typedef struct {
  char *name; /* of the capture */
  FlPattern *member, *separator;
} FlTextList;

void fl_text_list_free(FlTextList *self);

/* What the holes of a pattern may be, and what they were. */
typedef struct {
  FlLoader *loader;
  FlRule *rule;     /* its captures are added to and its view widened; NULL: no types, no captures */
  GPtrArray *lists; /* of FlTextList: those found are added; NULL: nothing is captured */
} FlExpander;

/* Expands the holes of a pattern (a scalar node). Returns false, with errors added, when it can't be. */
bool fl_expand(FlExpander *self, const FlYamlNode *node, FlExpansion *ret_expansion);
void fl_expansion_clear(FlExpansion *self);
void fl_expansion_free(gpointer self); /* and the value itself */

/* The sets of types of which a match of the pattern must hold a mention: an array of uint64_t. */
GArray *fl_expander_find_required(const FlExpander *self, const FlYamlNode *node);

/* Compiles it, between `before` and `behind` (each may be ""); adds an error at the place where it was
 * written when it is no pattern. */
FlPattern *fl_expansion_compile(const FlExpansion *self, FlLoader *loader, const FlYamlNode *node,
                                const char *before, const char *behind);

/* Expands and compiles a pattern in which only defines may stand. NULL for no node, and with errors added. */
FlPattern *fl_loader_compile(FlLoader *self, const FlYamlNode *node, const char *before, const char *behind);

/* The same for several patterns, as alternatives of one. NULL when there are none. */
FlPattern *fl_loader_compile_all(FlLoader *self, const FlYamlNode *node, const char *before,
                                 const char *behind);
