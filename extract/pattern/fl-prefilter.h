/*
 * FlPrefilter: finds in one pass over a text where any of many patterns may match, so that they need not be
 * tried everywhere. FlHits: what one thread found in one text.
 *
 * From each pattern follows what its matches must hold (fl-requirement.h); the literals of all patterns are
 * walked as one trie. Filled by one thread, then constant and shared; hits belong to one thread.
 */
#pragma once

#include "fl-requirement.h"

typedef struct _FlPrefilter FlPrefilter;
typedef struct _FlHits FlHits;

#define FL_NEED_NO_CLAUSE UINT32_MAX
#define FL_NEED_UNBOUNDED UINT32_MAX

/* What every match of a pattern needs: that one of some literals, or a mark, begins so many characters behind
 * the match's start. */
typedef struct {
  uint32_t clause;   /* whose hits are where literals begin; FL_NEED_NO_CLAUSE: only marks do */
  uint64_t marks;    /* or one of these: bit n for the character FL_SYMBOL_FIRST_MARK + n */
  uint32_t min, max; /* characters; max may be FL_NEED_UNBOUNDED */
  uint64_t between;  /* separators that may stand between the start and it (fl-separator.h) */
  bool anchor;       /* starts of matches are best looked for by this one; of a pattern's needs at most one */
} FlNeed;

FlPrefilter *fl_prefilter_new(void);
void fl_prefilter_free(FlPrefilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlPrefilter, fl_prefilter_free)

/* Adds a pattern by what it requires (FlRequirement). Appends its needs, all of which hold, to an array of FlNeed, the
 * rarest first. None: the pattern must be tried everywhere. */
void fl_prefilter_add(FlPrefilter *self, const GArray *requirements, GArray *needs);

/* The literals of a clause, for a person: \d for a digit, … where one was cut, or where many have the rest
 * in common. The caller's, NULL-terminated. */
char **fl_prefilter_list_literals(const FlPrefilter *self, uint32_t clause);

/* How many bytes the shortest literal of a clause takes that stands at `text`, which ends with a zero byte;
 * 0: none does. Slow; for explaining. */
gsize fl_prefilter_measure_literal(const FlPrefilter *self, uint32_t clause, const char *text);

/* For a prefilter that is filled. */
FlHits *fl_hits_new(const FlPrefilter *prefilter);
void fl_hits_free(FlHits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlHits, fl_hits_free)

/* Looks for all literals in a text (valid UTF-8, `length` bytes); what was found before is forgotten. */
void fl_hits_find(FlHits *self, const char *text, size_t length);

/* Where literals of a clause begin: byte offsets in order, borrowed until the next text. */
const uint32_t *fl_hits_get(const FlHits *self, uint32_t clause, uint32_t *ret_n);
