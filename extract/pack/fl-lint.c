#include "fl-lint.h"
#include "fl-requirement.h"
#include "fl-syntax.h"

#include <string.h>

void
fl_lint_warn(FlLoader *self, const FlYamlNode *node, FlSpan place, const char *id, const char *hint,
             const char *message)
{
  fl_yaml_node_report(node, self->diagnostics,
                      (FlFault){FL_DIAGNOSTIC_WARNING, id, hint, place.start,
                                (uint32_t)g_utf8_strlen(node->text + place.start, fl_span_length(place))},
                      "%s", message);
}

/* About all of a scalar. */
static void
warn(FlLoader *self, const FlYamlNode *node, const char *id, const char *hint, const char *message)
{
  fl_lint_warn(self, node, (FlSpan){0, (uint32_t)strlen(node->text)}, id, hint, message);
}

/* ---- what a match must hold */

/* Whether a match must hold something known, a character or a mention, or begins where the text does and is tried
 * only there. What is not understood may well be fixed. */
static bool
is_anything_fixed(const FlAlternative *alternative)
{
  const char *source = fl_pattern_get_source(alternative->pattern);
  if (alternative->needs->len > 0)
    return true;
  g_autoptr(FlDeriver) deriver = fl_deriver_new();
  g_autoptr(FlSyntax) syntax = fl_deriver_parse(deriver, source);
  g_autoptr(GArray) requirements = fl_deriver_derive(deriver, syntax);
  return syntax == NULL || requirements->len > 0 || *source == '^' || g_str_has_prefix(source, "\\A");
}

static void
lint_alternatives(FlLoader *self, const FlRule *rule)
{
  for (guint i = 0; i < rule->alternatives->len; i++) {
    const FlAlternative *alternative = rule->alternatives->pdata[i];
    if (!is_anything_fixed(alternative))
      warn(self, alternative->source, "no-literal",
           "say a word of what must stand there, or before or behind it",
           "nothing in this pattern is fixed: it is tried at every character");
    if (fl_pattern_matches_empty(alternative->pattern))
      warn(self, alternative->source, "empty-match", "make a part of it necessary",
           "this pattern can match an empty text; such matches are passed over");
  }
}

/* ---- places that nothing stands in */

static bool
has_role(const FlCutter *cutter, FlRole role)
{
  for (guint i = 0; i < cutter->layouts->len; i++) {
    const FlPattern *article = ((const FlLayout *)cutter->layouts->pdata[i])->article;
    for (int group = 1; article != NULL && group <= fl_pattern_get_n_groups(article); group++) {
      FlRole found = FL_ROLE_BODY;
      if (fl_role_from_name(fl_pattern_get_group_name(article, group), &found) && found == role)
        return true;
    }
  }
  return false;
}

static void
lint_place(FlLoader *self, const FlRule *rule)
{
  const FlCutter *cutter = self->set->cutter;
  const FlYamlNode *in = fl_yaml_node_find(rule->whole, "in");
  if (rule->in == FL_UNIT_HEADING && cutter->sections->len == 0)
    warn(self, in, "never-there", "say under sections: in pack.yaml what a heading looks like",
         "there are no headings: no pack has sections:");
  if (rule->in == FL_UNIT_TITLE && !has_role(cutter, FL_ROLE_TITLE))
    warn(self, in, "never-there", "say in a layout's article: which lines are the title: {title:kind}",
         "there are no titles: no layout finds any");
  if (rule->in == FL_UNIT_BYLINE && !has_role(cutter, FL_ROLE_BYLINE))
    warn(self, in, "never-there", "say in a layout's article: which lines are the by-line: {byline:kind}",
         "there are no by-lines: no layout finds any");
}

/* ---- defines and tables that nothing uses */

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
      warn(self, g_hash_table_lookup(pack->define_keys, name), "unused-define", "remove it",
           "nothing uses this define");
  }
}

static void
lint_tables(FlLoader *self, const FlPackFiles *pack)
{
  for (guint f = 0; f < pack->files->len; f++) {
    const FlYamlNode *tables = fl_yaml_node_find(fl_yaml_get_root(pack->files->pdata[f]), "tables");
    for (guint i = 0; tables != NULL && i < fl_yaml_node_get_length(tables); i++) {
      const FlYamlNode *key = fl_yaml_node_get_key(tables, i);
      if (!g_hash_table_contains(self->used_tables, g_hash_table_lookup(pack->tables, key->text)))
        warn(self, key, "unused-table", "remove it", "nothing is looked up in this table");
    }
  }
}

/* ---- types that nothing makes */

static uint64_t
find_produced(const FlRuleSet *set)
{
  uint64_t produced = (uint64_t)1 << set->article_type;
  for (guint i = 0; i < set->rules->len; i++)
    produced |= fl_rule_set_get_rule(set, (int)i)->produces;
  for (guint i = 0; i < set->entries->len; i++)
    produced |= (uint64_t)1 << g_array_index(set->entries, FlListEntry, i).type;
  return produced;
}

static void
lint_required(FlLoader *self, const FlAlternative *alternative, uint64_t produced)
{
  for (guint r = 0; r < alternative->required->len; r++) {
    uint64_t types = g_array_index(alternative->required, uint64_t, r);
    if ((types & produced) != 0)
      continue;
    const char *name = fl_rule_set_get_type(self->set, __builtin_ctzll(types))->name;
    g_autofree char *message = g_strdup_printf("no rule and no list produces %s", name);
    const char *hole = strstr(alternative->source->text, name); /* it may stand in a define */
    size_t at = hole != NULL ? (size_t)(hole - alternative->source->text) : 0;
    FlSpan place = {(uint32_t)at,
                    (uint32_t)(hole != NULL ? at + strlen(name) : strlen(alternative->source->text))};
    fl_lint_warn(self, alternative->source, place, "never-matches",
                 "write a rule that emits it, or give a list", message);
    return;
  }
}

static void
lint_types(FlLoader *self)
{
  uint64_t produced = find_produced(self->set);
  for (guint i = 0; i < self->set->rules->len; i++) {
    const GPtrArray *alternatives = fl_rule_set_get_rule(self->set, (int)i)->alternatives;
    for (guint a = 0; a < alternatives->len; a++)
      lint_required(self, alternatives->pdata[a], produced);
  }
}

/* Types that nothing makes a mention of, whether anything looks for one or not. */
static void
lint_unmade(FlLoader *self)
{
  uint64_t produced = find_produced(self->set);
  for (guint i = 0; i < self->set->types->len; i++)
    if ((produced >> i & 1) == 0)
      warn(self, fl_rule_set_get_type(self->set, (int)i)->source, "never-emitted",
           "write a rule that does, give a list, or remove it",
           "no rule and no list makes a mention of this type");
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
      warn(self, key, "never-emitted", "write a rule that does, or take it out", "no rule emits this edge");
  }
}

/* What tells of a mistake in the design of a pack, but of none in what comes out. */
static void
lint_thoroughly(FlLoader *self)
{
  GHashTableIter iter;
  gpointer node = NULL;
  for (guint i = 0; i < self->set->rules->len; i++)
    lint_place(self, fl_rule_set_get_rule(self->set, (int)i));
  for (guint p = 0; p < self->packs->len; p++)
    lint_tables(self, self->packs->pdata[p]);
  g_hash_table_iter_init(&iter, self->patterns);
  while (g_hash_table_iter_next(&iter, &node, NULL)) {
    fl_lint_words(self, node);
    fl_lint_branches(self, node);
  }
  fl_lint_shadows(self);
  fl_lint_contexts(self);
  lint_unmade(self);
}

void
fl_loader_lint(FlLoader *self)
{
  GHashTableIter iter;
  gpointer node = NULL;
  for (guint i = 0; i < self->set->rules->len; i++)
    lint_alternatives(self, fl_rule_set_get_rule(self->set, (int)i));
  for (guint p = 0; p < self->packs->len; p++)
    lint_defines(self, self->packs->pdata[p]);
  g_hash_table_iter_init(&iter, self->patterns);
  while (g_hash_table_iter_next(&iter, &node, NULL))
    fl_lint_pattern(self, node);
  lint_types(self);
  lint_edges(self);
  if (self->thorough)
    lint_thoroughly(self);
}
