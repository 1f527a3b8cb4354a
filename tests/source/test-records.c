#include "fl-config.h"
#include "fl-container.h"
#include "fl-records.h"
#include "readings.h"

#include <glib/gstdio.h>
#include <string.h>

/* Sources in a file of these bytes, one a line: name, and line:column|text of what is read, or what is missing. */
static char *
list(const char *ending, const char *bytes, gsize length)
{
  g_autofree char *path = g_strdup_printf("%s/factloom-records-XXXXXX%s", g_get_tmp_dir(), ending);
  g_close(g_mkstemp(path), NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  g_autoptr(GPtrArray) sources = fl_sources_new(), missing = fl_missing_sources_new();
  FlFoundSources found = {sources, missing};
  fl_container_list(path, "c", &found);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < sources->len; i++) {
    const FlSource *source = sources->pdata[i];
    g_autoptr(GError) error = NULL;
    g_autoptr(FlDocument) document = fl_source_load(source, &(FlReadOptions){0}, &error);
    g_string_append_printf(out, "%s: %s\n", source->name,
                           document != NULL ? fl_document_get_text(document, NULL) : error->message);
  }
  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf(out, "! %s\n", ((const FlMissingSource *)missing->pdata[i])->message);
  g_remove(path);
  g_string_replace(out, path, "PATH", 0);
  return g_string_free(out, FALSE);
}

static void
assert_lists(const char *records, const char *expected)
{
  g_autofree char *found = list(".ndjson", records, strlen(records));
  g_assert_cmpstr(found, ==, expected);
}

static void
test_records(void)
{
  assert_lists("{\"id\":\"a\",\"title\":\"T\",\"date\":\"2032-02-18\",\"text\":\"one\\ntwo\"}\n",
               "c/a: T\n(2032-02-18)\none\ntwo\n");
  assert_lists("{\"text\":\"first\"}\n\n{\"id\":7,\"text\":\"third\",\"more\":[1]}",
               "c/1: first\nc/7: third\n");
  assert_lists("{\"id\":\"\",\"title\":\"a\\nb\",\"date\":\"\",\"text\":\"\"}\r\n", "c/1: a b\n\n");
  assert_lists("\xef\xbb\xbf{\"text\":\"first\"}\r\n{\"text\":\"second\"}\r\n", "c/1: first\nc/2: second\n");
  assert_lists("", "");
  assert_lists("\xef\xbb\xbf{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n",
               "c/a: x\nc/b: y\n");
  assert_lists("\xef\xbb\xbf\n{\"text\":\"y\"}\n", "c/2: y\n");
}

static void
test_bad_records(void)
{
  assert_lists("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n",
               "c/a: x\n! PATH: line 2: its id was there already\n");
  assert_lists("[1]\n{\"id\":\"b\"}\n{\"text\":\"x\"}\n{\"text\":3}\n",
               "c/3: x\n! PATH: line 1: no object: a record is {\"id\":…,\"title\":…,\"date\":…,\"text\":…}\n"
               "! PATH: line 2: it has no \"text\"\n! PATH: line 4: it has no \"text\"\n");
  g_autofree char *cut = list(".jsonl", "{\"text\":\"x", 10);
  g_assert_nonnull(strstr(cut, "! PATH: line 1: no JSON: "));
  GString *many = g_string_new(NULL);
  for (int i = 0; i < 100; i++)
    g_string_append(many, "null\n");
  g_autofree char *stopped = list(".ndjson", many->str, many->len);
  g_assert_nonnull(strstr(stopped, "the rest of its lines is not looked at"));
  g_assert_cmpuint(strlen(stopped), <, 1500);
  g_string_free(many, TRUE);
}

static void
assert_records(const char *text, bool expected)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_assert_true(fl_records_are_in(bytes) == expected);
}

/* What standard input is asked. */
static void
test_records_told(void)
{
  assert_records("{\"text\":\"x\"}\n{\"text\":\"y\"}\n", true);
  assert_records("\xef\xbb\xbf\n {\"id\":1,\n\"text\":\"x\"}", true);
  assert_records("{\"text\":\"x\"", false);
  assert_records("{\"text\":1}", false);
  assert_records("{\"node\":1}", false);
  assert_records("[{\"text\":\"x\"}]", false);
  assert_records("The text of a day", false);
  assert_records("\xef\xbb\xbf", false);
  assert_records("", false);
}

#ifdef FL_HAVE_DOCX
static void
test_held_containers(void)
{
  gsize length = 0;
  static const char *const parts[] = {"a.txt", "one",        "b/c.ndjson", "{}", "d.ZIP",
                                      "x",     "e.jsonl.gz", "x",          NULL};
  g_autoptr(GBytes) some = zip_parts(parts), none = zip_parts(parts + 2);
  const char *refused = "! PATH: b/c.ndjson: an archive or a corpus in an archive is not read: unpack it\n"
                        "! PATH: d.ZIP: an archive or a corpus in an archive is not read: unpack it\n"
                        "! PATH: e.jsonl.gz: an archive or a corpus in an archive is not read: unpack it\n";
  g_autofree char *expected = g_strconcat("c/a.txt: one\n", refused, NULL);
  const char *bytes = g_bytes_get_data(some, &length);
  g_autofree char *found = list(".zip", bytes, length);
  g_assert_cmpstr(found, ==, expected);
  bytes = g_bytes_get_data(none, &length);
  g_autofree char *nothing = list(".zip", bytes, length);
  g_assert_cmpstr(nothing, ==, refused);
}

static void
test_archives(void)
{
  static const char *const parts[] = {"b.txt",       "two", "a/a.md",     "one",   "picture.png", "x",
                                      ".hidden.txt", "x",   "a/.b/c.txt", "three", NULL};
  g_autoptr(GBytes) zip = zip_parts(parts);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(zip, &length);
  g_autofree char *whole = list(".zip", bytes, length);
  g_assert_cmpstr(whole, ==, "c/b.txt: two\nc/a/a.md: one\nc/a/.b/c.txt: three\n");
  for (gsize n = 0; n < length; n++) {
    g_autofree char *cut = list(".zip", bytes, n);
    g_assert_true(g_str_has_prefix(cut, "! PATH: ") || strcmp(cut, whole) == 0);
  }
  g_autoptr(GBytes) none = zip_parts((const char *const[]){"a.png", "x", NULL});
  g_autoptr(GBytes) named = zip_parts((const char *const[]){"二月/会议.txt", "x", NULL});
  bytes = g_bytes_get_data(named, &length);
  g_autofree char *chinese = list(".zip", bytes, length);
  g_assert_cmpstr(chinese, ==, "c/二月/会议.txt: x\n");
  bytes = g_bytes_get_data(none, &length);
  g_autofree char *nothing = list(".zip", bytes, length);
  g_assert_cmpstr(nothing, ==, "! PATH: no file in it is of a known format\n");
}
#endif

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/records/each is a document", test_records);
  g_test_add_func("/records/bad ones", test_bad_records);
  g_test_add_func("/records/told from prose", test_records_told);
#ifdef FL_HAVE_DOCX
  g_test_add_func("/archives/what they do not hold", test_held_containers);
  g_test_add_func("/archives/members are documents", test_archives);
#endif
  return g_test_run();
}
