#include "fl-pattern-pool.h"

#include "../processor-time.h"

#include <string.h>

static FlPattern *
compile(const char *source)
{
  g_autoptr(GError) error = NULL;
  FlPattern *pattern = fl_pattern_new(source, NULL, &error);
  g_assert_no_error(error);
  return pattern;
}

/* Where a pattern is first found, as "3-6"; "none", "limit". */
static char *
find(const char *source, const char *subject, size_t start)
{
  g_autoptr(FlPattern) pattern = compile(source);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  FlSpan span;
  FlMatchResult result =
      fl_matcher_find(matcher, pattern, subject, strlen(subject), start, FL_PATTERN_DEFAULT_LIMIT);
  g_assert_cmpint(fl_matcher_get_group(matcher, 0, &span), ==, result == FL_MATCH_FOUND);
  if (result == FL_MATCH_FOUND)
    return g_strdup_printf("%u-%u", span.start, span.end);
  return g_strdup(result == FL_MATCH_NONE ? "none" : "limit");
}

static void
assert_finds(const char *source, const char *subject, size_t start, const char *expected)
{
  g_autofree char *found = find(source, subject, start);
  g_assert_cmpstr(found, ==, expected);
}

/* ---- what patterns mean */

static void
test_options(void)
{
  assert_finds(".", "中", 0, "0-3");
  assert_finds("[一-龥]{2}", "a中文", 0, "1-7");
  assert_finds("\\w+", "（中文x１）", 0, "3-13");
  assert_finds("\\d", "a３", 0, "1-4");
  assert_finds("a\\b", "aé", 0, "none");
  assert_finds("(?i)É", "é", 0, "0-2");
  assert_finds("\\p{sc:Han}+", "、中国。", 0, "3-9");
  assert_finds("a$", "a\n", 0, "none");
  assert_finds("a$", "ba", 0, "1-2");
  assert_finds("a.b", "a\nb", 0, "none");
  assert_finds("^b", "a\nb", 0, "none");
  assert_finds("(?m)^b$", "a\nb\nc", 0, "2-3");
}

static void
test_lookbehind(void)
{
  assert_finds("(?<=a)b", "ab", 1, "1-2");
  assert_finds("(?<!a)b", "abb", 1, "2-3");
  assert_finds("(?<=中)文", "中文", 3, "3-6");
  assert_finds("^b", "ab", 1, "none");
  assert_finds("\\Gb", "ab", 1, "1-2");
  assert_finds("\\bb", "ab b", 1, "3-4");
  assert_finds("b", "ab", 2, "none");
  assert_finds("a\\Kb", "cab", 0, "2-3");
}

static void
test_groups(void)
{
  g_autoptr(FlPattern) pattern = compile("(x)?(?:(?<one>a)|(?<two>b))(?<rest>c)?(?<one>d)?");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  FlSpan span;
  g_assert_cmpint(fl_pattern_get_n_groups(pattern), ==, 4);
  g_assert_cmpstr(fl_pattern_get_group_name(pattern, 1), ==, "one");
  g_assert_cmpstr(fl_pattern_get_group_name(pattern, 2), ==, "two");
  g_assert_cmpstr(fl_pattern_get_group_name(pattern, 4), ==, "one");
  g_assert_cmpint(fl_matcher_find(matcher, pattern, "xbd", 3, 0, 1000), ==, FL_MATCH_FOUND);
  g_assert_false(fl_matcher_get_group(matcher, 1, &span));
  g_assert_true(fl_matcher_get_group(matcher, 2, &span));
  g_assert_cmpuint(span.start, ==, 1);
  g_assert_false(fl_matcher_get_named(matcher, pattern, "rest", &span));
  g_assert_false(fl_matcher_get_named(matcher, pattern, "other", &span));
  g_assert_true(fl_matcher_get_named(matcher, pattern, "one", &span)); /* the second of that name took part */
  g_assert_cmpuint(span.start, ==, 2);
  g_assert_cmpint(fl_matcher_find(matcher, pattern, "yyy", 3, 0, 1000), ==, FL_MATCH_NONE);
  g_assert_false(fl_matcher_get_group(matcher, 0, &span));
  g_assert_false(fl_matcher_get_group(matcher, 2, &span));
}

/* A matcher makes room for a pattern of many groups, and goes on with one of few. */
static void
test_many_groups(void)
{
  g_autoptr(GString) source = g_string_new(NULL);
  for (int i = 0; i < 300; i++)
    g_string_append_printf(source, "(?<g%d>.)", i);
  g_autoptr(FlPattern) many = compile(source->str), none = compile("a");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autofree char *subject = g_strnfill(400, 'a');
  FlSpan span;
  for (int round = 0; round < 2; round++) {
    g_assert_cmpint(fl_matcher_find(matcher, none, subject, 400, 7, 1000), ==, FL_MATCH_FOUND);
    g_assert_true(fl_matcher_get_group(matcher, 0, &span));
    g_assert_cmpuint(span.start, ==, 7);
    g_assert_cmpint(fl_matcher_find(matcher, many, subject, 400, 50, 1000), ==, FL_MATCH_FOUND);
    g_assert_true(fl_matcher_get_named(matcher, many, "g299", &span));
    g_assert_cmpuint(span.start, ==, 349);
  }
}

static void
test_errors(void)
{
  static const struct {
    const char *source;
    size_t offset;
  } cases[] = {{"ab(c", 4},  {"a\\Cb", 3},     {"[中", 4},   {"(a)\\1", 4},
               {"a\xff", 1}, {"(?<a-b>x)", 4}, {"x{3,2}", 5}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    size_t offset = 99;
    g_assert_null(fl_pattern_new(cases[i].source, &offset, &error));
    g_assert_error(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX);
    g_assert_cmpuint(offset, ==, cases[i].offset);
    g_assert_cmpuint(strlen(error->message), >, 5);
    g_assert_null(fl_pattern_new(cases[i].source, NULL, NULL));
  }
}

static void
test_empty(void)
{
  g_autoptr(FlPattern) pattern = compile("a*"), edge = compile("(?<=,)|$"), full = compile("a+");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  FlSpan span;
  g_assert_true(fl_pattern_matches_empty(pattern));
  g_assert_true(fl_pattern_matches_empty(edge));
  g_assert_false(fl_pattern_matches_empty(full));
  assert_finds("a*", "bba", 0, "2-3");
  assert_finds("a*", "bbb", 0, "none");
  assert_finds("a*?", "aaa", 0, "0-1");
  assert_finds("|a", "ba", 0, "1-2");
  assert_finds("a\\K", "a", 0, "none"); /* what is left of it is empty */
  assert_finds("(?<=,)|$", "a,b", 0, "none");
  g_assert_cmpint(fl_matcher_find_boundary(matcher, pattern, "ba", 2, 0, 1000), ==, FL_MATCH_FOUND);
  g_assert_true(fl_matcher_get_group(matcher, 0, &span));
  g_assert_true(span.start == 0 && span.end == 0);
  g_assert_cmpint(fl_matcher_find_boundary(matcher, edge, "a,b", 3, 0, 1000), ==, FL_MATCH_FOUND);
  g_assert_true(fl_matcher_get_group(matcher, 0, &span));
  g_assert_true(span.start == 2 && span.end == 2);
  g_assert_true(fl_matcher_test(matcher, pattern, "bbb", 3));
  g_assert_false(fl_matcher_test(matcher, full, "bbb", 3));
}

/* Whatever the pattern: matches are not empty, come in order, lie in the subject and between characters. */
static void
test_matches_move_on(void)
{
  static const char *const sources[] = {"a*",        "中|文?", "\\w*?",     "[^a]+",
                                        "(?<=中).",  "\\b.",   ".(?=文|$)", "\\X",
                                        "(?:a|中)*", "a\\K.?", "\\R|^|.$",  "(?!a).*?(?=a)"};
  static const char *const pieces[] = {"a", "中", "文", " ", "é", "\n", "\u0301", "𠀀"};
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (int i = 0; i < 3000; i++) {
    g_autoptr(FlPattern) pattern = compile(sources[(size_t)i % G_N_ELEMENTS(sources)]);
    g_autoptr(GString) subject = g_string_new(NULL);
    for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
      g_string_append(subject, pieces[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(pieces))]);
    FlSpan span = {0, 0};
    size_t at = 0;
    while (fl_matcher_find(matcher, pattern, subject->str, subject->len, at, 100000) == FL_MATCH_FOUND) {
      g_assert_true(fl_matcher_get_group(matcher, 0, &span));
      g_assert_cmpuint(span.start, >=, at);
      g_assert_cmpuint(span.end, >, span.start);
      g_assert_cmpuint(span.end, <=, subject->len);
      g_assert_true(g_utf8_validate(subject->str + span.start, (gssize)fl_span_length(span), NULL));
      at = span.end;
    }
  }
}

/* ---- limits */

static FlMatchResult
find_with_limit(const char *source, const char *subject, uint32_t limit)
{
  g_autoptr(FlPattern) pattern = compile(source);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  return fl_matcher_find(matcher, pattern, subject, strlen(subject), 0, limit);
}

/* What machine code finds is what the interpreter finds, which runs the first few times. */
static void
test_atomic_start(void)
{
  static const char *const nowhere[] = {"(?>[ab]b++|b)b", "(?:(?>[ab]b++|b))b", "(?<n>(?>[ab]b++|b))b",
                                        "x?(?>[ab]b++|b)b"};
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (size_t i = 0; i < G_N_ELEMENTS(nowhere); i++) {
    g_autoptr(FlPattern) pattern = compile(nowhere[i]);
    for (int run = 0; run < 20; run++)
      g_assert_cmpint(fl_matcher_find(matcher, pattern, "abb", 3, 0, FL_PATTERN_DEFAULT_LIMIT), ==,
                      FL_MATCH_NONE);
  }
}

static void
test_limit(void)
{
  g_autofree char *line = g_strnfill(4096, 'a');
  static const char *const endless[] = {"(?:a+)+[bc]",
                                        "(?:a|a)*[bc]",
                                        "(?:a*)*[bc]",
                                        "^(?:(?:a+)*a?)+[bc]$",
                                        "(?<x>a+)(?<y>a+)(?<z>a+)[bc]",
                                        "(*NO_JIT)(?:a+)+[bc]"};
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (size_t i = 0; i < G_N_ELEMENTS(endless); i++) {
    g_autoptr(FlPattern) pattern = compile(endless[i]), good = compile("a{7}");
    clock_t started = clock();
    g_assert_cmpint(fl_matcher_find(matcher, pattern, line, 4096, 0, FL_PATTERN_DEFAULT_LIMIT), ==,
                    FL_MATCH_LIMIT);
    g_assert_false(fl_matcher_test(matcher, pattern, line, 4096));
    g_assert_cmpfloat(processor_seconds_since(started), <, 2);
    g_assert_cmpint(fl_matcher_find(matcher, good, line, 4096, 0, FL_PATTERN_DEFAULT_LIMIT), ==,
                    FL_MATCH_FOUND);
  }
}

/* The limit is the caller's, may change from call to call, and counts anew at each start. */
static void
test_limit_of_each_start(void)
{
  const char *subject = "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyz";
  g_assert_cmpint(find_with_limit("(?<a>.+?)(?<b>.+?)z", subject, 5), ==, FL_MATCH_LIMIT);
  g_assert_cmpint(find_with_limit("(?<a>.+?)(?<b>.+?)z", subject, 10000), ==, FL_MATCH_FOUND);
  g_autoptr(GString) many = g_string_new(NULL);
  for (int i = 0; i < 500; i++)
    g_string_append(many, "abababababababababababe ");
  g_string_append(many, "ababababd");
  g_assert_cmpint(find_with_limit("a(?:b|a|ba)*?d", many->str, 100000), ==, FL_MATCH_FOUND);
  g_autoptr(FlPattern) pattern = compile("(?<a>.+?)(?<b>.+?)z");
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (int i = 0; i < 4; i++)
    g_assert_cmpint(fl_matcher_find(matcher, pattern, subject, strlen(subject), 0, i % 2 == 0 ? 5 : 10000),
                    ==, i % 2 == 0 ? FL_MATCH_LIMIT : FL_MATCH_FOUND);
}

static void
test_deep_recursion(void)
{
  g_autofree char *deep = g_strnfill(1000000, '(');
  deep[999999] = ')';
  g_assert_cmpint(find_with_limit("(?<r>\\((?:[^()]|(?&r))*\\))", deep, UINT32_MAX), ==, FL_MATCH_LIMIT);
  g_assert_cmpint(find_with_limit("(*NO_JIT)(?<r>\\((?:[^()]|(?&r))*\\))", deep, UINT32_MAX), ==,
                  FL_MATCH_LIMIT);
  g_assert_cmpint(find_with_limit("(?<r>\\((?:[^()]|(?&r))*\\))", "x((a)(b(c)))", 1000), ==, FL_MATCH_FOUND);
}

/* Where there is no machine code the interpreter does it. */
static void
test_without_machine_code(void)
{
  assert_finds("(*NO_JIT)文", "中文", 0, "3-6");
  assert_finds("(*NO_JIT)a*", "bbb", 0, "none");
}

/* ---- tracing */

static void
assert_traces(const char *source, const char *subject, size_t in_pattern, size_t in_subject, size_t start)
{
  g_autoptr(FlPattern) pattern = compile(source);
  FlPatternProgress progress;
  g_assert_true(fl_pattern_trace(pattern, subject, strlen(subject), &progress));
  g_assert_cmpuint(progress.pattern, ==, in_pattern);
  g_assert_cmpuint(progress.subject, ==, in_subject);
  g_assert_cmpuint(progress.start, ==, start);
}

static void
test_trace(void)
{
  assert_traces("出席(?:了)?会议", "习近平出席了大会", 14, 18, 9);
  assert_traces("出席(?:了)?会议", "习近平出席大会", 14, 15, 9);
  assert_traces("abcd", "ab abc", 3, 6, 3);
  assert_traces("(?<=x)abc", "xab", 8, 3, 1);
  assert_traces("a(?:b|cd)e", "acd", 9, 3, 0);
  assert_traces("\\d+年", "a2024月", 3, 5, 1);
}

static void
test_trace_of_nothing(void)
{
  FlPatternProgress progress;
  g_autoptr(FlPattern) pattern = compile("abc"), behind = compile("(?<=abc)x");
  g_assert_false(fl_pattern_trace(pattern, "xyz", 3, &progress));
  g_assert_false(fl_pattern_trace(pattern, "", 0, &progress));
  g_assert_false(fl_pattern_trace(behind, "abcy", 4, &progress)); /* what lies behind is not taken up */
}

static void
test_trace_ends(void)
{
  g_autoptr(GString) source = g_string_new("x");
  for (int i = 0; i < 12000; i++)
    g_string_append(source, "ab");
  g_autoptr(FlPattern) large = compile(source->str), endless = compile("(?:a+)+[bc]");
  g_autofree char *line = g_strnfill(4096, 'a');
  FlPatternProgress progress;
  fl_pattern_trace(large, "xab", 3, &progress); /* outgrows PCRE2 with a callout at every item */
  clock_t started = clock();
  g_assert_true(fl_pattern_trace(endless, line, 4096, &progress));
  g_assert_cmpuint(progress.subject, ==, 4096);
  g_assert_cmpfloat(processor_seconds_since(started), <, 5);
}

/* ---- threads */

enum { THREADS = 8, SHARED = 100 };

typedef struct {
  FlPattern *patterns[SHARED];
  GMutex mutex;
  GCond all_there;
  int waiting;
} Shared;

static void
wait_for_all(Shared *shared)
{
  g_mutex_lock(&shared->mutex);
  if (--shared->waiting == 0)
    g_cond_broadcast(&shared->all_there);
  while (shared->waiting > 0)
    g_cond_wait(&shared->all_there, &shared->mutex);
  g_mutex_unlock(&shared->mutex);
}

static gpointer
run_all(gpointer data)
{
  Shared *shared = data;
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  const char *subject = "，，出席会议7次";
  FlSpan span;
  wait_for_all(shared);
  for (int round = 0; round < 20; round++)
    for (int i = 0; i < SHARED; i++) {
      FlMatchResult result = fl_matcher_find(matcher, shared->patterns[i], subject, strlen(subject), 0,
                                             FL_PATTERN_DEFAULT_LIMIT);
      g_assert_cmpint(result, ==, i % 10 == 7 ? FL_MATCH_FOUND : FL_MATCH_NONE);
      if (result != FL_MATCH_FOUND)
        continue;
      g_assert_true(fl_matcher_get_named(matcher, shared->patterns[i], "n", &span));
      g_assert_cmpuint(span.start, ==, 18);
    }
  return NULL;
}

/* Patterns are compiled to machine code by the thread that comes first. */
static void
test_threads(void)
{
  Shared shared = {.waiting = THREADS};
  GThread *threads[THREADS];
  for (int i = 0; i < SHARED; i++) {
    g_autofree char *source = g_strdup_printf("(?:出席|参加)[^，]*?(?<n>%d)次(?<x>%d)?", i % 10, i);
    shared.patterns[i] = compile(source);
  }
  g_mutex_init(&shared.mutex);
  g_cond_init(&shared.all_there);
  for (int i = 0; i < THREADS; i++)
    threads[i] = g_thread_new("matcher", run_all, &shared);
  for (int i = 0; i < THREADS; i++)
    g_thread_join(threads[i]);
  for (int i = 0; i < SHARED; i++)
    fl_pattern_unref(shared.patterns[i]);
  g_mutex_clear(&shared.mutex);
  g_cond_clear(&shared.all_there);
}

/* One that others hold outlives the pool; what differs in its limit is another. */
static void
test_pool(void)
{
  FlPatternPool *pool = fl_pattern_pool_new();
  g_autoptr(FlPattern) pattern = compile("a+"), other = compile("a+");
  fl_pattern_set_limit(other, 7);
  g_assert_null(fl_pattern_pool_find(pool, "a+", FL_PATTERN_DEFAULT_LIMIT));
  fl_pattern_pool_add(pool, pattern);
  g_assert_null(fl_pattern_pool_find(pool, "a+", 7));
  fl_pattern_pool_add(pool, other);
  g_autoptr(FlPattern) found = fl_pattern_pool_find(pool, "a+", FL_PATTERN_DEFAULT_LIMIT);
  g_autoptr(FlPattern) limited = fl_pattern_pool_find(pool, "a+", 7);
  g_assert_true(found == pattern && limited == other);
  g_assert_null(fl_pattern_pool_find(pool, "a", 7));
  fl_pattern_pool_free(pool);
  g_assert_cmpstr(fl_pattern_get_source(found), ==, "a+");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pattern/options", test_options);
  g_test_add_func("/pattern/lookbehind sees what lies before the start", test_lookbehind);
  g_test_add_func("/pattern/groups", test_groups);
  g_test_add_func("/pattern/more groups than a matcher begins with", test_many_groups);
  g_test_add_func("/pattern/errors say where", test_errors);
  g_test_add_func("/pattern/empty matches", test_empty);
  g_test_add_func("/pattern/matches move on", test_matches_move_on);
  g_test_add_func("/pattern/endless backtracking is given up", test_limit);
  g_test_add_func("/pattern/the limit counts from each start", test_limit_of_each_start);
  g_test_add_func("/pattern/deep recursion is given up", test_deep_recursion);
  g_test_add_func("/pattern/without machine code", test_without_machine_code);
  g_test_add_func("/pattern/an atomic group at the start", test_atomic_start);
  g_test_add_func("/pattern/trace", test_trace);
  g_test_add_func("/pattern/trace of what never began", test_trace_of_nothing);
  g_test_add_func("/pattern/trace ends", test_trace_ends);
  g_test_add_func("/pattern/one pattern, many threads", test_threads);
  g_test_add_func("/pattern/pool", test_pool);
  return g_test_run();
}
