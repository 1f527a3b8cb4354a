/*
 * HTML and XML: each block of text is a line, called as it is counted; its place is the path of its element.
 *
 * HTML: an element that is not one of those that stand in a line (b, span, a …) is a block. A row of a table is one line,
 * its cells apart by tabs, unless it has one cell or its cells hold blocks of their own. A br ends a line. Boilerplate is
 * left out (fl-boilerplate.h). XML: an element in which text stands is a block, with all in it; title, head and heading
 * are headings. A document of XML whose root is html is HTML.
 */
#include "fl-boilerplate.h"
#include "fl-reader.h"

#include <string.h>

typedef struct {
  FlReading *reading;
  bool html;
  GString *line;
  bool space;          /* white space is pending */
  const FlNode *block; /* whose text the line is */
  uint8_t heading;
  guint preformatted; /* how many pre are open */
  guint inside;       /* in XML: how many elements are open in that of the line */
} Walk;

static void walk_children(Walk *self, const FlNode *parent);

/* ---- the encoding */

/* The value behind `name` and an equals sign between two places; NULL when there is none. */
static char *
dup_value(const char *from, gsize length, const char *name)
{
  g_autofree char *tag = g_strndup(from, length), *lower = g_ascii_strdown(tag, -1);
  const char *at = strstr(lower, name);
  if (at == NULL)
    return NULL;
  at += strlen(name);
  at += strspn(at, " \t\r\n");
  if (*at != '=')
    return NULL;
  at++;
  at += strspn(at, " \t\r\n\"'");
  gsize end = strcspn(at, " \t\r\n\"';/>?");
  return end == 0 ? NULL : g_strndup(at, end);
}

/* What a file says that it is in: the encoding of an XML declaration, or of a meta element near the beginning. */
static const char *
find_declared(const char *data, gsize length)
{
  enum { LOOKED_AT = 4096 };
  g_autofree char *head = g_strndup(data, MIN(length, LOOKED_AT)), *lower = g_ascii_strdown(head, -1);
  g_autofree char *name = NULL;
  const char *end = g_str_has_prefix(lower, "<?xml") ? strstr(lower, "?>") : NULL;
  if (end != NULL)
    name = dup_value(lower, (gsize)(end - lower), "encoding");
  for (const char *at = lower; name == NULL && (at = strstr(at, "<meta")) != NULL; at++)
    name = dup_value(at, strcspn(at, ">"), "charset");
  const char *found = name == NULL ? NULL : fl_encoding_find(name);
  return found == NULL || g_str_has_prefix(found, "UTF-16") || g_str_has_prefix(found, "UTF-32")
             ? NULL /* in that it could not have been read */
             : found;
}

/* What a page says of itself is often wrong: then it is read as any text. */
static bool
decode(GBytes *bytes, const FlReadOptions *options, FlDecoded *ret_decoded, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  data = length == 0 ? "" : data;
  FlDeclaration declared = {find_declared(data, length), "as it says itself"};
  return (declared.name != NULL && fl_decode(data, length, declared, ret_decoded, NULL)) ||
         fl_decode(data, length, options->encoding, ret_decoded, error);
}

/* ---- lines */

static void
end_line(Walk *self)
{
  g_autoptr(GString) place = g_string_new(NULL);
  while (self->line->len > 0 && strchr("\n\t", self->line->str[self->line->len - 1]) != NULL)
    g_string_truncate(self->line, self->line->len - 1);
  self->space = false;
  if (self->line->len == 0)
    return;
  fl_node_append_path(self->block, place);
  FlSourceLine line = {.number = fl_reading_get_next_number(self->reading), .heading = self->heading};
  fl_reading_add(self->reading, self->line->str, &line, place->str);
  g_string_truncate(self->line, 0);
}

static void
add_text(Walk *self, const char *text)
{
  for (; *text != '\0'; text++) {
    if (g_ascii_isspace(*text) && self->preformatted == 0) {
      self->space = true;
      continue;
    }
    if (self->space && self->line->len > 0 && strchr("\n\t", self->line->str[self->line->len - 1]) == NULL)
      g_string_append_c(self->line, ' ');
    self->space = false;
    if (*text != '\r')
      g_string_append_c(self->line, *text);
  }
}

/* A mark between parts of a line: the end of a cell, a line break. */
static void
add_mark(Walk *self, char mark)
{
  self->space = false;
  if (self->line->len > 0)
    g_string_append_c(self->line, mark);
}

/* ---- elements */

static bool
is_inline(const FlNode *element)
{
  static const char *const names[] = {"a",     "abbr",   "acronym", "b",   "bdi",  "bdo",  "big",  "cite",
                                      "code",  "data",   "dfn",     "em",  "font", "i",    "ins",  "kbd",
                                      "label", "mark",   "q",       "rb",  "ruby", "s",    "samp", "small",
                                      "span",  "strike", "strong",  "sub", "sup",  "time", "tt",   "u",
                                      "var",   "wbr",    "img",     "br",  NULL};
  return g_strv_contains(names, fl_node_get_name(element));
}

static uint8_t
get_heading(const FlNode *element, bool html)
{
  const char *name = fl_node_get_name(element);
  if ((name[0] == 'h' || name[0] == 'H') && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
    return (uint8_t)(name[1] - '0');
  return !html && (strcmp(name, "title") == 0 || strcmp(name, "head") == 0 || strcmp(name, "heading") == 0);
}

static guint
count_blocks(const FlNode *parent)
{
  guint n = 0;
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child))
    if (fl_node_get_name(child) != NULL)
      n += !is_inline(child) + count_blocks(child);
  return n;
}

static bool
is_cell(const FlNode *node)
{
  return fl_node_is(node, "td") || fl_node_is(node, "th");
}

/* Whether a row of a table is a line. */
static bool
is_line(const FlNode *row)
{
  guint n = 0;
  for (const FlNode *cell = fl_node_get_first(row); cell != NULL; cell = fl_node_get_next(cell)) {
    if (!is_cell(cell))
      continue;
    n++;
    if (count_blocks(cell) > 1)
      return false;
  }
  return n > 1;
}

static void
walk_row(Walk *self, const FlNode *row)
{
  for (const FlNode *cell = fl_node_get_first(row); cell != NULL; cell = fl_node_get_next(cell)) {
    if (!is_cell(cell) || fl_boilerplate_is(cell, false))
      continue;
    const FlNode *only = fl_node_get_first(cell);
    while (only != NULL && (fl_node_get_name(only) == NULL || is_inline(only)))
      only = fl_node_get_next(only);
    walk_children(self, only != NULL ? only : cell);
    add_mark(self, '\t');
  }
}

static void
walk_block(Walk *self, const FlNode *element)
{
  const FlNode *outer = self->block;
  uint8_t heading = self->heading, own = get_heading(element, self->html);
  end_line(self);
  self->block = element;
  self->heading = own > 0 ? own : heading;
  self->preformatted += fl_node_is(element, "pre");
  if (fl_node_is(element, "tr") && is_line(element))
    walk_row(self, element);
  else
    walk_children(self, element);
  end_line(self);
  self->preformatted -= fl_node_is(element, "pre");
  self->heading = heading;
  self->block = outer;
}

static void
walk_html(Walk *self, const FlNode *element)
{
  bool in_line = is_inline(element);
  if (fl_boilerplate_is(element, !in_line))
    return;
  if (fl_node_is(element, "br"))
    add_mark(self, '\n');
  else if (in_line)
    walk_children(self, element);
  else
    walk_block(self, element);
}

static bool
has_own_text(const FlNode *element)
{
  for (const FlNode *child = fl_node_get_first(element); child != NULL; child = fl_node_get_next(child)) {
    const char *text = fl_node_get_text(child);
    if (text != NULL && text[strspn(text, " \t\r\n")] != '\0')
      return true;
  }
  return false;
}

static void
walk_children(Walk *self, const FlNode *parent)
{
  bool whole = !self->html && has_own_text(parent); /* what is in it is part of its line */
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child)) {
    const char *text = fl_node_get_text(child);
    if (text != NULL)
      add_text(self, text);
    else if (self->html)
      walk_html(self, child);
    else if (fl_node_get_name(child) != NULL && (whole || self->inside > 0)) {
      self->inside++;
      walk_children(self, child);
      self->inside--;
    } else if (fl_node_get_name(child) != NULL)
      walk_block(self, child);
  }
}

/* Where a tag ends whose name has a prefix, as o:p has that Word leaves in HTML; NULL when none begins here. */
static const char *
find_end_of_prefixed_tag(const char *at)
{
  const char *name = at + 1 + (at[1] == '/'), *end = name;
  while (g_ascii_isalnum(*end))
    end++;
  if (end == name || *end != ':' || !g_ascii_isalpha(end[1]))
    return NULL;
  end += strcspn(end, "<>");
  return *end == '>' ? end : NULL;
}

/* Takes such tags out: the parser would take o:p for p, which ends a line. */
static void
drop_prefixed_tags(FlDecoded *decoded)
{
  char *to = decoded->text;
  for (const char *from = to; *from != '\0';) {
    const char *end = *from == '<' ? find_end_of_prefixed_tag(from) : NULL;
    if (end != NULL)
      from = end + 1;
    else
      *to++ = *from++;
  }
  *to = '\0';
  decoded->length = (gsize)(to - decoded->text);
}

static bool
read_markup(GBytes *bytes, const FlReadOptions *options, FlMarkupKind kind, FlReading *reading,
            GError **error)
{
  FlDecoded decoded = {0};
  if (!decode(bytes, options, &decoded, error))
    return false;
  g_autofree char *text = decoded.text;
  if (kind == FL_MARKUP_HTML)
    drop_prefixed_tags(&decoded);
  g_autoptr(FlMarkup) markup = decoded.length == 0 ? NULL : fl_markup_new(text, decoded.length, kind, error);
  if (markup == NULL && decoded.length > 0)
    return false;
  reading->decoded = decoded;
  reading->decoded.text = NULL;
  if (markup == NULL)
    return true;
  const FlNode *root = fl_markup_get_root(markup);
  g_autoptr(GString) line = g_string_new(NULL);
  Walk walk = {
      .reading = reading, .html = g_ascii_strcasecmp(fl_node_get_name(root), "html") == 0, .line = line};
  walk_block(&walk, root);
  return true;
}

bool
fl_html_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error)
{
  return read_markup(bytes, options, FL_MARKUP_HTML, reading, error);
}

bool
fl_xml_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error)
{
  return read_markup(bytes, options, FL_MARKUP_XML, reading, error);
}
