/* Who is meant in an emission: captures, nodes of other emissions, the article, contexts. */

#include "fl-emission-reader.h"

#include <string.h>

int
fl_rule_find_as(const FlRule *rule, const char *name)
{
  for (guint i = 0; i < rule->emissions->len; i++)
    if (g_strcmp0(((FlEmission *)rule->emissions->pdata[i])->as, name) == 0)
      return (int)i;
  return -1;
}

static bool
fail_unknown_name(FlEmissionReader *self, const FlYamlNode *node, const char *also)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < self->rule->captures->len; i++)
    g_ptr_array_add(names, fl_rule_get_capture(self->rule, (int)i)->name);
  for (guint i = 0; i < self->rule->emissions->len; i++)
    if (((FlEmission *)self->rule->emissions->pdata[i])->as != NULL)
      g_ptr_array_add(names, ((FlEmission *)self->rule->emissions->pdata[i])->as);
  g_ptr_array_add(names, (gpointer)also);
  g_ptr_array_add(names, NULL);
  return fl_read_fail_unknown(self->loader->diagnostics, node, "unknown-capture",
                              (const char *const *)names->pdata, "the rule has no capture '%s'", node->text);
}

bool
fl_emission_reader_read_capture(FlEmissionReader *self, const char *key, int *ret_capture)
{
  const FlYamlNode *node = fl_yaml_node_find(self->node, key);
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return node == NULL;
  *ret_capture = fl_rule_find_capture(self->rule, name);
  return *ret_capture >= 0 || fail_unknown_name(self, node, NULL);
}

static bool
read_variable(FlEmissionReader *self, const FlYamlNode *node, FlWho *ret_who)
{
  const FlRuleSet *set = self->loader->set;
  *ret_who = (FlWho){FL_WHO_VARIABLE, fl_rule_set_find_variable(set, node->text + 1)};
  if (ret_who->index >= 0)
    return true;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < set->variables->len; i++)
    g_ptr_array_add(names, g_strconcat("@", fl_rule_set_get_variable(set, (int)i)->name, NULL));
  g_ptr_array_add(names, NULL);
  return fl_read_fail_unknown(self->loader->diagnostics, node, "unknown-context",
                              (const char *const *)names->pdata, "no rule sets a context '%s'",
                              node->text + 1);
}

bool
fl_emission_reader_read_who(FlEmissionReader *self, const FlYamlNode *node, FlWho *ret_who)
{
  const char *name = fl_read_string(self->loader->diagnostics, node);
  if (name == NULL)
    return false;
  if (*name == '@')
    return read_variable(self, node, ret_who);
  int as = fl_rule_find_as(self->rule, name), capture = fl_rule_find_capture(self->rule, name);
  if (as >= 0)
    *ret_who = (FlWho){FL_WHO_AS, as};
  else if (capture >= 0)
    *ret_who = (FlWho){FL_WHO_CAPTURE, capture};
  else if (strcmp(name, "article") == 0)
    *ret_who = (FlWho){FL_WHO_ARTICLE, 0};
  else
    return fail_unknown_name(self, node, "article");
  if (capture >= 0 && as < 0 && fl_rule_get_capture(self->rule, capture)->types == 0) {
    bool set = self->emission->kind == FL_EMIT_SET;
    g_autofree char *hint =
        g_strdup_printf("emit a node at it, with as:, and name that%s%s%s", set ? "; or write '{" : "",
                        set ? name : "", set ? "}' for its text" : "");
    return fl_read_fail(self->loader->diagnostics, node, "not-a-node", hint, "'%s' is a text, no mention",
                        name);
  }
  return true;
}

bool
fl_emission_reader_read_zip(FlEmissionReader *self)
{
  const FlYamlNode *zip = fl_yaml_node_find(self->node, "zip");
  if (zip == NULL)
    return true;
  if (!fl_read_is_sequence(self->loader->diagnostics, zip))
    return false;
  self->emission->zip = g_array_new(FALSE, FALSE, sizeof(FlWho));
  for (guint i = 0; i < fl_yaml_node_get_length(zip); i++) {
    const FlYamlNode *item = fl_yaml_node_get_item(zip, i);
    const char *name = fl_read_string(self->loader->diagnostics, item);
    if (name == NULL)
      return false;
    FlWho who = {FL_WHO_CAPTURE, fl_rule_find_capture(self->rule, name)};
    if (self->emission->kind == FL_EMIT_EDGE && fl_rule_find_as(self->rule, name) >= 0)
      who = (FlWho){FL_WHO_AS, fl_rule_find_as(self->rule, name)};
    if (who.index < 0)
      return fail_unknown_name(self, item, NULL);
    g_array_append_val(self->emission->zip, who);
  }
  return fl_yaml_node_get_length(zip) >= 2 ||
         fl_read_fail(self->loader->diagnostics, zip, "wrong-type", NULL, "at least two lists are zipped");
}
