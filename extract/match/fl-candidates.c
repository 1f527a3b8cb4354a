#include "fl-candidates.h"
#include "fl-separator.h"

#include <assert.h>

/* Windows that lie so near to one another are one: to begin again costs about as much. Bytes. */
enum { NEAR = 24 };

/* ---- units */

/* The first of the places from `from` on that is not before `offset`: mostly one of the next. They stand in order,
 * one in so many numbers. */
static inline uint32_t
skip_to(const uint32_t *at, uint32_t stride, uint32_t n, uint32_t from, uint32_t offset)
{
  uint32_t step = 1, low = from, high = from;
  while (high < n && at[(size_t)high * stride] < offset) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = MIN(high, n);
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (at[(size_t)middle * stride] < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void
fl_candidates_begin(FlCandidates *self, const FlView *view, const FlHits *hits, const GArray *needs,
                    const FlUnit *units, uint32_t n_units)
{
  self->view = view;
  self->units = units;
  self->n_units = n_units;
  self->n_needs = 0;
  for (guint i = 0; hits != NULL && n_units > 0 && i < needs->len; i++) {
    FlNeedPlaces places = {.need = g_array_index(needs, FlNeed, i)};
    if (places.need.marks != 0 && view->article == FL_NO_ARTICLE) /* there are no mentions: none are marks */
      continue;
    if (places.need.clause != FL_NEED_NO_CLAUSE)
      places.at = fl_hits_get(hits, places.need.clause, &places.n);
    self->needs[self->n_needs++] = places;
  }
}

static const FlViewMention *
find_mention(const FlView *view, uint64_t marks, uint32_t *next)
{
  for (; *next < view->mentions->len; (*next)++) {
    const FlViewMention *mention = &g_array_index(view->mentions, FlViewMention, *next);
    if (marks >> mention->mention->type & 1)
      return mention;
  }
  return NULL;
}

/* Where a need is first met from `offset` of the clean text on; UINT32_MAX: nowhere. */
static uint32_t
find_place(const FlView *view, FlNeedPlaces *self, uint32_t offset)
{
  uint32_t place = UINT32_MAX;
  self->next = skip_to(self->at, 1, self->n, self->next, offset);
  if (self->next < self->n)
    place = self->at[self->next];
  const FlViewMention *mention = NULL;
  while (self->need.marks != 0 &&
         (mention = find_mention(view, self->need.marks, &self->next_mention)) != NULL &&
         mention->mention->covers.start < offset)
    self->next_mention++;
  return mention == NULL ? place : MIN(place, mention->mention->covers.start);
}

/* The first unit from `unit` on that ends behind `offset`. */
static uint32_t
skip_units(const FlCandidates *self, uint32_t unit, uint32_t offset)
{
  static_assert(sizeof(FlUnit) % sizeof(uint32_t) == 0, "ends of units stand a number of numbers apart");
  return skip_to(&self->units->span.end, sizeof(FlUnit) / sizeof(uint32_t), self->n_units, unit, offset + 1);
}

/* The first unit from `unit` on in which a need is met. */
static uint32_t
find_unit(const FlCandidates *self, FlNeedPlaces *places, uint32_t unit)
{
  while (unit < self->n_units) {
    uint32_t place = find_place(self->view, places, self->units[unit].span.start);
    unit = place == UINT32_MAX ? self->n_units : skip_units(self, unit, place);
    if (unit < self->n_units && self->units[unit].span.start <= place)
      return unit;
  }
  return self->n_units;
}

uint32_t
fl_candidates_next(FlCandidates *self, uint32_t from)
{
  uint32_t unit = from;
  for (uint32_t agreed = 0, i = 0; agreed < self->n_needs && unit < self->n_units;
       i = (i + 1) % self->n_needs) {
    uint32_t found = find_unit(self, &self->needs[i], unit);
    agreed = found == unit ? agreed + 1 : 1;
    unit = found;
  }
  return MIN(unit, self->n_units);
}

/* ---- starts */

void
fl_starts_begin(FlStarts *self, const FlCandidates *candidates, const FlUnit *unit, FlSpan part)
{
  *self = (FlStarts){.view = candidates->view, .part = part, .end = unit->span.end};
  self->window = (FlSpan){0, 0};
  for (uint32_t i = 0; i < candidates->n_needs; i++)
    if (candidates->needs[i].need.anchor) {
      self->bounded = true;
      self->places = candidates->needs[i];
      self->window = (FlSpan){1, 0};
    }
}

/* Where the anchor is met next, in the part; UINT32_MAX: no more. A literal inside a mention is not seen. */
static uint32_t
peek_place(FlStarts *self)
{
  FlNeedPlaces *places = &self->places;
  uint32_t place = UINT32_MAX, at = 0;
  while (places->next < places->n && places->at[places->next] < self->end &&
         (!fl_view_find_place(self->view, places->at[places->next], &at) || at < self->part.start))
    places->next++;
  if (places->next < places->n && places->at[places->next] < self->end)
    place = at;
  const FlViewMention *mention =
      places->need.marks == 0 ? NULL : find_mention(self->view, places->need.marks, &places->next_mention);
  if (mention != NULL && mention->at < self->part.end)
    place = MIN(place, mention->at);
  return place == UINT32_MAX ? place : place - self->part.start;
}

static void
pop_place(FlStarts *self, uint32_t place)
{
  FlNeedPlaces *places = &self->places;
  const FlViewMention *mention =
      places->need.marks == 0 ? NULL : find_mention(self->view, places->need.marks, &places->next_mention);
  if (mention != NULL && mention->at == self->part.start + place)
    places->next_mention++;
  else
    places->next++;
}

/* So many characters before a place of the part. */
static uint32_t
step_back(const FlStarts *self, uint32_t at, uint32_t n)
{
  const char *start = self->view->text->str + self->part.start, *p = start + at;
  if (n >= at)
    return 0;
  for (; n > 0 && p > start; n--)
    do
      p--;
    while (p > start && ((unsigned char)*p & 0xc0) == 0x80);
  return (uint32_t)(p - start);
}

/* The first start that a match may have which needs a place of the part: behind the last separator that it can't
 * reach over, `first` at least. Places come in order. */
static uint32_t
find_edge(FlStarts *self, uint32_t first, uint32_t place)
{
  uint64_t between = self->places.need.between;
  const char *start = self->view->text->str + self->part.start, *end = start + place;
  const char *p = start + MAX(self->seen, first);
  if (between == FL_SEPARATORS_ALL)
    return first;
  while (p < end) {
    uint64_t separator = fl_separator_set(fl_symbol(fl_symbol_decode(&p)));
    if ((separator & ~between) != 0)
      self->edge = (uint32_t)(p - start);
  }
  self->seen = MAX(self->seen, place);
  return MAX(self->edge, first);
}

/* The first and the last start of a match that needs a place. */
static FlSpan
find_reach(FlStarts *self, uint32_t place)
{
  const FlNeed *need = &self->places.need;
  uint32_t first = need->max == FL_NEED_UNBOUNDED ? 0 : step_back(self, place, need->max);
  return (FlSpan){find_edge(self, first, place), step_back(self, place, need->min)};
}

/* The next window that is not empty; false when there is none. */
static bool
find_window(FlStarts *self)
{
  uint32_t place = peek_place(self);
  bool found = false;
  for (; place != UINT32_MAX; place = peek_place(self)) {
    FlSpan reach = find_reach(self, place);
    if (found && reach.start > self->window.end + NEAR)
      break;
    pop_place(self, place);
    if (reach.start > reach.end)
      continue;
    self->window = (FlSpan){found ? MIN(self->window.start, reach.start) : reach.start,
                            found ? MAX(self->window.end, reach.end) : reach.end};
    found = true;
  }
  return found;
}

bool
fl_starts_find(FlStarts *self, uint32_t at, uint32_t *ret_first, uint32_t *ret_last)
{
  if (!self->bounded) {
    *ret_first = at;
    *ret_last = fl_span_length(self->part);
    return true;
  }
  while (self->window.start > self->window.end || at > self->window.end)
    if (!find_window(self))
      return false;
  *ret_first = MAX(at, self->window.start);
  *ret_last = self->window.end;
  return true;
}
