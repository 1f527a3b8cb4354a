#include "fl-yaml-text.h"

#include <string.h>

/* Letters of any script, digits and what is harmless between them; numbers and words that YAML may take for
 * something else are read as texts by the pack's reader. */
static bool
is_plain(const char *text)
{
  static const char *const special = "\"'`:,[]{}#&*!|>%@?-=~\\ \t\n";
  if (*text == '\0' || strchr(special, *text) != NULL)
    return false;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool inner =
        c == '-' || c == '.' || c == '%' || c == '/' || c == '_' || (c == ' ' && p[1] != ' ' && p[1] != '\0');
    if (!inner && !g_unichar_isalnum(c) && (c < 0x3000 || c > 0xffef || !g_unichar_isprint(c)))
      return false;
  }
  return true;
}

void
fl_yaml_append_scalar(GString *out, const char *text)
{
  bool controls = false;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    controls |= !g_unichar_isprint(g_utf8_get_char(p));
  if (is_plain(text)) {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, controls ? '"' : '\'');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (controls && !g_unichar_isprint(c))
      g_string_append_printf(out, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    else if (controls ? c == '"' || c == '\\' : c == '\'')
      g_string_append_printf(out, "%c%c", controls ? '\\' : '\'', (char)c);
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, controls ? '"' : '\'');
}

static void
append_pair(GString *out, const char *key, const char *value)
{
  g_string_append_printf(out, "%s%s: ", out->str[out->len - 1] == '{' ? "" : ", ", key);
  fl_yaml_append_scalar(out, value);
}

/* A property of the name of a key that stands there already can't be expected. */
static void
append_properties(GString *out, const FlEmitted *self)
{
  static const char *const taken[] = {"node", "text", "edge", "from", "to", "update", "set", NULL};
  for (guint i = 0; self->properties != NULL && i < self->properties->len; i += 2) {
    const char *name = self->properties->pdata[i], *value = self->properties->pdata[i + 1];
    bool said = self->kind == FL_EMIT_NODE && g_strcmp0(value, self->name) == 0;
    if (!said && *value != '\0' && !g_strv_contains(taken, name))
      append_pair(out, name, value);
  }
}

static char *
format_edge(const FlEmitted *self)
{
  g_autofree char *sentence = g_strdup_printf("%s %s %s", self->from, self->what, self->to);
  GString *out = g_string_new(NULL);
  if (self->properties == NULL) {
    fl_yaml_append_scalar(out, sentence);
    return g_string_free(out, FALSE);
  }
  g_string_append(out, "{");
  append_pair(out, "edge", self->what);
  append_pair(out, "from", self->from);
  append_pair(out, "to", self->to);
  append_properties(out, self);
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

char *
fl_yaml_format_expectation(const FlEmitted *emitted)
{
  if (emitted->kind == FL_EMIT_EDGE)
    return format_edge(emitted);
  GString *out = g_string_new("{");
  if (emitted->kind == FL_EMIT_SET) {
    g_string_append(out, "set: {");
    append_pair(out, emitted->what, emitted->name);
    g_string_append(out, "}");
  } else if (emitted->kind == FL_EMIT_UPDATE) {
    append_pair(out, "update", emitted->what);
    append_properties(out, emitted);
  } else {
    append_pair(out, "node", emitted->what);
    append_pair(out, "text", emitted->name);
    append_properties(out, emitted);
  }
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}
