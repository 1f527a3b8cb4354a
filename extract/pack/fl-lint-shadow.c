/* Alternatives, and rules, that others leave nothing to. */

#include "fl-lint.h"

#include <string.h>

/* ---- alternatives: what one has matched the next ones do not get */

static bool
has_choice(const GArray *tokens)
{
  int depth = 0;
  for (guint i = 0; i < tokens->len; i++) {
    FlTokenKind kind = g_array_index(tokens, FlToken, i).kind;
    depth += (kind == FL_TOKEN_OPEN) - (kind == FL_TOKEN_CLOSE);
    if (kind == FL_TOKEN_DIRECTIVE || (kind == FL_TOKEN_ALTERNATION && depth == 0))
      return true;
  }
  return false;
}

/* A pattern and its tokens. */
typedef struct {
  const FlYamlNode *node;
  GArray *tokens;
  bool choice;
} Scanned;

static void
clear_scanned(gpointer data)
{
  g_array_unref(((Scanned *)data)->tokens);
}

static bool
is_shadowed(const Scanned *first, const Scanned *second)
{
  return strcmp(first->node->text, second->node->text) == 0 ||
         (!first->choice && !second->choice &&
          fl_lint_begins_with(first->node, (const FlToken *)(gpointer)first->tokens->data, first->tokens->len,
                              second->node, (const FlToken *)(gpointer)second->tokens->data,
                              second->tokens->len));
}

static void
warn_alternative(FlLoader *self, const FlYamlNode *first, const FlYamlNode *second)
{
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(first, 0, &line, &column);
  bool same = strcmp(first->text, second->text) == 0;
  g_autofree char *message = g_strdup_printf("the alternative in line %u %s: it leaves nothing to this one",
                                             line, same ? "is the same" : "is what this begins with");
  fl_lint_warn(self, second, (FlSpan){0, (uint32_t)strlen(second->text)}, "shadowed-alternative",
               same ? "remove it" : "put it before the shorter one", message);
}

static void
lint_alternatives(FlLoader *self, const FlRule *rule)
{
  g_autoptr(GArray) scanned = g_array_new(FALSE, FALSE, sizeof(Scanned));
  g_array_set_clear_func(scanned, clear_scanned);
  for (guint i = 0; i < rule->alternatives->len; i++) {
    const FlYamlNode *node = ((const FlAlternative *)rule->alternatives->pdata[i])->source;
    Scanned second = {.node = node, .tokens = fl_lint_scan(node)};
    second.choice = has_choice(second.tokens);
    guint b = 0;
    while (b < scanned->len && !is_shadowed(&g_array_index(scanned, Scanned, b), &second))
      b++;
    if (b < scanned->len)
      warn_alternative(self, g_array_index(scanned, Scanned, b).node, node);
    g_array_append_val(scanned, second);
  }
}

/* ---- rules: a mention of the same extent goes to the more confident rule, then to the earlier */

/* The one node that a rule emits whatever it finds; NULL where it emits anything else. */
static const FlEmission *
find_only_node(const FlRule *rule)
{
  const FlEmission *emission = rule->emissions->len == 1 ? rule->emissions->pdata[0] : NULL;
  return emission != NULL && emission->kind == FL_EMIT_NODE && emission->when == NULL && emission->is < 0 &&
                 emission->zip == NULL
             ? emission
             : NULL;
}

static const char *
name_of(const FlRule *rule, int capture)
{
  return capture < 0 ? "" : fl_rule_get_capture(rule, capture)->name;
}

static bool
wins(const FlRuleSet *set, const FlRule *first, const FlRule *second, const FlEmission *node)
{
  FlOverlap overlap = fl_rule_set_get_type(set, node->type)->overlap;
  if (overlap == FL_OVERLAP_LONGEST && first->confidence != second->confidence)
    return first->confidence > second->confidence;
  return overlap != FL_OVERLAP_ALL && first->index < second->index;
}

/* Whether `first` matches wherever an alternative of `second` does, and makes the same mention there. */
static bool
covers(const FlRule *first, const FlRule *second)
{
  for (guint i = 0; i < second->alternatives->len; i++) {
    const FlAlternative *alternative = second->alternatives->pdata[i];
    const FlAlternative *other = i < first->alternatives->len ? first->alternatives->pdata[i] : NULL;
    if (other == NULL ||
        strcmp(fl_pattern_get_source(alternative->pattern), fl_pattern_get_source(other->pattern)) != 0)
      return false;
  }
  return true;
}

static bool
leaves_nothing(const FlRuleSet *set, const FlRule *first, const FlRule *second)
{
  const FlEmission *node = find_only_node(first), *other = find_only_node(second);
  return node != NULL && other != NULL && node->type == other->type && first->in == second->in &&
         first->guards->len == 0 && first->avoid == 0 && first->view == second->view &&
         strcmp(name_of(first, node->at), name_of(second, other->at)) == 0 &&
         wins(set, first, second, node) && covers(first, second);
}

static void
lint_rule(FlLoader *self, const FlRule *rule)
{
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *other = fl_rule_set_get_rule(self->set, (int)i);
    if (other == rule || !leaves_nothing(self->set, other, rule))
      continue;
    g_autofree char *message = g_strdup_printf(
        "rule '%s' makes every mention that '%s' makes, and is preferred", other->id, rule->id);
    fl_lint_warn(self, rule->source, (FlSpan){0, (uint32_t)strlen(rule->id)}, "shadowed-rule",
                 "remove one of them", message);
    return;
  }
}

void
fl_lint_shadows(FlLoader *self)
{
  for (guint i = 0; i < self->set->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->set, (int)i);
    lint_alternatives(self, rule);
    lint_rule(self, rule);
  }
}
