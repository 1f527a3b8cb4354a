#include "fl-expectation-item.h"
#include "fl-yaml-edit.h"

#include <string.h>

const char *
fl_emitted_find_value(const FlEmitted *self, const char *name)
{
  for (guint i = 0; self->properties != NULL && i < self->properties->len; i += 2)
    if (strcmp(self->properties->pdata[i], name) == 0)
      return self->properties->pdata[i + 1];
  return "";
}

/* ---- put right */

char *
fl_expectation_item_copy(const FlYamlNode *item)
{
  size_t start = fl_yaml_node_get_start(item);
  return g_strndup(fl_yaml_get_text(item->file, NULL) + start, fl_yaml_node_get_end(item) - start);
}

static char *
format_sentence(const FlEmitted *emitted)
{
  g_autofree char *sentence = g_strdup_printf("%s %s %s", emitted->from, emitted->what, emitted->to);
  return fl_yaml_quote(sentence);
}

/* What the value of a key of an expected mapping would have to be; NULL: it says what is expected, not how. */
static const char *
find_field(const FlEmitted *emitted, const char *key)
{
  static const char *const kinds[] = {"node", "edge", "update", "set", NULL};
  bool edge = emitted->kind == FL_EMIT_EDGE;
  if (g_strv_contains(kinds, key))
    return NULL;
  if (edge && (strcmp(key, "from") == 0 || strcmp(key, "to") == 0))
    return strcmp(key, "from") == 0 ? emitted->from : emitted->to;
  return emitted->kind == FL_EMIT_NODE && strcmp(key, "text") == 0 ? emitted->name
                                                                   : fl_emitted_find_value(emitted, key);
}

/* Puts `value` in the place of a scalar in an item whose text is `out`, `shift` bytes longer by now. */
static gssize
replace(const FlYamlNode *item, const FlYamlNode *scalar, const char *value, GString *out, gssize shift)
{
  g_autofree char *quoted = fl_yaml_quote(value);
  size_t start = fl_yaml_node_get_start(scalar), length = fl_yaml_node_get_end(scalar) - start;
  gssize at = (gssize)(start - fl_yaml_node_get_start(item)) + shift;
  g_string_erase(out, at, (gssize)length);
  g_string_insert(out, at, quoted);
  return shift + (gssize)strlen(quoted) - (gssize)length;
}

static char *
correct_mapping(const FlYamlNode *item, const FlEmitted *emitted)
{
  g_autofree char *copy = fl_expectation_item_copy(item);
  GString *out = g_string_new(copy);
  gssize shift = 0;
  for (guint i = 0; i < fl_yaml_node_get_length(item); i++) {
    const FlYamlNode *value = fl_yaml_node_get_value(item, i);
    const char *came = find_field(emitted, fl_yaml_node_get_key(item, i)->text);
    if (came != NULL && strcmp(came, value->text) != 0)
      shift = replace(item, value, came, out, shift);
  }
  return g_string_free(out, FALSE);
}

char *
fl_expectation_item_correct(const FlYamlNode *item, const FlEmitted *emitted)
{
  return item->kind == FL_YAML_SCALAR ? format_sentence(emitted) : correct_mapping(item, emitted);
}

/* ---- new */

static void
append_pair(GString *out, const char *key, const char *value)
{
  g_autofree char *quoted = fl_yaml_quote(value);
  g_string_append_printf(out, "%s%s: %s", out->len > 1 ? ", " : "", key, quoted);
}

/* Whether the text of a node says as much: its name, and what a key of its own would be called. */
static bool
is_said(const FlEmitted *emitted, const char *property, const char *value)
{
  return emitted->kind == FL_EMIT_NODE &&
         (strcmp(property, "text") == 0 ||
          (strcmp(property, "name") == 0 && strcmp(value, emitted->name) == 0));
}

char *
fl_expectation_item_format(const FlEmitted *emitted)
{
  static const char *const kinds[] = {
      [FL_EMIT_NODE] = "node", [FL_EMIT_EDGE] = "edge", [FL_EMIT_UPDATE] = "update", [FL_EMIT_SET] = "set"};
  if (emitted->kind == FL_EMIT_EDGE && emitted->properties == NULL)
    return format_sentence(emitted);
  GString *out = g_string_new("{");
  if (emitted->kind == FL_EMIT_SET) {
    append_pair(out, emitted->what, emitted->name);
    g_string_prepend(out, "{set: ");
    return g_string_free(g_string_append(out, "}}"), FALSE);
  }
  append_pair(out, kinds[emitted->kind], emitted->what);
  if (emitted->kind == FL_EMIT_NODE)
    append_pair(out, "text", emitted->name);
  if (emitted->kind == FL_EMIT_EDGE) {
    append_pair(out, "from", emitted->from);
    append_pair(out, "to", emitted->to);
  }
  for (guint i = 0; emitted->properties != NULL && i < emitted->properties->len; i += 2)
    if (!is_said(emitted, emitted->properties->pdata[i], emitted->properties->pdata[i + 1]))
      append_pair(out, emitted->properties->pdata[i], emitted->properties->pdata[i + 1]);
  return g_string_free(g_string_append_c(out, '}'), FALSE);
}
