#include "trials.h"

static const char *const settings =
    "name: trial\n"
    "separators: {sentence: '[.。]', clause: ','}\n"
    "layouts:\n"
    "- {name: lines, lines: {title: {match: '^# '}}, article: '{title:title}', remove: '^# '}\n"
    "sections: [{level: 1, match: 'Part [A-Z]$'}, {level: 2, match: 'Chapter \\d$'}]\n"
    "variables: {year: {else: neighbour}, mood: {default: calm}}\n";

static const char *const schema =
    "nodes:\n"
    "  Vote: {key: [name], properties: {year: string, mood: string, room: string}}\n";

/* `scope NAME: VALUE` sets a context; a vote says what holds where it stands. */
static const char *const rules =
    "rules:\n"
    "- {id: sentence, match: 'sentence (?<v>\\w+)', emit: [{set: {scope: sentence, room: '{v}'}}]}\n"
    "- {id: onward, match: 'onward (?<v>\\w+)', emit: [{set: {scope: onward, room: '{v}'}}]}\n"
    "- {id: rest, match: 'rest (?<v>\\w+)', emit: [{set: {scope: rest, room: '{v}'}}]}\n"
    "- {id: paragraph, match: 'paragraph (?<v>\\w+)', emit: [{set: {scope: paragraph, room: '{v}'}}]}\n"
    "- {id: section, match: 'section (?<v>\\w+)', emit: [{set: {scope: section, room: '{v}'}}]}\n"
    "- {id: article, match: 'article (?<v>\\w+)', emit: [{set: {scope: article, room: '{v}'}}]}\n"
    "- {id: source, match: 'source (?<v>\\w+)', emit: [{set: {scope: source, room: '{v}'}}]}\n"
    "- {id: year, in: title, match: '\\d{4}', emit: [{set: {year: '{match}'}}]}\n"
    "- {id: mood, match: 'angry', emit: [{set: {scope: sentence, mood: angry}}]}\n"
    "- {id: vote, match: 'vote \\w', emit: [{node: Vote, year: '{@year}', mood: '{@mood}', room: "
    "'{@room}'}]}\n";

/* The room that the one vote of a text is held in; "" for none. */
static void
assert_room(const char *text, const char *room)
{
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", rules, NULL);
  g_autofree char *expected =
      g_strdup_printf("Vote vote V {mood: calm%s%s} @ vote V\n", *room == '\0' ? "" : ", room: ", room);
  assert_finds(set, text, expected);
}

static void
test_reach(void)
{
  assert_room("# A\nsentence one, vote V. More.", "one");
  assert_room("# A\nvote V, sentence one. More.", "one"); /* also before the place */
  assert_room("# A\nsentence one. vote V.", "");
  assert_room("# A\nonward one, vote V. More.", "one");
  assert_room("# A\nvote V, onward one. More.", "");
  assert_room("# A\nonward one. vote V.", "");
  assert_room("# A\nrest one. vote V.", "one");
  assert_room("# A\nvote V. rest one.", "");
  assert_room("# A\nrest one.\nvote V.", "");
  assert_room("# A\nvote V. paragraph one.", "one");
  assert_room("# A\nparagraph one.\nvote V.", "");
  assert_room("# A\nPart A\nsection one.\nvote V.", "one");
  assert_room("# A\nPart A\nsection one.\nPart B\nvote V.", "");
  assert_room("# A\nvote V.\narticle one.", "one");
  assert_room("# A\narticle one.\n# B\nvote V.", "");
  assert_room("# A\nvote V.\n# B\nsource one.", "one");
  assert_room("# A\nvote V.", "");
}

static void
test_innermost(void)
{
  assert_room("# A\narticle one. sentence two, vote V.", "two");
  assert_room("# A\nsentence two, vote V. article one.", "two");
  assert_room("# A\nsentence one, onward two, vote V.", "two");
  assert_room("# A\nsentence one, vote V, onward two.", "one");
  assert_room("# A\nonward one, onward two, vote V.", "two");
  assert_room("# A\nparagraph one. rest two. vote V.", "two");
  assert_room("# A\nsource one. article two.\nvote V.", "two");
  assert_room("# A\nPart A\nsection one.\nChapter 1\nsection two.\nvote V.", "two");
  assert_room("# A\nPart A\nsection one.\nChapter 1\nsection two.\nChapter 2\nvote V.", "one");
}

/* In one scope the last before the place counts, else the first behind it. */
static void
test_order(void)
{
  assert_room("# A\narticle one. article two. vote V. article three.", "two");
  assert_room("# A\nvote V. article one. article two.", "one");
}

static void
test_variables(void)
{
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", rules, NULL);
  assert_finds(set, "# Fair of 2031\nvote V.\n# Fair\nangry vote W.\n# Fair of 2035\nvote X.",
               "Vote vote V {year: 2031, mood: calm} @ vote V\n"
               "Vote vote W {year: 2031, mood: angry} @ vote W\n" /* the nearest, and of two the one before */
               "Vote vote X {year: 2035, mood: calm} @ vote X\n");
  assert_finds(
      set, "# Fair\nvote V.\n# Fair of 2035\nvote X.",
      "Vote vote V {year: 2035, mood: calm} @ vote V\nVote vote X {year: 2035, mood: calm} @ vote X\n");
}

/* A value that decides what is emitted makes its rule wait, in whatever order the rules stand. */
static void
test_conditions(void)
{
  static const char *const waiting =
      "rules:\n"
      "- {id: vote, match: 'vote \\w', emit: [{node: Vote, when: '@mood = angry'}]}\n"
      "- {id: mood, match: 'angry', emit: [{set: {scope: article, mood: angry}}]}\n";
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", waiting, NULL);
  assert_finds(set, "# A\nvote V. They were angry.", "Vote vote V @ vote V\n");
  assert_finds(set, "# A\nvote V.", "");
}

/* What another reading of the same text has set is not seen by the one that won, but by those behind it. */
static void
test_readings(void)
{
  static const char *const readings =
      "rules:\n"
      "- {id: vote, match: 'vote (?<n>\\w)', emit: [{node: Vote, at: n, room: '{@room}'}]}\n"
      "- {id: hall, match: 'vote (?<n>[AB])', emit: [{node: Vote, at: n}, {set: {scope: rest, room: "
      "hall}}]}\n";
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", readings, NULL);
  assert_finds(set, "# X\nvote A.", "Vote A @ A\n");
  assert_finds(set, "# X\nvote A. vote C.", "Vote A @ A\nVote C {room: hall} @ C\n");
}

/* Where both readings set a value, that of the one that won holds. */
static void
test_readings_agree(void)
{
  static const char *const readings =
      "rules:\n"
      "- {id: first, match: 'vote (?<n>A)', confidence: 1, emit: [{node: Vote, at: n}, {set: {scope: rest, "
      "room: one}}]}\n"
      "- {id: last, match: 'vote (?<n>A)', confidence: 0.5, emit: [{node: Vote, at: n}, {set: {scope: rest, "
      "room: two}}]}\n"
      "- {id: vote, match: 'vote (?<n>C)', emit: [{node: Vote, at: n, room: '{@room}'}]}\n";
  g_autoptr(FlRuleSet) set =
      rules_new("pack.yaml", settings, "schema.yaml", schema, "rules.yaml", readings, NULL);
  assert_finds(set, "# X\nvote A. vote C.", "Vote A @ A\nVote C {room: one} @ C\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/context/how far each scope reaches", test_reach);
  g_test_add_func("/context/the innermost scope", test_innermost);
  g_test_add_func("/context/the last before, the first behind", test_order);
  g_test_add_func("/context/neighbours and defaults", test_variables);
  g_test_add_func("/context/conditions wait", test_conditions);
  g_test_add_func("/context/other readings of one text", test_readings);
  g_test_add_func("/context/the reading that won speaks", test_readings_agree);
  return g_test_run();
}
