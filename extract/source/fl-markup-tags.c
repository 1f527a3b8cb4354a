#include "fl-markup-tags.h"
#include "fl-limits.h"

#include <string.h>

/* A word of a tag, or a sign: = / > or what is quoted behind a =. Returns its end. */
static const char *
skip_piece(const char *at, const char *end, char before)
{
  if (before == '=' && (*at == '"' || *at == '\'')) {
    const char *quote = memchr(at + 1, *at, (gsize)(end - at - 1));
    return quote != NULL ? quote + 1 : end;
  }
  if (strchr("=/>", *at) != NULL)
    return at + 1;
  while (at < end && !g_ascii_isspace(*at) && *at != '=' && *at != '>' && *at != '\0')
    at++;
  return at;
}

/* From behind a tag's name to behind the tag; NULL where it has too many attributes. */
static const char *
skip_tag(const char *at, const char *end)
{
  guint n = 0;
  char before = '\0';
  while (at < end && before != '>') {
    if (g_ascii_isspace(*at) || *at == '\0') {
      at++;
      continue;
    }
    n += before != '=' && strchr("=/>", *at) == NULL;
    if (n > FL_LIMIT_ATTRIBUTES)
      return NULL;
    char first = *at;
    at = skip_piece(at, end, before);
    before = first == '=' && before == '=' ? '\0' : first;
  }
  return at;
}

/* What stands in them is no markup. */
static bool
is_raw(const char *name, gsize length, FlMarkupKind kind)
{
  return kind == FL_MARKUP_HTML && ((length == 6 && g_ascii_strncasecmp(name, "script", 6) == 0) ||
                                    (length == 5 && g_ascii_strncasecmp(name, "style", 5) == 0));
}

bool
fl_markup_tags_check(const char *text, gsize length, FlMarkupKind kind)
{
  const char *end = text + length;
  for (const char *at = text; (at = memchr(at, '<', (gsize)(end - at))) != NULL;) {
    const char *name = ++at;
    if (at == end || strchr("!?/", *at) != NULL || g_ascii_isspace(*at))
      continue;
    while (at < end && !g_ascii_isspace(*at) && *at != '>' && *at != '/')
      at++;
    bool raw = is_raw(name, (gsize)(at - name), kind);
    at = skip_tag(at, end);
    if (at == NULL)
      return false;
    const char *close = raw && at[-1] == '>' && at[-2] != '/' ? g_strstr_len(at, end - at, "</") : NULL;
    at = close != NULL ? close : at;
  }
  return true;
}
