/*
 * FlExpanding: a pattern whose holes are being filled: what is written so far, and what each hole needs for it.
 * Private to this folder.
 *
 * Plain values on the stack of fl_expand(), which borrow all they point to; what is captured goes into the rule
 * and the lists of the expander. Functions that return bool are false with an error added.
 */
#pragma once

#include "fl-expansion.h"
#include "fl-hole.h"
#include "fl-pattern-scanner.h"

/* A pattern that is being expanded, and those around it whose holes led to it. */
typedef struct _FlFrame {
  const struct _FlFrame *outer;
  const FlPackFiles *pack;
  const FlYamlNode *node;
  const char *name; /* of the define; NULL for the pattern itself */
  int depth;
} FlFrame;

typedef struct {
  FlExpander *expander;
  FlExpansion *out;
  bool more; /* something of it was more than text: it captured, or stands for a mention */
} FlExpanding;

/* What stands between the members of a list, and the pack that wrote it; no node: the default. */
typedef struct {
  const FlYamlNode *node;
  const FlPackFiles *pack;
} FlSeparator;

/* Writes a whole pattern, with its holes filled (fl-expand.c). */
bool fl_expanding_expand(FlExpanding *self, const FlFrame *frame);

/* The hole at `token`, which is for types (fl-type-hole.c), or for a define (fl-define-hole.c). */
bool fl_expanding_expand_types(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole);
bool fl_expanding_expand_define(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole);

/* ---- what both kinds of hole do (fl-expanding.c) */

/* Whether what is expanded looks at clean text, as all rules but those for a source's name do. */
bool fl_expanding_is_clean(const FlExpanding *self);

/* Adds an error at the token; always false. */
bool fl_expanding_fail(const FlExpanding *self, const FlFrame *frame, FlToken token, const char *id,
                       const char *hint, const char *message);

/* The part of a hole's token that is a thing of it. */
FlToken fl_expanding_find_thing(const FlFrame *frame, FlToken token, const char *thing);

/* Writes the token as it stands there. */
void fl_expanding_append_written(FlExpanding *self, const FlFrame *frame, FlToken token);

/* Writes what a hole adds of its own. */
void fl_expanding_append_made(FlExpanding *self, const FlFrame *frame, FlToken token, const char *text);

/* Writes the group that a hole is, up to its content, and its end behind it. */
void fl_expanding_open_hole(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole);
void fl_expanding_close_hole(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole);

/* A capture of the rule; one that it has already must be of the same kind. */
bool fl_expanding_add_capture(FlExpanding *self, const FlFrame *frame, FlToken token, const char *name,
                              FlCaptureKind kind, uint64_t types);

bool fl_hole_is_list(const FlHole *hole);

/* The separator of lists of texts, or of mentions: a pack's own, else of the nearest pack before it. */
FlSeparator fl_separator_find(const FlLoader *loader, bool texts);

/* A list of one thing or more: what is written from `start` on is repeated behind a separator. */
bool fl_expanding_append_repeats(FlExpanding *self, const FlFrame *frame, FlToken token, size_t start,
                                 const FlSeparator *separator);
