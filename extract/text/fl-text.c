#include "fl-text-private.h"

#include <string.h>

static const char *const unit_names[FL_N_UNITS] = {
    [FL_UNIT_SENTENCE] = "sentence", [FL_UNIT_CLAUSE] = "clause", [FL_UNIT_PARAGRAPH] = "paragraph",
    [FL_UNIT_HEADING] = "heading",   [FL_UNIT_TITLE] = "title",   [FL_UNIT_BYLINE] = "byline",
    [FL_UNIT_ARTICLE] = "article",   [FL_UNIT_SOURCE] = "source",
};

const char *
fl_unit_kind_name(FlUnitKind kind)
{
  return unit_names[kind];
}

bool
fl_unit_kind_from_name(const char *name, FlUnitKind *ret_kind)
{
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    if (strcmp(unit_names[kind], name) == 0) {
      *ret_kind = (FlUnitKind)kind;
      return true;
    }
  return false;
}

void
fl_text_free(FlText *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->articles->len; i++)
    g_free(g_array_index(self->articles, FlArticle, i).title);
  g_array_unref(self->articles);
  g_array_unref(self->segments);
  g_free(self->block_segments);
  g_array_unref(self->paragraphs);
  g_array_unref(self->sections);
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    g_array_unref(self->units[kind]);
  g_free(self->string);
  g_free(self);
}

const FlDocument *
fl_text_get_document(const FlText *self)
{
  return self->document;
}

const char *
fl_text_get_string(const FlText *self, uint32_t *ret_length)
{
  if (ret_length != NULL)
    *ret_length = self->length;
  return self->string;
}

uint32_t
fl_text_get_n_articles(const FlText *self)
{
  return self->articles->len;
}

const FlArticle *
fl_text_get_article(const FlText *self, uint32_t index)
{
  return &g_array_index(self->articles, FlArticle, index);
}

uint32_t
fl_text_get_n_paragraphs(const FlText *self)
{
  return self->paragraphs->len;
}

const FlParagraph *
fl_text_get_paragraph(const FlText *self, uint32_t index)
{
  return &g_array_index(self->paragraphs, FlParagraph, index);
}

const FlSection *
fl_text_get_section(const FlText *self, uint32_t index)
{
  return &g_array_index(self->sections, FlSection, index);
}

uint32_t
fl_text_get_n_units(const FlText *self, FlUnitKind kind)
{
  return self->units[kind]->len;
}

const FlUnit *
fl_text_get_unit(const FlText *self, FlUnitKind kind, uint32_t index)
{
  return &g_array_index(self->units[kind], FlUnit, index);
}

const FlUnit *
fl_text_find_unit(const FlText *self, FlUnitKind kind, uint32_t article, uint32_t offset)
{
  const FlArticle *holder = fl_text_get_article(self, article);
  uint32_t low = holder->first_unit[kind], high = low + holder->n_units[kind];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const FlUnit *unit = fl_text_get_unit(self, kind, middle);
    if (offset < unit->span.start)
      high = middle;
    else if (offset >= unit->span.end)
      low = middle + 1;
    else
      return unit;
  }
  return NULL;
}

bool
fl_text_find_part(const FlText *self, FlUnitKind kind, uint32_t article, uint32_t offset, FlSpan *ret_span)
{
  const FlArticle *holder = fl_text_get_article(self, article);
  const FlUnit *unit = fl_text_find_unit(self, kind, article, offset);
  uint32_t first = holder->first_unit[kind], n = holder->n_units[kind];
  if (unit == NULL && n > 0 && (kind == FL_UNIT_TITLE || kind == FL_UNIT_BYLINE)) {
    *ret_span = (FlSpan){fl_text_get_unit(self, kind, first)->span.start,
                         fl_text_get_unit(self, kind, first + n - 1)->span.end};
    return true;
  }
  for (uint32_t i = 0; unit == NULL && kind == FL_UNIT_HEADING && i < n; i++) {
    const FlUnit *heading = fl_text_get_unit(self, kind, first + n - 1 - i);
    if (heading->span.end <= offset)
      unit = heading;
  }
  if (unit != NULL)
    *ret_span = unit->span;
  return unit != NULL;
}

uint32_t
fl_text_find_article(const FlText *self, uint32_t offset)
{
  uint32_t low = 0, high = self->articles->len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    FlSpan span = fl_text_get_article(self, middle)->span;
    if (offset < span.start)
      high = middle;
    else if (offset >= span.end)
      low = middle + 1;
    else
      return middle;
  }
  return FL_NO_ARTICLE;
}

void
fl_text_index_segments(FlText *self)
{
  uint32_t n = self->length / FL_SEGMENT_BLOCK + 2, segment = 0;
  self->block_segments = g_new(uint32_t, n);
  for (uint32_t block = 0; block < n; block++) {
    uint64_t start = (uint64_t)block * FL_SEGMENT_BLOCK;
    while (segment + 1 < self->segments->len &&
           g_array_index(self->segments, FlSegment, segment + 1).clean <= start)
      segment++;
    self->block_segments[block] = segment;
  }
}

/* The last segment that begins at or before `offset`. */
static guint
find_segment(const FlText *self, uint32_t offset)
{
  const FlSegment *segments = (const FlSegment *)self->segments->data;
  uint32_t block = MIN(offset, self->length) / FL_SEGMENT_BLOCK;
  guint low = self->block_segments[block], high = self->block_segments[block + 1] + 1;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (segments[middle].clean <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static uint32_t
segment_end(const FlText *self, guint index)
{
  return index + 1 < self->segments->len ? g_array_index(self->segments, FlSegment, index + 1).clean
                                         : self->length;
}

/* The source of the part of a segment from `start` to `end` (offsets in the clean text). */
static FlSpan
map_part(const FlText *self, guint index, uint32_t start, uint32_t end)
{
  const FlSegment *segment = &g_array_index(self->segments, FlSegment, index);
  bool verbatim = segment_end(self, index) - segment->clean == segment->source_length;
  if (!verbatim)
    return (FlSpan){segment->source, segment->source + segment->source_length};
  return (FlSpan){segment->source + (start - segment->clean), segment->source + (end - segment->clean)};
}

GArray *
fl_text_get_source(const FlText *self, FlSpan span)
{
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(FlSpan));
  for (guint i = find_segment(self, span.start); span.start < span.end && i < self->segments->len; i++) {
    uint32_t end = MIN(segment_end(self, i), span.end);
    FlSpan piece = map_part(self, i, span.start, end);
    if (piece.end > piece.start)
      g_array_append_val(pieces, piece);
    span.start = end;
  }
  return pieces;
}

FlSpan
fl_text_map(const FlText *self, FlSpan span)
{
  guint first = find_segment(self, span.start);
  uint32_t start = map_part(self, first, span.start, MIN(span.end, segment_end(self, first))).start;
  if (span.end <= span.start)
    return (FlSpan){start, start};
  guint last = find_segment(self, span.end - 1);
  FlSpan end =
      map_part(self, last, MAX(span.start, g_array_index(self->segments, FlSegment, last).clean), span.end);
  return (FlSpan){start, end.end};
}
