#include "documents.h"
#include "fl-hole.h"
#include "fl-pattern-scanner.h"
#include "fl-pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* The tokens of a pattern: a letter for the kind and the text of each. */
static char *
render(const char *pattern)
{
  static const char letters[] = {'-', 'l', 'e', 'c', '(', ')', 'q', '|', '.', '^', 'd', 'H'};
  GString *out = g_string_new(NULL);
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, pattern);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    if (out->len > 0)
      g_string_append_c(out, ' ');
    g_string_append_c(out, letters[token.kind]);
    g_string_append_len(out, pattern + token.start, (gssize)(token.end - token.start));
  }
  return g_string_free(out, FALSE);
}

static int
count_holes(const char *pattern)
{
  int n = 0;
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, pattern);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;)
    n += token.kind == FL_TOKEN_HOLE;
  return n;
}

static void
test_tokens(void)
{
  static const char *const cases[][2] = {
      {"a中。", "la l中 l。"},
      {"{who:Person+}出席{a}", "H{who:Person+} l出 l席 H{a}"},
      {"a{2}b{2,}?c{2,3}+d{,3}", "la q{2} lb q{2,}? lc q{2,3}+ ld q{,3}"},
      {"a{2}{b}{3}", "la q{2} H{b} q{3}"},
      {"a*b+?c?+|.^$", "la q* lb q+? lc q?+ || .. ^^ ^$"},
      {"\\.\\{a}\\\\{b}", "l\\. l\\{ la l} l\\\\ H{b}"},
      {"\\d\\p{sc:Han}\\P{^L}\\pL\\x{4e2d}\\x41b\\o{101}\\N{U+41}",
       "e\\d e\\p{sc:Han} e\\P{^L} e\\pL e\\x{4e2d} e\\x41 lb "
       "e\\o{101} e\\N{U+41}"},
      {"\\k{a}\\k<a>\\k'a'\\g{a}\\g<a>\\g'a'\\g{-1}\\1",
       "e\\k{a} e\\k<a> e\\k'a' e\\g{a} e\\g<a> e\\g'a' e\\g{-1} e\\1"},
      {"\\c{a:B}", "e\\c{ la l: lB l}"},
      {"\\x{}\\x4{a}", "e\\x{} e\\x4 H{a}"},
      {"[{a}][]{a}][^]{a}]", "c[{a}] c[]{a}] c[^]{a}]"},
      {"[\\]{a}][a\\\\]{b}", "c[\\]{a}] c[a\\\\] H{b}"},
      {"[[:alpha:]{a}][[:^digit:]]{b}", "c[[:alpha:]{a}] c[[:^digit:]] H{b}"},
      {"[[:a]{b}[:]]", "c[[:a] H{b} c[:] l]"},
      {"[\\Q]\\E{a}]{b}", "c[\\Q]\\E{a}] H{b}"},
      {"[a\\E]{b}", "c[a\\E] H{b}"},
      {"[\\g<]{a}>", "c[\\g<] H{a} l>"},
      {"(a)(?:b)(?<n>c)(?P<n>d)(?'n'e)", "(( la )) ((?: lb )) ((?<n> lc )) ((?P<n> ld )) ((?'n' le ))"},
      {"(?=a)(?!a)(?<=a)(?<!a)(?>a)(?|a)(?*a)(?<*a)",
       "((?= la )) ((?! la )) ((?<= la )) ((?<! la )) ((?> la )) ((?| la )) "
       "((?* la )) ((?<* la ))"},
      {"(*pla:{a})(*atomic:{b})(*sr:c)(*FAIL)(*MARK:{a})(*:{a})",
       "((*pla: H{a} )) ((*atomic: H{b} )) ((*sr: lc )) d(*FAIL) "
       "d(*MARK:{a}) d(*:{a})"},
      {"(?i)(?-i)(?^)(?ix-s:a)(?^i:b)", "d(?i) d(?-i) d(?^) ((?ix-s: la )) ((?^i: lb ))"},
      {"(?#{a})(?#", "d(?#{a}) d(?#"},
      {"(?C)(?C1)(?C{a})(?C'){a}')(?C{a}}b})x", "d(?C) d(?C1) d(?C{a}) d(?C'){a}') d(?C{a}}b}) lx"},
      {"(?R)(?1)(?+1)(?-1)(?&a)(?P>a)(?P=a)", "e(?R) e(?1) e(?+1) e(?-1) e(?&a) e(?P>a) e(?P=a)"},
      {"(?(<a>)b|c)(?('a')b)(?(R&a)b)(?(DEFINE)b)(?(1)b)",
       "((?(<a>) lb || lc )) ((?('a') lb )) ((?(R&a) lb )) ((?(DEFINE) lb )) "
       "((?(1) lb ))"},
      {"(?(?=a)b)(?(?<!{a})b)", "((? ((?= la )) lb )) ((? ((?<! H{a} )) lb ))"},
      {"\\Qa{b}.\\E{c}", "d\\Q la l{ lb l} l. d\\E H{c}"},
      {"\\Q\\\\E\\E", "d\\Q l\\ d\\E e\\E"},
      {"\\Q\\E{a}\\Q{b}", "d\\Q d\\E H{a} d\\Q l{ lb l}"},
      {"{ a}{1a}{,a}{}{:a}{a", "l{ l  la l} l{ l1 la l} l{ l, la l} l{ l} l{ l: la l} l{ la"},
      {"\\", "l\\"},
      {"[", "c["},
      {"(?", "((?"},
      {"(?<", "((?<"},
      {"x{2,3}?+", "lx q{2,3}? q+"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *tokens = render(cases[i][0]);
    g_assert_cmpstr(tokens, ==, cases[i][1]);
  }
}

/* Everything of PCRE2 in which a brace with a name in it is no hole. That it is what it is taken for is shown
 * by what it matches: the braces, or the text without them. */
static const struct {
  const char *construct, *subject;
} looks_like_holes[] = {
    {"\\{a:B}", "{a:B}"},
    {"\\Q{a:B}\\E", "{a:B}"},
    {"\\Q\\{a:B}\\E", "\\{a:B}"},
    {"[{a:B}]{5}", "}:{aB"},
    {"[]{a:B}]{2}", "]{"},
    {"[^]{a:B}]x", "yx"},
    {"[[:alpha:]{a:B}]x", "{x"},
    {"[\\]{a:B}]x", "{x"},
    {"[\\Q]{a:B}\\E]x", "]x"},
    {"\\x{ab}", "\u00ab"},
    {"\\N{U+ab}", "\u00ab"},
    {"\\p{Lu}", "A"},
    {"\\P{Lu}", "a"},
    {"(?<x>a)\\k{x}", "aa"},
    {"(?<x>a)\\g{x}", "aa"},
    {"(?<x>a)\\g<x>", "aa"},
    {"(?#{a:B})x", "x"},
    {"(?C{a:B})x", "x"},
    {"(?C'{a:B}')x", "x"},
    {"(?C\"){a:B}\")x", "x"},
    {"(*MARK:{a:B})x", "x"},
    {"(*:{a:B})x", "x"},
    {"(*THEN:{a:B})x", "x"},
    {"\\c{a:B}", ";a:B}"},
    {"x{2}", "xx"},
    {"x{2,3}", "xxx"},
    {"x{2,}", "xxx"},
};

static void
test_no_holes(void)
{
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (size_t i = 0; i < G_N_ELEMENTS(looks_like_holes); i++) {
    g_autofree char *whole = g_strdup_printf("\\A(?:%s)\\z", looks_like_holes[i].construct);
    g_autoptr(FlPattern) pattern = fl_pattern_new(whole, NULL, NULL);
    g_assert_nonnull(pattern);
    g_assert_true(
        fl_matcher_test(matcher, pattern, looks_like_holes[i].subject, strlen(looks_like_holes[i].subject)));
    g_assert_cmpint(count_holes(looks_like_holes[i].construct), ==, 0);
  }
}

/* Put together anyhow, with holes between and within groups: these are all found, and nothing else is. */
static void
test_holes_between(void)
{
  static const char *const opens[] = {
      "(",         "(?:",    "(?<n>", "(?P<n>", "(?'n'",   "(?=",   "(?!",    "(?<=",
      "(?<!",      "(?>",    "(?|",   "(?i:",   "(?*",     "(?<*",  "(*pla:", "(*nlb:",
      "(*atomic:", "(?^-x:", "(*sr:", "(?(1)",  "(?(<n>)", "(?(R)", "(?(?=x)"};
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  for (int round = 0; round < 5000; round++) {
    g_autoptr(GString) pattern = g_string_new(NULL);
    int holes = 0;
    for (int n = g_rand_int_range(random, 1, 12); n > 0; n--)
      switch (g_rand_int_range(random, 0, 4)) {
      case 0:
        g_string_append(
            pattern, looks_like_holes[g_rand_int_range(random, 0, G_N_ELEMENTS(looks_like_holes))].construct);
        break;
      case 1:
        g_string_append_printf(pattern, "%s{x:Y+}", pick(random, opens, G_N_ELEMENTS(opens)));
        holes++;
        break;
      case 2:
        g_string_append(pattern, "中)");
        break;
      default:
        g_string_append(pattern, "{a|b}");
        holes++;
      }
    g_assert_cmpint(count_holes(pattern->str), ==, holes);
  }
}

/* ---- any string at all */

static const char *const scraps[] = {
    "\\", "Q", "E", "\\Q", "\\E", "[", "]",  "(", ")", "{", "}",  "<",  ">",     "?",  "*",  "+", "|",  "^",
    "$",  ":", "#", "'",   "p",   "P", "x",  "g", "k", "N", "o",  "C",  "=",     "!",  "-",  ",", "0",  "1",
    "2",  "a", "T", "中",  "é",   " ", "\n", "c", "R", "&", "[:", ":]", "{a:B}", "(?", "(*", "d", "U+", "."};

static char *
make_scraps(GRand *random, int most)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (int n = g_rand_int_range(random, 0, most); n > 0; n--)
    g_string_append(out, pick(random, scraps, G_N_ELEMENTS(scraps)));
  return g_strdup(out->str); /* of just its size: reading past it is seen */
}

static void
test_any_string(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  for (int i = 0; i < 100000; i++) {
    g_autofree char *pattern = make_scraps(random, 16);
    FlPatternScanner scanner;
    fl_pattern_scanner_init(&scanner, pattern);
    size_t at = 0;
    FlToken token;
    while ((token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END) {
      g_assert_cmpuint(token.start, ==, at);
      g_assert_cmpuint(token.end, >, at);
      at = token.end;
      g_assert_true(g_utf8_validate(pattern + token.start, (gssize)(token.end - token.start), NULL));
    }
    g_assert_cmpuint(at, ==, strlen(pattern));
    g_assert_cmpuint(token.start, ==, at);
    g_assert_cmpint(fl_pattern_scanner_next(&scanner).kind, ==, FL_TOKEN_END);
  }
}

/* PCRE2 as the judge: with a callout before every item it says where its items begin. */

static int
note_item(pcre2_callout_enumerate_block *block, void *data)
{
  bool *begins = data;
  if (block->callout_number == 255)
    begins[block->pattern_position] = true;
  return 0;
}

static bool *
find_items(const char *pattern)
{
  int code = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code *compiled =
      pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                    PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_AUTO_CALLOUT, &code, &offset, NULL);
  if (compiled == NULL)
    return NULL;
  bool *begins = g_new0(bool, strlen(pattern) + 1);
  pcre2_callout_enumerate(compiled, note_item, begins);
  pcre2_code_free(compiled);
  return begins;
}

static bool
is_good_hole(const char *text, FlToken token)
{
  const char *problem = NULL;
  g_autoptr(FlHole) hole = fl_hole_parse(text + token.start, token.end - token.start, &problem);
  return hole != NULL;
}

/* Items begin where tokens do, or inside a hole, which is plain text to PCRE2; and where a hole begins so
 * does an item. Behind a hole that is refused it does not matter. */
static void
compare_with_items(const char *pattern, const bool *begins)
{
  FlPatternScanner scanner;
  bool called = false;
  fl_pattern_scanner_init(&scanner, pattern);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    bool hole = token.kind == FL_TOKEN_HOLE, good = !hole || begins[token.start] || called;
    called = g_str_has_prefix(pattern + token.start, "(?C");
    if (hole && !is_good_hole(pattern, token))
      return;
    for (size_t at = token.start + 1; at < token.end; at++)
      good &= hole || !begins[at];
    if (good)
      continue;
    g_autofree char *tokens = render(pattern);
    g_test_message("%s is read as %s", pattern, tokens);
    g_test_fail();
  }
}

static void
test_against_pcre2(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  int compared = 0;
  for (int i = 0; i < 100000; i++) {
    g_autofree char *pattern = make_scraps(random, 12);
    g_autofree bool *begins = find_items(pattern);
    if (begins == NULL || strstr(pattern, "{,") != NULL) /* {,3} is a quantifier from PCRE2 10.43 on */
      continue;
    compare_with_items(pattern, begins);
    compared++;
  }
  g_assert_cmpint(compared, >, 5000);
}

/* ---- holes */

static char *
render_hole(const char *text)
{
  const char *problem = NULL;
  g_autoptr(FlHole) hole = fl_hole_parse(text, strlen(text), &problem);
  if (hole == NULL)
    return g_strdup("bad");
  g_autofree char *things = g_strjoinv("+", hole->things);
  char quantifier[] = {hole->quantifier, '\0'};
  return g_strdup_printf("%s %s %s", hole->name != NULL ? hole->name : "-", things, quantifier);
}

static void
test_holes(void)
{
  static const char *const cases[][2] = {
      {"{Person}", "- Person "},
      {"{who:Person}", "who Person "},
      {"{who:Person|Organization+}", "who Person+Organization +"},
      {"{w_2:Person*}", "w_2 Person *"},
      {"{attend?}", "- attend ?"},
      {"{n:name2}", "n name2 "},
      {"{a|b}", "- a+b "},
      {"{}", "bad"},
      {"{a:}", "bad"},
      {"{+}", "bad"},
      {"{a:+}", "bad"},
      {"{:Person}", "bad"},
      {"{Who:Person}", "bad"},
      {"{wHo:Person}", "bad"},
      {"{2:Person}", "bad"},
      {"{_a}", "bad"},
      {"{a:b:c}", "bad"},
      {"{Person|}", "bad"},
      {"{|Person}", "bad"},
      {"{Person|attend}", "bad"},
      {"{attend|Person}", "bad"},
      {"{Person++}", "bad"},
      {"{Person+|Work}", "bad"},
      {"{Per son}", "bad"},
      {"{人}", "bad"},
      {"{aB}", "bad"},
      {"{Per_son}", "bad"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *hole = render_hole(cases[i][0]);
    g_assert_cmpstr(hole, ==, cases[i][1]);
  }
}

static void
test_names(void)
{
  static const char *const names[] = {"a", "ab", "a1_b"}, *const types[] = {"A", "Ab", "AB2"},
                           *const neither[] = {"", "1a", "_a", "a-b", "é", "a b", "aB", "A_b", "Aé"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_assert_true(fl_is_name(names[i]) && !fl_is_type_name(names[i]));
    g_assert_true(fl_is_type_name(types[i]) && !fl_is_name(types[i]));
  }
  for (size_t i = 0; i < G_N_ELEMENTS(neither); i++)
    g_assert_true(!fl_is_name(neither[i]) && !fl_is_type_name(neither[i]));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pattern-scanner/tokens", test_tokens);
  g_test_add_func("/pattern-scanner/what only looks like a hole", test_no_holes);
  g_test_add_func("/pattern-scanner/holes between what looks like them", test_holes_between);
  g_test_add_func("/pattern-scanner/the tokens of any string are that string", test_any_string);
  g_test_add_func("/pattern-scanner/items begin where PCRE2 says", test_against_pcre2);
  g_test_add_func("/hole/parts", test_holes);
  g_test_add_func("/hole/names", test_names);
  return g_test_run();
}
