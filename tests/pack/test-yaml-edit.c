/* Changing a YAML file in one place: what is written comes back, and nothing else is touched. */

#include "fl-yaml-edit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char *const pieces[] = {"a",
                                     " ",
                                     "  ",
                                     "-",
                                     "- ",
                                     ":",
                                     ": ",
                                     "#",
                                     " #",
                                     ",",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     "'",
                                     "''",
                                     "\"",
                                     "\\",
                                     "\\n",
                                     "\n",
                                     "\t",
                                     "会",
                                     "，",
                                     "&x",
                                     "*y",
                                     "!z",
                                     "%",
                                     "@",
                                     "`",
                                     "|",
                                     ">",
                                     "?",
                                     "~",
                                     "6",
                                     "\x7f",
                                     "\xc2\x85",
                                     "=",
                                     "<<",
                                     "null",
                                     "true",
                                     "\xe2\x80\xa8",
                                     "\xef\xbb\xbf",
                                     "😀"};

static char *
make_text(GRand *random)
{
  GString *out = g_string_new(NULL);
  for (int n = g_rand_int_range(random, 0, 8); n > 0; n--)
    g_string_append(out, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  return g_string_free(out, FALSE);
}

/* Any text, written as a scalar in a list, a mapping, or a block, is read as it was. */
static void
test_quote(void)
{
  static const char *const forms[] = {"a: [x, %s, y]\n", "a: {b: %s, c: y}\n", "a:\n- x\n- %s\n", "a: %s\n"};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text = make_text(random), *quoted = fl_yaml_quote(text);
    int form = g_rand_int_range(random, 0, G_N_ELEMENTS(forms));
    g_auto(GStrv) parts = g_strsplit(forms[form], "%s", -1);
    g_autofree char *all = g_strjoinv(quoted, parts);
    g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
    g_autoptr(FlYaml) file = fl_yaml_parse(all, strlen(all), "test", diagnostics);
    g_assert_nonnull(file);
    const FlYamlNode *value = fl_yaml_node_find(fl_yaml_get_root(file), "a");
    if (form != 3)
      value = value->items[1];
    g_assert_cmpstr(value->text, ==, text);
    g_autofree char *source = g_strndup(all + fl_yaml_node_get_start(value),
                                        fl_yaml_node_get_end(value) - fl_yaml_node_get_start(value));
    g_assert_cmpstr(source, ==, quoted);
  }
}

/* ---- files */

typedef struct {
  char *folder, *path;
} Place;

static Place
make_place(const char *content)
{
  Place place = {.folder = g_dir_make_tmp("yaml-edit-XXXXXX", NULL)};
  place.path = g_build_filename(place.folder, "a.yaml", NULL);
  g_assert_true(g_file_set_contents(place.path, content, -1, NULL));
  return place;
}

static void
clear_place(Place *self)
{
  g_assert_cmpint(g_unlink(self->path), ==, 0);
  g_assert_cmpint(g_rmdir(self->folder), ==, 0);
  g_free(self->folder);
  g_free(self->path);
}

static void
assert_content(const char *path, const char *expected)
{
  g_autofree char *content = NULL;
  g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
  g_assert_cmpstr(content, ==, expected);
}

static FlYaml *
load(const char *path)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  FlYaml *file = fl_yaml_load(path, diagnostics);
  g_assert_nonnull(file);
  return file;
}

/* Changes the value of `a`. */
static FlYamlEdit *
change(const FlYaml *file)
{
  FlYamlEdit *edit = fl_yaml_edit_new(file);
  const FlYamlNode *value = fl_yaml_node_find(fl_yaml_get_root(file), "a");
  fl_yaml_edit_replace(edit, fl_yaml_node_get_start(value), fl_yaml_node_get_end(value), "'new'");
  return edit;
}

/* Permissions, a link, a byte order mark and the ends of lines stay as they are. */
static void
test_save(void)
{
  GStatBuf status;
  Place place = make_place("\xef\xbb\xbf# head\r\na: \"old\"   # tail\r\nb: [x ]\r\n");
  g_autofree char *link = g_build_filename(place.folder, "link.yaml", NULL);
  g_assert_cmpint(g_chmod(place.path, 0640), ==, 0);
  g_assert_cmpint(symlink("a.yaml", link), ==, 0);
  g_autoptr(FlYaml) file = load(link);
  g_autoptr(FlYamlEdit) edit = change(file);
  g_autoptr(GError) error = NULL;
  g_assert_true(fl_yaml_edit_save(edit, &error));
  g_assert_no_error(error);
  assert_content(place.path, "\xef\xbb\xbf# head\r\na: 'new'   # tail\r\nb: [x ]\r\n");
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint(g_stat(place.path, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0640);
  g_assert_cmpint(g_unlink(link), ==, 0);
  clear_place(&place);
}

/* What somebody else wrote in the meantime is not written over. */
static void
test_changed_meanwhile(void)
{
  Place place = make_place("a: old\n");
  g_autoptr(FlYaml) file = load(place.path);
  g_autoptr(FlYamlEdit) edit = change(file);
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_set_contents(place.path, "a: theirs\n", -1, NULL));
  g_assert_false(fl_yaml_edit_save(edit, &error));
  g_assert_nonnull(error);
  g_assert_nonnull(strstr(error->message, "was changed meanwhile"));
  assert_content(place.path, "a: theirs\n");
  clear_place(&place);
}

static void
test_gone_meanwhile(void)
{
  Place place = make_place("a: old\n");
  g_autoptr(FlYaml) file = load(place.path);
  g_autoptr(FlYamlEdit) edit = change(file);
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(g_unlink(place.path), ==, 0);
  g_assert_false(fl_yaml_edit_save(edit, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true(g_file_set_contents(place.path, "", -1, NULL));
  clear_place(&place);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/yaml-edit/quote", test_quote);
  g_test_add_func("/yaml-edit/save", test_save);
  g_test_add_func("/yaml-edit/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func("/yaml-edit/gone-meanwhile", test_gone_meanwhile);
  return g_test_run();
}
