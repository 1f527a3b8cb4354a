/* How patterns are written, token by token. */

#include "fl-lint.h"

#include <string.h>

/* So many words in one choice are better a list. */
enum { MANY_WORDS = 500 };

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
  FlSpan place = {(uint32_t)token.start, (uint32_t)token.end};
  if (token.kind == FL_TOKEN_ESCAPE &&
      (g_str_has_prefix(text + token.start, "\\p{Han}") || g_str_has_prefix(text + token.start, "\\P{Han}")))
    fl_lint_warn(self, node, place, "han-extension", "write \\p{sc:Han}",
                 "\\p{Han} also matches 。、《》 and the like");
  if (is_numbered(text, token))
    fl_lint_warn(self, node, place, "numbered-group", "name the group, (?<name>…), and write \\k<name>",
                 "holes become groups too: which number a group has is not to be seen here");
  if (token.kind == FL_TOKEN_OPEN && shape->depth < 62) {
    shape->repeats[++shape->depth] = false;
    shape->atomic[shape->depth] = g_str_has_prefix(text + token.start, "(?>");
  }
  bool nested = token.kind == FL_TOKEN_QUANTIFIER && before.kind == FL_TOKEN_CLOSE &&
                shape->repeats[MIN(shape->depth + 1, 63)] && !shape->atomic[MIN(shape->depth + 1, 63)];
  if (nested && is_open_ended(text, token) && !is_possessive(text, token))
    fl_lint_warn(self, node, place, "nested-quantifier",
                 "make the inner one possessive (++), or the group atomic (?>…)",
                 "a repetition of a repetition can take very long where it does not match");
  if (is_open_ended(text, token) && !is_possessive(text, token))
    shape->repeats[shape->depth] = true;
  if (token.kind == FL_TOKEN_CLOSE && shape->depth > 0)
    shape->depth--;
}

/* ---- characters that cleaning folds */

/* Whether no text that rules see holds full-width digits and letters. */
static bool
is_width_folded(const FlLoader *self)
{
  const FlCutter *cutter = self->set->cutter;
  bool folded = cutter->cleaning.fold_width;
  for (guint i = 0; i < cutter->layouts->len; i++)
    folded &= ((const FlLayout *)cutter->layouts->pdata[i])->cleaning.fold_width;
  return folded;
}

static bool
is_folded(gunichar c)
{
  return (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) ||
         c == 0xff05;
}

static void
warn_folded(FlLoader *self, const FlYamlNode *node, FlSpan run)
{
  g_autoptr(GString) hint = g_string_new("write ");
  for (const char *p = node->text + run.start; p < node->text + run.end; p = g_utf8_next_char(p))
    g_string_append_unichar(hint, g_utf8_get_char(p) - 0xfee0);
  fl_lint_warn(self, node, run, "folded-character", hint->str,
               "no text holds this: cleaning makes ASCII of it (fold_width)");
}

/* Characters that stand side by side are told of at once. */
static void
lint_width(FlLoader *self, const FlYamlNode *node, const GArray *tokens)
{
  FlSpan run = {0};
  for (guint i = 0; i < tokens->len; i++) {
    FlToken token = g_array_index(tokens, FlToken, i);
    bool chars = token.kind == FL_TOKEN_LITERAL || token.kind == FL_TOKEN_CLASS;
    for (size_t at = token.start; chars && at < token.end;) {
      size_t next = (size_t)(g_utf8_next_char(node->text + at) - node->text);
      if (is_folded(g_utf8_get_char(node->text + at))) {
        if (run.end < at && run.end > 0)
          warn_folded(self, node, run);
        run = (FlSpan){run.end < at || run.end == 0 ? (uint32_t)at : run.start, (uint32_t)next};
      }
      at = next;
    }
  }
  if (run.end > 0)
    warn_folded(self, node, run);
}

/* ---- choices of words */

static void
lint_choices(FlLoader *self, const FlYamlNode *node, const GArray *tokens)
{
  guint words[64] = {0}, depth = 0;
  bool plain = true;
  for (guint i = 0; i < tokens->len; i++) {
    FlToken token = g_array_index(tokens, FlToken, i);
    bool ends = token.kind == FL_TOKEN_ALTERNATION || token.kind == FL_TOKEN_CLOSE;
    words[depth] += ends && plain;
    plain = ends || token.kind == FL_TOKEN_OPEN || (plain && token.kind == FL_TOKEN_LITERAL);
    if (words[depth] == MANY_WORDS) {
      fl_lint_warn(self, node, (FlSpan){0, (uint32_t)strlen(node->text)}, "long-alternation",
                   "put them into a CSV file, and name that under lists:",
                   "hundreds of words in one choice: a list finds them in one pass, whatever their number");
      return;
    }
    if (token.kind == FL_TOKEN_OPEN && depth < 63)
      words[++depth] = 0;
    else if (token.kind == FL_TOKEN_CLOSE && depth > 0)
      depth--;
  }
}

GArray *
fl_lint_scan(const FlYamlNode *node)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(FlToken));
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, node->text);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;)
    g_array_append_val(tokens, token);
  return tokens;
}

void
fl_lint_pattern(FlLoader *self, const FlYamlNode *node)
{
  Shape shape = {0};
  g_autoptr(GArray) tokens = fl_lint_scan(node);
  FlToken before = {0};
  for (guint i = 0; i < tokens->len; i++) {
    lint_token(self, node, g_array_index(tokens, FlToken, i), before, &shape);
    before = g_array_index(tokens, FlToken, i);
  }
}

void
fl_lint_words(FlLoader *self, const FlYamlNode *node)
{
  g_autoptr(GArray) tokens = fl_lint_scan(node);
  bool folded = g_hash_table_contains(self->clean_patterns, node) && is_width_folded(self);
  if (folded)
    lint_width(self, node, tokens);
  lint_choices(self, node, tokens);
}
