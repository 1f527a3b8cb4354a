/*
 * Branches that are never come to. In a choice that is never gone back into, a define, an atomic group, a look
 * ahead, or at the end of all, the first branch that matches is taken: one that begins with it can't be. And what
 * ends a branch there and would take more only where it must never does.
 */

#include "fl-lint.h"

#include <string.h>

/* Each branch is compared with those before it; what has more of them is to be a list anyway. */
enum { MOST_BRANCHES = 2000 };

static const char put_before[] = "put it before the shorter one";

bool
fl_lint_begins_with(const FlYamlNode *first, const FlToken *tokens, guint n, const FlYamlNode *second,
                    const FlToken *others, guint n_others)
{
  bool takes = false;
  int depth = 0;
  for (guint i = 0; i < n; i++) {
    size_t length = tokens[i].end - tokens[i].start;
    FlTokenKind next = i + 1 < n ? tokens[i + 1].kind : FL_TOKEN_END, kind = tokens[i].kind;
    if (i >= n_others || others[i].end - others[i].start != length ||
        memcmp(first->text + tokens[i].start, second->text + others[i].start, length) != 0)
      return false;
    depth += (kind == FL_TOKEN_OPEN) - (kind == FL_TOKEN_CLOSE);
    takes |= depth == 0 && next != FL_TOKEN_QUANTIFIER &&
             (kind == FL_TOKEN_LITERAL || kind == FL_TOKEN_CLASS || kind == FL_TOKEN_ANY);
  }
  return takes && (n == n_others || others[n].kind != FL_TOKEN_QUANTIFIER);
}

typedef struct {
  FlLoader *loader;
  const FlYamlNode *node;
  const FlToken *tokens;
  guint n;
  bool empty; /* it can match an empty text, which makes it take more: such matches are passed over */
} Lint;

typedef struct {
  guint start, end;
} Branch;

static void
warn(const Lint *self, Branch first, Branch branch, const char *hint)
{
  const FlToken *tokens = self->tokens;
  size_t start = tokens[first.start].start;
  g_autofree char *text = g_strndup(self->node->text + start, tokens[first.end - 1].end - start);
  bool same = first.end - first.start == branch.end - branch.start;
  g_autofree char *message =
      same ? g_strdup_printf("'%s' stands in this choice already", text)
           : g_strdup_printf("'%s' before it is taken always: this is never come to", text);
  FlSpan place = {(uint32_t)tokens[branch.start].start, (uint32_t)tokens[branch.end - 1].end};
  fl_lint_warn(self->loader, self->node, place, "shadowed-branch", same ? "remove it" : hint, message);
}

/* The branches of one choice, each compared with those before it. */
static void
lint_branches(const Lint *self, const GArray *branches, const char *hint)
{
  for (guint i = 1; i < branches->len; i++) {
    Branch branch = g_array_index(branches, Branch, i);
    for (guint b = 0; b < i; b++) {
      Branch first = g_array_index(branches, Branch, b);
      if (!fl_lint_begins_with(self->node, self->tokens + first.start, first.end - first.start, self->node,
                               self->tokens + branch.start, branch.end - branch.start))
        continue;
      warn(self, first, branch, hint);
      break;
    }
  }
}

static bool
is_lazy(const Lint *self, FlToken token)
{
  return token.kind == FL_TOKEN_QUANTIFIER && token.end - token.start > 1 &&
         self->node->text[token.end - 1] == '?';
}

static void
lint_ends(const Lint *self, const GArray *branches)
{
  for (guint i = 0; i < branches->len; i++) {
    Branch branch = g_array_index(branches, Branch, i);
    if (branch.end == branch.start || !is_lazy(self, self->tokens[branch.end - 1]))
      continue;
    FlSpan place = {(uint32_t)self->tokens[branch.end - 1].start, (uint32_t)self->tokens[branch.end - 1].end};
    fl_lint_warn(self->loader, self->node, place, "lazy-end",
                 "drop the ? for the most, or say here what must follow: (?=…)",
                 "this takes the least that it may, always: nothing behind it can ask it for more");
  }
}

/* Of a group that is never gone back into what is to be done about such a branch; NULL: it may be. */
static const char *
find_hint(const Lint *self, guint open)
{
  static const char *const said = "remove it: the shorter one says as much";
  static const struct {
    const char *opening, *hint;
  } kinds[] = {{"(?>", put_before}, {"(?=", said}, {"(?!", said}};
  const char *text = self->node->text + self->tokens[open].start;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_prefix(text, kinds[i].opening))
      return kinds[i].hint;
  return NULL;
}

/* Looks at the choice from token `at` on, up to the end of its group; returns where that is. `hint` is NULL for one
 * that may be gone back into. */
static guint
lint_choice(const Lint *self, guint at, const char *hint, int depth)
{
  g_autoptr(GArray) branches = g_array_new(FALSE, FALSE, sizeof(Branch));
  Branch branch = {at, at};
  for (; at < self->n && self->tokens[at].kind != FL_TOKEN_CLOSE; at++) {
    if (self->tokens[at].kind == FL_TOKEN_OPEN && depth < 250)
      at = lint_choice(self, at + 1, find_hint(self, at), depth + 1);
    if (at >= self->n || self->tokens[at].kind != FL_TOKEN_ALTERNATION)
      continue;
    branch.end = at;
    g_array_append_val(branches, branch);
    branch.start = at + 1;
  }
  branch.end = at;
  g_array_append_val(branches, branch);
  if (hint != NULL && branches->len <= MOST_BRANCHES)
    lint_branches(self, branches, hint);
  if (hint == put_before && (depth > 0 || !self->empty))
    lint_ends(self, branches);
  return at;
}

/* Between the members of lists, and in dates, which must fill a whole text, another branch may be gone back to. */
static bool
is_gone_back_into(const FlLoader *self, const FlYamlNode *node)
{
  for (size_t i = 0; i < G_N_ELEMENTS(self->separators); i++)
    if (self->separators[i] == node)
      return true;
  for (guint i = 0; i < self->packs->len; i++) {
    const FlPackFiles *pack = self->packs->pdata[i];
    const FlYamlNode *dates = fl_yaml_node_find(fl_yaml_get_root(pack->settings), "dates");
    const FlYamlNode *patterns = fl_yaml_node_find(dates, "patterns");
    if (node == pack->type_separator || node == pack->text_separator || node == patterns)
      return true;
    for (guint p = 0;
         patterns != NULL && patterns->kind == FL_YAML_SEQUENCE && p < fl_yaml_node_get_length(patterns); p++)
      if (fl_yaml_node_get_item(patterns, p) == node)
        return true;
  }
  return false;
}

static bool
may_be_empty(const FlLoader *self, const FlYamlNode *node)
{
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, (int)i);
    for (guint a = 0; a < rule->alternatives->len; a++) {
      const FlAlternative *alternative = rule->alternatives->pdata[a];
      if (alternative->source == node)
        return fl_pattern_matches_empty(alternative->pattern);
    }
  }
  return false;
}

void
fl_lint_branches(FlLoader *self, const FlYamlNode *node)
{
  g_autoptr(GArray) tokens = fl_lint_scan(node);
  for (guint i = 0; i < tokens->len; i++) /* options may change what a token means */
    if (g_array_index(tokens, FlToken, i).kind == FL_TOKEN_DIRECTIVE)
      return;
  Lint lint = {self, node, (const FlToken *)(gpointer)tokens->data, tokens->len, may_be_empty(self, node)};
  lint_choice(&lint, 0, is_gone_back_into(self, node) ? NULL : put_before, 0);
}
