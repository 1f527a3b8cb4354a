#include "random-pack.h"

#include <stdio.h>
#include <string.h>

#define PICK(random, strings) ((strings)[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(strings))])

/* ---- patterns */

static void append_choice(GRand *random, GString *out, int depth);

static void
append_group(GRand *random, GString *out, int depth)
{
  static const char *const openings[] = {
      "(?:",   "(?:",   "(?:", "(?:",  "(?>",    "(",      "(?<g>",     "(?=",      "(?=",     "(?!",
      "(?<n>", "(?'n'", "(?|", "(?i:", "(?P<n>", "(?i-s:", "(*atomic:", "(?(?=甲)", "(?(<n>)", "(*pla:"};
  static const char *const behind[] = {"(?<=甲)",  "(?<![乙a])", "(?<=，|甲乙)",
                                       "(?<!\\d)", "(?<=^|，)",  "(*nlb:甲)"};
  if (g_rand_int_range(random, 0, 9) == 0) {
    g_string_append(out, PICK(random, behind));
    return;
  }
  g_string_append(out, g_rand_int_range(random, 0, 3) == 0 ? PICK(random, openings) : "(?:");
  append_choice(random, out, depth - 1);
  g_string_append_c(out, ')');
}

static void
append_item(GRand *random, GString *out, int depth)
{
  static const char *const plain[] = {
      "甲", "甲", "乙", "丙", "丁", "a", "b", "1", "，", "甲乙", "丙a", "12", "一乙丙丁甲乙丙丁甲乙"};
  static const char *const classes[] = {"[甲乙]",      "[^甲]",   "[a-c]",          "[\\d甲]",
                                        "[^，。]",     "[1-3乙]", "[]a]",           "[甲-乙a-]",
                                        "[[:alpha:]]", "[\\w]",   "[\\p{sc:Han}a]", "[\\x{4e59}b]",
                                        "[\\Qab\\E]",  "[^\\d]",  "[一-龥]"};
  static const char *const escapes[] = {".",         ".",     "\\d",         "\\w",     "\\s", "\\D",
                                        "\\x{7532}", "\\x61", "\\p{sc:Han}", "\\P{Lu}", "\\N", "\\R",
                                        "\\X",       "\\h",   "\\Q甲a\\E",   "\\Q(\\E", "\\.", "\\t",
                                        "\\e",       "\\141", "\\N{U+7532}"};
  static const char *const zero[] = {
      "^",       "$",      "\\A",    "\\z",    "\\Z",   "\\b",       "\\B",     "\\K",      "\\G",
      "\\E",     "(?#甲)", "(?i)",   "(?s)",   "(?x) ", "(*COMMIT)", "(*SKIP)", "(*PRUNE)", "(*ACCEPT)",
      "(*FAIL)", "\\k<n>", "(?P=n)", "\\g{n}", "(?&n)", "(?1)",      "\\1",     "(?C1)"};
  static const char *const holes[] = {"{Person}",  "{Place|Person}", "{Place?}", "{w:Person+}", "{Person*}",
                                      "{v:Place}", "{text}",         "{gap}",    "{two}",       "{t:two+}"};
  int kind = g_rand_int_range(random, 0, 25);
  if (kind < 10)
    g_string_append(out, PICK(random, plain));
  else if (kind < 13)
    g_string_append(out, PICK(random, classes));
  else if (kind < 16)
    g_string_append(out, PICK(random, escapes));
  else if (kind < 18)
    g_string_append(out, PICK(random, holes));
  else if (kind < 19) /* most of these leave nothing to be derived from the whole pattern */
    g_string_append(out, g_rand_int_range(random, 0, 3) == 0 ? PICK(random, zero) : ".{0,3}");
  else if (depth > 0)
    append_group(random, out, depth);
}

static void
append_sequence(GRand *random, GString *out, int depth)
{
  static const char *const quantifiers[] = {"?",    "?",  "*",  "+",  "{2}",    "{1,2}", "{0}",    "{0,3}",
                                            "{2,}", "*?", "++", "??", "{1,3}?", "{,2}",  "{1}{2}", "?+"};
  for (int n = g_rand_int_range(random, 1, 5); n > 0; n--) {
    append_item(random, out, depth);
    if (g_rand_int_range(random, 0, 4) == 0)
      g_string_append(out, PICK(random, quantifiers));
  }
}

static void
append_choice(GRand *random, GString *out, int depth)
{
  append_sequence(random, out, depth);
  for (int n = g_rand_int_range(random, -2, 3); n > 0; n--) {
    g_string_append_c(out, '|');
    if (g_rand_int_range(random, 0, 8) > 0)
      append_sequence(random, out, depth);
  }
}

/* Half the patterns begin with what tells where a match may begin, or how far it may reach back. */
char *
make_random_pattern(GRand *random)
{
  static const char *const leads[] = {"(?<=甲)",
                                      "(?:^|(?<=[，乙]|文文))",
                                      "(?:^|(?<=乙?[甲a]))",
                                      "[^，]*",
                                      "[^，]*?(?:文)",
                                      "[\\p{sc:Han}a]*?",
                                      "(?:[甲乙文]|\\d)+",
                                      "(?:(?!丙)\\w)*",
                                      "(?=[甲乙]|，)",
                                      "(?=文?甲)",
                                      "(?:^|\\A甲|(?<=，))",
                                      "(?:[^\\d，]|，甲)+"};
  GString *out = g_string_new(g_rand_boolean(random) ? "" : PICK(random, leads));
  append_choice(random, out, 3);
  return g_string_free(out, FALSE);
}

/* ---- packs */

static void
append_quoted(GString *out, const char *text)
{
  g_string_append_c(out, '\'');
  for (; *text != '\0'; text++)
    g_string_append_printf(out, *text == '\'' ? "''" : "%c", *text);
  g_string_append_c(out, '\'');
}

char *
make_rule_file(GRand *random, const GPtrArray *patterns)
{
  static const char *const places[] = {"sentence", "sentence", "clause", "paragraph",
                                       "article",  "title",    "source"};
  GString *out =
      g_string_new("lists:\n- {type: Person, file: people.csv}\n- {type: Place, file: places.csv}\n"
                   "define:\n  two: '甲|乙丙'\nrules:\n");
  for (guint i = 0; i < patterns->len; i++) {
    g_auto(GStrv) alternatives = g_strsplit(patterns->pdata[i], "\n", -1);
    const char *in = strchr(patterns->pdata[i], '{') != NULL ? PICK(random, places) : "sentence";
    g_string_append_printf(out, "- id: r%u\n  in: %s\n  match:\n", i,
                           strcmp(in, "source") == 0 ? "sentence" : in);
    for (char **alternative = alternatives; *alternative != NULL; alternative++) {
      g_string_append(out, "  - ");
      append_quoted(out, *alternative);
      g_string_append_c(out, '\n');
    }
    g_string_append(out, i % 3 == 0 ? "  avoid: [Place]\n" : "");
    g_string_append(out, "  emit: [{node: Thing}]\n");
  }
  return g_string_free(out, FALSE);
}

static void
write_file(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  FILE *file = fopen(path, "w");
  g_assert_nonnull(file);
  g_assert_cmpint(fputs(text, file), >=, 0);
  g_assert_cmpint(fclose(file), ==, 0);
}

void
write_pack(const char *folder, const char *rule_file)
{
  write_file(folder, "pack.yaml", "name: chance\nseparators: {sentence: '[。]', clause: '[，。]'}\n");
  write_file(
      folder, "schema.yaml",
      "nodes:\n  Person: {key: [name]}\n  Place: {key: [name]}\n  Thing: {key: [name], overlap: all}\n");
  write_file(folder, "people.csv", "name\n甲乙\n丙丁丙\nab\n一二\n");
  write_file(folder, "places.csv", "name\n乙丙\n丁\n12\n");
  write_file(folder, "rules.yaml", rule_file);
}

char *
make_random_lines(GRand *random)
{
  static const char *const characters[] = {"文", "文", "文", "文", "文", "文", "文", "甲", "甲",
                                           "乙", "丙", "丁", "a",  "b",  "c",  "1",  "2",  "١",
                                           "，", "，", "。", " ",  "一", "A",  "(",  "é",  "𝟏"};
  GString *out = g_string_new(NULL);
  for (int lines = g_rand_int_range(random, 1, 12); lines > 0; lines--) {
    for (int n = g_rand_int_range(random, 0, 60); n > 0; n--)
      g_string_append(out, PICK(random, characters));
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
