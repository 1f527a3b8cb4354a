#include "fl-pattern-scanner.h"

#include <glib.h>
#include <string.h>

void
fl_pattern_scanner_init(FlPatternScanner *self, const char *pattern)
{
  *self = (FlPatternScanner){.pattern = pattern};
}

static size_t
char_length(const char *p)
{
  size_t n = (size_t)(g_utf8_next_char(p) - p);
  return strnlen(p, n);
}

/* How far a delimited piece reaches, from its opening to behind its closing character. */
static size_t
delimited_length(const char *p, char close)
{
  const char *end = strchr(p + 1, close);
  return end == NULL ? strlen(p) : (size_t)(end - p) + 1;
}

static FlTokenKind
scan_escape(const char *p, size_t *ret_length)
{
  char c = p[1];
  if (c == '\0') {
    *ret_length = 1;
    return FL_TOKEN_LITERAL;
  }
  *ret_length = 1 + char_length(p + 1);
  if (!g_ascii_isalnum(c))
    return FL_TOKEN_LITERAL;
  if (strchr("pPxoNgk", c) != NULL && p[2] == '{')
    *ret_length = 2 + delimited_length(p + 2, '}');
  else if (strchr("gk", c) != NULL && (p[2] == '<' || p[2] == '\''))
    *ret_length = 2 + delimited_length(p + 2, p[2] == '<' ? '>' : '\'');
  else if (strchr("pP", c) != NULL && p[2] != '\0')
    *ret_length = 2 + char_length(p + 2);
  else if (c == 'x')
    *ret_length = 2 + strspn(p + 2, "0123456789abcdefABCDEF");
  else if (g_ascii_isdigit(c))
    *ret_length = 1 + strspn(p + 1, "0123456789");
  return FL_TOKEN_ESCAPE;
}

static size_t
class_length(const char *p)
{
  const char *q = p + 1;
  if (*q == '^')
    q++;
  if (*q == ']')
    q++;
  while (*q != '\0' && *q != ']') {
    size_t length = char_length(q);
    if (*q == '\\')
      scan_escape(q, &length);
    else if (q[0] == '[' && q[1] == ':' && strstr(q, ":]") != NULL)
      length = (size_t)(strstr(q, ":]") - q) + 2;
    q += length;
  }
  return (size_t)(q - p) + (*q == ']' ? 1 : 0);
}

static FlTokenKind
scan_open(const char *p, size_t *ret_length)
{
  static const char *const kinds[] = {"(?<=", "(?<!", "(?:", "(?=", "(?!", "(?>", "(?|"};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_prefix(p, kinds[i])) {
      *ret_length = strlen(kinds[i]);
      return FL_TOKEN_OPEN;
    }
  if (g_str_has_prefix(p, "(?#") || g_str_has_prefix(p, "(*")) {
    *ret_length = delimited_length(p, ')');
    return FL_TOKEN_DIRECTIVE;
  }
  if (g_str_has_prefix(p, "(?<") || g_str_has_prefix(p, "(?P<") || g_str_has_prefix(p, "(?'")) {
    const char *name = p + (p[2] == 'P' ? 3 : 2);
    *ret_length = (size_t)(name - p) + delimited_length(name, *name == '\'' ? '\'' : '>');
    return FL_TOKEN_OPEN;
  }
  if (!g_str_has_prefix(p, "(?")) {
    *ret_length = 1;
    return FL_TOKEN_OPEN;
  }
  size_t n = 2 + strspn(p + 2, "imsxnJU-^");
  *ret_length = p[n] == '\0' ? n : n + 1;
  return p[n] == ')' ? FL_TOKEN_DIRECTIVE : FL_TOKEN_OPEN;
}

/* `{2}`, `{2,}`, `{2,3}`, `{,3}`; anything else that begins with a digit or comma is no quantifier either. */
static size_t
braces_length(const char *p)
{
  size_t n = 1 + strspn(p + 1, "0123456789");
  if (p[n] == ',')
    n += 1 + strspn(p + n + 1, "0123456789");
  return n > 1 && p[n] == '}' ? n + 1 : 0;
}

static FlTokenKind
scan_brace(const char *p, size_t *ret_length)
{
  size_t n = braces_length(p);
  if (n > 0) {
    *ret_length = n + strspn(p + n, "?+") % 2;
    return FL_TOKEN_QUANTIFIER;
  }
  if (!g_ascii_isalpha(p[1]) || strchr(p, '}') == NULL) {
    *ret_length = 1;
    return FL_TOKEN_LITERAL;
  }
  *ret_length = delimited_length(p, '}');
  return FL_TOKEN_HOLE;
}

static FlTokenKind
scan_plain(const char *p, size_t *ret_length)
{
  *ret_length = char_length(p);
  switch (*p) {
  case '.':
    return FL_TOKEN_ANY;
  case '|':
    return FL_TOKEN_ALTERNATION;
  case ')':
    return FL_TOKEN_CLOSE;
  case '^':
  case '$':
    return FL_TOKEN_ANCHOR;
  case '*':
  case '+':
  case '?':
    *ret_length += p[1] == '?' || p[1] == '+' ? 1 : 0;
    return FL_TOKEN_QUANTIFIER;
  default:
    return FL_TOKEN_LITERAL;
  }
}

static FlTokenKind
scan(const char *p, size_t *ret_length)
{
  switch (*p) {
  case '\\':
    return scan_escape(p, ret_length);
  case '[':
    *ret_length = class_length(p);
    return FL_TOKEN_CLASS;
  case '(':
    return scan_open(p, ret_length);
  case '{':
    return scan_brace(p, ret_length);
  default:
    return scan_plain(p, ret_length);
  }
}

FlToken
fl_pattern_scanner_next(FlPatternScanner *self)
{
  const char *p = self->pattern + self->position;
  while (g_str_has_prefix(p, self->quoted ? "\\E" : "\\Q")) {
    self->quoted = !self->quoted;
    p += 2;
  }
  size_t start = (size_t)(p - self->pattern), length = 0;
  FlToken token = {FL_TOKEN_END, start, start};
  if (*p != '\0') {
    token.kind = FL_TOKEN_LITERAL;
    length = char_length(p);
    if (!self->quoted)
      token.kind = scan(p, &length);
  }
  token.end = self->position = start + length;
  return token;
}
