#include "fl-yaml-scalar.h"

#include <string.h>

typedef struct {
  const FlYamlNode *node;
  const char *source, *p, *end;
  GString *text;
  size_t wanted;     /* the byte of the text that is looked for */
  const char *found; /* where it stands; NULL: not come to yet */
  const char *last;  /* behind what was copied last */
} Reader;

/* Adds what stands at `place`: copied, byte by byte, or as a whole the reading of something else. */
static void
add(Reader *self, const char *text, size_t length, const char *place, bool copied)
{
  size_t before = self->text->len;
  g_string_append_len(self->text, text, (gssize)length);
  if (copied)
    self->last = place + length;
  if (self->found == NULL && self->text->len > self->wanted)
    self->found = copied ? place + (self->wanted - before) : place;
}

static void
add_line_feeds(Reader *self, size_t n, const char *place)
{
  for (; n > 0; n--)
    add(self, "\n", 1, place, false);
}

/* How many bytes a line break takes here; 0 when there is none. */
static size_t
break_length(const Reader *self, const char *p)
{
  if (p < self->end && *p == '\n')
    return 1;
  return p + 1 < self->end && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* ---- plain and quoted scalars */

static const char *
skip_blanks(const Reader *self, const char *p)
{
  while (p < self->end && (*p == ' ' || *p == '\t'))
    p++;
  return p;
}

/* Behind white space with `*ret_breaks` line breaks in it. */
static const char *
skip_breaks(const Reader *self, const char *p, size_t *ret_breaks)
{
  const char *q = skip_blanks(self, p);
  for (*ret_breaks = 0; break_length(self, q) > 0; ++*ret_breaks)
    q = skip_blanks(self, q + break_length(self, q));
  return q;
}

/* What stands for one character behind a backslash. */
static const struct {
  char letter;
  const char *text;
} escapes[] = {
    {'0', ""},         {'a', "\a"},           {'b', "\b"},          {'t', "\t"},   {'n', "\n"},
    {'v', "\v"},       {'f', "\f"},           {'r', "\r"},          {'e', "\x1b"}, {'N', "\xc2\x85"},
    {'_', "\xc2\xa0"}, {'L', "\xe2\x80\xa8"}, {'P', "\xe2\x80\xa9"}};

static void
read_code(Reader *self, size_t digits)
{
  g_autofree char *code = g_strndup(self->p + 2, digits);
  char text[6] = {0};
  gint64 number = g_ascii_strtoll(code, NULL, 16);
  gunichar c = number > 0x10ffff ? 0xfffd : (gunichar)number;
  add(self, text, (size_t)g_unichar_to_utf8(c, text), self->p, false);
  self->p += 2 + digits;
}

static void
read_escape(Reader *self)
{
  static const char letters[] = "xuU";
  static const size_t digits[] = {2, 4, 8};
  char letter = self->p[1];
  const char *code = letter != '\0' ? strchr(letters, letter) : NULL;
  if (code != NULL) {
    read_code(self, digits[code - letters]);
    return;
  }
  const char *c = self->p + 1, *behind = g_utf8_next_char(c);
  size_t length = (size_t)(behind - c);
  for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
    if (escapes[i].letter == letter) {
      c = escapes[i].text;
      length = MAX(strlen(c), 1); /* a zero character is one byte */
    }
  add(self, c, length, self->p, false);
  self->p = behind;
}

/* A line break behind a backslash is nothing, but blank lines behind it are line feeds. */
static void
read_escaped_break(Reader *self)
{
  size_t breaks = 0;
  const char *behind = skip_breaks(self, self->p + 1, &breaks);
  add_line_feeds(self, breaks - 1, self->p);
  self->p = behind;
}

/* Behind the bytes from `p` on, which is one, that stand for themselves. */
static const char *
skip_copied(const Reader *self, const char *p)
{
  char style = self->node->style, special = style == '\'' ? style : '\\';
  do
    p++;
  while (p < self->end && *p != ' ' && *p != '\t' && *p != '\n' && *p != '\r' &&
         (style == 0 || *p != special));
  return p;
}

static void
read_flow(Reader *self)
{
  char style = self->node->style;
  while (self->p < self->end) {
    size_t breaks = 0;
    const char *behind = skip_breaks(self, self->p, &breaks);
    if (breaks > 0) {
      add(self, breaks == 1 ? " " : "", breaks == 1 ? 1 : 0, self->p, false);
      add_line_feeds(self, breaks - 1, self->p);
      self->p = behind;
    } else if (style == '"' && *self->p == '\\' && break_length(self, self->p + 1) > 0)
      read_escaped_break(self);
    else if (style == '"' && *self->p == '\\')
      read_escape(self);
    else if (style == '\'' && *self->p == '\'') {
      add(self, self->p, 1, self->p, true);
      self->p += 2;
    } else {
      const char *stop = behind > self->p ? behind : skip_copied(self, self->p);
      add(self, self->p, (size_t)(stop - self->p), self->p, true);
      self->p = stop;
    }
  }
}

/* ---- block scalars */

/* Whether the rest of a line can be the header of a block scalar: |2- # comment */
static bool
is_header(const char *p, const char *end, char *ret_chomp, bool *ret_explicit)
{
  *ret_chomp = '\0';
  *ret_explicit = false;
  for (p++; p < end && (g_ascii_isdigit(*p) || *p == '+' || *p == '-'); p++)
    if (g_ascii_isdigit(*p))
      *ret_explicit = true;
    else
      *ret_chomp = *p;
  const char *comment = p;
  while (comment < end && strchr(" \t\r\n", *comment) != NULL)
    comment++;
  return comment == end || (*comment == '#' && comment > p);
}

/* The header stands at the end of the line before the scalar. */
static void
find_header(const Reader *self, char *ret_chomp, bool *ret_explicit)
{
  const char *start = self->p;
  while (start > self->source && (start == self->p || start[-1] != '\n'))
    start--;
  for (; start < self->p; start++)
    if (*start == self->node->style && is_header(start, self->p, ret_chomp, ret_explicit))
      return;
}

static const char *
find_line_end(const Reader *self, const char *p)
{
  const char *newline = memchr(p, '\n', (size_t)(self->end - p));
  return newline != NULL ? newline + 1 : self->end;
}

static size_t
count_spaces(const char *p, const char *end)
{
  size_t n = 0;
  while (p + n < end && p[n] == ' ')
    n++;
  return n;
}

static bool
is_blank(const Reader *self, const char *line)
{
  const char *p = line + count_spaces(line, self->end);
  return p == self->end || *p == '\n' || *p == '\r';
}

/* How far the lines are indented: as the first that is not blank; where the header says how far, as much as
 * that line has more of spaces than its text. */
static size_t
measure_indent(const Reader *self, bool explicit)
{
  const char *p = self->p, *t = self->node->text;
  for (; explicit && *t == '\n'; t++)
    p = find_line_end(self, p);
  while (!explicit && p < self->end && is_blank(self, p))
    p = find_line_end(self, p);
  size_t spaces = count_spaces(p, self->end), in_text = explicit ? strspn(t, " ") : 0;
  return spaces - MIN(in_text, spaces);
}

/* What stands between two lines that are not blank: their line breaks, folded. */
static void
add_breaks(Reader *self, size_t breaks, const char *place, bool indented)
{
  if (self->node->style == '>' && !indented)
    breaks--;
  if (breaks == 0)
    add(self, " ", 1, place, false);
  add_line_feeds(self, breaks, place);
}

static void
read_block(Reader *self)
{
  char chomp = '\0';
  bool explicit = false, first = true, indented = false;
  find_header(self, &chomp, &explicit);
  size_t indent = measure_indent(self, explicit), breaks = 0;
  const char *break_place = self->p;
  while (self->p < self->end) {
    const char *next = find_line_end(self, self->p);
    const char *start = self->p + MIN(count_spaces(self->p, next), indent), *stop = next;
    while (stop > start && (stop[-1] == '\n' || stop[-1] == '\r'))
      stop--;
    if (stop > start) {
      bool now = *start == ' ' || *start == '\t';
      if (first)
        add_line_feeds(self, breaks, break_place);
      else
        add_breaks(self, breaks, break_place, indented || now);
      add(self, start, (size_t)(stop - start), start, true);
      indented = now;
      first = false;
      breaks = 0;
    }
    if (breaks == 0)
      break_place = stop;
    breaks += next > stop;
    self->p = next;
  }
  if (chomp == '+' || (chomp == '\0' && !first))
    add_line_feeds(self, chomp == '+' ? breaks : MIN(breaks, 1), break_place);
}

/* ---- */

/* Adds the text to `out`, and returns where byte `wanted` of it stands. */
static size_t
read_scalar(const FlYamlNode *node, const char *source, size_t wanted, GString *out)
{
  Reader self = {
      .node = node, .source = source, .p = source + node->start, .end = source + node->end, .wanted = wanted};
  self.text = out;
  bool block = node->style == '|' || node->style == '>';
  self.last = self.p;
  if (block)
    read_block(&self);
  else
    read_flow(&self);
  return (size_t)((self.found != NULL ? self.found : block ? self.last : self.end) - source);
}

void
fl_yaml_scalar_read(const FlYamlNode *node, const char *source, GString *out)
{
  g_string_truncate(out, 0);
  read_scalar(node, source, SIZE_MAX, out);
}

size_t
fl_yaml_scalar_find(const FlYamlNode *node, const char *source, size_t offset)
{
  g_autoptr(GString) text = g_string_sized_new(node->end - node->start + 1);
  return read_scalar(node, source, offset, text);
}
