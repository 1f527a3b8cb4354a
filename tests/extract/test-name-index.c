#include "documents.h"
#include "fl-name-index.h"

#include "../processor-time.h"

#include <string.h>

/* What a list of names holds, as it was given. */
typedef struct {
  char *name;
  uint32_t group, value;
} Name;

static void
clear_name(gpointer data)
{
  g_free(((Name *)data)->name);
}

static GArray *
names_new(void)
{
  GArray *names = g_array_new(FALSE, FALSE, sizeof(Name));
  g_array_set_clear_func(names, clear_name);
  return names;
}

static bool
contains(const GArray *names, const char *name, uint32_t group)
{
  for (guint i = 0; i < names->len; i++)
    if (g_array_index(names, Name, i).group == group && strcmp(g_array_index(names, Name, i).name, name) == 0)
      return true;
  return false;
}

static void
add(FlNameIndex *index, GArray *names, const char *name, uint32_t group, uint32_t value)
{
  bool is_new = !contains(names, name, group) && *name != '\0';
  g_assert_cmpint(fl_name_index_add(index, name, group, value), ==, is_new);
  if (!is_new)
    return;
  Name added = {g_strdup(name), group, value};
  g_array_append_val(names, added);
}

/* ---- the simple search: at each place each name is held against the text */

static bool
is_of_word(gunichar c)
{
  return c < 0x2e80 && (g_unichar_isalnum(c) || c == '_');
}

static bool
splits_word(const char *text, FlSpan within, uint32_t at)
{
  return at > within.start && at < within.end && is_of_word(g_utf8_get_char(text + at)) &&
         is_of_word(g_utf8_get_char(g_utf8_prev_char(text + at)));
}

static void
find_longest(const GArray *names, const char *text, FlSpan within, uint32_t at, FlNameHit *hits)
{
  for (guint i = 0; i < names->len && !splits_word(text, within, at); i++) {
    const Name *name = &g_array_index(names, Name, i);
    uint32_t end = at + (uint32_t)strlen(name->name);
    FlNameHit *hit = &hits[name->group];
    if (end <= within.end && memcmp(text + at, name->name, end - at) == 0 &&
        !splits_word(text, within, end) && end - at > fl_span_length(hit->span))
      *hit = (FlNameHit){{at, end}, name->group, name->value};
  }
}

static GString *
search_simply(const GArray *names, const char *text, FlSpan within)
{
  GString *out = g_string_new(NULL);
  for (uint32_t at = within.start; at < within.end; at = (uint32_t)(g_utf8_next_char(text + at) - text)) {
    FlNameHit hits[FL_NAME_INDEX_MAX_GROUPS] = {0};
    find_longest(names, text, within, at, hits);
    for (int group = 0; group < FL_NAME_INDEX_MAX_GROUPS; group++)
      if (hits[group].span.end > 0)
        g_string_append_printf(out, "%u-%u:%u=%u ", hits[group].span.start, hits[group].span.end,
                               hits[group].group, hits[group].value);
  }
  return out;
}

static void
write_hit(const FlNameHit *hit, void *user_data)
{
  g_string_append_printf(user_data, "%u-%u:%u=%u ", hit->span.start, hit->span.end, hit->group, hit->value);
}

static void
assert_finds(const FlNameIndex *index, const char *text, FlSpan within, const char *expected)
{
  g_autoptr(GString) found = g_string_new(NULL);
  fl_name_index_scan(index, text, within, write_hit, found);
  g_assert_cmpstr(found->str, ==, expected);
}

/* ---- tests */

static char *
make_random(GRand *random, int least, int most)
{
  static const char *const pieces[] = {"中", "国", "部", "a", "b", "é", "1", "_", " ", "、", "𠀀", "й", "１"};
  GString *out = g_string_new(NULL);
  int kinds = g_rand_int_range(random, 2, G_N_ELEMENTS(pieces) + 1);
  for (int n = g_rand_int_range(random, least, most); n > 0; n--)
    g_string_append(out, pick(random, pieces, (size_t)kinds));
  return g_string_free(out, FALSE);
}

static FlSpan
make_span(GRand *random, const char *text)
{
  glong length = g_utf8_strlen(text, -1);
  glong start = g_rand_int_range(random, 0, (gint32)length + 1),
        end = g_rand_int_range(random, (gint32)start, (gint32)length + 1);
  return (FlSpan){(uint32_t)(g_utf8_offset_to_pointer(text, start) - text),
                  (uint32_t)(g_utf8_offset_to_pointer(text, end) - text)};
}

static void
test_against_simple_search(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (int round = 0; round < 4000; round++) {
    g_autoptr(FlNameIndex) index = fl_name_index_new();
    g_autoptr(GArray) names = names_new();
    uint32_t groups = round % 50 == 0 ? FL_NAME_INDEX_MAX_GROUPS : (uint32_t)g_rand_int_range(random, 1, 4);
    for (int n = g_rand_int_range(random, 0, round % 20 == 0 ? 200 : 15); n > 0; n--) {
      g_autofree char *name = make_random(random, 0, 5);
      add(index, names, name, (uint32_t)g_rand_int_range(random, 0, (gint32)groups), g_rand_int(random));
    }
    g_assert_cmpint(fl_name_index_is_empty(index), ==, names->len == 0);
    for (int i = 0; i < 3; i++) {
      g_autofree char *text = make_random(random, 0, 40);
      FlSpan within = i == 0 ? (FlSpan){0, (uint32_t)strlen(text)} : make_span(random, text);
      g_autoptr(GString) expected = search_simply(names, text, within);
      assert_finds(index, text, within, expected->str);
    }
  }
}

static void
test_words(void)
{
  static const struct {
    const char *name, *text;
    bool found;
  } cases[] = {{"EU", "the EU said", true},
               {"EU", "EUR", false},
               {"EU", "neEU", false},
               {"EU", "中EU国", true},
               {"EU", "EU", true},
               {"EU", "EU-China", true},
               {"EU", "EU_", false},
               {"naïve", "naïveté", false},
               {"C++", "C++17", true},
               {"C++", "aC++", false},
               {"中国", "中国人", true},
               {"北京a", "北京ab", false},
               {"第5", "第52", false},
               {"５", "５６", true},
               {"Москва", "Москвабад", false},
               {"New York", "New Yorker", false},
               {"New York", "in New York.", true},
               {"中", "、", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(FlNameIndex) index = fl_name_index_new();
    g_autoptr(GString) found = g_string_new(NULL);
    g_assert_true(fl_name_index_add(index, cases[i].name, 0, 1));
    fl_name_index_scan(index, cases[i].text, (FlSpan){0, (uint32_t)strlen(cases[i].text)}, write_hit, found);
    if ((found->len > 0) != cases[i].found)
      g_test_fail_printf("'%s' in '%s'", cases[i].name, cases[i].text);
  }
}

static void
test_longest(void)
{
  g_autoptr(FlNameIndex) index = fl_name_index_new();
  g_assert_true(fl_name_index_is_empty(index));
  g_assert_false(fl_name_index_add(index, "", 0, 1));
  g_assert_true(fl_name_index_is_empty(index));
  g_assert_true(fl_name_index_add(index, "中国", 0, 1));
  g_assert_true(fl_name_index_add(index, "中国人民", 0, 2));
  g_assert_true(fl_name_index_add(index, "中国人民银行", 1, 3));
  g_assert_true(fl_name_index_add(index, "人民", 63, 4));
  g_assert_false(fl_name_index_add(index, "中国", 0, 5));
  g_assert_true(fl_name_index_add(index, "中国", 1, 6));
  assert_finds(index, "中国人民银", (FlSpan){0, 15}, "0-12:0=2 0-6:1=6 6-12:63=4 ");
  assert_finds(index, "中国人民银行", (FlSpan){0, 18}, "0-12:0=2 0-18:1=3 6-12:63=4 ");
  assert_finds(index, "中国人民银行", (FlSpan){0, 9}, "0-6:0=1 0-6:1=6 ");
  assert_finds(index, "中国人民银行", (FlSpan){3, 18}, "6-12:63=4 ");
  assert_finds(index, "中国", (FlSpan){3, 3}, "");
}

static void
count_hit(G_GNUC_UNUSED const FlNameHit *hit, void *user_data)
{
  ++*(guint *)user_data;
}

/* The time does not hang on how many names there are. */
static void
test_many_names(void)
{
  enum { NAMES = 100000, TEXT = 1000000 };
  g_autoptr(FlNameIndex) index = fl_name_index_new();
  g_autoptr(GRand) random = g_rand_new_with_seed(6);
  g_autoptr(GString) text = g_string_new(NULL);
  guint expected = 0, found = 0;
  clock_t started = clock();
  for (uint32_t i = 0; i < NAMES; i++) {
    g_autofree char *name = g_strdup_printf("第%u号机构", i);
    g_assert_true(fl_name_index_add(index, name, i % 3, i));
  }
  for (; text->len < TEXT; expected++)
    g_string_append_printf(text, "与第%d号机构和第%d号机", g_rand_int_range(random, 0, NAMES),
                           g_rand_int_range(random, 0, NAMES));
  fl_name_index_scan(index, text->str, (FlSpan){0, (uint32_t)text->len}, count_hit, &found);
  g_assert_cmpuint(found, ==, expected);
  g_assert_cmpfloat(processor_seconds_since(started), <, 5);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/name-index/the longest of each group", test_longest);
  g_test_add_func("/name-index/words", test_words);
  g_test_add_func("/name-index/finds what a simple search finds", test_against_simple_search);
  g_test_add_func("/name-index/a hundred thousand names", test_many_names);
  return g_test_run();
}
