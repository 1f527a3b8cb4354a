/* review: of schema.yaml: as which tables and timelines people look at the graph. */

#include "fl-loader.h"
#include "fl-pack-forms.h"

#include <string.h>

/* A property must be one of all these types. */
static bool
check_property(FlLoader *self, uint64_t types, const FlYamlNode *node, size_t offset, const char *name)
{
  for (int i = 0; i < fl_schema_get_n_node_types(self->set->schema); i++) {
    const FlNodeType *type = fl_schema_get_node_type(self->set->schema, i);
    if ((types >> i & 1) == 0 || fl_node_type_find_property(type, name) >= 0)
      continue;
    g_autofree const char **names = g_new0(const char *, type->properties->len + 1);
    for (guint p = 0; p < type->properties->len; p++)
      names[p] = fl_node_type_get_property(type, (int)p)->name;
    g_autofree char *guess = fl_suggest_hint(name, names);
    fl_yaml_node_report(
        node, self->diagnostics,
        (FlFault){FL_DIAGNOSTIC_ERROR, "unknown-property", guess, offset, (uint32_t)g_utf8_strlen(name, -1)},
        "%s has no property '%s'", type->name, name);
    return false;
  }
  return true;
}

/* The value of a key that must be there, whatever it is. */
static const FlYamlNode *
find_required(FlLoader *self, const FlYamlNode *node, const char *key)
{
  const FlYamlNode *value = fl_yaml_node_find(node, key);
  if (value == NULL)
    fl_read_required(self->diagnostics, node, key);
  return value;
}

/* The node types that a list names; 0, with errors added, when one of them is none. */
static uint64_t
read_types(FlLoader *self, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  uint64_t types = 0;
  bool good = true;
  for (guint i = 0; i < names->len; i++) {
    int index = fl_loader_read_type_name(self, names->pdata[i]);
    int type = index < 0 ? FL_SCHEMA_NONE : fl_rule_set_get_type(self->set, index)->node_type;
    if (index >= 0 && type == FL_SCHEMA_NONE)
      fl_read_fail(self->diagnostics, names->pdata[i], "step-or-node", NULL,
                   "a step is never a node: there is nothing to show");
    good &= type != FL_SCHEMA_NONE;
    types |= type == FL_SCHEMA_NONE ? 0 : (uint64_t)1 << type;
  }
  return good ? types : 0;
}

/* The property that a key names, the caller's; NULL, with an error where it must be there. */
static char *
read_property(FlLoader *self, uint64_t types, const FlYamlNode *node, const char *key, bool needed)
{
  const FlYamlNode *value = fl_yaml_node_find(node, key);
  const char *name =
      needed ? fl_read_required(self->diagnostics, node, key) : fl_read_string(self->diagnostics, value);
  return name != NULL && check_property(self, types, value, 0, name) ? g_strdup(name) : NULL;
}

static char **
read_rows(FlLoader *self, uint64_t types, const FlYamlNode *node)
{
  const FlYamlNode *rows = find_required(self, node, "rows");
  g_autoptr(GPtrArray) nodes = fl_read_scalars(self->diagnostics, rows);
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < nodes->len; i++) {
    const FlYamlNode *name = nodes->pdata[i];
    if (check_property(self, types, name, 0, name->text))
      g_ptr_array_add(names, g_strdup(name->text));
  }
  g_ptr_array_add(names, NULL);
  return (char **)g_ptr_array_free(names, FALSE);
}

/* `{value}{unit}` */
static char *
read_cell(FlLoader *self, uint64_t types, const FlYamlNode *node)
{
  const FlYamlNode *cell = fl_yaml_node_find(node, "cell");
  const char *text = fl_read_required(self->diagnostics, node, "cell"), *close = NULL;
  for (const char *open = text; open != NULL && (open = strchr(open, '{')) != NULL; open = close) {
    close = strchr(open, '}');
    g_autofree char *name = close == NULL ? NULL : g_strndup(open + 1, (size_t)(close - open) - 1);
    if (name != NULL)
      check_property(self, types, cell, (size_t)(open + 1 - text), name);
    else
      fl_yaml_node_report(cell, self->diagnostics,
                          (FlFault){FL_DIAGNOSTIC_ERROR, "bad-template", NULL, (size_t)(open - text), 1},
                          "a brace without its partner");
  }
  return g_strdup(text);
}

static void
read_table(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || !fl_form_read_keys(&fl_table_form, self->diagnostics, node))
    return;
  uint64_t types = read_types(self, find_required(self, node, "type"));
  if (types == 0)
    return;
  FlTable *table = fl_presentation_add_table(self->set->presentation);
  *table = (FlTable){types, read_rows(self, types, node), read_property(self, types, node, "columns", true),
                     read_cell(self, types, node)};
}

static void
read_timeline(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || !fl_form_read_keys(&fl_timeline_form, self->diagnostics, node) ||
      fl_read_required(self->diagnostics, node, "type") == NULL)
    return;
  uint64_t types = read_types(self, fl_yaml_node_find(node, "type"));
  if (types == 0)
    return;
  FlTimeline *timeline = fl_presentation_add_timeline(self->set->presentation);
  *timeline = (FlTimeline){__builtin_ctzll(types), read_property(self, types, node, "start", true),
                           read_property(self, types, node, "end", false)};
}

void
fl_loader_read_review(FlLoader *self)
{
  FlPresentation *presentation = self->set->presentation;
  const FlYamlNode *language = fl_yaml_node_find(fl_yaml_get_root(self->pack->settings), "language");
  if (presentation->language == NULL && language != NULL)
    presentation->language = g_strdup(language->text);
  const FlYamlNode *node =
      self->pack->schema == NULL ? NULL : fl_yaml_node_find(fl_yaml_get_root(self->pack->schema), "review");
  if (node == NULL || !fl_form_read_keys(&fl_review_form, self->diagnostics, node))
    return;
  read_table(self, fl_yaml_node_find(node, "table"));
  read_timeline(self, fl_yaml_node_find(node, "timeline"));
}
