/* Defines: looked up, looked into, and compiled. */

#include "fl-expansion.h"
#include "fl-hole.h"
#include "fl-pattern-scanner.h"
#include "fl-string.h"

#include <string.h>

const FlYamlNode *
fl_loader_find_define(const FlLoader *self, const FlPackFiles *pack, const char *name,
                      const FlPackFiles **ret_pack)
{
  for (int i = pack->index; i >= 0; i--) {
    const FlPackFiles *owner = self->packs->pdata[i];
    const FlYamlNode *node = g_hash_table_lookup(owner->defines, name);
    if (node == NULL)
      continue;
    *ret_pack = owner;
    g_hash_table_add(self->used, g_strdup_printf("%s/%s", owner->name, name));
    return node;
  }
  return NULL;
}

const char **
fl_loader_get_define_names(const FlLoader *self)
{
  GPtrArray *names = g_ptr_array_new();
  for (int i = 0; i <= self->pack->index; i++) {
    GHashTableIter iter;
    gpointer name = NULL;
    g_hash_table_iter_init(&iter, ((FlPackFiles *)self->packs->pdata[i])->defines);
    while (g_hash_table_iter_next(&iter, &name, NULL))
      g_ptr_array_add(names, name);
  }
  g_ptr_array_sort(names, fl_string_compare);
  g_ptr_array_add(names, NULL);
  return (const char **)g_ptr_array_free(names, FALSE);
}

/* ---- what must be there */

static bool
is_optional(FlPatternScanner behind, const char *text)
{
  FlToken next = fl_pattern_scanner_next(&behind);
  return next.kind == FL_TOKEN_QUANTIFIER &&
         (strchr("?*", text[next.start]) != NULL || g_str_has_prefix(text + next.start, "{0") ||
          g_str_has_prefix(text + next.start, "{,"));
}

static void
add_required(const FlExpander *self, const FlPackFiles *pack, const FlYamlNode *node, GArray *required,
             int depth)
{
  guint before = required->len;
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, node->text);
  int groups = 0;
  for (FlToken token; depth < 16 && (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    groups += (token.kind == FL_TOKEN_OPEN) - (token.kind == FL_TOKEN_CLOSE);
    if (token.kind == FL_TOKEN_ALTERNATION && groups == 0) {
      g_array_set_size(required, before);
      return;
    }
    const char *problem = NULL;
    g_autoptr(FlHole) hole = token.kind != FL_TOKEN_HOLE || groups > 0
                                 ? NULL
                                 : fl_hole_parse(node->text + token.start, token.end - token.start, &problem);
    if (hole == NULL || hole->quantifier == '?' || hole->quantifier == '*' ||
        is_optional(scanner, node->text))
      continue;
    const FlPackFiles *owner = NULL;
    const FlYamlNode *define = fl_loader_find_define(self->loader, pack, hole->things[0], &owner);
    uint64_t types = 0;
    for (char **thing = hole->things; define == NULL && *thing != NULL; thing++)
      if (fl_rule_set_find_type(self->loader->set, *thing) >= 0)
        types |= (uint64_t)1 << fl_rule_set_find_type(self->loader->set, *thing);
    if (define != NULL)
      add_required(self, owner, define, required, depth + 1);
    else if (types != 0)
      g_array_append_val(required, types);
  }
}

GArray *
fl_expander_find_required(const FlExpander *self, const FlYamlNode *node)
{
  GArray *required = g_array_new(FALSE, FALSE, sizeof(uint64_t));
  add_required(self, self->loader->pack, node, required, 0);
  return required;
}

/* ---- compiling */

/* The token of a pattern that the compiler stumbled at: its offsets lie at the beginning of what is wrong, in
 * it, or behind it. */
static FlToken
find_fault(const char *pattern, size_t offset)
{
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, pattern);
  FlToken token = fl_pattern_scanner_next(&scanner), next = token;
  while (token.end < offset && next.kind != FL_TOKEN_END) {
    next = fl_pattern_scanner_next(&scanner);
    token = next.kind != FL_TOKEN_END ? next : token;
  }
  if (offset == token.end)
    next = fl_pattern_scanner_next(&scanner);
  if (offset == token.end && (next.kind == FL_TOKEN_QUANTIFIER || next.kind == FL_TOKEN_OPEN))
    token = next;
  bool whole = offset == token.end || token.kind == FL_TOKEN_QUANTIFIER || token.kind == FL_TOKEN_ESCAPE;
  return whole ? token : (FlToken){token.kind, offset, offset + 1};
}

/* How much of a text a fault takes up: of what a hole became the hole. */
static uint32_t
measure_fault(const FlYamlNode *node, size_t at, size_t length)
{
  const char *text = node->text + at;
  if (*text == '{' && strchr(text, '}') != NULL)
    length = MAX(length, (size_t)(strchr(text, '}') - text) + 1);
  length = MIN(length, strlen(text));
  return (uint32_t)g_utf8_strlen(text, (gssize)length);
}

/* What to do about what the compiler of patterns says, which speaks of PCRE2. */
static const char *
find_pattern_hint(const char *message)
{
  static const struct {
    const char *said, *hint;
  } hints[] = {
      {"not fixed length", "give each length a branch of its own: (?<=ab|c)"},
      {"lookbehind assertion is too long", "look back less far"},
      {"does not follow a repeatable item", "one that is meant itself is written \\*, \\+, \\?"},
      {"unknown property", "like: \\p{L}, \\p{Lu}, \\p{sc:Han}"},
      {"range out of order", "the smaller one comes first: [a-z]; a hyphen that is meant itself comes last"},
      {"numbers out of order", "the smaller one comes first: {2,5}"},
      {"non-existent", "name a group of this pattern: (?<name>…) and \\k<name>"},
      {"subpattern name", "like: (?<name>…), with letters, digits and underscores"},
      {"code point value", "the last one is \\x{10ffff}"},
      {"POSIX class", "like: [[:alpha:]], or \\p{L}"},
      {"\\C is disabled", "write . for any character"},
      {"VERB", "like: (*UCP); a parenthesis that is meant itself is written \\("},
      {"missing closing parenthesis", "a parenthesis that is meant itself is written \\("},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
    if (strstr(message, hints[i].said) != NULL)
      return hints[i].hint;
  return NULL;
}

FlPattern *
fl_expansion_compile(const FlExpansion *self, FlLoader *loader, const FlYamlNode *node, const char *before,
                     const char *behind)
{
  g_autofree char *source = g_strconcat(before, self->text->str, behind, NULL);
  g_autoptr(GError) error = NULL;
  size_t offset = 0;
  FlPattern *pattern = fl_pattern_new(source, &offset, &error);
  if (pattern != NULL)
    return pattern;
  if (g_error_matches(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SIZE)) {
    fl_yaml_node_report(node, loader->diagnostics,
                        (FlFault){FL_DIAGNOSTIC_ERROR, "pattern-size",
                                  "names by the hundred are better given as a list", 0,
                                  (uint32_t)g_utf8_strlen(node->text, -1)},
                        "with its defines put in this pattern is too large");
    return NULL;
  }
  offset = offset > strlen(before) ? offset - strlen(before) : 0;
  FlToken fault = find_fault(self->text->str, MIN(offset, self->text->len));
  const FlYamlNode *place = NULL;
  size_t at = fl_origins_find(self->origins, fault.start, &place);
  place = place != NULL ? place : node;
  fl_yaml_node_report(place, loader->diagnostics,
                      (FlFault){FL_DIAGNOSTIC_ERROR, "bad-pattern", find_pattern_hint(error->message), at,
                                measure_fault(place, at, fault.end - fault.start)},
                      "%s", error->message);
  return NULL;
}

FlPattern *
fl_loader_compile(FlLoader *self, const FlYamlNode *node, const char *before, const char *behind)
{
  FlExpander expander = {self, NULL, NULL};
  FlExpansion expansion;
  if (node == NULL || fl_read_string(self->diagnostics, node) == NULL ||
      !fl_expand(&expander, node, &expansion))
    return NULL;
  g_autofree char *source = g_strconcat(before, expansion.text->str, behind, NULL);
  FlPattern *pattern = fl_pattern_pool_find(self->shared, source, self->pack->limit);
  if (pattern == NULL && (pattern = fl_expansion_compile(&expansion, self, node, before, behind)) != NULL) {
    fl_pattern_set_limit(pattern, self->pack->limit);
    fl_pattern_pool_add(self->shared, pattern);
  }
  fl_expansion_clear(&expansion);
  return pattern;
}

FlPattern *
fl_loader_compile_all(FlLoader *self, const FlYamlNode *node, const char *before, const char *behind)
{
  g_autoptr(GPtrArray) nodes = fl_read_scalars(self->diagnostics, node);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < nodes->len; i++) {
    g_autoptr(FlPattern) one = fl_loader_compile(self, nodes->pdata[i], before, behind);
    if (one == NULL)
      return NULL;
    g_string_append_printf(all, "%s(?:%s)", i > 0 ? "|" : "", fl_pattern_get_source(one));
  }
  g_autoptr(GError) error = NULL;
  FlPattern *pattern = nodes->len == 0 ? NULL : fl_pattern_new(all->str, NULL, &error);
  if (error != NULL)
    fl_read_fail(self->diagnostics, node, "bad-pattern", NULL, "taken together: %s", error->message);
  if (pattern != NULL)
    fl_pattern_set_limit(pattern, self->pack->limit);
  return pattern;
}
