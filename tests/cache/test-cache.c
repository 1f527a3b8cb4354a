#include "fl-cache-folder.h"
#include "fl-cache.h"
#include "fl-digest.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define KEY       "00000000000000000000000000000000000000000000000000000000000000aa"
#define OTHER_KEY "00000000000000000000000000000000000000000000000000000000000000bb"

typedef struct {
  char *above, *folder, *entry;
} Place;

static void
set_up(Place *self, G_GNUC_UNUSED gconstpointer data)
{
  self->above = g_dir_make_tmp("test-cache-XXXXXX", NULL);
  self->folder = g_build_filename(self->above, "deep", "cache", NULL);
  self->entry = g_build_filename(self->folder, KEY, NULL);
}

static void
tear_down(Place *self, G_GNUC_UNUSED gconstpointer data)
{
  const char *arguments[] = {"rm", "-rf", self->above, NULL};
  g_assert_true(
      g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free(self->above);
  g_free(self->folder);
  g_free(self->entry);
}

static void
assert_found(FlCache *cache, const char *key, const char *expected)
{
  g_autoptr(GBytes) bytes = fl_cache_find(cache, key);
  if (expected == NULL) {
    g_assert_null(bytes);
    return;
  }
  g_assert_nonnull(bytes);
  g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), expected, strlen(expected));
}

static void
test_found_again(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  assert_found(cache, KEY, NULL);
  g_assert_false(g_file_test(place->folder, G_FILE_TEST_EXISTS)); /* looking makes nothing */
  fl_cache_store(cache, KEY, "what was made", strlen("what was made"));
  fl_cache_store(cache, OTHER_KEY, "", 0);
  g_autoptr(FlCache) next = fl_cache_new(place->folder);
  assert_found(next, KEY, "what was made");
  assert_found(next, OTHER_KEY, "");
  g_assert_null(fl_cache_get_problem(next));
}

static void
test_marked(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  fl_cache_store(cache, KEY, "x", 1);
  g_autofree char *tag = g_build_filename(place->folder, "CACHEDIR.TAG", NULL), *text = NULL;
  g_assert_true(g_file_get_contents(tag, &text, NULL, NULL));
  g_assert_true(g_str_has_prefix(text, "Signature: 8a477f597d28d172789f06886806bc55\n"));
}

static void
assert_rejected(const Place *place, const char *bytes, gsize length)
{
  g_assert_true(g_file_set_contents(place->entry, bytes, (gssize)length, NULL));
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  assert_found(cache, KEY, NULL);
  g_assert_nonnull(fl_cache_get_problem(cache));
  g_assert_false(g_file_test(place->entry, G_FILE_TEST_EXISTS));
}

/* Whatever a byte of an entry becomes, and wherever it is cut off, it is none any more. */
static void
test_damaged(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  gsize length = 0;
  g_autofree char *bytes = NULL;
  g_autoptr(FlCache) first = fl_cache_new(place->folder);
  fl_cache_store(first, KEY, "what was made", strlen("what was made"));
  g_assert_true(g_file_get_contents(place->entry, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i++) {
    assert_rejected(place, bytes, i);
    bytes[i] ^= 1;
    assert_rejected(place, bytes, length);
    bytes[i] ^= 1;
  }
}

static void
assert_kept(const char *path, const char *contents)
{
  g_autofree char *found = NULL;
  g_assert_true(g_file_get_contents(path, &found, NULL, NULL));
  g_assert_cmpstr(found, ==, contents);
}

/* Nothing is kept in a folder with this file in it, and the file is left alone. */
static void
assert_foreign(Place *place, const char *name, const char *contents)
{
  g_autofree char *mine = g_build_filename(place->folder, name, NULL);
  g_assert_cmpint(g_mkdir_with_parents(place->folder, 0777), ==, 0);
  g_assert_true(g_file_set_contents(mine, contents, -1, NULL));
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  fl_cache_store(cache, KEY, "x", 1);
  assert_found(cache, KEY, NULL);
  g_assert_nonnull(strstr(fl_cache_get_problem(cache), "no cache of factloom"));
  g_assert_false(g_file_test(place->entry, G_FILE_TEST_EXISTS));
  assert_kept(mine, contents);
  g_assert_cmpint(g_unlink(mine), ==, 0);
}

static void
test_foreign(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  assert_foreign(place, "letter.txt", "dear");
  assert_foreign(place, ".gitignore", "*.o\n");
  assert_foreign(place, ".gitignore-of-mine", "*\n");
  assert_foreign(place, "CACHEDIR.TAG", "");
}

/* What somebody wrote into a cache's own .gitignore stays. */
static void
test_changed(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *mine = g_build_filename(place->folder, ".gitignore", NULL);
  g_autoptr(FlCache) first = fl_cache_new(place->folder);
  fl_cache_store(first, KEY, "x", 1);
  assert_kept(mine, "*\n");
  g_assert_true(g_file_set_contents(mine, "*\n!.gitignore\n", -1, NULL));
  g_autoptr(FlCache) second = fl_cache_new(place->folder);
  fl_cache_store(second, OTHER_KEY, "y", 1);
  assert_found(second, OTHER_KEY, "y");
  assert_kept(mine, "*\n!.gitignore\n");
}

/* Who made it was killed before it was marked. */
static void
test_half_made(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *part = g_build_filename(place->folder, "CACHEDIR.TAG.A1B2C3", NULL),
                  *whole = g_build_filename(place->folder, ".gitignore", NULL);
  g_assert_cmpint(g_mkdir_with_parents(place->folder, 0777), ==, 0);
  g_assert_true(g_file_set_contents(part, "", 0, NULL));
  g_assert_true(g_file_set_contents(whole, "*\n", -1, NULL));
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  fl_cache_store(cache, KEY, "x", 1);
  assert_found(cache, KEY, "x");
  g_assert_null(fl_cache_get_problem(cache));
}

static void
test_no_folder(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = g_build_filename(place->above, "file", NULL),
                  *below = g_build_filename(file, "cache", NULL);
  g_assert_true(g_file_set_contents(file, "", 0, NULL));
  const char *const folders[] = {file, below};
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autoptr(FlCache) cache = fl_cache_new(folders[i]);
    fl_cache_store(cache, KEY, "x", 1);
    assert_found(cache, KEY, NULL);
    g_assert_nonnull(strstr(fl_cache_get_problem(cache), folders[i]));
  }
}

static void
set_age(const char *path, int days)
{
  time_t then = (time_t)(g_get_real_time() / G_USEC_PER_SEC - (gint64)days * 24 * 3600 - 60);
  g_assert_cmpint(utime(path, &(struct utimbuf){then, then}), ==, 0);
}

static void
test_pruned(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *other = g_build_filename(place->folder, OTHER_KEY, NULL),
                  *part = g_build_filename(place->folder, KEY ".A1B2C3", NULL),
                  *mine = g_build_filename(place->folder, "letter.txt", NULL);
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  fl_cache_store(cache, KEY, "old", 3);
  fl_cache_store(cache, OTHER_KEY, "young", 5);
  g_assert_true(g_file_set_contents(part, "", 0, NULL));
  g_assert_true(g_file_set_contents(mine, "", 0, NULL));
  set_age(place->entry, 30);
  set_age(other, 29);
  set_age(part, 1);
  set_age(mine, 300);
  fl_cache_prune(cache);
  g_assert_false(g_file_test(place->entry, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(other, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(mine, G_FILE_TEST_EXISTS));
}

static void
test_use_keeps(Place *place, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(FlCache) cache = fl_cache_new(place->folder);
  fl_cache_store(cache, KEY, "used", 4);
  set_age(place->entry, 40);
  assert_found(cache, KEY, "used");
  fl_cache_prune(cache);
  assert_found(cache, KEY, "used");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  const struct {
    const char *name;
    void (*run)(Place *, gconstpointer);
  } tests[] = {
      {"/cache/found-again", test_found_again}, {"/cache/marked", test_marked},
      {"/cache/damaged", test_damaged},         {"/cache/foreign", test_foreign},
      {"/cache/half-made", test_half_made},     {"/cache/no-folder", test_no_folder},
      {"/cache/pruned", test_pruned},           {"/cache/use-keeps", test_use_keeps},
      {"/cache/changed", test_changed},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].name, Place, NULL, set_up, tests[i].run, tear_down);
  return g_test_run();
}
