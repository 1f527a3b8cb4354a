#include "cutters.h"
#include "documents.h"

#include <string.h>

/* ---- sequences */

static void
assert_refused(const char *sequence, size_t expected_offset, const char *expected_message)
{
  g_autoptr(FlLayout) layout = fl_layout_new("x");
  g_autoptr(GError) error = NULL;
  size_t offset = 99;
  layout_add_kind(layout, "head", NULL, NULL);
  g_assert_null(fl_layout_compile(layout, sequence, &offset, &error));
  g_assert_error(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX);
  g_assert_cmpuint(offset, ==, expected_offset);
  if (strstr(error->message, expected_message) == NULL)
    g_test_fail_printf("%s: %s", sequence, error->message);
}

static void
test_refused(void)
{
  assert_refused("{head}x", 6, "belongs into a kind's match");
  assert_refused("{head}.", 6, "belongs into a kind's match");
  assert_refused("[ab]", 0, "belongs into a kind's match");
  assert_refused("{head}\\d", 6, "belongs into a kind's match");
  assert_refused("{other}", 0, "no kind of line is called 'other'");
  assert_refused("{head}{head|other}", 6, "'other'");
  assert_refused("{Head}", 0, "no kind of line is called 'Head'");
  assert_refused("{A:head}", 0, "lower-case");
  assert_refused("({head}", 0, "missing");
  assert_refused("{head})({head}", 6, "unmatched");
  assert_refused("(?<title>{head}))", 16, "unmatched");
  assert_refused("+{head}", 0, "quantifier");
}

static void
test_roles(void)
{
  static const struct {
    const char *name;
    FlRole role;
  } roles[] = {{"title", FL_ROLE_TITLE}, {"deck", FL_ROLE_TITLE},    {"byline", FL_ROLE_BYLINE},
               {"date", FL_ROLE_BYLINE}, {"source", FL_ROLE_BYLINE}, {"head", FL_ROLE_HEAD}};
  FlRole role = FL_ROLE_BODY;
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
    g_assert_true(fl_role_from_name(roles[i].name, &role));
    g_assert_cmpint(role, ==, roles[i].role);
  }
  g_assert_false(fl_role_from_name("body", &role));
  g_assert_cmpint(role, ==, FL_ROLE_HEAD);
}

static void
test_kinds(void)
{
  g_autoptr(FlLayout) layout = fl_layout_new("x");
  for (int i = 0; i < FL_LAYOUT_MAX_KINDS; i++) {
    g_autofree char *name = g_strdup_printf("k%d", i);
    g_assert_nonnull(fl_layout_add_kind(layout, name));
  }
  g_assert_null(fl_layout_add_kind(layout, "more"));
  g_assert_cmpint(fl_layout_find_kind(layout, "k0"), ==, 0);
  g_assert_cmpint(fl_layout_find_kind(layout, "k29"), ==, 29);
  g_assert_cmpint(fl_layout_find_kind(layout, "more"), ==, -1);
}

/* A sequence may name many kinds, each again and again: what it becomes stays small. */
static void
test_many_kinds(void)
{
  g_autoptr(FlLayout) layout = fl_layout_new("x");
  g_autoptr(GString) sequence = g_string_new("(?:");
  g_autoptr(GError) error = NULL;
  size_t offset = 0;
  for (int i = 0; i < FL_LAYOUT_MAX_KINDS; i++) {
    g_autofree char *name = g_strdup_printf("k%d", i);
    layout_add_kind(layout, name, NULL, NULL);
    g_string_append_printf(sequence, "{%s}{%s|k0}", name, name);
  }
  g_string_append(sequence, "){1,9}");
  g_autoptr(FlPattern) pattern = fl_layout_compile(layout, sequence->str, &offset, &error);
  g_assert_no_error(error);
  g_assert_nonnull(pattern);
}

/* ---- cutting */

/* The blocks of a document: a letter for the role, the article's number, the lines. */
static char *
render_cut(const FlLayout *layout, const char *text, FlLayoutDoubts *ret_doubts)
{
  static const char letters[] = {'B', 'T', 'Y', 'H'};
  g_autoptr(FlDocument) document = document_new("a.txt", text);
  g_autoptr(FlPattern) end = pattern_new("[。！？.]+”?");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(GArray) lines = fl_lines_new(document, end, matcher);
  g_autoptr(GArray) blocks = fl_layout_cut(layout, lines, matcher, ret_doubts);
  GString *out = g_string_new(NULL);
  guint next = 0;
  for (guint i = 0; i < blocks->len; i++) {
    const FlBlock *block = &g_array_index(blocks, FlBlock, i);
    g_assert_cmpuint(block->first, ==, next);
    g_assert_cmpuint(block->n_lines, >, 0);
    next += block->n_lines;
    g_string_append_printf(out, i > 0 ? " %c" : "%c", letters[block->role]);
    g_string_append_printf(out, block->article == FL_NO_ARTICLE ? "-" : "%u", block->article);
    for (guint i_line = 0; i_line < block->n_lines; i_line++) {
      const FlLine *line = &g_array_index(lines, FlLine, block->first + i_line);
      g_string_append_c(out, ':');
      g_string_append_len(out, line->text, line->length);
    }
  }
  g_assert_cmpuint(next, ==, lines->len);
  return g_string_free(out, FALSE);
}

static void
assert_cuts(const FlLayout *layout, const char *text, const char *expected)
{
  FlLayoutDoubts doubts = {.limit = true};
  g_autofree char *blocks = render_cut(layout, text, &doubts);
  g_assert_cmpstr(blocks, ==, expected);
  g_assert_false(doubts.limit);
}

static FlLayout *
layout_new(const char *article, const char *paragraph)
{
  FlLayout *layout = fl_layout_new("x");
  layout_add_kind(layout, "full", "^.{5,}$", NULL);
  layout_add_kind(layout, "ends", NULL, NULL)->ends = FL_ANSWER_YES;
  layout_add_kind(layout, "head", "^第", "。");
  layout_add_kind(layout, "date", "^（.*）$", NULL);
  layout_add_kind(layout, "number", NULL, NULL)->number = FL_ANSWER_YES;
  layout_add_kind(layout, "again", "^《", NULL)->repeats = (FlRange){true, 2, 100};
  layout_add_kind(layout, "indented", NULL, NULL)->indent = (FlRange){true, 2, 6};
  layout_add_kind(layout, "page", NULL, NULL)->new_page = FL_ANSWER_YES;
  layout_set_sequences(layout, article, paragraph);
  return layout;
}

static void
assert_cut_by(const char *article, const char *paragraph, const char *text, const char *expected)
{
  g_autoptr(FlLayout) layout = layout_new(article, paragraph);
  assert_cuts(layout, text, expected);
}

static void
test_no_sequences(void)
{
  assert_cut_by(NULL, NULL, "一\n\n二\n三", "B0:一 B0:二 B0:三");
  assert_cut_by(NULL, NULL, "", "");
}

static void
test_paragraphs(void)
{
  const char *wrapped = "一二三四五\n一二\n一二三四五\n一二三四五\n一。\n　　二";
  assert_cut_by(NULL, "(?<!{full})", wrapped, "B0:一二三四五:一二 B0:一二三四五:一二三四五:一。 B0:二");
  assert_cut_by(NULL, "(?<={ends})", wrapped, "B0:一二三四五:一二:一二三四五:一二三四五:一。 B0:二");
  assert_cut_by(NULL, "(?={indented})|(?<=(?!{full}|{ends}){any})", wrapped,
                "B0:一二三四五:一二 B0:一二三四五:一二三四五:一。 B0:二");
  assert_cut_by(NULL, "(?!{full})", wrapped, "B0:一二三四五 B0:一二:一二三四五:一二三四五 B0:一。 B0:二");
  assert_cut_by(NULL, "(?={full}{full})", wrapped, "B0:一二三四五:一二 B0:一二三四五:一二三四五:一。:二");
  assert_cut_by(NULL, "{indented}", wrapped, "B0:一二三四五:一二:一二三四五:一二三四五:一。 B0:二");
  assert_cut_by(NULL, "$", wrapped, "B0:一二三四五:一二:一二三四五:一二三四五:一。:二");
}

static void
test_articles(void)
{
  const char *text = "第一\n（1日）\n正文。\n第二\n第三\n正文。\n正文";
  assert_cut_by("{title:head}", NULL, text, "T0:第一 B0:（1日） B0:正文。 T1:第二 T2:第三 B2:正文。 B2:正文");
  assert_cut_by("{title:head+}(?<date>{date}?)", "^", text,
                "T0:第一 Y0:（1日） B0:正文。 T1:第二:第三 B1:正文。:正文");
  assert_cut_by("(?:^|(?<={ends})){title:head+}{date:date}?", "^", text,
                "T0:第一 Y0:（1日） B0:正文。 T1:第二:第三 B1:正文。:正文");
  assert_cut_by("^{head}(?<byline>{any})", "^", text, "H0:第一 Y0:（1日） B0:正文。:第二:第三:正文。:正文");
  assert_cut_by("{title:head}(?={any}{ends})", "^", text,
                "T0:第一 B0:（1日）:正文。 T1:第二 B1:第三:正文。:正文");
  assert_cut_by("(?<head>{head})(?<title>{head})|(?<title>{head})(?<date>{date})", "^", text,
                "T0:第一 Y0:（1日） B0:正文。 H1:第二 T1:第三 B1:正文。:正文");
}

static void
test_prefaces(void)
{
  const char *text = "前言\n第一\n正文\n第二\n";
  g_autoptr(FlLayout) layout = layout_new("{title:head}", "^");
  assert_cuts(layout, text, "B0:前言 T1:第一 B1:正文 T2:第二");
  assert_cuts(layout, "第一\n正文", "T0:第一 B0:正文");
  layout->skip_preface = true;
  assert_cuts(layout, text, "B-:前言 T0:第一 B0:正文 T1:第二");
  assert_cuts(layout, "前言\n正文", "B0:前言:正文"); /* no head at all: nothing is a preface */
}

static void
test_drops(void)
{
  const char *text = "《报告》\n一二三四五\n\n8\n\n一二三四五\n- 9 -\n《报告》\n一二三。\n第二";
  g_autoptr(FlLayout) layout = layout_new("{title:head}", "(?<!{full})");
  layout->drop = 1u << fl_layout_find_kind(layout, "number");
  assert_cuts(layout, text, "B0:《报告》 B0:一二三四五:一二三四五:《报告》 B0:一二三。 T1:第二");
  layout->drop |= 1u << fl_layout_find_kind(layout, "again");
  assert_cuts(layout, text, "B0:一二三四五:一二三四五:一二三。 T1:第二");
  assert_cuts(layout, "8\n9\n", "");
}

/* A form feed on a dropped line is the next line's. */
static void
test_drop_at_page(void)
{
  g_autoptr(FlLayout) layout = layout_new("(?={page}){title:any}", "^");
  layout->drop = 1u << fl_layout_find_kind(layout, "number");
  assert_cuts(layout, "一\n二\n\f8\n三\n四", "T0:一 B0:二 T1:三 B1:四");
}

static void
test_limit(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  FlLayoutDoubts doubts = {0};
  for (int i = 0; i < 3000; i++)
    g_string_append(text, "正文\n");
  g_string_append(text, "8\n"); /* or PCRE2 sees at once that there is no number */
  g_autoptr(FlLayout) layout = layout_new("(?:{any}+)+{number}{date}", "^"),
                      other = layout_new("{title:head}", "(?=(?:{any}+)+{number}{date})");
  g_free(render_cut(layout, text->str, &doubts));
  g_assert_true(doubts.limit);
  g_assert_false(doubts.no_head); /* that is not known */
  doubts = (FlLayoutDoubts){0};
  g_free(render_cut(other, text->str, &doubts));
  g_assert_true(doubts.limit);
}

/* A sequence that looks for what is not there takes as long again for twice the lines, not four times. */
static void
test_reach(void)
{
  g_autoptr(FlLayout) layout = layout_new("{title:head}{any}*?{date}", "^");
  g_autoptr(GString) text = g_string_new(NULL);
  FlLayoutDoubts doubts = {0};
  for (int i = 0; i < FL_LAYOUT_MAX_REACH - 2; i++)
    g_string_append(text, "正文\n");
  g_autofree char *within = g_strconcat("第一\n", text->str, "（二〇三二年）\n尾\n", NULL);
  g_free(render_cut(layout, within, &doubts));
  g_assert_false(doubts.no_head);
  g_autofree char *beyond = g_strconcat("第一\n再\n", text->str, "（二〇三二年）\n尾\n", NULL);
  g_free(render_cut(layout, beyond, &doubts));
  g_assert_true(doubts.no_head);
  g_assert_false(doubts.limit);
}

/* What is cut off the sight of a sequence is no end of the source. */
static void
test_end_of_reach(void)
{
  g_autoptr(FlLayout) layout = layout_new("{title:head}(?={any}*+$)", "^");
  g_autoptr(GString) text = g_string_new("第一\n");
  FlLayoutDoubts doubts = {0};
  for (int i = 0; i < FL_LAYOUT_MAX_REACH - 1; i++)
    g_string_append(text, "正文\n");
  g_free(render_cut(layout, text->str, &doubts));
  g_assert_false(doubts.no_head);
  g_string_append(text, "正文\n");
  g_free(render_cut(layout, text->str, &doubts));
  g_assert_true(doubts.no_head);
}

static bool
finds_no_head(const char *article, const char *text)
{
  FlLayoutDoubts doubts = {0};
  g_autoptr(FlLayout) layout = layout_new(article, "^");
  layout->drop = 1u << fl_layout_find_kind(layout, "number");
  g_free(render_cut(layout, text, &doubts));
  return doubts.no_head;
}

static void
test_no_head(void)
{
  g_assert_true(finds_no_head("{title:head}", "前言\n正文"));
  g_assert_false(finds_no_head("{title:head}", "前言\n第一\n正文"));
  g_assert_false(finds_no_head("{title:head}", "第一"));
  g_assert_false(finds_no_head(NULL, "前言\n正文"));     /* a layout of sources of one article */
  g_assert_false(finds_no_head("{title:head}", "8\n9")); /* there is no text at all */
}

/* ---- conditions */

static bool
fits(const char *name, const char *text, FlLayoutCondition condition, const char *format, const char *path)
{
  g_autoptr(FlDocument) document = document_new(name, text);
  g_autoptr(FlLayout) layout = layout_new(NULL, NULL);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(GArray) lines = fl_lines_new(document, NULL, matcher);
  layout->format = g_strdup(format);
  layout->path = path != NULL ? pattern_new(path) : NULL;
  g_array_append_val(layout->conditions, condition);
  return fl_layout_fits(layout, document, lines, matcher);
}

static void
test_conditions(void)
{
  const char *text = "第一\n正文\n第二\n正文"; /* two of four are heads (kind 2) */
  g_assert_true(fits("a.txt", text, (FlLayoutCondition){2, 2, false, false}, NULL, NULL));
  g_assert_false(fits("a.txt", text, (FlLayoutCondition){2, 3, false, false}, NULL, NULL));
  g_assert_true(fits("a.txt", text, (FlLayoutCondition){2, 3, false, true}, NULL, NULL));
  g_assert_false(fits("a.txt", text, (FlLayoutCondition){2, 2, false, true}, NULL, NULL));
  g_assert_true(fits("a.txt", text, (FlLayoutCondition){2, 50, true, false}, NULL, NULL));
  g_assert_false(fits("a.txt", text, (FlLayoutCondition){2, 50.1, true, false}, NULL, NULL));
  g_assert_false(fits("a.txt", text, (FlLayoutCondition){2, 50, true, true}, NULL, NULL));
  g_assert_false(fits("a.txt", "", (FlLayoutCondition){2, 1, true, false}, NULL, NULL));
  g_assert_true(fits("a.txt", "", (FlLayoutCondition){2, 1, true, true}, NULL, NULL));
}

static void
test_names_and_formats(void)
{
  const FlLayoutCondition always = {2, 0, false, false};
  g_assert_true(fits("a.md", "", always, "markdown", NULL));
  g_assert_false(fits("a.txt", "", always, "markdown", NULL));
  g_assert_true(fits("news/2024.txt", "", always, NULL, "^news/"));
  g_assert_false(fits("old/news/2024.txt", "", always, NULL, "^news/"));
}

/* What a kind asks of a line: all of it must hold. */
static void
test_what_kinds_ask(void)
{
  g_autoptr(FlLayout) layout = fl_layout_new("x");
  FlLineKind *kind = layout_add_kind(layout, "kind", "文", "，");
  kind->length = (FlRange){true, 2, 4};
  kind->gap_before = (FlRange){true, 1, 2};
  kind->gap_after = (FlRange){true, 0, 1};
  kind->number = FL_ANSWER_NO;
  layout_set_sequences(layout, "{title:kind}", NULL);
  assert_cuts(layout, "a\n\n正文\na", "B0:a T1:正文 B1:a");
  assert_cuts(layout, "a\n\n\n正文\n\na", "B0:a T1:正文 B1:a");
  assert_cuts(layout, "a\n正文\na", "B0:a B0:正文 B0:a");
  assert_cuts(layout, "a\n\n\n\n正文\na", "B0:a B0:正文 B0:a");
  assert_cuts(layout, "a\n\n正文\n\n\na", "B0:a B0:正文 B0:a");
  assert_cuts(layout, "a\n\n正，文\na", "B0:a B0:正，文 B0:a");
  assert_cuts(layout, "a\n\n正好\na", "B0:a B0:正好 B0:a");
  assert_cuts(layout, "a\n\n文\na", "B0:a B0:文 B0:a");
  assert_cuts(layout, "a\n\n正文正文正\na", "B0:a B0:正文正文正 B0:a");
}

/* ---- against the plain reading of simple sequences, over any lines */

static bool
begins_paragraph(int sequence, const bool *kinds, guint i, guint n)
{
  switch (sequence) {
  case 0: /* (?={a}) */
    return kinds[i];
  case 1: /* (?<={a}) */
    return kinds[i - 1];
  case 2: /* (?<!{a}) */
    return !kinds[i - 1];
  case 3: /* (?!{a}) */
    return !kinds[i];
  case 4: /* (?<!{a})(?!{a}) */
    return !kinds[i - 1] && !kinds[i];
  default: /* (?<={a})(?={a}{a}) */
    return kinds[i - 1] && kinds[i] && i + 1 < n && kinds[i + 1];
  }
}

static void
test_any_lines(void)
{
  static const char *const sequences[] = {"(?={a})", "(?<={a})",        "(?<!{a})",
                                          "(?!{a})", "(?<!{a})(?!{a})", "(?<={a})(?={a}{a})"};
  g_autoptr(GRand) random = g_rand_new_with_seed(10);
  for (int round = 0; round < 3000; round++) {
    int sequence = round % (int)G_N_ELEMENTS(sequences);
    g_autoptr(FlLayout) layout = fl_layout_new("x");
    for (int k = g_rand_int_range(random, 0, 3); k > 0; k--) /* others beside it */
      layout_add_kind(layout, "other", "y", NULL);
    layout_add_kind(layout, "a", "x", NULL);
    layout_set_sequences(layout, NULL, sequences[sequence]);
    bool kinds[20];
    FlLayoutDoubts doubts;
    guint n = (guint)g_rand_int_range(random, 1, 20);
    g_autoptr(GString) text = g_string_new(NULL), expected = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
      kinds[i] = g_rand_boolean(random);
      g_string_append(text, kinds[i] ? "x\n" : "y\n");
    }
    for (guint i = 0; i < n; i++)
      g_string_append_printf(expected, "%s:%c",
                             i == 0                                    ? "B0"
                             : begins_paragraph(sequence, kinds, i, n) ? " B0"
                                                                       : "",
                             kinds[i] ? 'x' : 'y');
    g_autofree char *blocks = render_cut(layout, text->str, &doubts);
    g_assert_cmpstr(blocks, ==, expected->str);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layout/refused sequences", test_refused);
  g_test_add_func("/layout/roles", test_roles);
  g_test_add_func("/layout/thirty kinds", test_kinds);
  g_test_add_func("/layout/many kinds", test_many_kinds);
  g_test_add_func("/layout/no sequences", test_no_sequences);
  g_test_add_func("/layout/paragraphs", test_paragraphs);
  g_test_add_func("/layout/articles", test_articles);
  g_test_add_func("/layout/prefaces", test_prefaces);
  g_test_add_func("/layout/dropped lines", test_drops);
  g_test_add_func("/layout/a dropped line at a page's top", test_drop_at_page);
  g_test_add_func("/layout/a sequence that gives up", test_limit);
  g_test_add_func("/layout/how far a sequence sees", test_reach);
  g_test_add_func("/layout/the end of what it sees", test_end_of_reach);
  g_test_add_func("/layout/no head of an article", test_no_head);
  g_test_add_func("/layout/conditions", test_conditions);
  g_test_add_func("/layout/names and formats", test_names_and_formats);
  g_test_add_func("/layout/all that a kind asks must hold", test_what_kinds_ask);
  g_test_add_func("/layout/sequences mean what they say over any lines", test_any_lines);
  return g_test_run();
}
