#include "fl-cutting.h"

#include <string.h>

static void
report_at(FlCutting *self, FlFindingLevel level, const char *id, uint32_t clean_offset, const char *message)
{
  uint32_t line = 0, column = 0;
  FlSpan source = fl_text_map(self->text, (FlSpan){clean_offset, clean_offset + 1});
  fl_document_locate(self->text->document, source.start, &line, &column);
  fl_report_add(self->report, level, id, NULL, line, column, "%s", message);
}

/* ---- units */

/* Whether a span has more than FL_TEXT_MAX_UNIT characters; looks no farther than needed. */
static bool
is_too_long(const char *string, FlSpan span)
{
  uint32_t length = fl_span_length(span);
  return length > FL_TEXT_MAX_UNIT &&
         (length > 4 * FL_TEXT_MAX_UNIT || g_utf8_strlen(string + span.start, length) > FL_TEXT_MAX_UNIT);
}

static FlSpan
trim(const char *string, FlSpan span)
{
  while (span.start < span.end && string[span.start] == ' ')
    span.start++;
  while (span.start < span.end && string[span.end - 1] == ' ')
    span.end--;
  return span;
}

/* How much of a span that is too long is taken: up to the last place where `end` matches, or FL_TEXT_MAX_UNIT
 * characters. */
static uint32_t
find_cut(FlCutting *self, const FlPattern *end, FlSpan span)
{
  const char *string = self->text->string + span.start;
  uint32_t most = (uint32_t)(g_utf8_offset_to_pointer(string, FL_TEXT_MAX_UNIT) - string), at = 0;
  while (end != NULL && at < most &&
         fl_matcher_find(self->matcher, end, string, most, at, fl_pattern_get_limit(end)) == FL_MATCH_FOUND) {
    FlSpan found;
    fl_matcher_get_group(self->matcher, 0, &found);
    at = found.end;
  }
  return span.start + (at > 0 ? at : most);
}

static void
add_unit(FlCutting *self, FlUnitKind kind, FlSpan span, uint32_t paragraph)
{
  const FlPattern *end = kind == FL_UNIT_PARAGRAPH ? self->cutter->sentence_end : self->cutter->clause_end;
  FlUnit unit = {.paragraph = paragraph,
                 .article = g_array_index(self->text->paragraphs, FlParagraph, paragraph).article};
  span = trim(self->text->string, span);
  while (is_too_long(self->text->string, span)) {
    if (kind == FL_UNIT_SENTENCE)
      report_at(self, FL_FINDING_WARNING, "long-sentence", span.start,
                "a sentence of more than 4096 characters is cut");
    unit.span = (FlSpan){span.start, find_cut(self, end, span)};
    g_array_append_val(self->text->units[kind], unit);
    span.start = unit.span.end;
  }
  unit.span = span;
  if (fl_span_length(span) > 0)
    g_array_append_val(self->text->units[kind], unit);
}

/* Adds a unit for each piece of `span` that ends behind a match of `end`. */
static void
add_pieces(FlCutting *self, FlUnitKind kind, const FlPattern *end, FlSpan span, uint32_t paragraph)
{
  const char *string = self->text->string + span.start;
  uint32_t at = 0, length = fl_span_length(span);
  while (at < length && end != NULL &&
         fl_matcher_find(self->matcher, end, string, length, at, fl_pattern_get_limit(end)) ==
             FL_MATCH_FOUND) {
    FlSpan found;
    fl_matcher_get_group(self->matcher, 0, &found);
    add_unit(self, kind, (FlSpan){span.start + at, span.start + found.end}, paragraph);
    at = found.end;
  }
  if (at < length)
    add_unit(self, kind, (FlSpan){span.start + at, span.end}, paragraph);
}

static void
add_units(FlCutting *self, uint32_t index)
{
  const FlParagraph *paragraph = fl_text_get_paragraph(self->text, index);
  const FlCutter *cutter = self->cutter;
  bool title = paragraph->role == FL_ROLE_TITLE;
  if (title)
    add_unit(self, FL_UNIT_TITLE, paragraph->span, index);
  else if (paragraph->role == FL_ROLE_BYLINE)
    add_unit(self, FL_UNIT_BYLINE, paragraph->span, index);
  else
    add_unit(self, FL_UNIT_PARAGRAPH, paragraph->span, index);
  GArray *sentences = self->text->units[FL_UNIT_SENTENCE];
  guint first = sentences->len;
  add_pieces(self, FL_UNIT_SENTENCE,
             title && cutter->title_end != NULL ? cutter->title_end : cutter->sentence_end, paragraph->span,
             index);
  for (guint i = first; cutter->clauses && i < sentences->len; i++)
    add_pieces(self, FL_UNIT_CLAUSE, cutter->clause_end, g_array_index(sentences, FlUnit, i).span, index);
}

/* ---- sections */

/* The last section of the article and those that hold it are the ones that are open. */
static FlSection *
get_open(const FlCutting *self, uint32_t first, uint32_t number)
{
  return number > first ? &g_array_index(self->text->sections, FlSection, number - 1) : NULL;
}

/* Ends the open sections down to a level. Returns the number of the one that stays open, 0 for none. */
static uint32_t
end_sections(FlCutting *self, uint32_t first, int level, uint32_t end)
{
  uint32_t number = self->text->sections->len;
  for (FlSection *open = NULL; (open = get_open(self, first, number)) != NULL && open->level >= level;
       number = open->parent)
    if (open->span.end == UINT32_MAX)
      open->span.end = end;
  return number > first ? number : 0;
}

static void
add_section(FlCutting *self, uint32_t first, int level, FlSpan heading, uint32_t paragraph)
{
  FlSection section = {.span = {heading.start, UINT32_MAX}, .heading = heading, .level = level};
  section.parent = end_sections(self, first, level, heading.start);
  g_array_append_val(self->text->sections, section);
  add_unit(self, FL_UNIT_HEADING, heading, paragraph);
}

static void
find_heading(FlCutting *self, uint32_t first_section, uint32_t index)
{
  const FlParagraph *paragraph = fl_text_get_paragraph(self->text, index);
  for (guint i = 0; i < self->cutter->sections->len; i++) {
    const FlSectionRule *rule = &g_array_index(self->cutter->sections, FlSectionRule, i);
    FlSpan found;
    if (fl_matcher_find(self->matcher, rule->match, self->text->string + paragraph->span.start,
                        fl_span_length(paragraph->span), 0,
                        fl_pattern_get_limit(rule->match)) != FL_MATCH_FOUND)
      continue;
    fl_matcher_get_group(self->matcher, 0, &found);
    add_section(self, first_section, rule->level,
                (FlSpan){paragraph->span.start + found.start, paragraph->span.start + found.end}, index);
    return;
  }
}

/* ---- articles */

static char *
make_title(const FlText *text, uint32_t first, uint32_t end)
{
  GString *title = g_string_new(NULL);
  for (uint32_t i = first; i < end; i++) {
    const FlParagraph *paragraph = fl_text_get_paragraph(text, i);
    if (paragraph->role != FL_ROLE_TITLE)
      continue;
    if (title->len > 0)
      g_string_append_c(title, ' ');
    g_string_append_len(title, text->string + paragraph->span.start, fl_span_length(paragraph->span));
  }
  if (title->len == 0) {
    FlSpan span = fl_text_get_paragraph(text, first)->span;
    g_autofree char *opening = g_strndup(text->string + span.start, fl_span_length(span));
    g_autofree char *words = g_utf8_substring(opening, 0, MIN(g_utf8_strlen(opening, -1), 40));
    g_string_append(title, words);
  }
  return g_string_free(title, FALSE);
}

static FlSpan
opening_of(const FlText *text, FlSpan span)
{
  if (!is_too_long(text->string, span))
    return span;
  const char *end = g_utf8_offset_to_pointer(text->string + span.start, FL_TEXT_MAX_UNIT);
  return (FlSpan){span.start, (uint32_t)(end - text->string)};
}

/* What gave up on a paragraph may have hidden a heading, or the end of a sentence. */
static void
report_limit(FlCutting *self, uint32_t clean_offset)
{
  const FlPattern *pattern = fl_matcher_take_given_up(self->matcher);
  uint32_t line = 0, column = 0;
  if (pattern == NULL)
    return;
  fl_document_locate(self->text->document,
                     fl_text_map(self->text, (FlSpan){clean_offset, clean_offset + 1}).start, &line, &column);
  fl_report_add_limit(self->report, pattern, NULL, line, column, "this paragraph");
}

static void
add_article(FlCutting *self, uint32_t first, uint32_t end)
{
  FlText *text = self->text;
  FlArticle article = {.first_section = text->sections->len, .title = make_title(text, first, end)};
  article.span = (FlSpan){fl_text_get_paragraph(text, first)->span.start,
                          fl_text_get_paragraph(text, end - 1)->span.end};
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    article.first_unit[kind] = text->units[kind]->len;
  for (uint32_t i = first; i < end; i++) {
    if (fl_text_get_paragraph(text, i)->role == FL_ROLE_BODY)
      find_heading(self, article.first_section, i);
    add_units(self, i);
    report_limit(self, fl_text_get_paragraph(text, i)->span.start);
  }
  end_sections(self, article.first_section, 0, article.span.end);
  FlUnit whole = {opening_of(text, article.span), text->articles->len, first};
  g_array_append_val(text->units[FL_UNIT_ARTICLE], whole);
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    article.n_units[kind] = text->units[kind]->len - article.first_unit[kind];
  article.n_sections = text->sections->len - article.first_section;
  g_array_append_val(text->articles, article);
}

/* Articles are runs of paragraphs of one number; a number whose lines held nothing leaves no gap. */
void
fl_segmenter_run(FlCutting *self)
{
  GArray *paragraphs = self->text->paragraphs;
  for (guint first = 0, end = 0; first < paragraphs->len; first = end) {
    uint32_t number = g_array_index(paragraphs, FlParagraph, first).article;
    uint32_t index = number == FL_NO_ARTICLE ? FL_NO_ARTICLE : self->text->articles->len;
    for (end = first; end < paragraphs->len && g_array_index(paragraphs, FlParagraph, end).article == number;
         end++)
      ;
    for (guint i = first; i < end; i++)
      g_array_index(paragraphs, FlParagraph, i).article = index;
    if (index != FL_NO_ARTICLE)
      add_article(self, first, end);
  }
}

void
fl_segmenter_make_headings(FlCutting *self)
{
  FlText *text = self->text;
  if (text->articles->len == 0 || text->units[FL_UNIT_HEADING]->len > 0)
    return;
  FlArticle *article = &g_array_index(text->articles, FlArticle, 0);
  for (guint i = 0; i < text->paragraphs->len; i++)
    add_section(self, 0, 1, g_array_index(text->paragraphs, FlParagraph, i).span, i);
  end_sections(self, 0, 0, article->span.end);
  article->n_sections = text->sections->len;
  article->n_units[FL_UNIT_HEADING] = text->units[FL_UNIT_HEADING]->len;
}

void
fl_segmenter_add_source(FlCutting *self)
{
  FlUnit source = {opening_of(self->text, (FlSpan){0, self->text->length}), FL_NO_ARTICLE, 0};
  g_array_append_val(self->text->units[FL_UNIT_SOURCE], source);
}
