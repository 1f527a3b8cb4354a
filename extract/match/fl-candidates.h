/*
 * FlCandidates: in which units of an article a pattern may match, and where in them a match may begin, by
 * what the prefilter found.
 *
 * A plain value for one pattern and one article, asked from front to back. It borrows all it is given.
 */
#pragma once

#include "fl-prefilter.h"
#include "fl-view.h"

enum { FL_CANDIDATES_MAX_NEEDS = 5 };

/* Where one need is met: hits of literals, and mentions of the view. */
typedef struct {
  FlNeed need;
  const uint32_t *at; /* in the clean text */
  uint32_t n, next;
  uint32_t next_mention;
} FlNeedPlaces;

typedef struct {
  const FlView *view;
  const FlUnit *units;
  uint32_t n_units;
  FlNeedPlaces needs[FL_CANDIDATES_MAX_NEEDS];
  uint32_t n_needs;
} FlCandidates;

/* Of the units of a kind in the view's article (`n_units` from `units` on). `hits` NULL: no prefilter, every
 * unit is a candidate. */
void fl_candidates_begin(FlCandidates *self, const FlView *view, const FlHits *hits, const GArray *needs,
                         const FlUnit *units, uint32_t n_units);

/* The first candidate from unit `from` on, which must not be before the last answer; `n_units`: none. */
uint32_t fl_candidates_next(FlCandidates *self, uint32_t from);

/* The starts that matches may have in a part of the view, window by window. */
typedef struct {
  const FlView *view;
  FlSpan part;
  uint32_t end; /* of the unit, in the clean text */
  bool bounded; /* else every start is possible */
  FlNeedPlaces places;
  FlSpan window;       /* the one under way: the first and the last start, in the part */
  uint32_t edge, seen; /* no match that needs what lies behind `seen` begins before `edge` */
} FlStarts;

/* In the candidate that was found last, which is shown by `part`. */
void fl_starts_begin(FlStarts *self, const FlCandidates *candidates, const FlUnit *unit, FlSpan part);

/* The first possible start at `at` (in the part) or behind it, and the last up to which all are possible.
 * False when there is none. Asked from front to back. */
bool fl_starts_find(FlStarts *self, uint32_t at, uint32_t *ret_first, uint32_t *ret_last);
