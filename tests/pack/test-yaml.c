/* YAML as rule files are written in it: what is refused, and where every byte
 * of a scalar stands in its file. */

#include "fl-yaml.h"

#include <string.h>

/* ---- places: a scalar is written piece by piece, noting where each byte of its text comes from */

typedef struct {
  GRand *random;
  GString *file, *text;
  GArray *places; /* of uint32_t, by byte of the text */
  const char *line_break;
  int indent; /* of the lines behind the first */
} Writer;

static int
choose(Writer *self, int n)
{
  return g_rand_int_range(self->random, 0, n);
}

/* All of a text stands at one place. */
static void
note(Writer *self, const char *text, gsize at)
{
  uint32_t place = (uint32_t)at;
  g_string_append(self->text, text);
  for (gsize i = 0; text[i] != '\0'; i++)
    g_array_append_val(self->places, place);
}

static void
write_as(Writer *self, const char *text, const char *written)
{
  note(self, text, self->file->len);
  g_string_append(self->file, written);
}

static void
write_plainly(Writer *self, const char *text)
{
  for (; *text != '\0'; text++) {
    char byte[] = {*text, '\0'};
    write_as(self, byte, byte);
  }
}

static void
write_spaces(Writer *self, int n)
{
  for (; n > 0; n--)
    g_string_append_c(self->file, ' ');
}

/* ---- plain and quoted */

static const char *const plain_chars[] = {"a", "Z",  "7", "中", "é",   "😀",   "(",
                                          ")", "\\", "+", ".",  "x'y", "会议"};
static const char *const quoted_chars[] = {"{",  "}", "[", ",", "#", "- ", ": ",
                                           " #", "%", "*", "&", "!", "|",  "\t·"};
static const struct {
  const char *text, *written;
} escapes[] = {{"\n", "\\n"},     {"\t", "\\t"},     {"\\", "\\\\"},       {"\"", "\\\""},     {"A", "\\x41"},
               {"é", "\\xe9"},    {"中", "\\u4e2d"}, {"😀", "\\U0001F600"}, {" ", "\\ "},       {"/", "\\/"},
               {"\u00a0", "\\_"}, {"\u2028", "\\L"}, {"\x1b", "\\e"},      {"\xc2\x85", "\\N"}};

static void
write_word(Writer *self, char style)
{
  for (int n = 1 + choose(self, 4); n > 0; n--) {
    const char *c = plain_chars[choose(self, G_N_ELEMENTS(plain_chars))];
    guint escape = (guint)choose(self, G_N_ELEMENTS(escapes));
    if (style == '"' && choose(self, 3) == 0)
      write_as(self, escapes[escape].text, escapes[escape].written);
    else if (style == '\'' && choose(self, 4) == 0)
      write_as(self, "'", "''");
    else if (style == '"' && strchr(c, '\\') != NULL)
      write_as(self, "\\", "\\\\");
    else if (style == '\'' && strchr(c, '\'') != NULL)
      write_plainly(self, "\"");
    else
      write_plainly(self, c);
    c = quoted_chars[choose(self, G_N_ELEMENTS(quoted_chars))];
    if (style != '\0' && n > 1 && choose(self, 4) == 0)
      write_plainly(self, c);
  }
}

/* White space with line breaks in it, as it stands in the file; returns where it begins. */
static gsize
write_breaks(Writer *self, int n)
{
  gsize at = self->file->len;
  write_spaces(self, choose(self, 3));
  for (; n > 0; n--) {
    g_string_append(self->file, self->line_break);
    if (n > 1)
      write_spaces(self, choose(self, 6));
  }
  write_spaces(self, self->indent + choose(self, 3));
  return at;
}

static void
write_fold(Writer *self)
{
  int breaks = 1 + (choose(self, 3) == 0 ? choose(self, 3) : 0);
  gsize at = write_breaks(self, breaks);
  if (breaks == 1)
    note(self, " ", at);
  for (; breaks > 1; breaks--)
    note(self, "\n", at);
}

/* A backslash at a line's end: the break is nothing, blank lines behind it are line feeds. */
static void
write_escaped_break(Writer *self)
{
  gsize at = self->file->len;
  int blank = choose(self, 3) == 0 ? 1 + choose(self, 2) : 0;
  g_string_append_printf(self->file, "\\%s", self->line_break);
  for (int i = 0; i < blank; i++) {
    write_spaces(self, choose(self, 6));
    g_string_append(self->file, self->line_break);
    note(self, "\n", at);
  }
  write_spaces(self, self->indent + choose(self, 3));
}

static void
write_flow_scalar(Writer *self, char style)
{
  if (style != '\0')
    g_string_append_c(self->file, style);
  write_word(self, style);
  for (int n = choose(self, 6); n > 0; n--) {
    int kind = choose(self, 4);
    if (kind == 0)
      write_fold(self);
    else if (kind == 1 && style == '"')
      write_escaped_break(self);
    else
      write_plainly(self, kind == 2 ? "  " : " ");
    write_word(self, style);
  }
  if (style != '\0')
    g_string_append_c(self->file, style);
}

/* ---- blocks */

static void
write_block_word(Writer *self)
{
  for (int n = 1 + choose(self, 5); n > 0; n--) {
    const char *c = plain_chars[choose(self, G_N_ELEMENTS(plain_chars))];
    write_plainly(self, c);
    c = quoted_chars[choose(self, G_N_ELEMENTS(quoted_chars))];
    if (n > 1 && choose(self, 3) == 0)
      write_plainly(self, c);
  }
}

/* Ends a line, then writes `blank` empty ones; in the text this is `noted`. */
static void
end_line(Writer *self, int blank, const char *noted)
{
  note(self, noted, self->file->len);
  for (int i = 0; i <= blank; i++) {
    if (i > 0)
      write_spaces(self, choose(self, self->indent + 1));
    g_string_append(self->file, self->line_break);
  }
}

/* What a line break and `blank` empty lines behind it are in the text; beside an indented line nothing is
 * folded. */
static const char *
read_breaks(char style, int blank, bool indented)
{
  static const char *const line_feeds[] = {" ", "\n", "\n\n", "\n\n\n"};
  return line_feeds[blank + (style == '|' || indented ? 1 : 0)];
}

static int
begin_block(Writer *self, char style, int parent)
{
  static const char *const chomps[] = {"", "-", "+"};
  int chomp = choose(self, 3);
  bool explicit = choose(self, 2) == 0;
  self->indent = parent + 1 + choose(self, 4);
  g_string_append_c(self->file, style);
  if (explicit)
    g_string_append_printf(self->file, "%d", self->indent - parent);
  g_string_append_printf(self->file, "%s%s%s", chomps[chomp], choose(self, 4) == 0 ? "  # a comment" : "",
                         self->line_break);
  int blank = choose(self, 3) == 0 ? 1 + choose(self, 2) : 0;
  if (blank > 0) {
    write_spaces(self, choose(self, self->indent + 1));
    end_line(self, blank - 1, read_breaks(style, blank - 1, true));
  }
  return explicit ? chomp + 10 : chomp;
}

/* A block scalar's last line feeds are the header's business; this one has one at most. */
static void
write_block_scalar(Writer *self, char style, int parent)
{
  int header = begin_block(self, style, parent), chomp = header % 10;
  bool may_lead = header >= 10;
  for (int lines = 1 + choose(self, 4); lines > 0; lines--) {
    bool lead = may_lead && choose(self, 3) == 0, next_leads = choose(self, 3) == 0;
    write_spaces(self, self->indent);
    if (lead)
      write_plainly(self, "  ");
    write_block_word(self);
    may_lead = next_leads;
    if (lines == 1)
      break;
    /* whether the next line leads must be known now: a folded line feed depends on it */
    int blank = choose(self, 3) == 0 ? 1 + choose(self, 2) : 0;
    bool more = lead || next_leads;
    end_line(self, blank, read_breaks(style, blank, more));
    if (!next_leads)
      continue;
    write_spaces(self, self->indent);
    write_plainly(self, " ");
    write_block_word(self);
    may_lead = false;
    if (--lines == 0 || lines == 1)
      break;
    end_line(self, 0, "\n");
  }
  if (chomp != 1)
    note(self, "\n", self->file->len);
  g_string_append(self->file, self->line_break);
}

/* ---- the files around them */

static const struct {
  const char *before, *behind;
  int parent;
  bool flow;
} frames[] = {{"key: ", "", 0, false},          {"a:\n  key: ", "", 2, false}, {"- ", "", 0, false},
              {"a:\n- k: ", "", 2, false},      {"会议: ", "", 0, false},      {"a: [x, ", "]\n", 0, true},
              {"a: {x: y, k: ", "}\n", 0, true}};

static const FlYamlNode *
find_last_scalar(const FlYamlNode *node)
{
  while (node->kind != FL_YAML_SCALAR)
    node = node->items[node->n_items - 1];
  return node;
}

static void
assert_stands_at(const FlYamlNode *node, const GString *file, gsize offset, uint32_t place)
{
  uint32_t line = 0, column = 0, expected_line = 1;
  const char *start = file->str;
  for (const char *p = file->str; p < file->str + place; p++)
    if (*p == '\n') {
      expected_line++;
      start = p + 1;
    }
  fl_yaml_node_locate(node, offset, &line, &column);
  if (line != expected_line || column != (uint32_t)g_utf8_strlen(start, file->str + place - start) + 1)
    g_error("byte %zu is said to stand at %u:%u, not %u:%ld, in\n%s", offset, line, column, expected_line,
            g_utf8_strlen(start, file->str + place - start) + 1, file->str);
}

static void
try_scalar(GRand *random, char style)
{
  guint frame = (guint)g_rand_int_range(random, 0, G_N_ELEMENTS(frames));
  g_autoptr(GString) file = g_string_new(frames[frame].before), text = g_string_new(NULL);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  Writer writer = {
      random, file, text, places, g_rand_boolean(random) ? "\n" : "\r\n", frames[frame].parent + 1};
  bool block = style == '|' || style == '>';
  if (block && frames[frame].flow)
    return;
  if (block)
    write_block_scalar(&writer, style, frames[frame].parent);
  else
    write_flow_scalar(&writer, style);
  g_string_append(file, frames[frame].behind);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlYaml) yaml = fl_yaml_parse(file->str, file->len, "test.yaml", diagnostics);
  if (yaml == NULL)
    g_error("not read:\n%s\n%s", file->str, fl_diagnostics_get(diagnostics, 0)->message);
  const FlYamlNode *node = find_last_scalar(fl_yaml_get_root(yaml));
  if (strcmp(node->text, text->str) != 0)
    g_error("read as\n%s\nnot\n%s\nin\n%s", node->text, text->str, file->str);
  for (const char *p = node->text; *p != '\0'; p = g_utf8_next_char(p))
    assert_stands_at(node, file, (gsize)(p - node->text), g_array_index(places, uint32_t, p - node->text));
}

static void
test_places(gconstpointer style)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (int i = 0; i < 4000; i++)
    try_scalar(random, *(const char *)style);
}

/* A mapping of `n` keys and behind them one that stands before, the `again`th, or no such. */
static void
assert_keys(guint n, guint again)
{
  g_autoptr(GString) file = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf(file, "key%u: x\n", i);
  g_string_append_printf(file, "key%u: y\n", again);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlYaml) yaml = fl_yaml_parse(file->str, file->len, "test.yaml", diagnostics);
  g_assert_cmpint(yaml == NULL, ==, again < n);
  if (yaml != NULL) {
    g_assert_cmpuint(fl_yaml_node_get_length(fl_yaml_get_root(yaml)), ==, n + 1);
    return;
  }
  g_autofree char *message = g_strdup_printf("the key 'key%u' stands twice", again);
  g_autofree char *hint = g_strdup_printf("it stands in line %u already", again + 1);
  g_assert_cmpstr(fl_diagnostics_get(diagnostics, 0)->message, ==, message);
  g_assert_cmpstr(fl_diagnostics_get(diagnostics, 0)->hint, ==, hint);
}

static void
test_keys(void)
{
  for (guint n = 1; n < 40; n++)
    for (guint again = 0; again <= n; again++)
      assert_keys(n, again);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/yaml/place/plain", "", test_places);
  g_test_add_data_func("/yaml/place/single-quoted", "'", test_places);
  g_test_add_data_func("/yaml/place/double-quoted", "\"", test_places);
  g_test_add_data_func("/yaml/place/literal", "|", test_places);
  g_test_add_data_func("/yaml/place/folded", ">", test_places);
  g_test_add_func("/yaml/few keys and many", test_keys);
  return g_test_run();
}
