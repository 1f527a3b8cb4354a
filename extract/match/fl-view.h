/*
 * FlView: the text of an article in which each mention of some types is one private-use character.
 *
 * Where mentions overlap the leftmost longest is shown, ties in the schema's order. Rebuilt for every article
 * and set of types in the same buffers; belongs to one extractor. It borrows the mentions.
 */
#pragma once

#include "fl-analysis.h"

typedef struct {
  uint32_t at; /* in the view */
  FlMention *mention;
} FlViewMention;

typedef struct {
  const FlAnalysis *analysis;
  uint32_t article;
  FlSpan base; /* what of the clean text it shows */
  GString *text;
  GArray *mentions;  /* of FlViewMention, in order */
  GPtrArray *sorted; /* scratch */
} FlView;

enum { FL_MENTION_CHAR_LENGTH = 4 }; /* bytes of a mention character */

FlView *fl_view_new(void);
void fl_view_free(FlView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlView, fl_view_free)

/* Shows `base` (an article, or the beginning of a source) with the mentions of `types` in it. */
void fl_view_show(FlView *self, const FlAnalysis *analysis, uint32_t article, FlSpan base, uint64_t types);

/* The part of the view that shows a span of the clean text. A mention that crosses its start is left out, one
 * that crosses its end is in. */
FlSpan fl_view_find(const FlView *self, FlSpan span);

/* Where the view shows an offset of the clean text; false when it lies in a mention. */
bool fl_view_find_place(const FlView *self, uint32_t offset, uint32_t *ret_at);

/* The span of the clean text that a part of the view shows. */
FlSpan fl_view_map(const FlView *self, FlSpan part);

/* The types of the mentions in a part of the view. */
uint64_t fl_view_get_types(const FlView *self, FlSpan part);

/* The mentions whose characters lie in a part of the view: the index of the first, and how many. */
uint32_t fl_view_find_mentions(const FlView *self, FlSpan part, uint32_t *ret_n);
FlMention *fl_view_get_mention(const FlView *self, uint32_t index);
