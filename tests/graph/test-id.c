#include "fl-graph-id.h"

#include "facts.h"

#include <string.h>

/* Anybody can make the same id: printf 'Person\037李强\037' | sha256sum */
static void
test_known(void)
{
  g_autoptr(FlGraph) graph =
      facts_weave("{'document':'a'}\n{'node':0,'type':'Person','values':{'name':'李强'}}\n"
                  "{'node':1,'type':'Meeting','values':{'name':'会'}}\n"
                  "{'edge':'attended','from':0,'to':1}\n{'end':'a'}\n");
  char id[FL_GRAPH_ID_SIZE];
  g_assert_cmpstr(fl_graph_format_node_id(graph, 0, id), ==, "mee_7cdc7a66ff390982");
  g_assert_cmpstr(fl_graph_format_node_id(graph, 1, id), ==, "per_fced9f850dde4d85");
  g_assert_cmpstr(fl_graph_format_edge_id(graph, 0, id), ==, "e_47b634d9bd522978");
}

/* ---- collisions, with a hash of three values */

typedef struct {
  const char *const *names;
} Named;

static uint64_t
make_id(uint32_t element, uint32_t round, void *data)
{
  const Named *named = data;
  return ((uint64_t)named->names[element][0] + round) % 8;
}

static int
compare(const void *a, const void *b, void *data)
{
  const Named *named = data;
  return strcmp(named->names[*(const uint32_t *)a], named->names[*(const uint32_t *)b]);
}

static void
test_collisions(void)
{
  const char *names[] = {"a1", "a2", "i3", "b4", "c5", "a6", "q7"};
  enum { N = G_N_ELEMENTS(names) };
  Named named = {names};
  g_autofree uint64_t *expected = fl_ids_make(N, make_id, compare, &named);
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < i; j++)
      g_assert_cmpuint(expected[i], !=, expected[j]);
    g_hash_table_insert(by_name, (char *)names[i], &expected[i]);
  }
  g_assert_cmpuint(expected[0], ==, make_id(0, 0, &named)); /* the first in order keeps its own */
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (int round = 0; round < 100; round++) {
    for (int i = N - 1; i > 0; i--) {
      int j = g_rand_int_range(random, 0, i + 1);
      const char *held = names[i];
      names[i] = names[j];
      names[j] = held;
    }
    g_autofree uint64_t *ids = fl_ids_make(N, make_id, compare, &named);
    for (int i = 0; i < N; i++)
      g_assert_cmpuint(ids[i], ==, *(uint64_t *)g_hash_table_lookup(by_name, names[i]));
  }
}

/* What joins must not shift: ("ab", "c") and ("a", "bc") are two keys. */
static void
test_separated(void)
{
  g_autoptr(FlGraph) graph =
      facts_weave("{'document':'a'}\n{'node':0,'type':'Article','values':{'file':'ab','title':'c'}}\n"
                  "{'node':1,'type':'Article','values':{'file':'a','title':'bc'}}\n{'end':'a'}\n");
  char one[FL_GRAPH_ID_SIZE], other[FL_GRAPH_ID_SIZE];
  g_assert_cmpstr(fl_graph_format_node_id(graph, 0, one), !=, fl_graph_format_node_id(graph, 1, other));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/id/is a hash that anybody can make", test_known);
  g_test_add_func("/id/collisions give way in the order of content", test_collisions);
  g_test_add_func("/id/keys are told apart", test_separated);
  return g_test_run();
}
