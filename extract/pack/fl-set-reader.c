/* set: of an emission: contexts, and how far they reach. */

#include "fl-emission-reader.h"

static FlScope
default_scope(FlUnitKind in)
{
  static const FlScope scopes[FL_N_UNITS] = {
      [FL_UNIT_SENTENCE] = FL_SCOPE_SENTENCE,   [FL_UNIT_CLAUSE] = FL_SCOPE_SENTENCE,
      [FL_UNIT_PARAGRAPH] = FL_SCOPE_PARAGRAPH, [FL_UNIT_HEADING] = FL_SCOPE_SECTION,
      [FL_UNIT_TITLE] = FL_SCOPE_ARTICLE,       [FL_UNIT_BYLINE] = FL_SCOPE_ARTICLE,
      [FL_UNIT_ARTICLE] = FL_SCOPE_ARTICLE,     [FL_UNIT_SOURCE] = FL_SCOPE_SOURCE,
  };
  return scopes[in];
}

/* A context holds nodes or texts, not now these, now those. */
static bool
check_variable(FlEmissionReader *self, const FlVariable *variable, const FlYamlNode *node, bool nodes)
{
  bool other = nodes ? variable->holds_text || variable->fallback != NULL : variable->holds_nodes;
  return !other || fl_read_fail(self->loader->diagnostics, node, "context-kind",
                                "give one of them another name", "'%s' is a %s elsewhere, and a %s here",
                                variable->name, nodes ? "text" : "node", nodes ? "node" : "text");
}

static void
read_set_value(FlEmissionReader *self, const FlYamlNode *key, const FlYamlNode *value)
{
  int index = fl_rule_set_find_variable(self->loader->set, key->text);
  if (index < 0 || fl_read_string(self->loader->diagnostics, value) == NULL)
    return; /* a bad name was reported when contexts were looked for */
  const FlVariable *variable = fl_rule_set_get_variable(self->loader->set, index);
  FlWho who = {0};
  int capture = fl_rule_find_capture(self->rule, value->text);
  bool node = fl_rule_find_as(self->rule, value->text) >= 0 || capture >= 0;
  if (node && !fl_emission_reader_read_who(self, value, &who))
    return;
  FlTemplate *template = node ? NULL : fl_loader_read_template(self->loader, self->rule, value);
  if ((!node && template == NULL) || !check_variable(self, variable, value, node)) {
    fl_template_free(template);
    return;
  }
  self->rule->sets |= (uint64_t)1 << index;
  if (template != NULL)
    self->rule->needs |= fl_template_get_variables(template);
  fl_emission_reader_add_assignment(self, index, key->text, template, who);
}

bool
fl_emission_reader_read_set(FlEmissionReader *self)
{
  const FlYamlNode *set = fl_yaml_node_find(self->node, "set"), *scope = fl_yaml_node_find(set, "scope");
  if (!fl_read_is_mapping(self->loader->diagnostics, set))
    return false;
  self->emission->scope = default_scope(self->rule->in);
  if (scope != NULL) {
    int choice = fl_form_read_choice(&fl_scope_form, self->loader->diagnostics, scope, "scope");
    if (choice < 0)
      return false;
    self->emission->scope = (FlScope)choice;
  }
  for (guint i = 0; i < fl_yaml_node_get_length(set); i++)
    if (fl_yaml_node_get_value(set, i) != scope)
      read_set_value(self, fl_yaml_node_get_key(set, i), fl_yaml_node_get_value(set, i));
  return fl_form_read_keys(&fl_set_emission_form, self->loader->diagnostics, self->node);
}
