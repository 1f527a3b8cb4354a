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
  size_t n = (size_t)(g_utf8_next_char(p) - p), length = 0;
  while (length < n && p[length] != '\0')
    length++;
  return length;
}

/* How far a delimited piece reaches, from its opening to behind its closing character. */
static size_t
delimited_length(const char *p, char close)
{
  const char *end = strchr(p + 1, close);
  return end == NULL ? strlen(p) : (size_t)(end - p) + 1;
}

/* Digits behind a backslash: \0 and up to two more octal ones, a back
 * reference, or up to three octal ones. */
static size_t
digits_length(const char *p)
{
  return *p >= '8' ? strspn(p, "0123456789") : MIN(strspn(p, "01234567"), 3);
}

/* `{2}`, `{2,}`, `{2,3}`, `{,3}`; 0 for anything else. */
static size_t
braces_length(const char *p)
{
  size_t digits = strspn(p + 1, "0123456789"), n = 1 + digits;
  if (p[n] == ',') {
    digits += strspn(p + n + 1, "0123456789");
    n = 2 + digits;
  }
  return digits > 0 && p[n] == '}' ? n + 1 : 0;
}

/* What belongs to an escape behind its letter: `p` stands behind that. */
static size_t
argument_length(char letter, const char *p)
{
  if (strchr("pPxogk", letter) != NULL && *p == '{')
    return delimited_length(p, '}');
  if (letter == 'N' && *p == '{' && braces_length(p) == 0)
    return delimited_length(p, '}');
  if (strchr("gk", letter) != NULL && (*p == '<' || *p == '\''))
    return delimited_length(p, *p == '<' ? '>' : '\'');
  if (letter == 'g')
    return strspn(p, "+-") + strspn(p + strspn(p, "+-"), "0123456789");
  if (strchr("pPc", letter) != NULL && *p != '\0')
    return char_length(p);
  return letter == 'x' ? MIN(strspn(p, "0123456789abcdefABCDEF"), 2) : 0;
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
  *ret_length = g_ascii_isdigit(c) ? 1 + digits_length(p + 1) : 2 + argument_length(c, p + 2);
  return FL_TOKEN_ESCAPE;
}

/* ---- classes */

/* `[:alpha:]` in a class; 0 for a bracket that stands for itself. */
static size_t
posix_length(const char *p)
{
  if (p[0] != '[' || p[1] == '\0' || strchr(":.=", p[1]) == NULL)
    return 0;
  for (const char *q = p + 2; *q != '\0' && *q != ']'; q++) {
    if (q[0] == '\\' && (q[1] == ']' || q[1] == '\\'))
      q++;
    else if (q[0] == '[' && q[1] == p[1])
      return 0;
    else if (q[0] == p[1] && q[1] == ']')
      return (size_t)(q - p) + 2;
  }
  return 0;
}

/* From \Q to behind \E. */
static size_t
quoted_length(const char *p)
{
  const char *end = strstr(p, "\\E");
  return end == NULL ? strlen(p) : (size_t)(end - p) + 2;
}

/* Behind what may stand before the first character of a class, and behind that when it is a bracket. */
static const char *
skip_class_start(const char *p)
{
  for (bool negated = false;;) {
    if (g_str_has_prefix(p, "\\E"))
      p += 2;
    else if (g_str_has_prefix(p, "\\Q\\E"))
      p += 4;
    else if (*p == '^' && !negated) {
      negated = true;
      p++;
    } else
      return *p == ']' ? p + 1 : p;
  }
}

static size_t
class_length(const char *p)
{
  const char *q = skip_class_start(p + 1);
  while (*q != '\0' && *q != ']') {
    size_t length = posix_length(q);
    if (q[0] == '\\' && q[1] == 'Q')
      length = quoted_length(q);
    else if (*q == '\\' && q[1] != 'g') /* no reference here */
      scan_escape(q, &length);
    else if (length == 0)
      length = char_length(q);
    q += length;
  }
  return (size_t)(q - p) + (*q == ']' ? 1 : 0);
}

/* ---- groups, and what else begins like one */

/* `(?C)`, `(?C1)`, `(?C'text')`: in a text its last mark may stand twice. */
static size_t
callout_length(const char *p)
{
  const char *q = p + 3;
  char close = *q == '{' ? '}' : *q;
  if (*q != '\0' && strchr("`'\"^%#${", *q) != NULL)
    for (q++; *q != '\0' && (*q != close || q[1] == close); q++)
      q += *q == close;
  return (size_t)(q - p) + delimited_length(q - 1, ')') - 1;
}

/* `(*VERB:name)`, `(*atomic:`, which is a group, or a parenthesis with something wrong behind it. */
static FlTokenKind
scan_verb(const char *p, size_t *ret_length)
{
  size_t n = 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz_");
  if (n > 2 && p[n] == ':') {
    *ret_length = n + 1;
    return FL_TOKEN_OPEN;
  }
  bool verb = g_ascii_isalpha(p[2]) || p[2] == ':';
  *ret_length = verb ? delimited_length(p, ')') : 1;
  return verb ? FL_TOKEN_DIRECTIVE : FL_TOKEN_OPEN;
}

/* `(?<name>`, `(?P<name>`, `(?'name'`; 0 for anything else. */
static size_t
name_length(const char *p)
{
  size_t n = p[2] == 'P' && p[3] == '<' ? 3 : 2;
  return p[n] == '<' || p[n] == '\'' ? n + delimited_length(p + n, p[n] == '<' ? '>' : '\'') : 0;
}

/* `(?R)`, `(?1)`, `(?-1)`, `(?&name)`, `(?P>name)`, `(?P=name)`. */
static bool
is_call(const char *p)
{
  return p[2] == 'R' || p[2] == '&' || g_ascii_isdigit(p[2]) ||
         (p[2] == 'P' && (p[3] == '>' || p[3] == '=')) ||
         ((p[2] == '+' || p[2] == '-') && g_ascii_isdigit(p[3]));
}

/* `(?i)`, `(?i-s:`, `(?(1)`, `(?` before a condition that is an assertion. */
static FlTokenKind
scan_setting(const char *p, size_t *ret_length)
{
  *ret_length = 2;
  if (p[2] == '(') {
    if (p[3] != '?' && p[3] != '*')
      *ret_length += delimited_length(p + 2, ')');
    return FL_TOKEN_OPEN;
  }
  size_t n = 2 + strspn(p + 2, "imsxnJU-^");
  *ret_length = p[n] == ')' || p[n] == ':' ? n + 1 : n;
  return p[n] == ')' ? FL_TOKEN_DIRECTIVE : FL_TOKEN_OPEN;
}

static FlTokenKind
scan_open(const char *p, size_t *ret_length)
{
  bool plain = p[1] == '?' && p[2] != '\0' && strchr(":=!>|*", p[2]) != NULL;
  bool behind = p[1] == '?' && p[2] == '<' && p[3] != '\0' && strchr("=!*", p[3]) != NULL;
  *ret_length = plain ? 3 : behind ? 4 : 1;
  if (plain || behind)
    return FL_TOKEN_OPEN;
  if (p[1] == '*')
    return scan_verb(p, ret_length);
  if (p[1] != '?')
    return FL_TOKEN_OPEN;
  if (p[2] == '#' || p[2] == 'C') {
    *ret_length = p[2] == '#' ? delimited_length(p, ')') : callout_length(p);
    return FL_TOKEN_DIRECTIVE;
  }
  if (is_call(p)) {
    *ret_length = delimited_length(p, ')');
    return FL_TOKEN_ESCAPE;
  }
  *ret_length = name_length(p);
  return *ret_length > 0 ? FL_TOKEN_OPEN : scan_setting(p, ret_length);
}

static FlTokenKind
scan_brace(const char *p, size_t *ret_length)
{
  size_t n = braces_length(p);
  if (n > 0) {
    *ret_length = n + (p[n] == '?' || p[n] == '+');
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
  size_t start = self->position, length = 0;
  const char *p = self->pattern + start;
  FlToken token = {FL_TOKEN_END, start, start};
  if (p[0] == '\\' && p[1] == (self->quoted ? 'E' : 'Q')) {
    self->quoted = !self->quoted;
    token.kind = FL_TOKEN_DIRECTIVE;
    length = 2;
  } else if (*p != '\0') {
    token.kind = FL_TOKEN_LITERAL;
    length = char_length(p);
    if (!self->quoted)
      token.kind = scan(p, &length);
  }
  token.end = self->position = start + length;
  return token;
}
