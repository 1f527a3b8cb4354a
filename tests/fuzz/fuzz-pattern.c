/* A pattern with holes, up to the first blank line, and a text that it runs over: taken apart into tokens,
 * then as the match of a rule of a small pack. */
#include "fl-hole.h"
#include "fl-pattern-scanner.h"
#include "packs.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
write_pack(void)
{
  static const char settings[] = "name: fuzz\n"
                                 "separators: {list: ', | and ', text: ', ', sentence: '\\.(?= |$)'}\n"
                                 "limits: {match: 1000}\n";
  static const char schema[] = "nodes:\n"
                               "  Person: {key: [name]}\n"
                               "  Place: {key: [name], separator: ''}\n"
                               "  Other: {key: [name]}\n";
  static const char rules[] = "define:\n"
                              "  name: '[A-Z][a-z]+'\n"
                              "  both: '{Person}|{name}'\n"
                              "rules:\n"
                              "- {id: person, match: '(?:Oak|Elm)', emit: [{node: Person}]}\n"
                              "- {id: place, match: '(?:Upham|Over)', emit: [{node: Place}]}\n";
  pack_write("pack.yaml", settings, strlen(settings));
  pack_write("schema.yaml", schema, strlen(schema));
  pack_write("a.yaml", rules, strlen(rules));
}

/* The tokens put together are the pattern. */
static void
scan(const char *pattern)
{
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, pattern);
  size_t at = 0;
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END; at = token.end) {
    const char *problem = NULL;
    g_assert_cmpuint(token.start, ==, at);
    g_assert_cmpuint(token.end, >, token.start);
    if (token.kind != FL_TOKEN_HOLE)
      continue;
    g_autoptr(FlHole) hole = fl_hole_parse(pattern + token.start, token.end - token.start, &problem);
    g_assert_true((hole == NULL) == (problem != NULL));
  }
  g_assert_cmpuint(at, ==, strlen(pattern));
}

static void
append_quoted(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf(out, "\\%c", *text);
    else if ((guchar)*text < ' ' || *text == 0x7f)
      g_string_append_printf(out, "\\x%02x", (guint)(guchar)*text);
    else
      g_string_append_c(out, *text);
  g_string_append_c(out, '"');
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  g_autofree char *pattern = g_strndup((const char *)bytes, length);
  char *text = strstr(pattern, "\n\n");
  if (text != NULL) {
    *text = '\0';
    text += 2;
  }
  scan(pattern);
  if (!g_utf8_validate(pattern, -1, NULL))
    return 0;
  g_autoptr(GString) rule = g_string_new("rules:\n- {id: fuzz, emit: [{node: Other}], match: ");
  append_quoted(rule, pattern);
  g_string_append(rule, "}\n");
  write_pack();
  pack_write("b.yaml", rule->str, rule->len);
  g_autoptr(FlRuleSet) rules = pack_load();
  if (rules != NULL && text != NULL)
    pack_run(rules, "a.txt", text, strlen(text));
  return 0;
}
