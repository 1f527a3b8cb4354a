/* rules: of the rule files. */

#include "fl-expansion.h"
#include "fl-pack-forms.h"

#include <string.h>

static bool
is_rule_id(const char *id)
{
  bool start = true;
  for (const char *p = id; *p != '\0'; p++) {
    if (start ? !g_ascii_islower(*p)
              : !g_ascii_islower(*p) && !g_ascii_isdigit(*p) && strchr("._-", *p) == NULL)
      return false;
    start = *p == '.';
  }
  return !start;
}

static bool
check_id(FlLoader *self, const FlYamlNode *node)
{
  if (!is_rule_id(node->text))
    return fl_read_fail(self->diagnostics, node, "bad-name", "like: meeting.attend",
                        "a rule's id is lower-case words with dots between");
  const FlRule *rule = g_hash_table_lookup(self->rules, node->text);
  if (rule == NULL)
    return true;
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(rule->source, 0, &line, &column);
  g_autofree char *hint =
      g_strdup_printf("the other is at %s:%u", fl_yaml_get_path(rule->source->file), line);
  return fl_read_fail(self->diagnostics, node, "duplicate-id", hint, "there is a rule '%s' already",
                      node->text);
}

/* ---- patterns */

/* Hands the patterns of a list over to the group of its name. False, with an error added, when they are none:
 * a part that refers to another does not stand by itself. */
static bool
take_list(FlLoader *self, FlCaptureGroup *group, const char *name, GPtrArray *lists, const FlYamlNode *node)
{
  for (guint i = 0; i < lists->len; i++) {
    FlTextList *list = lists->pdata[i];
    if (list->name == NULL || strcmp(list->name, name) != 0)
      continue;
    g_clear_pointer(&list->name, g_free);
    group->member = g_steal_pointer(&list->member);
    group->separator = g_steal_pointer(&list->separator);
    return (group->member != NULL && group->separator != NULL) ||
           fl_read_fail(self->diagnostics, node, "bad-list", "take \\k<…> and the like out of it",
                        "the list '%s' can't be taken apart again: a member does not stand by itself", name);
  }
  return true;
}

/* Named groups written out count as captures of texts. */
static void
take_groups(FlLoader *self, FlRule *rule, FlAlternative *alternative, GPtrArray *lists)
{
  alternative->groups = g_array_new(FALSE, FALSE, sizeof(FlCaptureGroup));
  g_array_set_clear_func(alternative->groups, fl_capture_group_clear);
  for (int group = 1; group <= fl_pattern_get_n_groups(alternative->pattern); group++) {
    const char *name = fl_pattern_get_group_name(alternative->pattern, group);
    int capture = name == NULL ? -1 : fl_rule_find_capture(rule, name);
    if (capture < 0)
      continue;
    FlCaptureGroup pair = {.group = group, .capture = capture};
    take_list(self, &pair, name, lists, alternative->source);
    g_array_append_val(alternative->groups, pair);
  }
}

static void
read_alternative(FlLoader *self, FlRule *rule, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func((GDestroyNotify)fl_text_list_free);
  FlExpander expander = {self, rule, lists};
  FlExpansion expansion;
  if (!fl_expand(&expander, node, &expansion))
    return;
  FlPattern *pattern = fl_expansion_compile(&expansion, self, node, "", "");
  g_autoptr(GArray) origins = g_array_ref(expansion.origins);
  fl_expansion_clear(&expansion);
  if (pattern == NULL)
    return;
  FlAlternative *alternative = g_new0(FlAlternative, 1);
  *alternative = (FlAlternative){.pattern = pattern, .source = node, .origins = g_steal_pointer(&origins)};
  alternative->needs = fl_need_finder_add(self->needs, pattern);
  alternative->required = fl_expander_find_required(&expander, node);
  take_groups(self, rule, alternative, lists);
  g_ptr_array_add(rule->alternatives, alternative);
}

static void
read_guard(FlLoader *self, FlRule *rule, const FlYamlNode *key, const FlYamlNode *node)
{
  FlUnitKind unit = FL_UNIT_SENTENCE;
  bool known = fl_unit_kind_from_name(key->text, &unit);
  FlExpander expander = {self, rule, NULL};
  FlExpansion expansion;
  if (!fl_expand(&expander, node, &expansion))
    return;
  FlPattern *pattern = fl_expansion_compile(&expansion, self, node, "", "");
  fl_expansion_clear(&expansion);
  if (pattern == NULL)
    return;
  self->set->cutter->clauses |= known && unit == FL_UNIT_CLAUSE;
  FlGuard *guard = g_new0(FlGuard, 1);
  *guard = (FlGuard){known ? (int)unit : FL_GUARD_MATCH, pattern, node};
  g_ptr_array_add(rule->guards, guard);
}

static void
read_guards(FlLoader *self, FlRule *rule, const FlYamlNode *node)
{
  if (node == NULL || !fl_form_read_keys(&fl_guard_form, self->diagnostics, node))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(node); i++) {
    g_autoptr(GPtrArray) patterns = fl_read_scalars(self->diagnostics, fl_yaml_node_get_value(node, i));
    for (guint p = 0; p < patterns->len; p++)
      read_guard(self, rule, fl_yaml_node_get_key(node, i), patterns->pdata[p]);
  }
}

static void
read_avoid(FlLoader *self, FlRule *rule, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++) {
    int type = fl_loader_read_type_name(self, names->pdata[i]);
    if (type >= 0)
      rule->avoid |= (uint64_t)1 << type;
  }
  rule->view |= rule->avoid;
}

static void
read_match(FlLoader *self, FlRule *rule, const FlYamlNode *node)
{
  const FlYamlNode *match = fl_yaml_node_find(node, "match");
  if (match == NULL) {
    fl_read_fail_missing(self->diagnostics, node, "match");
    return;
  }
  g_autoptr(GPtrArray) patterns = fl_read_scalars(self->diagnostics, match);
  if (patterns->len == 0)
    fl_read_fail(self->diagnostics, match, "wrong-type", NULL, "a rule without a pattern");
  for (guint i = 0; i < patterns->len; i++)
    read_alternative(self, rule, patterns->pdata[i]);
}

/* ---- rules */

/* A rule without its emissions; NULL, with errors added, when what it captures can't be known. */
static FlRule *
read_rule(FlLoader *self, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_rule_form, self->diagnostics, node))
    return NULL;
  const char *id = fl_read_required(self->diagnostics, node, "id");
  if (id == NULL || !check_id(self, fl_yaml_node_find(node, "id")))
    return NULL;
  FlRule *rule = fl_rule_new();
  rule->id = g_strdup(id);
  const char *about = fl_read_string(self->diagnostics, fl_yaml_node_find(node, "about"));
  rule->about = about != NULL ? about : "";
  rule->index = (int)self->set->rules->len;
  rule->source = fl_yaml_node_find(node, "id");
  rule->whole = node;
  rule->tests = fl_yaml_node_find(node, "tests");
  g_ptr_array_add(self->set->rules, rule);
  g_hash_table_insert(self->rules, rule->id, rule);
  const FlYamlNode *in = fl_yaml_node_find(node, "in");
  if (in != NULL)
    rule->in =
        (FlUnitKind)MAX(fl_form_read_choice(&fl_unit_form, self->diagnostics, in, "place to look in"), 0);
  self->set->cutter->clauses |= rule->in == FL_UNIT_CLAUSE;
  fl_form_read_number(&fl_confidence_form, self->diagnostics, fl_yaml_node_find(node, "confidence"),
                      &rule->confidence);
  rule->limit = self->pack->limit;
  rule->max_edges = self->pack->max_edges;
  fl_loader_read_limits(self, fl_yaml_node_find(node, "limits"), &rule->limit, &rule->max_edges);
  read_avoid(self, rule, fl_yaml_node_find(node, "avoid"));
  guint errors = fl_diagnostics_count(self->diagnostics, FL_DIAGNOSTIC_ERROR);
  read_match(self, rule, node);
  read_guards(self, rule, fl_yaml_node_find(node, "unless"));
  fl_loader_note_contexts(self, rule, fl_yaml_node_find(node, "emit"));
  return fl_diagnostics_count(self->diagnostics, FL_DIAGNOSTIC_ERROR) > errors ? NULL : rule;
}

typedef struct {
  FlRule *rule;
  const FlYamlNode *node;
} ReadRule;

static void
read_file(FlLoader *self, const FlYaml *file, GArray *rules)
{
  const FlYamlNode *root = fl_yaml_get_root(file), *list = fl_yaml_node_find(root, "rules");
  if (root != NULL)
    fl_form_read_keys(&fl_rule_file_form, self->diagnostics, root);
  if (list == NULL || !fl_read_is_sequence(self->diagnostics, list))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(list); i++) {
    ReadRule read = {NULL, fl_yaml_node_get_item(list, i)};
    read.rule = read_rule(self, read.node);
    if (read.rule != NULL)
      g_array_append_val(rules, read);
  }
}

/* A test that stands apart from its rule, which it names. */
static void
read_test(FlLoader *self, const FlYamlNode *node)
{
  const char *id =
      fl_read_is_mapping(self->diagnostics, node) ? fl_read_required(self->diagnostics, node, "rule") : NULL;
  FlRule *rule = id == NULL ? NULL : g_hash_table_lookup(self->rules, id);
  if (rule != NULL)
    g_ptr_array_add(rule->more_tests, (gpointer)node);
  if (id == NULL || rule != NULL)
    return;
  g_autofree const char **names = g_new0(const char *, self->set->rules->len + 1);
  for (guint i = 0; i < self->set->rules->len; i++)
    names[i] = fl_rule_set_get_rule(self->set, (int)i)->id;
  fl_read_fail_unknown(self->diagnostics, fl_yaml_node_find(node, "rule"), "unknown-rule", names,
                       "there is no rule '%s'", id);
}

static void
read_tests(FlLoader *self, const FlYamlNode *list)
{
  if (list == NULL || !fl_read_is_sequence(self->diagnostics, list))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(list); i++)
    read_test(self, fl_yaml_node_get_item(list, i));
}

void
fl_loader_read_rules(FlLoader *self)
{
  g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(ReadRule));
  for (guint f = 0; f < self->pack->files->len; f++)
    read_file(self, self->pack->files->pdata[f], rules);
  for (guint i = 0; i < rules->len; i++) {
    const ReadRule *read = &g_array_index(rules, ReadRule, i);
    const FlYamlNode *emit = fl_yaml_node_find(read->node, "emit");
    if (emit == NULL)
      fl_read_fail_missing(self->diagnostics, read->node, "emit");
    else
      fl_loader_read_emissions(self, read->rule, emit);
  }
  for (guint f = 0; f < self->pack->files->len; f++)
    read_tests(self, fl_yaml_node_find(fl_yaml_get_root(self->pack->files->pdata[f]), "tests"));
}
