/* What is allowed in a rule but doubtful. */

#include "fl-loader.h"
#include "fl-pattern-scanner.h"
#include "fl-requirement.h"
#include "fl-syntax.h"

#include <string.h>

static void
warn(FlLoader *self, const FlYamlNode *node, size_t offset, size_t length, const char *id, const char *hint,
     const char *message)
{
  fl_yaml_node_report(node, self->diagnostics,
                      (FlFault){FL_DIAGNOSTIC_WARNING, id, hint, offset,
                                (uint32_t)g_utf8_strlen(node->text + offset, (gssize)length)},
                      "%s", message);
}

/* ---- patterns, token by token */

typedef struct {
  bool repeats[64]; /* by depth: a quantifier without an upper bound stands in this group */
  bool atomic[64];  /* by depth: what this group has matched stays as it is */
  int depth;
} Shape;

static bool
is_open_ended(const char *text, FlToken token)
{
  if (token.kind != FL_TOKEN_QUANTIFIER)
    return false;
  const char *quantifier = text + token.start;
  return *quantifier != '{' ? *quantifier != '?'
                            : g_strstr_len(quantifier, (gssize)(token.end - token.start), ",}") != NULL;
}

static bool
is_possessive(const char *text, FlToken token)
{
  return token.end - token.start > 1 && text[token.end - 1] == '+';
}

/* A reference to a group by its number: \1, \g{1}, \g-1 */
static bool
is_numbered(const char *text, FlToken token)
{
  const char *p = text + token.start + 1;
  if (token.kind != FL_TOKEN_ESCAPE)
    return false;
  if (*p != 'g')
    return *p >= '1' && *p <= '9';
  p += 1 + strspn(p + 1, "{<'+-");
  return g_ascii_isdigit(*p);
}

static void
lint_token(FlLoader *self, const FlYamlNode *node, FlToken token, FlToken before, Shape *shape)
{
  const char *text = node->text;
  size_t length = token.end - token.start;
  if (token.kind == FL_TOKEN_ESCAPE &&
      (g_str_has_prefix(text + token.start, "\\p{Han}") || g_str_has_prefix(text + token.start, "\\P{Han}")))
    warn(self, node, token.start, length, "han-extension", "write \\p{sc:Han}",
         "\\p{Han} also matches 。、《》 and the like");
  if (is_numbered(text, token))
    warn(self, node, token.start, length, "numbered-group", "name the group, (?<name>…), and write \\k<name>",
         "holes become groups too: which number a group has is not to be seen here");
  if (token.kind == FL_TOKEN_OPEN && shape->depth < 62) {
    shape->repeats[++shape->depth] = false;
    shape->atomic[shape->depth] = g_str_has_prefix(text + token.start, "(?>");
  }
  bool nested = token.kind == FL_TOKEN_QUANTIFIER && before.kind == FL_TOKEN_CLOSE &&
                shape->repeats[MIN(shape->depth + 1, 63)] && !shape->atomic[MIN(shape->depth + 1, 63)];
  if (nested && is_open_ended(text, token) && !is_possessive(text, token))
    warn(self, node, token.start, length, "nested-quantifier",
         "make the inner one possessive (++), or the group atomic (?>…)",
         "a repetition of a repetition can take very long where it does not match");
  if (is_open_ended(text, token) && !is_possessive(text, token))
    shape->repeats[shape->depth] = true;
  if (token.kind == FL_TOKEN_CLOSE && shape->depth > 0)
    shape->depth--;
}

static void
lint_pattern(FlLoader *self, const FlYamlNode *node)
{
  Shape shape = {0};
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, node->text);
  FlToken before = {0};
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END; before = token)
    lint_token(self, node, token, before, &shape);
}

/* Whether a match must hold something known, a character or a mention, or begins where the text does and is tried
 * only there. What is not understood may well be fixed. */
static bool
is_anything_fixed(const FlAlternative *alternative)
{
  const char *source = fl_pattern_get_source(alternative->pattern);
  if (alternative->needs->len > 0)
    return true;
  g_autoptr(FlSyntax) syntax = fl_syntax_parse(source);
  g_autoptr(GArray) requirements = fl_requirement_derive(source);
  return syntax == NULL || requirements->len > 0 || *source == '^' || g_str_has_prefix(source, "\\A");
}

static void
lint_rule(FlLoader *self, const FlRule *rule)
{
  for (guint i = 0; i < rule->alternatives->len; i++) {
    const FlAlternative *alternative = rule->alternatives->pdata[i];
    if (!is_anything_fixed(alternative))
      warn(self, alternative->source, 0, strlen(alternative->source->text), "no-literal",
           "say a word of what must stand there, or before or behind it",
           "nothing in this pattern is fixed: it is tried at every character");
    if (fl_pattern_matches_empty(alternative->pattern))
      warn(self, alternative->source, 0, strlen(alternative->source->text), "empty-match",
           "make a part of it necessary",
           "this pattern can match an empty text; such matches are passed over");
  }
}

/* ---- defines that nothing uses */

static void
lint_defines(FlLoader *self, const FlPackFiles *pack)
{
  GHashTableIter iter;
  gpointer name = NULL, node = NULL;
  g_hash_table_iter_init(&iter, pack->defines);
  while (g_hash_table_iter_next(&iter, &name, &node)) {
    g_autofree char *key = g_strdup_printf("%s/%s", pack->name, (char *)name);
    g_hash_table_add(self->patterns, node);
    if (!g_hash_table_contains(self->used, key))
      warn(self, node, 0, strlen(((FlYamlNode *)node)->text), "unused-define", "remove it",
           "nothing uses this define");
  }
}

/* ---- types that nothing produces */

static uint64_t
find_produced(const FlRuleSet *set)
{
  uint64_t produced = 0;
  for (guint i = 0; i < set->rules->len; i++)
    produced |= fl_rule_set_get_rule(set, (int)i)->produces;
  for (guint i = 0; i < set->entries->len; i++)
    produced |= (uint64_t)1 << g_array_index(set->entries, FlListEntry, i).type;
  return produced;
}

static void
lint_types(FlLoader *self)
{
  uint64_t produced = find_produced(self->set);
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, (int)i);
    for (guint a = 0; a < rule->alternatives->len; a++) {
      const FlAlternative *alternative = rule->alternatives->pdata[a];
      for (guint r = 0; r < alternative->required->len; r++) {
        uint64_t types = g_array_index(alternative->required, uint64_t, r);
        if ((types & produced) != 0)
          continue;
        fl_yaml_node_report(
            alternative->source, self->diagnostics,
            (FlFault){FL_DIAGNOSTIC_WARNING, "never-matches", "write a rule that emits it, or give a list", 0,
                      (uint32_t)g_utf8_strlen(alternative->source->text, -1)},
            "no rule and no list produces %s", fl_rule_set_get_type(self->set, __builtin_ctzll(types))->name);
        break;
      }
    }
  }
}

/* ---- edges that nothing emits */

static void
lint_edges(FlLoader *self)
{
  const FlSchema *schema = self->set->schema;
  g_autofree bool *emitted = g_new0(bool, fl_schema_get_n_edge_types(schema));
  for (guint i = 0; i < self->set->rules->len; i++) {
    const GPtrArray *emissions = fl_rule_set_get_rule(self->set, (int)i)->emissions;
    for (guint e = 0; e < emissions->len; e++) {
      const FlEmission *emission = emissions->pdata[e];
      if (emission->kind == FL_EMIT_EDGE)
        emitted[emission->type] = true;
    }
  }
  GHashTableIter iter;
  gpointer edge = NULL, key = NULL;
  g_hash_table_iter_init(&iter, self->edges);
  while (g_hash_table_iter_next(&iter, &edge, &key)) {
    const char *name = fl_schema_get_edge_type(schema, GPOINTER_TO_INT(edge))->name;
    if (!emitted[GPOINTER_TO_INT(edge)] && strcmp(name, FL_MENTIONS) != 0)
      warn(self, key, 0, strlen(name), "never-emitted", "write a rule that does, or take it out",
           "no rule emits this edge");
  }
}

void
fl_loader_lint(FlLoader *self)
{
  for (guint i = 0; i < self->set->rules->len; i++)
    lint_rule(self, fl_rule_set_get_rule(self->set, (int)i));
  for (guint p = 0; p < self->packs->len; p++)
    lint_defines(self, self->packs->pdata[p]);
  GHashTableIter iter;
  gpointer node = NULL;
  g_hash_table_iter_init(&iter, self->patterns);
  while (g_hash_table_iter_next(&iter, &node, NULL))
    lint_pattern(self, node);
  lint_types(self);
  lint_edges(self);
}
