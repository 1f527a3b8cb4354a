#include "fl-syntax.h"
#include "fl-pattern-scanner.h"
#include "fl-syntax-memo.h"

#include <string.h>

/* Groups in groups; deeper ones PCRE2 itself refuses. */
enum { MAX_DEPTH = 256 };

typedef struct {
  FlPatternScanner scanner;
  FlToken token; /* the next one */
  FlSyntax *syntax;
  FlSyntaxMemo *memo; /* NULL: none */
  bool failed;
  int depth;
} Parser;

static uint32_t parse_choice(Parser *self);

void
fl_syntax_free(FlSyntax *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->nodes);
  g_array_unref(self->chars);
  g_free(self);
}

static FlSyntaxNode *
get(const Parser *self, uint32_t index)
{
  return &g_array_index(self->syntax->nodes, FlSyntaxNode, index);
}

static uint32_t
add(Parser *self, FlSyntaxKind kind)
{
  FlSyntaxNode node = {
      .kind = kind, .child = FL_SYNTAX_NONE, .last_child = FL_SYNTAX_NONE, .next = FL_SYNTAX_NONE};
  node.first_char = self->syntax->chars->len;
  g_array_append_val(self->syntax->nodes, node);
  return self->syntax->nodes->len - 1;
}

static void
add_child(Parser *self, uint32_t parent, uint32_t child)
{
  FlSyntaxNode *node = get(self, parent);
  if (node->child == FL_SYNTAX_NONE)
    node->child = child;
  else
    get(self, node->last_child)->next = child;
  node->last_child = child;
}

static uint32_t
fail(Parser *self)
{
  self->failed = true;
  return add(self, FL_SYNTAX_OPAQUE);
}

static const char *
text_of(const Parser *self)
{
  return self->scanner.pattern + self->token.start;
}

/* \Q and \E only say how the text between them is read, which the scanner does. */
static void
advance(Parser *self)
{
  do
    self->token = fl_pattern_scanner_next(&self->scanner);
  while (self->token.kind == FL_TOKEN_DIRECTIVE &&
         (g_str_has_prefix(text_of(self), "\\Q") || g_str_has_prefix(text_of(self), "\\E")));
  self->failed |= self->token.kind == FL_TOKEN_DIRECTIVE || self->token.kind == FL_TOKEN_HOLE;
}

/* ---- single items */

static uint32_t
finish_chars(Parser *self, FlSyntaxKind kind, guint first)
{
  uint32_t index = add(self, kind);
  FlSyntaxNode *node = get(self, index);
  node->first_char = first;
  node->n_chars = self->syntax->chars->len - first;
  return index;
}

static uint32_t
add_any(Parser *self, uint64_t separators)
{
  uint32_t index = add(self, FL_SYNTAX_ANY);
  get(self, index)->separators = separators;
  return index;
}

static uint32_t
parse_literal(Parser *self)
{
  const char *text = text_of(self);
  bool escaped = *text == '\\' && self->token.end - self->token.start > 1;
  guint first = self->syntax->chars->len;
  gunichar c = fl_symbol(g_utf8_get_char(escaped ? text + 1 : text));
  if (*text == '{') /* newer versions take more for a quantifier than older ones */
    return fail(self);
  g_array_append_val(self->syntax->chars, c);
  return finish_chars(self, FL_SYNTAX_TEXT, first);
}

static uint32_t
parse_escape(Parser *self)
{
  const char *text = text_of(self);
  size_t length = self->token.end - self->token.start;
  guint first = self->syntax->chars->len;
  if (*text == '(') /* a call, or a back reference */
    return g_str_has_prefix(text, "(?P=") ? add(self, FL_SYNTAX_OPAQUE) : fail(self);
  if (fl_syntax_read_escape(text, length, self->syntax->chars))
    return finish_chars(self, FL_SYNTAX_TEXT, first);
  bool name = text[1] == 'N' && length > 2, call = text[1] == 'g' && strchr("<'", text[2]) != NULL;
  if (strchr("bBAzZ", text[1]) != NULL)
    return add(self, text[1] == 'A' ? FL_SYNTAX_START : FL_SYNTAX_EMPTY);
  if (strchr("DwWsShHvVNpP", text[1]) != NULL && !name)
    return add_any(self, fl_syntax_find_escape_separators(text, length));
  if ((strchr("RXkg", text[1]) != NULL || g_ascii_isdigit(text[1])) && !call)
    return add(self, FL_SYNTAX_OPAQUE);
  return fail(self);
}

static uint32_t
parse_class(Parser *self)
{
  guint first = self->syntax->chars->len;
  if (fl_syntax_read_class(text_of(self), self->token.end - self->token.start, self->syntax->chars))
    return finish_chars(self, FL_SYNTAX_SET, first);
  g_array_set_size(self->syntax->chars, first);
  return add_any(self, fl_syntax_find_class_separators(text_of(self), self->token.end - self->token.start));
}

/* ---- groups */

typedef enum { GROUP_PLAIN, GROUP_AHEAD, GROUP_BEHIND, GROUP_SILENT, GROUP_UNKNOWN } GroupKind;

static GroupKind
find_group_kind(const char *text, size_t length)
{
  static const char *const plain[] = {"(?:", "(?>", "(?<", "(?'", "(?P<"};
  static const char *const silent[] = {"(?<!", "(?!"};
  if (length == 1)
    return GROUP_PLAIN;
  if (g_str_has_prefix(text, "(?="))
    return GROUP_AHEAD;
  if (g_str_has_prefix(text, "(?<="))
    return GROUP_BEHIND;
  for (size_t i = 0; i < G_N_ELEMENTS(silent); i++)
    if (g_str_has_prefix(text, silent[i]))
      return GROUP_SILENT;
  if (g_str_has_prefix(text, "(?<*"))
    return GROUP_UNKNOWN;
  for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
    if (g_str_has_prefix(text, plain[i]))
      return GROUP_PLAIN;
  return GROUP_UNKNOWN;
}

/* Takes a group that was parsed before; false where this one was not. */
static bool
take_known(Parser *self, uint32_t *ret_inner)
{
  size_t start = self->token.start, length = 0;
  uint32_t fragment = fl_syntax_memo_find(self->memo, text_of(self), &length);
  if (fragment == 0)
    return false;
  *ret_inner = fl_syntax_memo_graft(self->memo, fragment, self->syntax);
  self->scanner.position = start + length;
  self->token = (FlToken){FL_TOKEN_CLOSE, start + length - 1, start + length};
  return true;
}

/* A group that only holds its parts together, from "(?:" up to its ")". */
static uint32_t
parse_inner(Parser *self)
{
  size_t start = self->token.start;
  guint first_node = self->syntax->nodes->len, first_char = self->syntax->chars->len;
  uint32_t inner = FL_SYNTAX_NONE;
  bool plain = self->memo != NULL && self->token.end - start == 3 && text_of(self)[2] == ':';
  if (plain && take_known(self, &inner))
    return inner;
  advance(self);
  inner = parse_choice(self);
  if (plain && !self->failed && self->token.kind == FL_TOKEN_CLOSE)
    fl_syntax_memo_add(self->memo, self->scanner.pattern + start, self->token.end - start, self->syntax,
                       first_node, first_char, inner);
  return inner;
}

static uint32_t
parse_group(Parser *self)
{
  GroupKind kind = find_group_kind(text_of(self), self->token.end - self->token.start);
  if (kind == GROUP_UNKNOWN || self->depth == MAX_DEPTH)
    return fail(self);
  self->depth++;
  uint32_t inner = parse_inner(self);
  self->depth--;
  if (self->token.kind != FL_TOKEN_CLOSE)
    return fail(self);
  if (kind == GROUP_SILENT)
    return add(self, FL_SYNTAX_EMPTY);
  if (kind == GROUP_PLAIN)
    return inner;
  uint32_t looked_at = add(self, kind == GROUP_AHEAD ? FL_SYNTAX_AHEAD : FL_SYNTAX_BEHIND);
  add_child(self, looked_at, inner);
  return looked_at;
}

/* ---- items one after another */

static bool
read_bounds(const Parser *self, uint32_t *ret_min, uint32_t *ret_max)
{
  const char *text = text_of(self);
  if (*text != '{') {
    *ret_min = *text == '+';
    *ret_max = *text == '?' ? 1 : FL_SYNTAX_UNBOUNDED;
    return true;
  }
  char *end = NULL;
  if (!g_ascii_isdigit(text[1])) /* {,3}: literal or not, as the version has it */
    return false;
  *ret_min = *ret_max = (uint32_t)g_ascii_strtoull(text + 1, &end, 10);
  if (*end == ',')
    *ret_max = end[1] == '}' ? FL_SYNTAX_UNBOUNDED : (uint32_t)g_ascii_strtoull(end + 1, NULL, 10);
  return true;
}

static uint32_t
parse_quantifiers(Parser *self, uint32_t item)
{
  while (self->token.kind == FL_TOKEN_QUANTIFIER && !self->failed) {
    uint32_t repeat = add(self, FL_SYNTAX_REPEAT), min = 0, max = 0;
    self->failed |= !read_bounds(self, &min, &max);
    get(self, repeat)->min = min;
    get(self, repeat)->max = max;
    add_child(self, repeat, item);
    item = repeat;
    advance(self);
  }
  return item;
}

static uint32_t
parse_item(Parser *self)
{
  uint32_t item = FL_SYNTAX_NONE;
  switch (self->token.kind) {
  case FL_TOKEN_LITERAL:
    item = parse_literal(self);
    break;
  case FL_TOKEN_ESCAPE:
    item = parse_escape(self);
    break;
  case FL_TOKEN_CLASS:
    item = parse_class(self);
    break;
  case FL_TOKEN_OPEN:
    item = parse_group(self);
    break;
  case FL_TOKEN_ANY:
    item = add_any(self, FL_SEPARATORS_ALL);
    break;
  case FL_TOKEN_ANCHOR:
    item = add(self, *text_of(self) == '^' ? FL_SYNTAX_START : FL_SYNTAX_EMPTY);
    break;
  default:
    return fail(self);
  }
  if (!self->failed)
    advance(self);
  return parse_quantifiers(self, item);
}

/* Characters that stand side by side become one text. */
static bool
extends_last(Parser *self, uint32_t sequence, uint32_t item)
{
  const FlSyntaxNode *added = get(self, item);
  uint32_t last = get(self, sequence)->last_child;
  FlSyntaxNode *before = last == FL_SYNTAX_NONE ? NULL : get(self, last);
  if (before == NULL || before->kind != FL_SYNTAX_TEXT || added->kind != FL_SYNTAX_TEXT ||
      before->first_char + before->n_chars != added->first_char)
    return false;
  before->n_chars += added->n_chars;
  return true;
}

static uint32_t
parse_sequence(Parser *self)
{
  uint32_t sequence = add(self, FL_SYNTAX_SEQUENCE);
  while (!self->failed && self->token.kind != FL_TOKEN_END && self->token.kind != FL_TOKEN_CLOSE &&
         self->token.kind != FL_TOKEN_ALTERNATION) {
    uint32_t item = parse_item(self);
    if (!extends_last(self, sequence, item))
      add_child(self, sequence, item);
  }
  return sequence;
}

static uint32_t
parse_choice(Parser *self)
{
  uint32_t first = parse_sequence(self);
  if (self->failed || self->token.kind != FL_TOKEN_ALTERNATION)
    return first;
  uint32_t choice = add(self, FL_SYNTAX_CHOICE);
  add_child(self, choice, first);
  while (!self->failed && self->token.kind == FL_TOKEN_ALTERNATION) {
    advance(self);
    add_child(self, choice, parse_sequence(self));
  }
  return choice;
}

FlSyntax *
fl_syntax_parse(const char *pattern)
{
  return fl_syntax_parse_with(pattern, NULL);
}

FlSyntax *
fl_syntax_parse_with(const char *pattern, FlSyntaxMemo *memo)
{
  g_autoptr(FlSyntax) syntax = g_new0(FlSyntax, 1);
  syntax->nodes = g_array_new(FALSE, FALSE, sizeof(FlSyntaxNode));
  syntax->chars = g_array_new(FALSE, FALSE, sizeof(gunichar));
  Parser parser = {.syntax = syntax, .memo = memo};
  fl_pattern_scanner_init(&parser.scanner, pattern);
  advance(&parser);
  syntax->root = parse_choice(&parser);
  return parser.failed || parser.token.kind != FL_TOKEN_END ? NULL : g_steal_pointer(&syntax);
}
