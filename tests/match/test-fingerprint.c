#include "fl-fingerprint.h"

#include <string.h>

static void
assert_fingerprint(const char *text, const char *expected)
{
  g_autofree char *digits = fl_fingerprint_format(fl_fingerprint_make(text, strlen(text)));
  g_assert_cmpstr(digits, ==, expected);
}

/* As the reference has them, of seed 0. */
static void
test_reference(void)
{
  assert_fingerprint("", "00000000000000000000000000000000");
  assert_fingerprint("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347");
  assert_fingerprint("hello", "cbd8a7b341bd9b025b1e906a48ae1d19");
}

static void
test_every_byte_counts(void)
{
  char text[48], other[48];
  for (size_t i = 0; i < sizeof text; i++)
    text[i] = (char)i;
  for (size_t length = 1; length <= sizeof text; length++)
    for (size_t i = 0; i < length; i++) {
      memcpy(other, text, sizeof text);
      other[i] ^= 1;
      FlFingerprint one = fl_fingerprint_make(text, length), two = fl_fingerprint_make(other, length);
      g_assert_true(one.words[0] != two.words[0] && one.words[1] != two.words[1]);
    }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fingerprint/as the reference has it", test_reference);
  g_test_add_func("/fingerprint/every byte counts", test_every_byte_counts);
  return g_test_run();
}
