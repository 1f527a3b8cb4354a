#include "checked-text.h"
#include "fl-cleaner.h"

static const char *
get_string(const FlText *text)
{
  return fl_text_get_string(text, NULL);
}

static uint32_t
count_chars(const FlText *text, FlSpan span)
{
  return (uint32_t)g_utf8_strlen(get_string(text) + span.start, (gssize)fl_span_length(span));
}

/* ---- how characters are folded: said once more, as plainly as can be */

static bool
is_spaceless(gunichar c)
{
  return (c >= 0x2e80 && c <= 0x312f) || (c >= 0x3190 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

static gunichar
fold_char(const FlCleaning *cleaning, gunichar c, gunichar before)
{
  static const char *const pairs[] = {",，", ";；", ":：", "!！", "?？"};
  if (c >= 0xf0000 && c <= 0xfffff)
    return 0xfffd;
  if (cleaning->fold_width && g_utf8_strchr("０１２３４５６７８９％", -1, c) != NULL)
    return c == 0xff05 ? '%' : '0' + (c - 0xff10);
  if (cleaning->fold_width && ((c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a)))
    return 'A' + (c - 0xff21);
  if (cleaning->fold_width && c == 0xff0e && g_unichar_isdigit(before))
    return '.';
  for (size_t i = 0; cleaning->fold_punctuation && i < G_N_ELEMENTS(pairs); i++)
    if (c == (gunichar)pairs[i][0] && (is_spaceless(before) || before == 0x201d || before == 0x2019))
      return g_utf8_get_char(pairs[i] + 1);
  return c;
}

/* Whether one space stands between two characters where the source has white space. */
static bool
keeps_space(const FlCleaning *cleaning, FlRole role, gunichar before, gunichar behind, bool line_break)
{
  bool left = is_spaceless(before), right = is_spaceless(fold_char(cleaning, behind, 0));
  if (line_break)
    return !cleaning->join_lines || (!left && !right);
  if (!cleaning->drop_spaces || (!left && !right))
    return true;
  return role != FL_ROLE_BODY && left && right;
}

/* ---- the way back */

typedef struct {
  const FlText *text;
  const FlDocument *document;
  const FlCutter *cutter;
  const FlCleaning *cleaning;
  const char *source;
  bool *used;   /* bytes of the source that the clean text was made of */
  bool markup;  /* pieces of lines are taken out, */
  bool dropped; /* or whole lines */
} Checked;

/* A character of the clean text must be made of the one at `at` of the source. */
static void
assert_made_of(const Checked *self, gunichar clean, gunichar before, uint32_t at)
{
  gunichar source = g_utf8_get_char(self->source + at);
  if (clean == ' ')
    g_assert_true(g_unichar_isspace(source));
  else
    g_assert_cmpuint(clean, ==, fold_char(self->cleaning, source, before));
}

/* The source's pieces of any span are in order, between characters, and folded they are the span. */
static void
check_span(const Checked *self, FlSpan paragraph, FlSpan span)
{
  g_autoptr(GArray) pieces = fl_text_get_source(self->text, span);
  const char *clean = get_string(self->text), *p = clean + span.start;
  gunichar before = span.start > paragraph.start ? g_utf8_get_char(g_utf8_prev_char(p)) : 0;
  uint32_t last = 0;
  for (guint i = 0; i < pieces->len; i++) {
    FlSpan piece = g_array_index(pieces, FlSpan, i);
    g_assert_cmpuint(piece.start, >=, last);
    g_assert_cmpuint(piece.end, >, piece.start);
    g_assert_true(g_utf8_validate(self->source + piece.start, (gssize)fl_span_length(piece), NULL));
    for (uint32_t at = piece.start; at < piece.end; at += (uint32_t)g_utf8_skip[(guchar)self->source[at]]) {
      g_assert_true(p < clean + span.end);
      assert_made_of(self, g_utf8_get_char(p), before, at);
      before = g_utf8_get_char(p);
      p = g_utf8_next_char(p);
    }
    last = piece.end;
  }
  g_assert_true(p == clean + span.end);
  FlSpan mapped = fl_text_map(self->text, span);
  g_assert_cmpuint(mapped.start, ==, g_array_index(pieces, FlSpan, 0).start);
  g_assert_cmpuint(mapped.end, ==, last);
}

/* Any span of a paragraph, and the whole of it. */
static void
check_spans(const Checked *self, GRand *random)
{
  for (uint32_t i = 0; i < fl_text_get_n_paragraphs(self->text); i++) {
    const FlParagraph *paragraph = fl_text_get_paragraph(self->text, i);
    const char *start = get_string(self->text) + paragraph->span.start;
    gint32 n = (gint32)count_chars(self->text, paragraph->span);
    check_span(self, paragraph->span, paragraph->span);
    for (int round = 0; round < 4; round++) {
      gint32 from = g_rand_int_range(random, 0, n),
             to = round == 0 ? from + 1 : g_rand_int_range(random, from, n) + 1;
      FlSpan span = {paragraph->span.start + (uint32_t)(g_utf8_offset_to_pointer(start, from) - start),
                     paragraph->span.start + (uint32_t)(g_utf8_offset_to_pointer(start, to) - start)};
      check_span(self, paragraph->span, span);
    }
  }
}

/* ---- nothing twice, nothing lost, and each space decided upon */

static void
use_piece(const Checked *self, FlSpan piece)
{
  for (uint32_t at = piece.start; at < piece.end; at++) {
    g_assert_false(self->used[at]);
    self->used[at] = true;
  }
}

/* Between the sources of two characters that stand side by side in a paragraph. */
static void
check_between(const Checked *self, FlRole role, gunichar before, gunichar behind, FlSpan between)
{
  bool space = false, line_break = false;
  for (uint32_t at = between.start; at < between.end; at += (uint32_t)g_utf8_skip[(guchar)self->source[at]]) {
    gunichar c = g_utf8_get_char(self->source + at);
    space |= g_unichar_isspace(c);
    line_break |= c == '\n';
  }
  if (space)
    g_assert_false(keeps_space(self->cleaning, role, before, behind, line_break));
}

static void
check_paragraph(const Checked *self, const FlParagraph *paragraph, uint32_t *last)
{
  gunichar before = 0, spaced = 0; /* spaced: what stands before a space, when one was just passed */
  uint32_t space_at = 0;
  const char *end = get_string(self->text) + paragraph->span.end;
  for (const char *p = get_string(self->text) + paragraph->span.start; p < end; p = g_utf8_next_char(p)) {
    uint32_t offset = (uint32_t)(p - get_string(self->text));
    FlSpan piece = fl_text_map(self->text, (FlSpan){offset, offset + (uint32_t)g_utf8_skip[(guchar)*p]});
    gunichar c = g_utf8_get_char(p), original = g_utf8_get_char(self->source + piece.start);
    g_assert_cmpuint(piece.start, >=, *last);
    if (before != 0 && c != ' ' && before != ' ' && !self->markup)
      check_between(self, paragraph->role, before, original, (FlSpan){*last, piece.start});
    if (before == ' ' && !self->markup)
      g_assert_true(keeps_space(self->cleaning, paragraph->role, spaced, original,
                                memchr(self->source + space_at, '\n', piece.start - space_at) != NULL));
    g_assert_true(before != 0 || c != ' ');
    g_assert_true(before != ' ' || c != ' ');
    if (c == ' ') {
      spaced = before;
      space_at = piece.start;
    }
    use_piece(self, piece);
    *last = piece.end;
    before = c;
  }
  g_assert_cmpuint(before, !=, ' ');
}

/* What the clean text was not made of is blank, or markup, or lines that were dropped whole. */
static void
check_rest(const Checked *self)
{
  for (guint line = 1; line <= fl_document_get_n_lines(self->document) && !self->markup; line++) {
    FlSpan span = fl_document_get_line(self->document, line);
    bool dropped = self->dropped && memchr(self->used + span.start, true, fl_span_length(span)) == NULL;
    for (uint32_t at = span.start; at < span.end; at += (uint32_t)g_utf8_skip[(guchar)self->source[at]])
      g_assert_true(self->used[at] || dropped || fl_is_blank(g_utf8_get_char(self->source + at)));
  }
}

static void
check_source(Checked *self)
{
  gsize length = 0;
  uint32_t last = 0;
  self->source = fl_document_get_text(self->document, &length);
  self->used = g_new0(bool, length + 1);
  for (uint32_t i = 0; i < fl_text_get_n_paragraphs(self->text); i++)
    check_paragraph(self, fl_text_get_paragraph(self->text, i), &last);
  check_rest(self);
  g_clear_pointer(&self->used, g_free);
}

/* ---- structure */

/* The clean text is the name and the paragraphs, a line each. */
static void
check_string(const Checked *self)
{
  g_autoptr(GString) expected = g_string_new(fl_document_get_name(self->document));
  uint32_t length = 0;
  const char *string = fl_text_get_string(self->text, &length);
  g_string_append_c(expected, '\n');
  for (uint32_t i = 0; i < fl_text_get_n_paragraphs(self->text); i++) {
    FlSpan span = fl_text_get_paragraph(self->text, i)->span;
    g_assert_cmpuint(span.start, ==, expected->len);
    g_assert_cmpuint(span.end, >, span.start);
    g_string_append_len(expected, string + span.start, fl_span_length(span));
    g_string_append_c(expected, '\n');
  }
  g_assert_cmpstr(string, ==, expected->str);
  g_assert_cmpuint(length, ==, expected->len);
  g_assert_true(g_utf8_validate(string, -1, NULL));
}

static void
check_unit(const Checked *self, FlUnitKind kind, const FlUnit *unit, uint32_t *last)
{
  const FlParagraph *paragraph = fl_text_get_paragraph(self->text, unit->paragraph);
  g_assert_cmpuint(unit->span.end, >, unit->span.start);
  g_assert_cmpuint(count_chars(self->text, unit->span), <=, FL_TEXT_MAX_UNIT);
  g_assert_true(
      g_utf8_validate(get_string(self->text) + unit->span.start, (gssize)fl_span_length(unit->span), NULL));
  g_assert_cmpuint(unit->span.start, >=, *last);
  *last = unit->span.end;
  g_assert_cmpuint(unit->article, <, fl_text_get_n_articles(self->text));
  g_assert_cmpuint(unit->article, ==, paragraph->article);
  if (kind == FL_UNIT_ARTICLE)
    g_assert_cmpuint(unit->span.start, ==, paragraph->span.start);
  else
    g_assert_true(fl_span_contains(paragraph->span, unit->span));
  g_assert_true(kind != FL_UNIT_TITLE || paragraph->role == FL_ROLE_TITLE);
  g_assert_true(kind != FL_UNIT_BYLINE || paragraph->role == FL_ROLE_BYLINE);
  g_assert_true(kind != FL_UNIT_HEADING || paragraph->role == FL_ROLE_BODY);
}

/* Each of a kind's units, and through the articles: the same, and found again by the places in them. */
static void
check_units(const Checked *self, FlUnitKind kind)
{
  uint32_t n = fl_text_get_n_units(self->text, kind), last = 0, next = 0;
  for (uint32_t i = 0; i < n; i++)
    check_unit(self, kind, fl_text_get_unit(self->text, kind, i), &last);
  for (uint32_t a = 0; a < fl_text_get_n_articles(self->text); a++) {
    const FlArticle *article = fl_text_get_article(self->text, a);
    g_assert_cmpuint(article->first_unit[kind], ==, next);
    next += article->n_units[kind];
    const FlUnit *unit = NULL;
    for (uint32_t i = article->first_unit[kind]; i < next; i++) {
      unit = fl_text_get_unit(self->text, kind, i);
      g_assert_cmpuint(unit->article, ==, a);
      g_assert_true(fl_span_contains(article->span, unit->span));
      g_assert_true(fl_text_find_unit(self->text, kind, a, unit->span.start) == unit);
      g_assert_true(fl_text_find_unit(self->text, kind, a, unit->span.end - 1) == unit);
    }
    const FlUnit *behind = unit == NULL ? NULL : fl_text_find_unit(self->text, kind, a, unit->span.end);
    g_assert_true(behind == NULL);
  }
  g_assert_cmpuint(next, ==, n);
}

/* All but spaces of each paragraph of an article lies in a unit of one of the kinds (a bit set). */
static void
check_covered(const Checked *self, unsigned kinds)
{
  uint32_t length = 0;
  const char *string = fl_text_get_string(self->text, &length);
  g_autofree bool *covered = g_new0(bool, length + 1);
  for (int kind = 0; kind < FL_N_UNITS; kind++)
    for (uint32_t i = 0; (kinds & 1u << kind) != 0 && i < fl_text_get_n_units(self->text, (FlUnitKind)kind);
         i++) {
      FlSpan span = fl_text_get_unit(self->text, (FlUnitKind)kind, i)->span;
      memset(covered + span.start, true, fl_span_length(span));
    }
  for (uint32_t i = 0; i < fl_text_get_n_paragraphs(self->text); i++) {
    const FlParagraph *paragraph = fl_text_get_paragraph(self->text, i);
    for (uint32_t at = paragraph->span.start; at < paragraph->span.end; at++)
      g_assert_true(paragraph->article == FL_NO_ARTICLE ? !covered[at] : covered[at] || string[at] == ' ');
  }
}

/* Sections begin with their headings and end with the next of the same or a higher level, or with their
 * article. */
static void
check_sections(const Checked *self, const FlArticle *article)
{
  for (uint32_t i = 0; i < article->n_sections; i++) {
    const FlSection *section = fl_text_get_section(self->text, article->first_section + i);
    uint32_t end = article->span.end;
    for (uint32_t k = article->n_sections - 1; k > i; k--) {
      const FlSection *other = fl_text_get_section(self->text, article->first_section + k);
      if (other->level <= section->level)
        end = other->span.start;
    }
    g_assert_cmpuint(section->span.start, ==, section->heading.start);
    g_assert_cmpuint(section->span.end, ==, end);
    g_assert_true(fl_span_contains(section->span, section->heading));
    g_assert_true(fl_span_contains(article->span, section->span));
  }
}

static void
check_articles(const Checked *self)
{
  uint32_t last = 0, sections = 0, n = fl_text_get_n_paragraphs(self->text), next = 0;
  for (uint32_t a = 0; a < fl_text_get_n_articles(self->text); a++) {
    const FlArticle *article = fl_text_get_article(self->text, a);
    g_assert_cmpuint(article->span.start, >=, last);
    last = article->span.end;
    g_assert_cmpuint(fl_text_find_article(self->text, article->span.start), ==, a);
    g_assert_cmpuint(fl_text_find_article(self->text, article->span.end - 1), ==, a);
    g_assert_cmpuint(fl_text_find_article(self->text, article->span.end), ==, FL_NO_ARTICLE);
    g_assert_cmpuint(article->first_section, ==, sections);
    g_assert_cmpuint(article->n_units[FL_UNIT_ARTICLE], ==, 1);
    g_assert_true(g_utf8_validate(article->title, -1, NULL) && *article->title != '\0');
    sections += article->n_sections;
    check_sections(self, article);
    while (next < n && fl_text_get_paragraph(self->text, next)->article == FL_NO_ARTICLE)
      next++;
    g_assert_cmpuint(fl_text_get_paragraph(self->text, next)->span.start, ==, article->span.start);
    while (next < n && fl_text_get_paragraph(self->text, next)->article == a)
      next++;
    g_assert_cmpuint(fl_text_get_paragraph(self->text, next - 1)->span.end, ==, article->span.end);
  }
}

static void
check_structure(const Checked *self)
{
  check_string(self);
  for (int kind = 0; kind < FL_UNIT_SOURCE; kind++)
    check_units(self, (FlUnitKind)kind);
  check_covered(self, 1u << FL_UNIT_SENTENCE);
  check_covered(self, 1u << FL_UNIT_CLAUSE);
  check_covered(self, 1u << FL_UNIT_PARAGRAPH | 1u << FL_UNIT_TITLE | 1u << FL_UNIT_BYLINE);
  check_articles(self);
  g_assert_cmpuint(fl_text_get_n_units(self->text, FL_UNIT_SOURCE), ==, 1);
  const FlUnit *source = fl_text_get_unit(self->text, FL_UNIT_SOURCE, 0);
  g_assert_cmpuint(source->span.start, ==, 0);
  g_assert_cmpuint(count_chars(self->text, source->span), <=, FL_TEXT_MAX_UNIT);
}

/* Every clause lies in the sentence that is found where it begins. */
static void
check_clauses(const Checked *self)
{
  for (uint32_t i = 0; i < fl_text_get_n_units(self->text, FL_UNIT_CLAUSE); i++) {
    const FlUnit *clause = fl_text_get_unit(self->text, FL_UNIT_CLAUSE, i);
    const FlUnit *sentence =
        fl_text_find_unit(self->text, FL_UNIT_SENTENCE, clause->article, clause->span.start);
    g_assert_nonnull(sentence);
    g_assert_true(fl_span_contains(sentence->span, clause->span));
  }
}

/* ---- all of it */

void
check_text(const FlCutter *cutter, const FlDocument *document, FlMatcher *matcher, GRand *random)
{
  const FlLayout *layout = cutter->layouts->len == 0 ? NULL : cutter->layouts->pdata[0];
  const FlCleaning *cleaning = layout != NULL ? &layout->cleaning : &cutter->cleaning;
  g_autoptr(FlReport) report = fl_report_new("x");
  FlText *text = fl_cutter_cut(cutter, document, matcher, report);
  Checked checked = {.text = text,
                     .document = document,
                     .cutter = cutter,
                     .cleaning = cleaning,
                     .source = fl_document_get_text(document, NULL),
                     .markup = cleaning->remove != NULL || cleaning->split != NULL,
                     .dropped = layout != NULL && layout->drop != 0};
  check_structure(&checked);
  check_clauses(&checked);
  check_spans(&checked, random);
  check_source(&checked);
  fl_text_free(text);
}
