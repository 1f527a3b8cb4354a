#include "cutters.h"
#include "documents.h"

#include "../processor-time.h"

#include <string.h>

static const FlCleaning all = {
    .join_lines = true, .drop_spaces = true, .fold_width = true, .fold_punctuation = true};

/* A document that is cut, and what was reported. */
typedef struct {
  FlDocument *document;
  FlText *text;
  FlReport *report;
} Cut;

static Cut
cut_document(const FlCutter *cutter, FlDocument *take_document)
{
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  Cut cut = {.document = take_document, .report = fl_report_new(fl_document_get_name(take_document))};
  cut.text = fl_cutter_cut(cutter, take_document, matcher, cut.report);
  return cut;
}

static Cut
cut(const FlCutter *cutter, const char *text)
{
  return cut_document(cutter, document_new("a.txt", text));
}

static void
clear_cut(Cut *self)
{
  fl_text_free(self->text);
  fl_report_free(self->report);
  fl_document_free(self->document);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cut, clear_cut)

static void
append_span(GString *out, const FlText *text, FlSpan span)
{
  g_string_append(out, out->len > 0 ? "|" : "");
  g_string_append_len(out, fl_text_get_string(text, NULL) + span.start, fl_span_length(span));
}

static void
assert_units(const Cut *self, FlUnitKind kind, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (uint32_t i = 0; i < fl_text_get_n_units(self->text, kind); i++)
    append_span(out, self->text, fl_text_get_unit(self->text, kind, i)->span);
  g_assert_cmpstr(out->str, ==, expected);
}

static void
assert_paragraphs(const Cut *self, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (uint32_t i = 0; i < fl_text_get_n_paragraphs(self->text); i++)
    append_span(out, self->text, fl_text_get_paragraph(self->text, i)->span);
  g_assert_cmpstr(out->str, ==, expected);
}

/* The findings: "id line:column count". */
static void
assert_reported(const Cut *self, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < fl_report_get_length(self->report); i++) {
    const FlFinding *finding = fl_report_get(self->report, i);
    g_string_append_printf(out, "%s%s %u:%u %u", i > 0 ? ", " : "", finding->id, finding->line,
                           finding->column, finding->count);
    g_assert_cmpstr(finding->file, ==, fl_document_get_name(self->document));
  }
  g_assert_cmpstr(out->str, ==, expected);
}

/* Each section: its level, heading, and the whole of it. */
static void
assert_sections(const Cut *self, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (uint32_t a = 0; a < fl_text_get_n_articles(self->text); a++) {
    const FlArticle *article = fl_text_get_article(self->text, a);
    for (uint32_t i = 0; i < article->n_sections; i++) {
      const FlSection *section = fl_text_get_section(self->text, article->first_section + i);
      append_span(out, self->text, section->heading);
      g_string_append_printf(out, " %d ", section->level);
      g_autofree char *whole = g_strndup(fl_text_get_string(self->text, NULL) + section->span.start,
                                         fl_span_length(section->span));
      g_string_append(out, g_strdelimit(whole, "\n", '/'));
    }
  }
  g_assert_cmpstr(out->str, ==, expected);
}

/* ---- without a layout */

static void
test_no_layout(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  g_auto(Cut) two = cut(cutter, "第一段。 好，\n\n　　第二 段\n");
  assert_reported(&two, "no-layout 1:1 1");
  assert_paragraphs(&two, "第一段。好，|第二段");
  assert_units(&two, FL_UNIT_SENTENCE, "第一段。|好，|第二段");
  assert_units(&two, FL_UNIT_PARAGRAPH, "第一段。好，|第二段");
  assert_units(&two, FL_UNIT_ARTICLE, "第一段。好，\n第二段");
  assert_units(&two, FL_UNIT_SOURCE, "a.txt\n第一段。好，\n第二段\n");
  g_assert_cmpstr(fl_text_get_string(two.text, NULL), ==, "a.txt\n第一段。好，\n第二段\n");
  g_assert_cmpstr(fl_text_get_article(two.text, 0)->title, ==, "第一段。好，");
  g_assert_true(fl_text_get_document(two.text) == two.document);
}

static void
test_empty(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  static const char *const texts[] = {"", "\n\n", " \f\n　\u200b", "\u2060\n\x01"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_auto(Cut) nothing = cut(cutter, texts[i]);
    g_assert_cmpuint(fl_text_get_n_articles(nothing.text), ==, 0);
    g_assert_cmpuint(fl_text_get_n_paragraphs(nothing.text), ==, 0);
    assert_units(&nothing, FL_UNIT_SOURCE, "a.txt\n");
    assert_units(&nothing, FL_UNIT_SENTENCE, "");
    g_assert_cmpuint(fl_text_find_article(nothing.text, 0), ==, FL_NO_ARTICLE);
  }
}

/* ---- with layouts */

static FlLayout *
add_layout(FlCutter *cutter)
{
  FlLayout *layout = cutter_add_layout(cutter, "wrapped", &all);
  layout_add_kind(layout, "number", NULL, NULL)->number = FL_ANSWER_YES;
  layout_add_kind(layout, "title", "^《", NULL);
  layout_add_kind(layout, "byline", "^（", NULL);
  layout_add_kind(layout, "indented", NULL, NULL)->indent = (FlRange){true, 1, 8};
  layout_add_kind(layout, "salute", "：$", NULL);
  layout->drop = 1;
  layout_set_sequences(layout, "(?<title>{title}+){byline:byline?}", "(?={indented})");
  return layout;
}

static void
test_articles(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  add_layout(cutter);
  g_auto(Cut) two =
      cut(cutter, "《报告》\n《关于 工作》\n（２０２４年）\n　　一句。两\n8\n句。\n　　三句\n《第二》\n");
  assert_reported(&two, "");
  assert_paragraphs(&two, "《报告》《关于 工作》|（2024年）|一句。两句。|三句|《第二》");
  assert_units(&two, FL_UNIT_TITLE, "《报告》《关于 工作》|《第二》");
  assert_units(&two, FL_UNIT_BYLINE, "（2024年）");
  assert_units(&two, FL_UNIT_PARAGRAPH, "一句。两句。|三句");
  assert_units(&two, FL_UNIT_SENTENCE,
               "《报告》《关于|工作》|（2024年）|一句。|两句。|三句|《第二》"); /* titles end at spaces */
  assert_units(&two, FL_UNIT_ARTICLE, "《报告》《关于 工作》\n（2024年）\n一句。两句。\n三句|《第二》");
  g_assert_cmpstr(fl_text_get_article(two.text, 0)->title, ==, "《报告》《关于 工作》");
  g_assert_cmpuint(fl_text_find_article(two.text, 6), ==, 0);
}

/* The first layout that fits is used. */
static void
test_choice_of_layout(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  FlLayout *first = cutter_add_layout(cutter, "first", &all),
           *second = cutter_add_layout(cutter, "second", NULL);
  FlLayoutCondition one_mark = {0, 1, false, false};
  layout_add_kind(first, "mark", "^#", NULL);
  g_array_append_val(first->conditions, one_mark);
  layout_set_sequences(first, NULL, "^");
  g_auto(Cut) fits = cut(cutter, "# 一\n二 三\n"), fits_not = cut(cutter, "一\n二 三\n");
  assert_paragraphs(&fits, "#一二三");
  assert_paragraphs(&fits_not, "一|二 三");
  assert_reported(&fits_not, "");
  g_assert_cmpuint(second->kinds->len, ==, 0);
}

/* Page numbers inside a sentence go, and so does the join; in Latin script it is a space. */
static void
test_page_numbers(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  add_layout(cutter);
  g_auto(Cut) han = cut(cutter, "　　反对阶级压迫\n\n8\n\n\f的伟大斗争。\n"),
              latin = cut(cutter, "  fighting against class\r\n\r\n- 8 -\r\n\r\n\foppression.\r\n");
  assert_paragraphs(&han, "反对阶级压迫的伟大斗争。");
  assert_paragraphs(&latin, "fighting against class oppression.");
}

static void
test_markup(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  FlLayout *layout = cutter_add_layout(cutter, "markup", &all);
  layout->cleaning.remove = pattern_new("^#+ |<[a-z/][^<>]{0,20}>|&nbsp;");
  layout->cleaning.split = pattern_new("</p>|<br>");
  g_auto(Cut) marked =
      cut(cutter, "### 标 题\n<p>一<b>二</b>三</p><p>four&nbsp; five<br>六</p>\n<br><p></p>\n七<i>");
  assert_paragraphs(&marked, "标题|一二三|four five|六|七");
}

static void
test_gave_up(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  FlLayout *layout = cutter_add_layout(cutter, "endless", &all);
  g_autoptr(GString) text = g_string_new("第一\n");
  layout_add_kind(layout, "head", "^第", NULL);
  layout_set_sequences(layout, "(?:{any}+)+{head}", NULL);
  for (int i = 0; i < 3000; i++)
    g_string_append(text, "正文\n");
  g_auto(Cut) endless = cut(cutter, text->str);
  assert_reported(&endless, "layout-limit 1:1 1");
  g_assert_cmpuint(fl_text_get_n_articles(endless.text), ==, 1);
}

static void
test_no_head(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  FlLayout *layout = cutter_add_layout(cutter, "headed", &all);
  layout_add_kind(layout, "head", "^第", NULL);
  layout_set_sequences(layout, "{title:head}", NULL);
  g_auto(Cut) headless = cut(cutter, "前言\n正文"), headed = cut(cutter, "第一\n正文");
  assert_reported(&headless, "no-head 1:1 1");
  assert_reported(&headed, "");
  g_assert_cmpuint(fl_text_get_n_articles(headless.text), ==, 1);
}

/* ---- sections */

static void
test_sections(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  g_auto(Cut) nested = cut(
      cutter,
      "前言\n第一章 总则\n第一节 目标\n甲\n（一）好的。乙\n第二节 任务\n丙\n第二章 保障\n丁\n（一）坏的。\n");
  assert_sections(&nested, "第一章总则 1 第一章总则/第一节目标/甲/（一）好的。乙/第二节任务/丙/|"
                           "第一节目标 2 第一节目标/甲/|"
                           "（一）好的。 2 （一）好的。乙/|"
                           "第二节任务 2 第二节任务/丙/|"
                           "第二章保障 1 第二章保障/丁/（一）坏的。|"
                           "（一）坏的。 2 （一）坏的。");
  assert_units(&nested, FL_UNIT_HEADING,
               "第一章总则|第一节目标|（一）好的。|第二节任务|第二章保障|（一）坏的。");
  const FlUnit *heading =
      fl_text_find_unit(nested.text, FL_UNIT_HEADING, 0, fl_text_get_section(nested.text, 2)->heading.start);
  g_assert_nonnull(heading);
  g_assert_cmpuint(heading->paragraph, ==, 4);
}

/* A section ends with its article, and levels that are left out do not matter. */
static void
test_sections_of_articles(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  add_layout(cutter);
  g_auto(Cut) two =
      cut(cutter, "《甲》\n　　1.第一点\n　　一、总体要求\n　　正文\n《乙》\n　　正文\n　　（二）任务\n");
  assert_sections(&two, "1.第一点 3 1.第一点/|一、总体要求 1 一、总体要求/正文|（二）任务 2 （二）任务");
  g_assert_cmpuint(fl_text_get_article(two.text, 1)->first_section, ==, 2);
  g_assert_cmpuint(fl_text_get_article(two.text, 1)->n_sections, ==, 1);
}

/* A paragraph longer than a unit: its end is its end, and nothing is cut within a character. */
static void
test_long_heading(void)
{
  g_autoptr(FlCutter) cutter = fl_cutter_new();
  FlSectionRule rule = {1, pattern_new("\\A(?:第.章.*$)")}, other = {2, pattern_new("\\A(?:第.章[^x]{5})")};
  g_autoptr(GString) text = g_string_new("第一章a");
  g_array_append_val(cutter->sections, rule);
  g_array_append_val(cutter->sections, other);
  while (text->len < 3 * FL_TEXT_MAX_UNIT)
    g_string_append(text, "中");
  g_auto(Cut) whole = cut(cutter, text->str);
  g_string_append(text, "\u2028x");
  const FlSection *section = fl_text_get_section(whole.text, 0);
  g_assert_cmpint(section->level, ==, 1);
  g_assert_cmpuint(fl_span_length(section->heading), ==, text->len - 4);
}

/* ---- long ones */

/* A sentence that is too long is cut behind the last clause that fits, or anywhere between characters. */
static void
test_long_sentences(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  g_autoptr(GString) text = g_string_new("短句。\n  ");
  for (int i = 0; i < 1500; i++)
    g_string_append(text, "长长，");
  for (int i = 0; i < 9000; i++)
    g_string_append(text, "长");
  g_auto(Cut) lengthy = cut(cutter, text->str);
  assert_reported(&lengthy, "no-layout 1:1 1, long-sentence 2:3 4");
  static const uint32_t lengths[] = {3, 4095, 405, 4096, 4096, 808};
  g_assert_cmpuint(fl_text_get_n_units(lengthy.text, FL_UNIT_SENTENCE), ==, G_N_ELEMENTS(lengths));
  for (uint32_t i = 0; i < G_N_ELEMENTS(lengths); i++)
    g_assert_cmpuint(fl_span_length(fl_text_get_unit(lengthy.text, FL_UNIT_SENTENCE, i)->span) / 3, ==,
                     lengths[i]);
}

/* A file of one line with no end to its sentence takes no longer for
 * each of its characters than a short one. */
static void
test_endless_sentence(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  g_autofree char *text = g_strnfill(8000000, 'x');
  clock_t started = clock();
  g_auto(Cut) endless = cut(cutter, text);
  g_assert_cmpuint(fl_text_get_n_units(endless.text, FL_UNIT_SENTENCE), ==, (8000000 + 4095) / 4096);
  g_assert_cmpfloat(processor_seconds_since(started), <, 5);
}

/* A line of nothing but markup is not searched to its end at every piece. */
static void
test_much_markup(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  FlLayout *layout = cutter_add_layout(cutter, "markup", &all);
  g_autoptr(GString) text = g_string_new(NULL);
  layout->cleaning.remove = pattern_new("<[a-z/][^<>]{0,20}>");
  layout->cleaning.split = pattern_new("<hr>|<br ?/?>");
  for (int i = 0; i < 100000; i++)
    g_string_append(text, "<b>中</b>");
  clock_t started = clock();
  g_auto(Cut) marked = cut(cutter, text->str);
  g_assert_cmpuint(fl_text_get_n_paragraphs(marked.text), ==, 1);
  g_assert_cmpfloat(processor_seconds_since(started), <, 5);
}

/* ---- what is reported */

static void
test_reports(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&all);
  cutter_add_layout(cutter, "lines", &all);
  g_auto(Cut) private_use = cut(cutter, "一\U000F0001二\n三\U000FFFFD"), bmp = cut(cutter, "一\ue000");
  assert_reported(&private_use, "private-use 0:0 1");
  assert_paragraphs(&private_use, "一\ufffd二|三\ufffd");
  assert_reported(&bmp, "");
  g_auto(Cut) gb18030 = cut_document(cutter, document_new_gb18030("b.txt", "中华人民共和国"));
  assert_reported(&gb18030, "encoding 0:0 1");
  g_auto(Cut) damaged = cut(cutter, "中华人民共和国国务院\xff");
  assert_reported(&damaged, "damaged 0:0 1");
}

static void
test_report(void)
{
  g_autoptr(FlReport) report = fl_report_new("a.txt");
  g_assert_cmpuint(fl_report_get_length(report), ==, 0);
  for (uint32_t i = 0; i < 1000; i++)
    fl_report_add(report, FL_FINDING_NOTE, "match-limit", i % 2 == 0 ? "a.rule" : NULL, i + 1, 2, "limit %u",
                  i % 4 / 2);
  g_assert_cmpuint(fl_report_get_length(report), ==, 4);
  const FlFinding *finding = fl_report_get(report, 1);
  g_assert_cmpstr(finding->id, ==, "match-limit");
  g_assert_cmpstr(finding->rule, ==, "");
  g_assert_cmpstr(finding->message, ==, "limit 0");
  g_assert_cmpstr(finding->file, ==, "a.txt");
  g_assert_cmpuint(finding->line, ==, 2); /* the first place */
  g_assert_cmpuint(finding->column, ==, 2);
  g_assert_cmpuint(finding->count, ==, 250);
  g_assert_cmpint(finding->level, ==, FL_FINDING_NOTE);
}

/* ---- plain texts, for tests of rules */

static void
test_plain(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(NULL);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlDocument) document = document_new("a.txt", "一、 好。二\n\n（一）三　四");
  g_autoptr(FlReport) report = fl_report_new("a.txt");
  Cut title = {document,
               fl_cutter_cut_plain(cutter, document, (FlPlainCut){.role = FL_ROLE_TITLE}, matcher, report),
               report};
  assert_units(&title, FL_UNIT_TITLE, "一、 好。二|（一）三 四");
  assert_units(&title, FL_UNIT_SENTENCE, "一、|好。|二|（一）三|四");
  assert_units(&title, FL_UNIT_HEADING, "");
  fl_text_free(title.text);
  Cut headings = {document,
                  fl_cutter_cut_plain(cutter, document, (FlPlainCut){.headings = true}, matcher, report),
                  report};
  assert_units(&headings, FL_UNIT_HEADING, "（一）三 四"); /* those that are anyway */
  fl_text_free(headings.text);
  g_autoptr(FlCutter) bare = fl_cutter_new();
  Cut made = {document, fl_cutter_cut_plain(bare, document, (FlPlainCut){.headings = true}, matcher, report),
              report};
  assert_units(&made, FL_UNIT_HEADING, "一、 好。二|（一）三 四");
  assert_sections(&made, "一、 好。二 1 一、 好。二/|（一）三 四 1 （一）三 四");
  assert_reported(&made, "");
  fl_text_free(made.text);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cutter/no layout", test_no_layout);
  g_test_add_func("/cutter/nothing to cut", test_empty);
  g_test_add_func("/cutter/articles", test_articles);
  g_test_add_func("/cutter/the first layout that fits", test_choice_of_layout);
  g_test_add_func("/cutter/page numbers inside sentences", test_page_numbers);
  g_test_add_func("/cutter/markup", test_markup);
  g_test_add_func("/cutter/a layout that gives up", test_gave_up);
  g_test_add_func("/cutter/no head of an article", test_no_head);
  g_test_add_func("/cutter/sections nest", test_sections);
  g_test_add_func("/cutter/sections end with their article", test_sections_of_articles);
  g_test_add_func("/cutter/a long heading", test_long_heading);
  g_test_add_func("/cutter/long sentences", test_long_sentences);
  g_test_add_func("/cutter/a sentence without end", test_endless_sentence);
  g_test_add_func("/cutter/a line of markup", test_much_markup);
  g_test_add_func("/cutter/reports", test_reports);
  g_test_add_func("/cutter/plain texts", test_plain);
  g_test_add_func("/report/counts what it has", test_report);
  return g_test_run();
}
