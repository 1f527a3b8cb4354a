#include "fl-hole.h"

#include <string.h>

bool
fl_is_name(const char *text)
{
  const char *p = text;
  while (g_ascii_islower(*p) || (p > text && (g_ascii_isdigit(*p) || *p == '_')))
    p++;
  return p > text && *p == '\0';
}

bool
fl_is_type_name(const char *text)
{
  const char *p = text;
  while (g_ascii_isupper(*p) || (p > text && g_ascii_isalnum(*p)))
    p++;
  return p > text && *p == '\0';
}

static const char *
find_problem(const FlHole *self)
{
  if (self->name != NULL && !fl_is_name(self->name))
    return "the name of a capture is lower-case letters, digits and underscores";
  bool types = fl_is_type_name(self->things[0]);
  for (char **thing = self->things; *thing != NULL; thing++) {
    if (!fl_is_type_name(*thing) && !fl_is_name(*thing))
      return "a hole holds a Type, several Types with | between, or a define";
    if (fl_is_type_name(*thing) != types)
      return "types and defines can't stand side by side in one hole";
  }
  return NULL;
}

FlHole *
fl_hole_parse(const char *text, size_t length, const char **ret_problem)
{
  g_autofree char *body = g_strndup(text + 1, length - 2);
  g_autoptr(FlHole) self = g_new0(FlHole, 1);
  size_t n = strlen(body);
  if (n > 0 && strchr("+*?", body[n - 1]) != NULL) {
    self->quantifier = body[n - 1];
    body[n - 1] = '\0';
  }
  char *colon = strchr(body, ':');
  if (colon != NULL)
    self->name = g_strndup(body, (size_t)(colon - body));
  self->things = g_strsplit(colon != NULL ? colon + 1 : body, "|", -1);
  *ret_problem = self->things[0] == NULL ? "an empty hole" : find_problem(self);
  return *ret_problem == NULL ? g_steal_pointer(&self) : NULL;
}

void
fl_hole_free(FlHole *self)
{
  if (self == NULL)
    return;
  g_free(self->name);
  g_strfreev(self->things);
  g_free(self);
}
