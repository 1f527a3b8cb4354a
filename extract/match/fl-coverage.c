#include "fl-coverage.h"

static int
compare_spans(gconstpointer a, gconstpointer b)
{
  uint32_t first = ((const FlSpan *)a)->start, second = ((const FlSpan *)b)->start;
  return (first > second) - (first < second);
}

/* Joins those that overlap or touch; they are in order. */
static void
join_spans(GArray *spans)
{
  guint n = 0;
  for (guint i = 0; i < spans->len; i++) {
    FlSpan span = g_array_index(spans, FlSpan, i),
           *last = n > 0 ? &g_array_index(spans, FlSpan, n - 1) : NULL;
    if (last != NULL && span.start <= last->end)
      last->end = MAX(last->end, span.end);
    else
      g_array_index(spans, FlSpan, n++) = span;
  }
  g_array_set_size(spans, n);
}

FlCoverage *
fl_coverage_new(const FlAnalysis *analysis, uint32_t article, uint64_t types)
{
  GArray *spans = g_array_new(FALSE, FALSE, sizeof(FlSpan));
  const FlArticleFacts *facts = &analysis->articles[article];
  for (uint64_t left = types; left != 0; left &= left - 1) {
    const GPtrArray *mentions = facts->mentions[__builtin_ctzll(left)];
    for (guint i = 0; mentions != NULL && i < mentions->len; i++)
      g_array_append_val(spans, ((const FlMention *)mentions->pdata[i])->covers);
  }
  g_array_sort(spans, compare_spans);
  join_spans(spans);
  return spans;
}

bool
fl_coverage_overlaps(const FlCoverage *self, FlSpan span)
{
  guint low = 0, high = self->len;
  while (low < high) { /* to the first that ends behind its start */
    guint middle = low + (high - low) / 2;
    if (g_array_index(self, FlSpan, middle).end <= span.start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->len && g_array_index(self, FlSpan, low).start < span.end;
}
