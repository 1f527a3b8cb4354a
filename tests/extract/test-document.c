#include "documents.h"
#include "fl-source.h"

#include <glib/gstdio.h>
#include <string.h>

/* A text's characters, one by one, with what is to be known of each: counted from the start, the slow way. */
typedef struct {
  uint32_t offset, line, column;
  gsize source; /* bytes before it in the file */
} Place;

static GArray *
count_places(const char *text, const char *encoding, gsize skipped)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  Place place = {0, 1, 1, skipped};
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    place.offset = (uint32_t)(p - text);
    g_array_append_val(places, place);
    if (*p == '\0')
      return places;
    gsize length = 0;
    g_free(g_convert(p, g_utf8_next_char(p) - p, encoding, "UTF-8", NULL, &length, NULL));
    place.source += length;
    place.column = *p == '\n' ? 1 : place.column + 1;
    place.line += *p == '\n';
  }
}

static void
assert_located(const FlDocument *document, const char *text, gsize skipped)
{
  g_autoptr(GArray) places = count_places(text, fl_document_get_decoded(document)->encoding, skipped);
  guint step = places->len > 1000 ? 97 : 1; /* finding source bytes is slow, and long documents are rare */
  for (guint i = 0; i < places->len; i += step) {
    const Place *place = &g_array_index(places, Place, i);
    uint32_t line = 0, column = 0;
    fl_document_locate(document, place->offset, &line, &column);
    g_assert_cmpuint(line, ==, place->line);
    g_assert_cmpuint(column, ==, place->column);
    g_assert_cmpuint(fl_document_get_source_byte(document, place->offset), ==, place->source);
  }
}

/* A span's ends are where each of them is found by itself. */
static void
assert_spans_located(const FlDocument *document, const char *text, gsize skipped)
{
  g_autoptr(GArray) places = count_places(text, fl_document_get_decoded(document)->encoding, skipped);
  for (guint i = 0; i < places->len; i += 1 + places->len / 100)
    for (guint j = i; j < places->len; j += 1 + (j - i)) {
      const Place *first = &g_array_index(places, Place, i), *last = &g_array_index(places, Place, j);
      FlLocation found = fl_document_locate_span(document, (FlSpan){first->offset, last->offset});
      g_assert_cmpuint(found.line, ==, first->line);
      g_assert_cmpuint(found.column, ==, first->column);
      g_assert_cmpuint(found.end_line, ==, last->line);
      g_assert_cmpuint(found.end_column, ==, last->column);
    }
}

static void
assert_lines(const FlDocument *document, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  guint n = MAX(g_strv_length(lines), 1);
  g_assert_cmpuint(fl_document_get_n_lines(document), ==, n);
  for (guint i = 0; i < n; i++) {
    FlSpan span = fl_document_get_line(document, i + 1);
    const char *line = *text == '\0' ? "" : lines[i];
    g_assert_cmpuint(fl_span_length(span), ==, strlen(line));
    g_assert_cmpmem(text + span.start, fl_span_length(span), line, strlen(line));
  }
}

static void
test_places(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  int in_gb18030 = 0;
  for (int i = 0; i < 600; i++) {
    g_autofree char *text = make_random_text(random);
    g_autofree char *with_mark = g_strconcat("\ufeff", text, NULL);
    g_autoptr(FlDocument) plain = document_new("a.txt", text), marked = document_new("a.txt", with_mark);
    assert_lines(plain, text);
    assert_located(plain, text, 0);
    assert_spans_located(plain, text, 0);
    assert_lines(marked, text);
    assert_located(marked, text, 3);
    if (i % 3 > 0)
      continue;
    g_autofree char *chinese = g_strconcat(
        "国务院总理李强出席会议并讲话。会议强调，要坚持稳中求进工作总基调，全面贯彻新发展理念。", text, NULL);
    g_autofree char *bytes = g_convert(chinese, -1, "GB18030", "UTF-8", NULL, NULL, NULL);
    g_autoptr(GBytes) all = g_bytes_new(bytes, strlen(bytes));
    g_autoptr(FlDocument) other = fl_document_new("a.txt", all, NULL);
    if (other == NULL || strcmp(fl_document_get_decoded(other)->encoding, "GB18030") != 0)
      continue; /* too little Han in it */
    in_gb18030++;
    assert_lines(other, chinese);
    assert_located(other, chinese, 0);
  }
  g_assert_cmpint(in_gb18030, >, 50);
}

/* A long line, and places around the ends of the blocks in which characters are counted. */
static void
test_long_line(void)
{
  g_autoptr(GString) text = g_string_new("第一行\n");
  while (text->len < 50000)
    g_string_append(text, "中a文𠀀é");
  g_autoptr(FlDocument) document = document_new("a.txt", text->str);
  uint32_t column = 0, line = 0, chars = 0;
  for (const char *p = text->str + 10; *p != '\0'; p = g_utf8_next_char(p)) {
    fl_document_locate(document, (uint32_t)(p - text->str), &line, &column);
    g_assert_cmpuint(line, ==, 2);
    g_assert_cmpuint(column, ==, ++chars);
  }
  fl_document_locate(document, (uint32_t)text->len + 1000, &line, &column); /* past the end is the end */
  g_assert_cmpuint(line, ==, 2);
  g_assert_cmpuint(column, ==, chars + 1);
}

/* Where bytes were replaced the file's are counted as they were decoded: each is one character. */
static void
test_damaged(void)
{
  const char *han = "中华人民共和国国务院办公厅";
  g_autofree char *utf8 = g_strdup_printf("\xef\xbb\xbf%s\n\xff%s\xe4\n\xb8%s", han, han, han);
  g_autofree char *gb = g_convert(han, -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autofree char *gb18030 = g_strdup_printf("%s\n\xff%s\x81\n\xb8 %s", gb, gb, gb);
  const char *const files[] = {utf8, gb18030};
  const gsize skipped[] = {3, 0}, bytes_of_han[] = {3, 2};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(FlDocument) document = document_new("a.txt", files[i]);
    const char *text = fl_document_get_text(document, NULL), *damage = strstr(text, "\ufffd");
    g_assert_cmpuint(fl_document_get_decoded(document)->repaired, ==, 3);
    gsize expected = skipped[i] + 13 * bytes_of_han[i] + 1;
    g_assert_cmpuint(fl_document_get_source_byte(document, (uint32_t)(damage - text)), ==, expected);
    g_assert_cmpint((unsigned char)files[i][expected], ==, 0xff);
    damage = strstr(damage + 3, "\ufffd");
    expected += 1 + 13 * bytes_of_han[i];
    g_assert_cmpuint(fl_document_get_source_byte(document, (uint32_t)(damage - text)), ==, expected);
    damage = strstr(damage + 3, "\ufffd");
    g_assert_cmpuint(fl_document_get_source_byte(document, (uint32_t)(damage - text)), ==, expected + 2);
    g_assert_cmpuint(fl_document_get_source_byte(document, (uint32_t)strlen(text)), ==, strlen(files[i]));
  }
}

static FlDocument *
load(const char *path, const char *name, GError **error)
{
  return fl_source_load(&(FlSource){.path = (char *)path, .name = (char *)name}, &(FlReadOptions){0}, error);
}

static void
test_files(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "factloom-test-XXXXXX", NULL);
  gsize length = 99;
  g_close(g_mkstemp(path), NULL);
  g_autoptr(FlDocument) empty = load(path, "empty.md", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(fl_document_get_text(empty, &length), ==, "");
  g_assert_cmpuint(length, ==, 0);
  g_assert_cmpuint(fl_document_get_n_lines(empty), ==, 1);
  g_assert_cmpstr(fl_document_get_format(empty), ==, "markdown");
  g_assert_cmpstr(fl_document_get_name(empty), ==, "empty.md");
  g_assert_true(g_file_set_contents(path, "a\0b", 3, NULL));
  g_assert_null(load(path, "x.bin", &error));
  g_assert_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_BINARY);
  g_assert_true(g_str_has_prefix(error->message, path));
  g_clear_error(&error);
  g_remove(path);
  g_assert_null(load(path, "x.txt", &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/document/lines, columns and bytes are what counting gives", test_places);
  g_test_add_func("/document/a long line", test_long_line);
  g_test_add_func("/document/damaged files", test_damaged);
  g_test_add_func("/document/files", test_files);
  return g_test_run();
}
