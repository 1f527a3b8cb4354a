#include "fl-cutter.h"
#include "fl-text-private.h"

#include <string.h>

FlCutter *
fl_cutter_new(void)
{
  FlCutter *self = g_new0(FlCutter, 1);
  self->layouts = g_ptr_array_new_with_free_func((GDestroyNotify)fl_layout_free);
  self->sections = g_array_new(FALSE, FALSE, sizeof(FlSectionRule));
  return self;
}

void
fl_cutter_free(FlCutter *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->sections->len; i++)
    fl_pattern_free(g_array_index(self->sections, FlSectionRule, i).match);
  g_ptr_array_unref(self->layouts);
  g_array_unref(self->sections);
  fl_pattern_free(self->sentence_end);
  fl_pattern_free(self->clause_end);
  fl_pattern_free(self->title_end);
  g_free(self);
}

/* What one cutting needs in every step. */
typedef struct {
  const FlCutter *cutter;
  FlText *text;
  FlMatcher *matcher;
  FlReport *report;
  FlCleaner cleaner;
} Work;

static void
report_at(Work *work, FlFindingLevel level, const char *id, uint32_t clean_offset, const char *message)
{
  uint32_t line = 0, column = 0;
  FlSpan source = fl_text_map(work->text, (FlSpan){clean_offset, clean_offset + 1});
  fl_document_locate(work->text->document, source.start, &line, &column);
  fl_report_add(work->report, level, id, NULL, line, column, "%s", message);
}

static FlText *
text_new(const FlDocument *document)
{
  FlText *self = g_new0(FlText, 1);
  self->document = document;
  self->articles = g_array_new(FALSE, TRUE, sizeof(FlArticle));
  self->paragraphs = g_array_new(FALSE, FALSE, sizeof(FlParagraph));
  self->sections = g_array_new(FALSE, FALSE, sizeof(FlSection));
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    self->units[kind] = g_array_new(FALSE, FALSE, sizeof(FlUnit));
  return self;
}

/* ---- paragraphs: lines become clean text */

static void
end_paragraph(Work *work, FlRole role, uint32_t article)
{
  FlParagraph paragraph = {fl_cleaner_end(&work->cleaner), role, article};
  if (fl_span_length(paragraph.span) > 0)
    g_array_append_val(work->text->paragraphs, paragraph);
}

/* Where in a line the next piece of markup lies: what is removed, or what splits the paragraph. */
static bool
find_markup(Work *work, const FlCleaning *cleaning, FlSpan line, FlSpan *ret_markup, bool *ret_splits)
{
  const FlPattern *patterns[] = {cleaning->remove, cleaning->split};
  bool found = false;
  for (int i = 0; i < 2; i++) {
    FlSpan span;
    if (patterns[i] == NULL ||
        fl_matcher_find(work->matcher, patterns[i], work->cleaner.source + line.start, fl_span_length(line),
                        0, FL_PATTERN_DEFAULT_LIMIT) != FL_MATCH_FOUND)
      continue;
    fl_matcher_get_group(work->matcher, 0, &span);
    span = (FlSpan){line.start + span.start, line.start + span.end};
    if (!found || span.start < ret_markup->start) {
      *ret_markup = span;
      *ret_splits = i == 1;
      found = true;
    }
  }
  return found;
}

static void
add_line(Work *work, const FlCleaning *cleaning, FlSpan line, FlRole role, uint32_t article)
{
  FlSpan markup;
  bool splits = false;
  while ((cleaning->remove != NULL || cleaning->split != NULL) &&
         find_markup(work, cleaning, line, &markup, &splits)) {
    fl_cleaner_add(&work->cleaner, (FlSpan){line.start, markup.start});
    if (splits) {
      end_paragraph(work, role, article);
      fl_cleaner_begin(&work->cleaner, cleaning, role);
    }
    line.start = markup.end;
  }
  fl_cleaner_add(&work->cleaner, line);
}

static void
add_block(Work *work, const FlCleaning *cleaning, const GArray *lines, const FlBlock *block)
{
  fl_cleaner_begin(&work->cleaner, cleaning, block->role);
  for (guint i = 0; i < block->n_lines; i++) {
    FlSpan line = g_array_index(lines, FlLine, block->first + i).span;
    if (i > 0)
      fl_cleaner_break_line(&work->cleaner, line.start - 1);
    add_line(work, cleaning, line, block->role, block->article);
  }
  end_paragraph(work, block->role, block->article);
}

static const FlLayout *
find_layout(const FlCutter *self, const FlDocument *document, const GArray *lines, FlMatcher *matcher)
{
  for (guint i = 0; i < self->layouts->len; i++)
    if (fl_layout_fits(self->layouts->pdata[i], document, lines, matcher))
      return self->layouts->pdata[i];
  return NULL;
}

static GArray *
cut_without_layout(const GArray *lines)
{
  GArray *blocks = g_array_new(FALSE, FALSE, sizeof(FlBlock));
  for (guint i = 0; i < lines->len; i++) {
    FlBlock block = {FL_ROLE_BODY, i, 1, 0};
    g_array_append_val(blocks, block);
  }
  return blocks;
}

static GArray *
cut_blocks(Work *work, GArray *lines, const FlCleaning **ret_cleaning)
{
  const FlDocument *document = work->text->document;
  const FlLayout *layout = find_layout(work->cutter, document, lines, work->matcher);
  *ret_cleaning = layout != NULL ? &layout->cleaning : &work->cutter->cleaning;
  if (layout == NULL) {
    fl_report_add(work->report, FL_FINDING_WARNING, "no-layout", NULL, 1, 1,
                  "no layout fits this source: it is taken as one article, a line a paragraph");
    return cut_without_layout(lines);
  }
  bool limit = false;
  GArray *blocks = fl_layout_cut(layout, lines, work->matcher, &limit);
  if (limit)
    fl_report_add(work->report, FL_FINDING_WARNING, "layout-limit", NULL, 1, 1,
                  "layout '%s' gave up while cutting: articles may be missing", layout->name);
  return blocks;
}

/* ---- units */

static uint32_t
count_chars(const char *string, FlSpan span)
{
  return (uint32_t)g_utf8_strlen(string + span.start, (gssize)fl_span_length(span));
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
find_cut(Work *work, const FlPattern *end, FlSpan span)
{
  const char *string = work->text->string + span.start;
  uint32_t most = (uint32_t)(g_utf8_offset_to_pointer(string, FL_TEXT_MAX_UNIT) - string), at = 0;
  while (end != NULL && at < most &&
         fl_matcher_find(work->matcher, end, string, most, at, FL_PATTERN_DEFAULT_LIMIT) == FL_MATCH_FOUND) {
    FlSpan found;
    fl_matcher_get_group(work->matcher, 0, &found);
    at = found.end;
  }
  return span.start + (at > 0 ? at : most);
}

static void
add_unit(Work *work, FlUnitKind kind, FlSpan span, uint32_t paragraph)
{
  const FlPattern *end = kind == FL_UNIT_PARAGRAPH ? work->cutter->sentence_end : work->cutter->clause_end;
  FlUnit unit = {.paragraph = paragraph,
                 .article = g_array_index(work->text->paragraphs, FlParagraph, paragraph).article};
  span = trim(work->text->string, span);
  while (fl_span_length(span) > FL_TEXT_MAX_UNIT &&
         count_chars(work->text->string, span) > FL_TEXT_MAX_UNIT) {
    if (kind == FL_UNIT_SENTENCE)
      report_at(work, FL_FINDING_WARNING, "long-sentence", span.start,
                "a sentence of more than 4096 characters is cut");
    unit.span = (FlSpan){span.start, find_cut(work, end, span)};
    g_array_append_val(work->text->units[kind], unit);
    span.start = unit.span.end;
  }
  unit.span = span;
  if (fl_span_length(span) > 0)
    g_array_append_val(work->text->units[kind], unit);
}

/* Adds a unit for each piece of `span` that ends behind a match of `end`. */
static void
add_pieces(Work *work, FlUnitKind kind, const FlPattern *end, FlSpan span, uint32_t paragraph)
{
  const char *string = work->text->string + span.start;
  uint32_t at = 0, length = fl_span_length(span);
  while (at < length && end != NULL &&
         fl_matcher_find(work->matcher, end, string, length, at, FL_PATTERN_DEFAULT_LIMIT) ==
             FL_MATCH_FOUND) {
    FlSpan found;
    fl_matcher_get_group(work->matcher, 0, &found);
    add_unit(work, kind, (FlSpan){span.start + at, span.start + found.end}, paragraph);
    at = found.end;
  }
  if (at < length)
    add_unit(work, kind, (FlSpan){span.start + at, span.end}, paragraph);
}

static void
add_units(Work *work, uint32_t index)
{
  const FlParagraph *paragraph = fl_text_get_paragraph(work->text, index);
  const FlCutter *cutter = work->cutter;
  bool title = paragraph->role == FL_ROLE_TITLE;
  if (title)
    add_unit(work, FL_UNIT_TITLE, paragraph->span, index);
  else if (paragraph->role == FL_ROLE_BYLINE)
    add_unit(work, FL_UNIT_BYLINE, paragraph->span, index);
  else
    add_unit(work, FL_UNIT_PARAGRAPH, paragraph->span, index);
  GArray *sentences = work->text->units[FL_UNIT_SENTENCE];
  guint first = sentences->len;
  add_pieces(work, FL_UNIT_SENTENCE,
             title && cutter->title_end != NULL ? cutter->title_end : cutter->sentence_end, paragraph->span,
             index);
  for (guint i = first; i < sentences->len; i++)
    add_pieces(work, FL_UNIT_CLAUSE, cutter->clause_end, g_array_index(sentences, FlUnit, i).span, index);
}

/* ---- sections */

static void
end_sections(Work *work, uint32_t first, int level, uint32_t end)
{
  GArray *sections = work->text->sections;
  for (guint i = sections->len; i > first; i--) {
    FlSection *section = &g_array_index(sections, FlSection, i - 1);
    if (section->level >= level && section->span.end == UINT32_MAX)
      section->span.end = end;
  }
}

static void
add_section(Work *work, uint32_t first, int level, FlSpan heading, uint32_t paragraph)
{
  FlSection section = {.span = {heading.start, UINT32_MAX}, .heading = heading, .level = level};
  end_sections(work, first, level, heading.start);
  g_array_append_val(work->text->sections, section);
  add_unit(work, FL_UNIT_HEADING, heading, paragraph);
}

static void
find_heading(Work *work, uint32_t first_section, uint32_t index)
{
  const FlParagraph *paragraph = fl_text_get_paragraph(work->text, index);
  for (guint i = 0; i < work->cutter->sections->len; i++) {
    const FlSectionRule *rule = &g_array_index(work->cutter->sections, FlSectionRule, i);
    FlSpan found;
    if (fl_matcher_find(work->matcher, rule->match, work->text->string + paragraph->span.start,
                        MIN(fl_span_length(paragraph->span), FL_TEXT_MAX_UNIT), 0,
                        FL_PATTERN_DEFAULT_LIMIT) != FL_MATCH_FOUND)
      continue;
    fl_matcher_get_group(work->matcher, 0, &found);
    add_section(work, first_section, rule->level,
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
  if (count_chars(text->string, span) <= FL_TEXT_MAX_UNIT)
    return span;
  const char *end = g_utf8_offset_to_pointer(text->string + span.start, FL_TEXT_MAX_UNIT);
  return (FlSpan){span.start, (uint32_t)(end - text->string)};
}

static void
add_article(Work *work, uint32_t first, uint32_t end)
{
  FlText *text = work->text;
  FlArticle article = {.first_section = text->sections->len, .title = make_title(text, first, end)};
  article.span = (FlSpan){fl_text_get_paragraph(text, first)->span.start,
                          fl_text_get_paragraph(text, end - 1)->span.end};
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    article.first_unit[kind] = text->units[kind]->len;
  for (uint32_t i = first; i < end; i++) {
    if (fl_text_get_paragraph(text, i)->role == FL_ROLE_BODY)
      find_heading(work, article.first_section, i);
    add_units(work, i);
  }
  end_sections(work, article.first_section, 0, article.span.end);
  FlUnit whole = {opening_of(text, article.span), text->articles->len, first};
  g_array_append_val(text->units[FL_UNIT_ARTICLE], whole);
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    article.n_units[kind] = text->units[kind]->len - article.first_unit[kind];
  article.n_sections = text->sections->len - article.first_section;
  g_array_append_val(text->articles, article);
}

/* Articles are runs of paragraphs of one number; a number whose lines held nothing leaves no gap. */
static void
add_articles(Work *work)
{
  GArray *paragraphs = work->text->paragraphs;
  for (guint first = 0, end = 0; first < paragraphs->len; first = end) {
    uint32_t number = g_array_index(paragraphs, FlParagraph, first).article;
    uint32_t index = number == FL_NO_ARTICLE ? FL_NO_ARTICLE : work->text->articles->len;
    for (end = first; end < paragraphs->len && g_array_index(paragraphs, FlParagraph, end).article == number;
         end++)
      ;
    for (guint i = first; i < end; i++)
      g_array_index(paragraphs, FlParagraph, i).article = index;
    if (index != FL_NO_ARTICLE)
      add_article(work, first, end);
  }
}

static void
report_document(Work *work)
{
  const FlDocument *document = work->text->document;
  if (strcmp(fl_document_get_encoding(document), "UTF-8") != 0)
    fl_report_add(work->report, FL_FINDING_NOTE, "encoding", NULL, 0, 0, "read as %s",
                  fl_document_get_encoding(document));
  if (fl_document_get_repaired(document) > 0)
    fl_report_add(work->report, FL_FINDING_WARNING, "damaged", NULL, 0, 0,
                  "%" G_GSIZE_FORMAT " bytes are no %s and were replaced", fl_document_get_repaired(document),
                  fl_document_get_encoding(document));
}

static FlText *
finish(Work *work)
{
  FlText *text = work->text;
  text->length = (uint32_t)work->cleaner.clean->len;
  text->string = g_string_free(work->cleaner.clean, FALSE);
  text->segments = work->cleaner.segments;
  add_articles(work);
  FlUnit source = {opening_of(text, (FlSpan){0, text->length}), FL_NO_ARTICLE, 0};
  g_array_append_val(text->units[FL_UNIT_SOURCE], source);
  report_document(work);
  if (work->cleaner.private_use)
    fl_report_add(work->report, FL_FINDING_WARNING, "private-use", NULL, 0, 0,
                  "characters of the private plane 15 were replaced");
  return text;
}

static void
begin(Work *work, const FlDocument *document)
{
  fl_cleaner_init(&work->cleaner, fl_document_get_text(document, NULL));
  fl_cleaner_insert(&work->cleaner, fl_document_get_name(document), 0);
  fl_cleaner_insert(&work->cleaner, "\n", 0);
}

FlText *
fl_cutter_cut(const FlCutter *self, const FlDocument *document, FlMatcher *matcher, FlReport *report)
{
  Work work = {.cutter = self, .text = text_new(document), .matcher = matcher, .report = report};
  const FlCleaning *cleaning = NULL;
  begin(&work, document);
  g_autoptr(GArray) lines = fl_lines_new(document, self->sentence_end, matcher);
  g_autoptr(GArray) blocks = cut_blocks(&work, lines, &cleaning);
  for (guint i = 0; i < blocks->len; i++)
    add_block(&work, cleaning, lines, &g_array_index(blocks, FlBlock, i));
  return finish(&work);
}

FlText *
fl_cutter_cut_plain(const FlCutter *self, const FlDocument *document, FlRole role, bool headings,
                    FlMatcher *matcher, FlReport *report)
{
  Work work = {.cutter = self, .text = text_new(document), .matcher = matcher, .report = report};
  begin(&work, document);
  for (guint line = 1; line <= fl_document_get_n_lines(document); line++) {
    fl_cleaner_begin(&work.cleaner, &self->cleaning, role);
    fl_cleaner_add(&work.cleaner, fl_document_get_line(document, line));
    end_paragraph(&work, role, 0);
  }
  FlText *text = finish(&work);
  if (headings && text->articles->len > 0 && text->units[FL_UNIT_HEADING]->len == 0) {
    FlArticle *article = &g_array_index(text->articles, FlArticle, 0);
    for (guint i = 0; i < text->paragraphs->len; i++)
      add_section(&work, 0, 1, g_array_index(text->paragraphs, FlParagraph, i).span, i);
    end_sections(&work, 0, 0, article->span.end);
    article->n_sections = text->sections->len;
    article->n_units[FL_UNIT_HEADING] = text->units[FL_UNIT_HEADING]->len;
  }
  return text;
}
