#include "cutters.h"
#include "documents.h"

FlPattern *
pattern_new(const char *source)
{
  g_autoptr(GError) error = NULL;
  FlPattern *pattern = fl_pattern_new(source, NULL, &error);
  g_assert_no_error(error);
  return pattern;
}

static void
add_section(FlCutter *self, int level, const char *match)
{
  FlSectionRule rule = {level, pattern_new(match)};
  g_array_append_val(self->sections, rule);
}

FlCutter *
cutter_new(const FlCleaning *cleaning)
{
  FlCutter *self = fl_cutter_new();
  if (cleaning != NULL)
    self->cleaning = *cleaning;
  self->sentence_end = pattern_new("[。！？]+[”’）】]*|[.!?](?=\\s|$)");
  self->clause_end = pattern_new("[，；：。！？,;]+[”’）】]*");
  self->clauses = true;
  self->title_end = pattern_new(" +|[。！？；]+");
  add_section(self, 1, "\\A(?:第[一二三四五六七八九十]+章(?: ?[^，。；]{1,30})?$)");
  add_section(self, 1, "\\A(?:[一二三四五六七八九十]+、[^。；]{2,60}$)");
  add_section(self, 2, "\\A(?:第[一二三四五六七八九十]+节[^，。；]{1,30}$)");
  add_section(self, 2, "\\A(?:（[一二三四五六七八九十]+）[^。；]{2,60}[。；]?)");
  add_section(self, 3, "\\A(?:\\d+[.．、](?!\\d)[^。；]{2,50}[。；]?)");
  return self;
}

FlLayout *
cutter_add_layout(FlCutter *self, const char *name, const FlCleaning *cleaning)
{
  FlLayout *layout = fl_layout_new(name);
  if (cleaning != NULL)
    layout->cleaning = *cleaning;
  g_ptr_array_add(self->layouts, layout);
  return layout;
}

FlLineKind *
layout_add_kind(FlLayout *self, const char *name, const char *match, const char *unlike)
{
  FlLineKind *kind = fl_layout_add_kind(self, name);
  g_assert_nonnull(kind);
  kind->match = match != NULL ? pattern_new(match) : NULL;
  kind->unlike = unlike != NULL ? pattern_new(unlike) : NULL;
  return kind;
}

static FlPattern *
compile_sequence(FlLayout *self, const char *sequence)
{
  g_autoptr(GError) error = NULL;
  size_t offset = 0;
  if (sequence == NULL)
    return NULL;
  FlPattern *pattern = fl_layout_compile(self, sequence, &offset, &error);
  g_assert_no_error(error);
  return pattern;
}

void
layout_set_sequences(FlLayout *self, const char *article, const char *paragraph)
{
  self->article = compile_sequence(self, article);
  self->paragraph = compile_sequence(self, paragraph);
}

/* ---- random ones */

#define PICK(random, strings) pick(random, strings, G_N_ELEMENTS(strings))

static void
add_kinds(FlLayout *self)
{
  layout_add_kind(self, "spaced", NULL, NULL)->gap_before = (FlRange){true, 1, UINT32_MAX};
  layout_add_kind(self, "number", NULL, NULL)->number = FL_ANSWER_YES;
  layout_add_kind(self, "short", NULL, NULL)->less = FL_ANSWER_YES;
  layout_add_kind(self, "open", NULL, NULL)->wide_before = FL_ANSWER_YES;
  layout_add_kind(self, "indented", NULL, NULL)->indent = (FlRange){true, 2, 8};
  layout_add_kind(self, "page", NULL, NULL)->new_page = FL_ANSWER_YES;
  layout_add_kind(self, "ends", NULL, NULL)->ends = FL_ANSWER_YES;
  layout_add_kind(self, "again", NULL, NULL)->repeats = (FlRange){true, 2, UINT32_MAX};
  layout_add_kind(self, "item", NULL, NULL)->heading = (FlRange){true, 3, 3};
  layout_add_kind(self, "head", "第.章|报告|标题", "[。！？]");
  layout_add_kind(self, "byline", "^[（(].*[)）]$", NULL);
}

static FlLayout *
add_random_layout(FlCutter *self, GRand *random, const FlCleaning *cleaning)
{
  static const char *const articles[] = {
      NULL,
      "{title:head}",
      "^(?<title>{any})(?<byline>{byline}?)",
      "(?:^|(?<={ends}))(?={page})(?<title>(?:(?!{byline}){head|any}){1,3}?)(?<byline>{byline}{0,2})",
      "(?<head>{number}?)(?<title>{head}{1,2})(?<source>{short}?)",
      "(?={open}){title:item}"};
  static const char *const paragraphs[] = {
      NULL, "(?<!{short})", "(?={indented}|{open})|(?<=(?={short}){ends})", "(?<={ends})", "(?!{any})"};
  FlLayout *layout = cutter_add_layout(self, "random", cleaning);
  add_kinds(layout);
  layout_set_sequences(layout, PICK(random, articles), PICK(random, paragraphs));
  layout->skip_preface = g_rand_boolean(random);
  if (g_rand_boolean(random))
    layout->drop = 1u << fl_layout_find_kind(layout, "number");
  if (g_rand_int_range(random, 0, 4) == 0)
    layout->drop |= 1u << fl_layout_find_kind(layout, "again");
  return layout;
}

FlCutter *
cutter_new_random(GRand *random)
{
  FlCleaning cleaning = {.join_lines = g_rand_boolean(random),
                         .drop_spaces = g_rand_boolean(random),
                         .fold_width = g_rand_boolean(random),
                         .fold_punctuation = g_rand_boolean(random)};
  FlCutter *self = cutter_new(&cleaning);
  if (g_rand_int_range(random, 0, 6) == 0)
    g_clear_pointer(&self->sentence_end, fl_pattern_unref);
  if (g_rand_int_range(random, 0, 6) == 0)
    g_clear_pointer(&self->clause_end, fl_pattern_unref);
  if (g_rand_int_range(random, 0, 4) == 0)
    return self;
  FlLayout *layout = add_random_layout(self, random, &cleaning);
  if (g_rand_boolean(random))
    layout->cleaning.remove = pattern_new("<[a-z][^<>]{0,20}>|&nbsp;|^#+ ");
  if (g_rand_boolean(random))
    layout->cleaning.split = pattern_new("</p>|<br>");
  return self;
}
