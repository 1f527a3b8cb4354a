#include "checked-text.h"
#include "cutters.h"
#include "documents.h"
#include "fl-source.h"

#include <string.h>

static void
test_any_document(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (int c = 0; c < 120; c++) {
    g_autoptr(FlCutter) cutter = cutter_new_random(random);
    for (int i = 0; i < 25; i++) {
      g_autofree char *source = make_random_text(random);
      g_autoptr(FlDocument) document = document_new(i % 5 == 0 ? "名.md" : "a.txt", source);
      check_text(cutter, document, matcher, random);
    }
  }
}

/* What a person sees in an editor: the line and the column of a place in the clean text. */
static void
test_places(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(&(FlCleaning){true, true, true, true, NULL, NULL});
  FlLayout *layout = cutter_add_layout(cutter, "joined", &cutter->cleaning);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlReport) report = fl_report_new("x");
  layout_set_sequences(layout, NULL, "^");
  const char *source = "\ufeff　　２０２４ 年\r\n\r\n　中,文 ab\r\n  cd\r\n";
  static const uint32_t places[][2] = {{1, 3}, {1, 4}, {1, 5}, {1, 6}, {1, 8}, {3, 2}, {3, 3},
                                       {3, 4}, {3, 6}, {3, 7}, {3, 9}, {4, 3}, {4, 4}};
  g_autoptr(FlDocument) document = document_new("a.txt", source);
  FlText *text = fl_cutter_cut(cutter, document, matcher, report);
  const char *start = fl_text_get_string(text, NULL) + 6;
  g_assert_cmpstr(start, ==, "2024年中，文ab cd\n");
  int i = 0;
  for (const char *p = start; *p != '\n'; p = g_utf8_next_char(p), i++) {
    uint32_t line = 0, column = 0, offset = (uint32_t)(p - fl_text_get_string(text, NULL));
    fl_document_locate(document, fl_text_map(text, (FlSpan){offset, offset + 1}).start, &line, &column);
    g_assert_cmpuint(line, ==, places[i][0]);
    g_assert_cmpuint(column, ==, places[i][1]);
  }
  fl_text_free(text);
}

/* What the source does not have is made of nothing. */
static void
test_made_up(void)
{
  g_autoptr(FlCutter) cutter = cutter_new(NULL);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlReport) report = fl_report_new("x");
  g_autoptr(FlDocument) document = document_new("a.txt", "\n一\n二");
  FlText *text = fl_cutter_cut(cutter, document, matcher, report);
  g_autoptr(GArray) name = fl_text_get_source(text, (FlSpan){0, 6}),
                    feed = fl_text_get_source(text, (FlSpan){9, 10});
  g_autoptr(GArray) all = fl_text_get_source(text, (FlSpan){0, 14}),
                    none = fl_text_get_source(text, (FlSpan){6, 6});
  g_assert_cmpstr(fl_text_get_string(text, NULL), ==, "a.txt\n一\n二\n");
  g_assert_cmpuint(name->len, ==, 0);
  g_assert_cmpuint(feed->len, ==, 0);
  g_assert_cmpuint(none->len, ==, 0);
  g_assert_cmpuint(all->len, ==, 2);
  FlSpan mapped = fl_text_map(text, (FlSpan){0, 14});
  g_assert_true(mapped.start == 0 && mapped.end == 8);
  mapped = fl_text_map(text, (FlSpan){10, 10});
  g_assert_true(mapped.start == 5 && mapped.end == 5);
  fl_text_free(text);
}

static void
test_unit_names(void)
{
  FlUnitKind found = FL_UNIT_SENTENCE;
  for (int kind = 0; kind < FL_N_UNITS; kind++) {
    g_assert_true(fl_unit_kind_from_name(fl_unit_kind_name((FlUnitKind)kind), &found));
    g_assert_cmpint(found, ==, kind);
  }
  g_assert_false(fl_unit_kind_from_name("chapter", &found));
  g_assert_cmpint(found, ==, FL_UNIT_SOURCE);
}

/* ---- documents of the real world, where they are at hand */

static void
check_file(const char *path, FlMatcher *matcher, GRand *random)
{
  g_autoptr(FlCutter) cutter = cutter_new_random(random);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_path_get_basename(path);
  g_autoptr(FlDocument) document =
      fl_source_load(&(FlSource){.path = (char *)path, .name = name}, &(FlReadOptions){0}, &error);
  if (document == NULL)
    return; /* no text */
  check_text(cutter, document, matcher, random);
  const char *text = fl_document_get_text(document, NULL);
  g_autofree char *bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autoptr(GBytes) all = g_bytes_new(bytes, strlen(bytes));
  g_autoptr(FlDocument) again = fl_document_new(name, all, &error);
  if (g_utf8_strlen(text, -1) == (glong)strlen(text))
    return;
  g_assert_no_error(error);
  g_assert_cmpstr(fl_document_get_decoded(again)->encoding, ==, "GB18030");
  g_assert_cmpstr(fl_document_get_text(again, NULL), ==, text);
}

static void
check_folder(const char *path, FlMatcher *matcher, GRand *random)
{
  g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
  for (const char *name = NULL; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    if (g_file_test(inner, G_FILE_TEST_IS_DIR))
      check_folder(inner, matcher, random);
    else if (g_rand_int_range(random, 0, 10) == 0 &&
             (g_str_has_suffix(name, ".txt") || g_str_has_suffix(name, ".md")))
      check_file(inner, matcher, random);
  }
}

static void
test_real_documents(void)
{
  const char *shared = g_getenv("FACTLOOM_SHARED");
  g_autofree char *corpora = shared == NULL ? NULL : g_build_filename(shared, "corpora", NULL);
  if (corpora == NULL || !g_file_test(corpora, G_FILE_TEST_IS_DIR)) {
    g_test_skip("FACTLOOM_SHARED does not name a folder with corpora");
    return;
  }
  g_autoptr(GRand) random = g_rand_new_with_seed(12);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  check_folder(corpora, matcher, random);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/holds of any document", test_any_document);
  g_test_add_func("/text/lines and columns", test_places);
  g_test_add_func("/text/what the source does not have", test_made_up);
  g_test_add_func("/text/names of units", test_unit_names);
  g_test_add_func("/text/holds of real documents", test_real_documents);
  return g_test_run();
}
