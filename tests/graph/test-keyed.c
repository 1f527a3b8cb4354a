#include "fl-keyed.h"

#include <string.h>

/* The index is the order in which they came: equal keys keep it. */
static int
compare(const void *a, const void *b, G_GNUC_UNUSED void *data)
{
  const FlKeyed *p = a, *q = b;
  if (p->key != q->key)
    return p->key < q->key ? -1 : 1;
  return (p->index > q->index) - (p->index < q->index);
}

/* Of keys that differ in all bytes, in few, in none. */
static void
test_sort(void)
{
  static const uint64_t masks[] = {UINT64_MAX, 0xff, 0x700, UINT64_C(0xff00000000000000), 3, 0};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (size_t m = 0; m < G_N_ELEMENTS(masks); m++) {
    for (uint32_t n = 0; n < 2000; n = 3 * n + 1) {
      g_autofree FlKeyed *all = g_new0(FlKeyed, n + 1), *expected = g_new0(FlKeyed, n + 1);
      for (uint32_t i = 0; i < n; i++) {
        uint64_t key = (uint64_t)g_rand_int(random) << 32 | g_rand_int(random);
        expected[i] = all[i] = (FlKeyed){key & masks[m], i};
      }
      g_qsort_with_data(expected, (int)n, sizeof *expected, compare, NULL);
      fl_keyed_sort(all, n);
      for (uint32_t i = 0; i < n; i++) {
        g_assert_cmphex(all[i].key, ==, expected[i].key);
        g_assert_cmpuint(all[i].index, ==, expected[i].index);
      }
    }
  }
}

static int
compare_backwards(const void *a, const void *b, void *data)
{
  (*(int *)data)++;
  return -compare(a, b, NULL);
}

static void
test_equals(void)
{
  FlKeyed all[] = {{1, 0}, {2, 1}, {2, 2}, {2, 3}, {3, 4}, {9, 5}, {9, 6}};
  static const uint32_t expected[] = {0, 3, 2, 1, 4, 6, 5};
  enum { N = G_N_ELEMENTS(all) };
  int n_compared = 0;
  g_assert_cmpuint(fl_keyed_find_end(all, N, 0), ==, 1);
  g_assert_cmpuint(fl_keyed_find_end(all, N, 1), ==, 4);
  g_assert_cmpuint(fl_keyed_find_end(all, N, 5), ==, N);
  fl_keyed_sort_equals(all, N, compare_backwards, &n_compared);
  for (int i = 0; i < N; i++)
    g_assert_cmpuint(all[i].index, ==, expected[i]);
  g_assert_cmpint(n_compared, <=, 4);
}

static void
test_head(void)
{
  static const char *const texts[] = {"", "a", "ab", "abcdefgh", "b", "费", "费思棠"}; /* in order */
  for (size_t i = 1; i < G_N_ELEMENTS(texts); i++)
    g_assert_cmphex(fl_keyed_head(texts[i - 1]), <, fl_keyed_head(texts[i]));
  g_assert_cmphex(fl_keyed_head("abcdefgh"), ==, UINT64_C(0x6162636465666768));
  g_assert_cmphex(fl_keyed_head("abcdefghi"), ==, fl_keyed_head("abcdefgh"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/keyed/sorted by key, in order where it is the same", test_sort);
  g_test_add_func("/keyed/those of one key are sorted by a function", test_equals);
  g_test_add_func("/keyed/the head of a text orders as it does", test_head);
  return g_test_run();
}
