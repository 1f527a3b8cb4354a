#include "fl-digest.h"

#include <string.h>

/* What sha256sum says. */
static void
test_known(void)
{
  static const char *const known[][2] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
  };
  char buffer[FL_DIGEST_SIZE];
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    g_assert_cmpstr(fl_digest_of(known[i][0], strlen(known[i][0]), buffer), ==, known[i][1]);
}

static void
test_parts(void)
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  char whole[FL_DIGEST_SIZE], parts[FL_DIGEST_SIZE], others[FL_DIGEST_SIZE];
  fl_digest_of("abc", 3, whole);
  fl_digest_add(digest, "a", 1);
  fl_digest_add(digest, "bc", 2);
  g_assert_cmpstr(fl_digest_finish(digest, parts), ==, whole);
  fl_digest_add_text(digest, "a");
  fl_digest_add_text(digest, "bc");
  fl_digest_finish(digest, parts);
  fl_digest_add_text(digest, "ab");
  fl_digest_add_text(digest, "c");
  g_assert_cmpstr(fl_digest_finish(digest, others), !=, parts);
}

static void
test_number(void)
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  for (int again = 0; again < 2; again++) {
    fl_digest_add(digest, "abc", 3);
    g_assert_cmphex(fl_digest_finish_number(digest), ==, UINT64_C(0xba7816bf8f01cfea));
  }
}

static void
test_is(void)
{
  char buffer[FL_DIGEST_SIZE];
  fl_digest_of("abc", 3, buffer);
  g_assert_true(fl_digest_is(buffer));
  buffer[10] = 'A';
  g_assert_false(fl_digest_is(buffer));
  buffer[10] = '\0';
  g_assert_false(fl_digest_is(buffer));
  g_assert_false(fl_digest_is(""));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/digest/known ones", test_known);
  g_test_add_func("/digest/of parts it is that of the whole, of texts it is not", test_parts);
  g_test_add_func("/digest/its beginning is a number", test_number);
  g_test_add_func("/digest/is one", test_is);
  return g_test_run();
}
