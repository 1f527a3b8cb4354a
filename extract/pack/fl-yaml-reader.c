#include "fl-yaml-reader.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static uint32_t
shown_length(const FlYamlNode *node)
{
  return node->kind == FL_YAML_SCALAR ? (uint32_t)g_utf8_strlen(node->text, -1) : 1;
}

bool
fl_read_fail(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *id, const char *hint,
             const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fl_yaml_node_report(node, diagnostics, (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, 0, shown_length(node)},
                      "%s", message);
  return false;
}

/* The names that there are, as many as a line holds. */
static char *
list_names(const char *const *names)
{
  enum { MOST = 150 };
  if (*names == NULL)
    return g_strdup("there are none");
  GString *out = g_string_new(names[1] != NULL ? "there are: " : "there is: ");
  for (const char *const *name = names; *name != NULL; name++) {
    bool full = name > names && out->len + strlen(*name) > MOST;
    g_string_append_printf(out, "%s%s", name > names ? ", " : "", full ? "…" : *name);
    if (full)
      break;
  }
  return g_string_free(out, FALSE);
}

bool
fl_read_fail_unknown(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *id,
                     const char *const *names, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *hint = node->kind == FL_YAML_SCALAR ? fl_suggest_hint(node->text, names) : NULL;
  if (hint == NULL)
    hint = list_names(names);
  return fl_read_fail(diagnostics, node, id, hint, "%s", message);
}

bool
fl_read_is_mapping(FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  return node->kind == FL_YAML_MAPPING || fl_read_fail(diagnostics, node, "wrong-type", "like: {key: value}",
                                                       "a mapping (key: value) is expected here");
}

bool
fl_read_is_sequence(FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  return node->kind == FL_YAML_SEQUENCE ||
         fl_read_fail(diagnostics, node, "wrong-type", "like: [one, another]", "a list is expected here");
}

const char *
fl_read_string(FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  if (node == NULL)
    return NULL;
  if (node->kind == FL_YAML_SCALAR)
    return node->text;
  fl_read_fail(diagnostics, node, "wrong-type",
               "put it into quotes if it is one: a text that begins with { or [", "a text is expected here");
  return NULL;
}

/* What stands behind a key that must be there. */
static const char *
find_example(const char *key)
{
  static const struct {
    const char *key, *example;
  } examples[] = {{"id", "like: id: meeting.attend"},
                  {"match", "like: match: '{who:Person} attended {what:Meeting}'"},
                  {"emit", "like: emit: [{edge: attended, from: who, to: what}]"},
                  {"expect", "like: expect: [Oak attended ball], or [] for nothing"},
                  {"text", "like: text: Oak attended the ball."},
                  {"name", "like: name: my-pack"},
                  {"type", "like: {type: Place, file: lists/places.csv}"},
                  {"file", "like: {type: Place, file: lists/places.csv}"},
                  {"out", "like: out: graph"}};
  for (size_t i = 0; i < G_N_ELEMENTS(examples); i++)
    if (strcmp(examples[i].key, key) == 0)
      return examples[i].example;
  return NULL;
}

bool
fl_read_fail_missing(FlDiagnostics *diagnostics, const FlYamlNode *mapping, const char *key)
{
  return fl_read_fail(diagnostics, mapping, "missing-key", find_example(key), "the key '%s' is missing here",
                      key);
}

const char *
fl_read_required(FlDiagnostics *diagnostics, const FlYamlNode *mapping, const char *key)
{
  const FlYamlNode *node = fl_yaml_node_find(mapping, key);
  if (node == NULL) {
    if (fl_read_is_mapping(diagnostics, mapping))
      fl_read_fail_missing(diagnostics, mapping, key);
    return NULL;
  }
  const char *text = fl_read_string(diagnostics, node);
  if (text != NULL && *text == '\0') {
    fl_read_fail(diagnostics, node, "wrong-type", find_example(key), "'%s' is empty", key);
    return NULL;
  }
  return text;
}

bool
fl_read_bool(FlDiagnostics *diagnostics, const FlYamlNode *node, bool *ret_value)
{
  if (node == NULL)
    return true;
  bool yes = node->kind == FL_YAML_SCALAR && strcmp(node->text, "true") == 0;
  if (!yes && (node->kind != FL_YAML_SCALAR || strcmp(node->text, "false") != 0))
    return fl_read_fail(diagnostics, node, "wrong-type", "write true or false",
                        "true or false is expected here");
  *ret_value = yes;
  return true;
}

bool
fl_read_number(FlDiagnostics *diagnostics, const FlYamlNode *node, double least, double most,
               double *ret_value)
{
  if (node == NULL)
    return true;
  const char *text = fl_read_string(diagnostics, node);
  if (text == NULL)
    return false;
  char *end = NULL;
  double number = g_ascii_strtod(text, &end);
  if (*text == '\0' || *end != '\0' || !(number >= least && number <= most))
    return fl_read_fail(diagnostics, node, "wrong-type", "write it in digits",
                        "a number from %.10g to %.10g is expected here", least, most);
  *ret_value = number;
  return true;
}

bool
fl_read_whole(FlDiagnostics *diagnostics, const FlYamlNode *node, int least, int most, int *ret_value)
{
  double number = *ret_value;
  if (!fl_read_number(diagnostics, node, least, most, &number))
    return false;
  if (number != floor(number))
    return fl_read_fail(diagnostics, node, "wrong-type", "write it in digits, without a point",
                        "a whole number is expected here");
  *ret_value = (int)number;
  return true;
}

int
fl_read_choice(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *what, const char *const *names)
{
  const char *text = fl_read_string(diagnostics, node);
  if (text == NULL)
    return -1;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], text) == 0)
      return i;
  fl_read_fail_unknown(diagnostics, node, "unknown-value", names, "'%s' is no %s", text, what);
  return -1;
}

GPtrArray *
fl_read_scalars(FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  GPtrArray *scalars = g_ptr_array_new();
  if (node == NULL)
    return scalars;
  if (node->kind == FL_YAML_SCALAR)
    g_ptr_array_add(scalars, (gpointer)node);
  else if (fl_read_is_sequence(diagnostics, node))
    for (guint i = 0; i < fl_yaml_node_get_length(node); i++)
      if (fl_read_string(diagnostics, fl_yaml_node_get_item(node, i)) != NULL)
        g_ptr_array_add(scalars, (gpointer)fl_yaml_node_get_item(node, i));
  return scalars;
}
