#include "fl-settle.h"

/* ---- overlaps */

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const FlMention *first = *(FlMention *const *)a, *second = *(FlMention *const *)b;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  if (first->span.end != second->span.end)
    return first->span.end > second->span.end ? -1 : 1;
  if (first->claims != second->claims)
    return second->claims - first->claims;
  return first->order - second->order;
}

/* The longest first; what claims its text goes before others of its length, then the more confident, then the
 * rule that comes first. */
static int
compare_lengths(gconstpointer a, gconstpointer b)
{
  const FlMention *first = *(FlMention *const *)a, *second = *(FlMention *const *)b;
  uint32_t m = fl_span_length(first->span), n = fl_span_length(second->span);
  if (m != n)
    return m > n ? -1 : 1;
  if (first->claims != second->claims)
    return second->claims - first->claims;
  if (first->confidence != second->confidence)
    return first->confidence > second->confidence ? -1 : 1;
  return first->order != second->order ? first->order - second->order : compare_places(a, b);
}

static int
compare_orders(gconstpointer a, gconstpointer b)
{
  const FlMention *first = *(FlMention *const *)a, *second = *(FlMention *const *)b;
  return first->order != second->order ? first->order - second->order : compare_places(a, b);
}

/* The first of `mentions` (in order, none overlapping another) that ends behind `offset`. */
static guint
find_from(const GPtrArray *mentions, uint32_t offset)
{
  guint low = 0, high = mentions->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (((const FlMention *)mentions->pdata[middle])->span.end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What was found twice by equal spans is one reading: the winner takes over what extends the loser. */
static void
lose(FlMention *loser, FlMention *winner)
{
  loser->lost_to = winner;
  if (loser->span.start != winner->span.start || loser->span.end != winner->span.end)
    return;
  winner->covers.start = MIN(winner->covers.start, loser->covers.start);
  winner->covers.end = MAX(winner->covers.end, loser->covers.end);
}

/* Decides among mentions that hang together by overlaps: in order of preference, each stands unless it
 * overlaps one that does. */
static void
decide_cluster(GPtrArray *cluster, GCompareFunc preference, GPtrArray *standing, GPtrArray *lost)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  g_ptr_array_sort(cluster, preference);
  for (guint i = 0; i < cluster->len; i++) {
    FlMention *mention = cluster->pdata[i];
    guint at = find_from(kept, mention->span.start);
    FlMention *other = at < kept->len ? kept->pdata[at] : NULL;
    if (other != NULL && fl_span_overlaps(other->span, mention->span)) {
      lose(mention, other);
      g_ptr_array_add(lost, mention);
    } else
      g_ptr_array_insert(kept, (gint)at, mention);
  }
  g_ptr_array_extend(standing, kept, NULL, NULL);
}

/* `candidates` are put in order of place; those that stand are added to `standing`, likewise in order. */
static void
decide(GPtrArray *candidates, FlOverlap overlap, GPtrArray *standing, GPtrArray *lost)
{
  g_ptr_array_sort(candidates, compare_places);
  if (overlap == FL_OVERLAP_ALL) {
    g_ptr_array_extend(standing, candidates, NULL, NULL);
    return;
  }
  g_autoptr(GPtrArray) cluster = g_ptr_array_new();
  uint32_t end = 0;
  for (guint i = 0; i <= candidates->len; i++) {
    FlMention *mention = i < candidates->len ? candidates->pdata[i] : NULL;
    if (mention == NULL || mention->span.start >= end) {
      if (cluster->len == 1)
        g_ptr_array_add(standing, cluster->pdata[0]);
      else if (cluster->len > 1)
        decide_cluster(cluster, overlap == FL_OVERLAP_LONGEST ? compare_lengths : compare_orders, standing,
                       lost);
      g_ptr_array_set_size(cluster, 0);
    }
    if (mention != NULL) {
      g_ptr_array_add(cluster, mention);
      end = MAX(end, mention->span.end);
    }
  }
}

/* ---- masks */

/* Whether one of `masks` (in order of place) holds the span. Where they don't overlap only the first that
 * ends behind its start can. */
static bool
is_held(const GPtrArray *masks, FlSpan span, bool overlapping)
{
  for (guint i = overlapping ? 0 : find_from(masks, span.start); i < masks->len; i++) {
    FlSpan mask = ((const FlMention *)masks->pdata[i])->span;
    if (mask.start > span.start)
      return false;
    if (fl_span_contains(mask, span))
      return true;
  }
  return false;
}

static bool
is_hidden(const FlAnalysis *self, const FlMention *mention, uint64_t maskers)
{
  for (uint64_t left = maskers; left != 0; left &= left - 1) {
    int type = __builtin_ctzll(left);
    const GPtrArray *masks = self->articles[mention->article].mentions[type];
    bool overlapping = fl_rule_set_get_type(self->rules, type)->overlap == FL_OVERLAP_ALL;
    if (masks != NULL && is_held(masks, mention->span, overlapping))
      return true;
  }
  return false;
}

static uint64_t
find_maskers(const FlAnalysis *self, int type)
{
  uint64_t maskers = 0;
  for (guint i = 0; i < self->rules->types->len; i++)
    if (fl_rule_set_get_type(self->rules, (int)i)->masks >> type & 1)
      maskers |= (uint64_t)1 << i;
  return maskers;
}

static void
drop_hidden(const FlAnalysis *self, GPtrArray *candidates, int type, GPtrArray *lost)
{
  uint64_t maskers = find_maskers(self, type);
  guint kept = 0;
  for (guint i = 0; maskers != 0 && i < candidates->len; i++) {
    FlMention *mention = candidates->pdata[i];
    if (is_hidden(self, mention, maskers)) {
      mention->refused = FL_REFUSED_HIDDEN;
      g_ptr_array_add(lost, mention);
    } else
      candidates->pdata[kept++] = mention;
  }
  if (maskers != 0)
    g_ptr_array_set_size(candidates, (gint)kept);
}

/* Settles candidates into the article's mentions of the type. */
static void
settle_candidates(FlAnalysis *self, uint32_t article, int type, GPtrArray *candidates)
{
  FlArticleFacts *facts = &self->articles[article];
  GPtrArray *standing = g_ptr_array_new();
  drop_hidden(self, candidates, type, facts->lost);
  decide(candidates, fl_rule_set_get_type(self->rules, type)->overlap, standing, facts->lost);
  if (facts->mentions[type] != NULL)
    g_ptr_array_unref(facts->mentions[type]);
  facts->mentions[type] = standing;
}

void
fl_settle(FlAnalysis *self, uint32_t article, int type)
{
  GPtrArray **pending = &self->articles[article].pending[type];
  if (*pending == NULL)
    return;
  settle_candidates(self, article, type, *pending);
  g_clear_pointer(pending, g_ptr_array_unref);
}

bool
fl_settle_stands(const FlAnalysis *self, uint32_t article, int type, FlSpan span)
{
  const GPtrArray *mentions = self->articles[article].mentions[type];
  guint low = 0, high = mentions == NULL ? 0 : mentions->len;
  while (low < high) { /* to the first that begins there */
    guint middle = low + (high - low) / 2;
    if (((const FlMention *)mentions->pdata[middle])->span.start < span.start)
      low = middle + 1;
    else
      high = middle;
  }
  for (; mentions != NULL && low < mentions->len; low++) {
    FlSpan other = ((const FlMention *)mentions->pdata[low])->span;
    if (other.start != span.start)
      return false;
    if (other.end == span.end)
      return true;
  }
  return false;
}

void
fl_settle_more(FlAnalysis *self, uint32_t article, int type, GPtrArray *more)
{
  FlArticleFacts *facts = &self->articles[article];
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  g_ptr_array_extend(candidates, facts->mentions[type], NULL, NULL);
  g_ptr_array_extend(candidates, more, NULL, NULL);
  settle_candidates(self, article, type, candidates);
}

void
fl_settle_drop_refused(GPtrArray *mentions, GPtrArray *lost)
{
  guint kept = 0;
  for (guint i = 0; i < mentions->len; i++) {
    FlMention *mention = mentions->pdata[i];
    if (mention->refused || mention->claims)
      g_ptr_array_add(lost, mention);
    else
      mentions->pdata[kept++] = mention;
  }
  g_ptr_array_set_size(mentions, (gint)kept);
}
