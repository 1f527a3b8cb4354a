#include "fl-cutting.h"

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
    fl_pattern_unref(g_array_index(self->sections, FlSectionRule, i).match);
  g_ptr_array_unref(self->layouts);
  g_array_unref(self->sections);
  fl_pattern_unref(self->sentence_end);
  fl_pattern_unref(self->clause_end);
  fl_pattern_unref(self->title_end);
  g_free(self);
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

/* Reports what gave up since this was last asked. */
static void
report_limit(FlCutting *self, uint32_t source_offset, const char *what)
{
  const FlPattern *pattern = fl_matcher_take_given_up(self->matcher);
  uint32_t line = 0, column = 0;
  if (pattern == NULL)
    return;
  fl_document_locate(self->text->document, source_offset, &line, &column);
  fl_report_add_limit(self->report, pattern, NULL, line, column, what);
}

/* ---- paragraphs: lines become clean text */

static void
end_paragraph(FlCutting *self, FlRole role, uint32_t article)
{
  FlParagraph paragraph = {fl_cleaner_end(&self->cleaner), role, article};
  if (fl_span_length(paragraph.span) > 0)
    g_array_append_val(self->text->paragraphs, paragraph);
}

/* A pattern of markup, and where in a line it is found next; both are UINT32_MAX when there is no more. */
typedef struct {
  const FlPattern *pattern;
  FlSpan next;
} Markup;

static void
find_next(FlCutting *self, Markup *markup, FlSpan line, uint32_t at)
{
  FlSpan found;
  markup->next = (FlSpan){UINT32_MAX, UINT32_MAX};
  if (markup->pattern == NULL ||
      fl_matcher_find(self->matcher, markup->pattern, self->cleaner.source + line.start, fl_span_length(line),
                      at - line.start, fl_pattern_get_limit(markup->pattern)) != FL_MATCH_FOUND)
    return;
  fl_matcher_get_group(self->matcher, 0, &found);
  markup->next = (FlSpan){line.start + found.start, line.start + found.end};
}

/* Patterns see a line from its beginning, or from where it was split last. */
static void
add_line(FlCutting *self, const FlCleaning *cleaning, FlSpan line, FlRole role, uint32_t article)
{
  Markup split = {.pattern = cleaning->split}, removed = {.pattern = cleaning->remove};
  uint32_t at = line.start;
  find_next(self, &split, line, at);
  find_next(self, &removed, line, at);
  while (split.next.start < line.end || removed.next.start < line.end) {
    bool splits = split.next.start <= removed.next.start; /* also what is both */
    FlSpan markup = splits ? split.next : removed.next;
    fl_cleaner_add(&self->cleaner, (FlSpan){at, markup.start});
    at = markup.end;
    if (splits) {
      end_paragraph(self, role, article);
      fl_cleaner_begin(&self->cleaner, cleaning, role);
      line.start = at;
    }
    if (splits || split.next.start < at)
      find_next(self, &split, line, at);
    if (splits || removed.next.start < at)
      find_next(self, &removed, line, at);
  }
  fl_cleaner_add(&self->cleaner, (FlSpan){at, line.end});
}

static uint32_t
find_line_feed_before(const char *source, uint32_t at)
{
  while (source[at] != '\n')
    at--;
  return at;
}

static void
add_block(FlCutting *self, const FlCleaning *cleaning, const GArray *lines, const FlBlock *block)
{
  fl_cleaner_begin(&self->cleaner, cleaning, block->role);
  for (guint i = 0; i < block->n_lines; i++) {
    FlSpan line = g_array_index(lines, FlLine, block->first + i).span;
    if (i > 0)
      fl_cleaner_break_line(&self->cleaner, find_line_feed_before(self->cleaner.source, line.start));
    add_line(self, cleaning, line, block->role, block->article);
  }
  end_paragraph(self, block->role, block->article);
  report_limit(self, g_array_index(lines, FlLine, block->first).span.start, "the markup of this paragraph");
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
cut_blocks(FlCutting *self, GArray *lines, const FlCleaning **ret_cleaning)
{
  const FlDocument *document = self->text->document;
  const FlLayout *layout = find_layout(self->cutter, document, lines, self->matcher);
  report_limit(self, 0, "what the lines of this source are");
  *ret_cleaning = layout != NULL ? &layout->cleaning : &self->cutter->cleaning;
  if (layout == NULL) {
    fl_report_add(self->report, FL_FINDING_WARNING, "no-layout", NULL, 1, 1,
                  "no layout fits this source: it is taken as one article, a line a paragraph");
    return cut_without_layout(lines);
  }
  FlLayoutDoubts doubts = {0};
  GArray *blocks = fl_layout_cut(layout, lines, self->matcher, &doubts);
  if (doubts.limit) {
    fl_matcher_take_given_up(self->matcher); /* which is said better here */
    fl_report_add(self->report, FL_FINDING_WARNING, "layout-limit", NULL, 1, 1,
                  "layout '%s' gave up while cutting: articles may be missing", layout->name);
  }
  report_limit(self, 0, "what the lines of this source are");
  if (doubts.no_head)
    fl_report_add(self->report, FL_FINDING_WARNING, "no-head", NULL, 1, 1,
                  "layout '%s' finds no head of an article: the source is taken as one", layout->name);
  return blocks;
}

static void
report_document(FlCutting *self)
{
  const FlDocument *document = self->text->document;
  const FlDecoded *decoded = fl_document_get_decoded(document);
  if (decoded->doubtful)
    fl_report_add(self->report, FL_FINDING_WARNING, "encoding", NULL, 0, 0,
                  "read as %s, but hardly Chinese: if it is in another encoding, say so with --encoding",
                  decoded->encoding);
  else if (strcmp(decoded->encoding, "UTF-8") != 0)
    fl_report_add(self->report, FL_FINDING_NOTE, "encoding", NULL, 0, 0, "read as %s%s%s", decoded->encoding,
                  decoded->known_by != NULL ? ", " : "", decoded->known_by != NULL ? decoded->known_by : "");
  if (decoded->repaired > 0)
    fl_report_add(self->report, FL_FINDING_WARNING, "damaged", NULL, 0, 0,
                  "%" G_GSIZE_FORMAT " bytes are no %s and were replaced", decoded->repaired,
                  decoded->encoding);
}

static FlText *
finish(FlCutting *self)
{
  FlText *text = self->text;
  text->length = (uint32_t)self->cleaner.clean->len;
  text->string = g_string_free(self->cleaner.clean, FALSE);
  text->segments = self->cleaner.segments;
  fl_text_index_segments(text);
  fl_segmenter_run(self);
  fl_segmenter_add_source(self);
  report_document(self);
  if (fl_text_get_n_paragraphs(text) == 0)
    fl_report_add(self->report, FL_FINDING_WARNING, "no-text", NULL, 0, 0, "there is no text in this source");
  if (self->cleaner.private_use)
    fl_report_add(self->report, FL_FINDING_WARNING, "private-use", NULL, 0, 0,
                  "characters of the private plane 15 were replaced");
  return text;
}

static void
begin(FlCutting *self, const FlDocument *document)
{
  fl_matcher_take_given_up(self->matcher); /* of whatever ran before */
  gsize length = 0;
  const char *source = fl_document_get_text(document, &length);
  fl_cleaner_init(&self->cleaner, source, length + 256);
  fl_cleaner_insert(&self->cleaner, fl_document_get_name(document), 0);
  fl_cleaner_insert(&self->cleaner, "\n", 0);
}

FlText *
fl_cutter_cut(const FlCutter *self, const FlDocument *document, FlMatcher *matcher, FlReport *report)
{
  FlCutting cutting = {.cutter = self, .text = text_new(document), .matcher = matcher, .report = report};
  const FlCleaning *cleaning = NULL;
  begin(&cutting, document);
  g_autoptr(GArray) lines = self->layouts->len > 0 ? fl_lines_new(document, self->sentence_end, matcher)
                                                   : fl_lines_new_unseen(document);
  g_autoptr(GArray) blocks = cut_blocks(&cutting, lines, &cleaning);
  for (guint i = 0; i < blocks->len; i++)
    add_block(&cutting, cleaning, lines, &g_array_index(blocks, FlBlock, i));
  return finish(&cutting);
}

static bool
is_blank(const char *source, FlSpan line)
{
  while (line.start < line.end && g_ascii_isspace(source[line.start]))
    line.start++;
  return line.start == line.end;
}

/* Adds the paragraph that begins with a line; returns the first line behind it. */
static guint
add_plain(FlCutting *self, guint line, FlPlainCut how)
{
  const FlDocument *document = self->text->document;
  const FlCleaning *cleaning = &self->cutter->cleaning;
  fl_cleaner_begin(&self->cleaner, cleaning, how.role);
  fl_cleaner_add(&self->cleaner, fl_document_get_line(document, line));
  for (line++; how.wrapped && cleaning->join_lines && line <= fl_document_get_n_lines(document); line++) {
    FlSpan next = fl_document_get_line(document, line);
    if (is_blank(self->cleaner.source, next))
      break;
    fl_cleaner_break_line(&self->cleaner, next.start - 1);
    fl_cleaner_add(&self->cleaner, next);
  }
  end_paragraph(self, how.role, 0);
  return line;
}

FlText *
fl_cutter_cut_plain(const FlCutter *self, const FlDocument *document, FlPlainCut how, FlMatcher *matcher,
                    FlReport *report)
{
  FlCutting cutting = {.cutter = self, .text = text_new(document), .matcher = matcher, .report = report};
  begin(&cutting, document);
  for (guint line = 1; line <= fl_document_get_n_lines(document);)
    line = add_plain(&cutting, line, how);
  FlText *text = finish(&cutting);
  if (how.headings)
    fl_segmenter_make_headings(&cutting);
  return text;
}
