#include "fl-view.h"

FlView *
fl_view_new(void)
{
  FlView *self = g_new0(FlView, 1);
  self->text = g_string_new(NULL);
  self->mentions = g_array_new(FALSE, FALSE, sizeof(FlViewMention));
  self->sorted = g_ptr_array_new();
  return self;
}

void
fl_view_free(FlView *self)
{
  if (self == NULL)
    return;
  g_string_free(self->text, TRUE);
  g_array_unref(self->mentions);
  g_ptr_array_unref(self->sorted);
  g_free(self);
}

static int
compare_mentions(gconstpointer a, gconstpointer b)
{
  const FlMention *first = *(FlMention *const *)a, *second = *(FlMention *const *)b;
  if (first->covers.start != second->covers.start)
    return first->covers.start < second->covers.start ? -1 : 1;
  if (first->covers.end != second->covers.end)
    return first->covers.end > second->covers.end ? -1 : 1;
  return first->type - second->type;
}

static void
collect(FlView *self, uint64_t types)
{
  g_ptr_array_set_size(self->sorted, 0);
  if (self->article == FL_NO_ARTICLE)
    return;
  const FlArticleFacts *facts = &self->analysis->articles[self->article];
  bool several = (types & (types - 1)) != 0;
  for (uint64_t left = types; left != 0; left &= left - 1) {
    const GPtrArray *mentions = facts->mentions[__builtin_ctzll(left)];
    for (guint i = 0; mentions != NULL && i < mentions->len; i++)
      g_ptr_array_add(self->sorted, mentions->pdata[i]);
  }
  /* Of one type they are in order of their spans, but what extends them may lie before. */
  if (several || self->sorted->len > 1)
    g_ptr_array_sort(self->sorted, compare_mentions);
}

void
fl_view_show(FlView *self, const FlAnalysis *analysis, uint32_t article, FlSpan base, uint64_t types)
{
  const char *string = fl_text_get_string(analysis->text, NULL);
  self->analysis = analysis;
  self->article = article;
  self->base = base;
  g_string_truncate(self->text, 0);
  g_array_set_size(self->mentions, 0);
  collect(self, types);
  uint32_t at = base.start;
  for (guint i = 0; i < self->sorted->len; i++) {
    FlMention *mention = self->sorted->pdata[i];
    if (mention->covers.start < at)
      continue;
    g_string_append_len(self->text, string + at, (gssize)(mention->covers.start - at));
    FlViewMention shown = {(uint32_t)self->text->len, mention};
    g_array_append_val(self->mentions, shown);
    g_string_append_unichar(self->text, (gunichar)(FL_MENTION_CHAR + mention->type));
    at = mention->covers.end;
  }
  g_string_append_len(self->text, string + at, (gssize)(base.end - at));
}

FlMention *
fl_view_get_mention(const FlView *self, uint32_t index)
{
  return g_array_index(self->mentions, FlViewMention, index).mention;
}

/* How many mentions begin before an offset of the clean text. */
static uint32_t
count_before(const FlView *self, uint32_t offset)
{
  uint32_t low = 0, high = self->mentions->len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (fl_view_get_mention(self, middle)->covers.start < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static uint32_t
to_view(const FlView *self, uint32_t offset)
{
  uint32_t n = count_before(self, offset);
  if (n == 0)
    return offset - self->base.start;
  const FlViewMention *last = &g_array_index(self->mentions, FlViewMention, n - 1);
  uint32_t behind = last->at + FL_MENTION_CHAR_LENGTH;
  return offset <= last->mention->covers.end ? behind : behind + (offset - last->mention->covers.end);
}

FlSpan
fl_view_find(const FlView *self, FlSpan span)
{
  return (FlSpan){to_view(self, span.start), to_view(self, span.end)};
}

bool
fl_view_find_place(const FlView *self, uint32_t offset, uint32_t *ret_at)
{
  uint32_t n = count_before(self, offset + 1);
  const FlViewMention *last = n == 0 ? NULL : &g_array_index(self->mentions, FlViewMention, n - 1);
  if (last != NULL && offset < last->mention->covers.end)
    return false;
  *ret_at = last == NULL ? offset - self->base.start
                         : last->at + FL_MENTION_CHAR_LENGTH + (offset - last->mention->covers.end);
  return true;
}

/* How many mention characters stand before a place in the view. */
static uint32_t
count_shown_before(const FlView *self, uint32_t at)
{
  uint32_t low = 0, high = self->mentions->len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (g_array_index(self->mentions, FlViewMention, middle).at < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

uint32_t
fl_view_find_mentions(const FlView *self, FlSpan part, uint32_t *ret_n)
{
  uint32_t first = count_shown_before(self, part.start);
  *ret_n = count_shown_before(self, part.end) - first;
  return first;
}

uint64_t
fl_view_get_types(const FlView *self, FlSpan part)
{
  uint64_t types = 0;
  uint32_t n = 0, first = fl_view_find_mentions(self, part, &n);
  for (uint32_t i = 0; i < n; i++)
    types |= (uint64_t)1 << fl_view_get_mention(self, first + i)->type;
  return types;
}

static uint32_t
to_base(const FlView *self, uint32_t at)
{
  uint32_t n = count_shown_before(self, at);
  if (n == 0)
    return self->base.start + at;
  const FlViewMention *last = &g_array_index(self->mentions, FlViewMention, n - 1);
  return last->mention->covers.end + (at - last->at - FL_MENTION_CHAR_LENGTH);
}

FlSpan
fl_view_map(const FlView *self, FlSpan part)
{
  return (FlSpan){to_base(self, part.start), to_base(self, part.end)};
}
