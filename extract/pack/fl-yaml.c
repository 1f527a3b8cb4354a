#include "fl-yaml.h"
#include "fl-pack-file.h"
#include "fl-yaml-scalar.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <string.h>

/* A rule file is a few levels deep; more is a mistake or an attack. */
enum { MAX_DEPTH = 64 };

struct _FlYaml {
  char *path;
  char *text;
  gsize length;
  GArray *lines; /* of uint32_t: where lines begin */
  FlYamlNode *root;
};

static void
node_free(gpointer data)
{
  FlYamlNode *self = data;
  if (self == NULL)
    return;
  if (self->items != NULL)
    g_ptr_array_unref(self->items);
  g_free(self->text);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlYamlNode, node_free)

void
fl_yaml_free(FlYaml *self)
{
  if (self == NULL)
    return;
  node_free(self->root);
  g_clear_pointer(&self->lines, g_array_unref);
  g_free(self->path);
  g_free(self->text);
  g_free(self);
}

const char *
fl_yaml_get_path(const FlYaml *self)
{
  return self->path;
}

const FlYamlNode *
fl_yaml_get_root(const FlYaml *self)
{
  return self->root;
}

/* ---- places */

static void
find_lines(FlYaml *self)
{
  uint32_t start = 0;
  self->lines = g_array_new(FALSE, FALSE, sizeof start);
  g_array_append_val(self->lines, start);
  for (const char *p = self->text; (p = memchr(p, '\n', (size_t)(self->text + self->length - p))) != NULL;) {
    start = (uint32_t)(++p - self->text);
    g_array_append_val(self->lines, start);
  }
}

/* The number, from 0, of the line that holds a place. */
static guint
find_line(const FlYaml *self, size_t at)
{
  guint low = 0, high = self->lines->len;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(self->lines, uint32_t, middle) <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void
locate(const FlYaml *self, size_t at, uint32_t *ret_line, uint32_t *ret_column)
{
  at = MIN(at, self->length);
  guint line = find_line(self, at);
  const char *start = self->text + g_array_index(self->lines, uint32_t, line);
  *ret_line = line + 1;
  *ret_column = (uint32_t)g_utf8_strlen(start, self->text + at - start) + 1;
}

static void
report(const FlYaml *self, FlDiagnostics *diagnostics, FlFault fault, const char *message)
{
  FlDiagnostic diagnostic = {.level = fault.level,
                             .id = (char *)fault.id,
                             .path = self->path,
                             .length = MAX(fault.length, 1),
                             .message = (char *)message,
                             .hint = (char *)fault.hint};
  if (fl_diagnostics_pass_over(diagnostics, fault.level, fault.id))
    return;
  locate(self, fault.offset, &diagnostic.line, &diagnostic.column);
  const char *start = self->text + g_array_index(self->lines, uint32_t, diagnostic.line - 1);
  g_autofree char *source = g_strndup(start, strcspn(start, "\r\n"));
  diagnostic.source = source;
  fl_diagnostics_add(diagnostics, &diagnostic);
}

void
fl_yaml_node_locate(const FlYamlNode *self, size_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  size_t at =
      self->kind == FL_YAML_SCALAR ? fl_yaml_scalar_find(self, self->file->text, offset) : self->start;
  locate(self->file, at, ret_line, ret_column);
}

void
fl_yaml_node_report(const FlYamlNode *self, FlDiagnostics *diagnostics, FlFault fault, const char *format,
                    ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fault.offset =
      self->kind == FL_YAML_SCALAR ? fl_yaml_scalar_find(self, self->file->text, fault.offset) : self->start;
  report(self->file, diagnostics, fault, message);
}

/* ---- reading the tree */

guint
fl_yaml_node_get_length(const FlYamlNode *self)
{
  if (self->items == NULL)
    return 0;
  return self->kind == FL_YAML_MAPPING ? self->items->len / 2 : self->items->len;
}

const FlYamlNode *
fl_yaml_node_get_item(const FlYamlNode *self, guint index)
{
  return self->items->pdata[index];
}

const FlYamlNode *
fl_yaml_node_get_key(const FlYamlNode *self, guint index)
{
  return self->items->pdata[(gsize)2 * index];
}

const FlYamlNode *
fl_yaml_node_get_value(const FlYamlNode *self, guint index)
{
  return self->items->pdata[(gsize)2 * index + 1];
}

const FlYamlNode *
fl_yaml_node_find(const FlYamlNode *self, const char *key)
{
  if (self == NULL || self->kind != FL_YAML_MAPPING)
    return NULL;
  for (guint i = 0; i < fl_yaml_node_get_length(self); i++)
    if (strcmp(fl_yaml_node_get_key(self, i)->text, key) == 0)
      return fl_yaml_node_get_value(self, i);
  return NULL;
}

/* ---- making the tree */

typedef struct {
  FlYaml *file;
  struct fy_parser *parser;
  FlDiagnostics *diagnostics;
  guint depth;
  size_t at; /* behind what was read last: there stands what has no place of its own, an empty value */
} Reader;

static bool
fail(Reader *reader, size_t at, const char *id, const char *hint, const char *message)
{
  report(reader->file, reader->diagnostics, (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, at, 1}, message);
  return false;
}

static size_t
event_position(Reader *reader, struct fy_event *event, bool end)
{
  const struct fy_mark *mark = end ? fy_event_end_mark(event) : fy_event_start_mark(event);
  if (mark != NULL)
    reader->at = mark->input_pos;
  return reader->at;
}

/* Where a node's anchor or tag stands, with its mark. */
static size_t
token_position(struct fy_token *token)
{
  const struct fy_mark *mark = fy_token_start_mark(token);
  return mark != NULL && mark->input_pos > 0 ? mark->input_pos - 1 : 0;
}

static bool
has_no_extras(Reader *reader, struct fy_event *event)
{
  struct fy_token *anchor = fy_event_get_anchor_token(event), *tag = fy_event_get_tag_token(event);
  if (anchor != NULL)
    return fail(reader, token_position(anchor), "yaml-anchor",
                "leave it out; a text that begins with & stands in quotes",
                "anchors (&name) are not allowed in a pack");
  if (tag != NULL)
    return fail(reader, token_position(tag) + 1, "yaml-tag",
                "leave it out; a text that begins with ! stands in quotes",
                "tags (!name) are not allowed in a pack");
  return true;
}

static FlYamlNode *
node_new(Reader *reader, FlYamlKind kind, struct fy_event *event)
{
  FlYamlNode *node = g_new0(FlYamlNode, 1);
  node->kind = kind;
  node->file = reader->file;
  node->start = (uint32_t)event_position(reader, event, false);
  node->end = (uint32_t)event_position(reader, event, true);
  if (kind != FL_YAML_SCALAR)
    node->items = g_ptr_array_new_with_free_func(node_free);
  return node;
}

/* What an escape can bring into a text and nothing behind it can bear. */
static bool
check_text(Reader *reader, size_t at, const char *text, size_t length)
{
  if (memchr(text, '\0', length) != NULL)
    return fail(reader, at, "yaml-escape", "leave it out", "a text can't hold a zero character");
  return g_utf8_validate_len(text, length, NULL) ||
         fail(reader, at, "yaml-escape", "write the character itself",
              "an escape in this text is no character: half of a surrogate pair");
}

static FlYamlNode *
read_scalar(Reader *reader, struct fy_event *event)
{
  static const char styles[] = {[FYSS_PLAIN] = 0,
                                [FYSS_SINGLE_QUOTED] = '\'',
                                [FYSS_DOUBLE_QUOTED] = '"',
                                [FYSS_LITERAL] = '|',
                                [FYSS_FOLDED] = '>'};
  g_autoptr(FlYamlNode) node = node_new(reader, FL_YAML_SCALAR, event);
  gsize length = 0;
  enum fy_scalar_style style = fy_scalar_token_get_style(event->scalar.value);
  node->style = style >= FYSS_PLAIN && style <= FYSS_FOLDED ? styles[style] : 0;
  /* libfyaml leaks when it puts together the lines of other scalars */
  if (style == FYSS_LITERAL || style == FYSS_FOLDED)
    node->text = (char *)fy_token_get_text0(event->scalar.value);
  node->text = fl_yaml_scalar_read(node, reader->file->text, &length);
  return check_text(reader, node->start, node->text, length) ? g_steal_pointer(&node) : NULL;
}

static FlYamlNode *read_node(Reader *reader, struct fy_event *event);

/* `keys` are those of the mapping so far, by text. */
static bool
check_key(Reader *reader, GHashTable *keys, FlYamlNode *key)
{
  if (key->kind != FL_YAML_SCALAR)
    return fail(reader, key->start, "yaml-key", "a key that begins with { or [ stands in quotes",
                "a key must be a text");
  const FlYamlNode *other = g_hash_table_lookup(keys, key->text);
  if (other == NULL)
    return g_hash_table_insert(keys, key->text, key);
  uint32_t line = 0, column = 0;
  locate(reader->file, other->start, &line, &column);
  g_autofree char *hint = g_strdup_printf("it stands in line %u already", line);
  g_autofree char *message = g_strdup_printf("the key '%s' stands twice", key->text);
  report(reader->file, reader->diagnostics,
         (FlFault){FL_DIAGNOSTIC_ERROR, "duplicate-key", hint, key->start,
                   (uint32_t)g_utf8_strlen(key->text, -1)},
         message);
  return false;
}

/* Reads the items of a sequence or mapping up to its end. */
static bool
read_items(Reader *reader, FlYamlNode *node, enum fy_event_type end)
{
  g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
  bool good = true, mapping = node->kind == FL_YAML_MAPPING;
  if (++reader->depth > MAX_DEPTH)
    return fail(reader, node->start, "yaml-depth", NULL, "nested more than 64 levels deep");
  while (good) {
    struct fy_event *event = fy_parser_parse(reader->parser);
    if (event == NULL)
      return false;
    if (event->type == end) {
      node->end = (uint32_t)event_position(reader, event, true);
      fy_parser_event_free(reader->parser, event);
      break;
    }
    FlYamlNode *item = read_node(reader, event);
    fy_parser_event_free(reader->parser, event);
    good = item != NULL && (!mapping || node->items->len % 2 == 1 || check_key(reader, keys, item));
    if (good)
      g_ptr_array_add(node->items, item);
    else
      node_free(item);
  }
  reader->depth--;
  return good;
}

static FlYamlNode *
read_node(Reader *reader, struct fy_event *event)
{
  if (event->type == FYET_ALIAS) {
    size_t name = event_position(reader, event, false);
    fail(reader, name > 0 ? name - 1 : 0, "yaml-alias",
         "write out what is meant; a text that begins with * stands in quotes",
         "aliases (*name) are not allowed in a pack");
    return NULL;
  }
  if (!has_no_extras(reader, event))
    return NULL;
  if (event->type == FYET_SCALAR)
    return read_scalar(reader, event);
  if (event->type != FYET_SEQUENCE_START && event->type != FYET_MAPPING_START)
    return NULL;
  bool mapping = event->type == FYET_MAPPING_START;
  g_autoptr(FlYamlNode) node = node_new(reader, mapping ? FL_YAML_MAPPING : FL_YAML_SEQUENCE, event);
  if (!read_items(reader, node, mapping ? FYET_MAPPING_END : FYET_SEQUENCE_END))
    return NULL;
  return g_steal_pointer(&node);
}

static bool
has_directive(struct fy_event *event)
{
  struct fy_document_state *state = event->document_start.document_state;
  return fy_document_state_version_explicit(state) || fy_document_state_tags_explicit(state);
}

static bool
read_document(Reader *reader)
{
  for (struct fy_event *event = NULL; (event = fy_parser_parse(reader->parser)) != NULL;) {
    enum fy_event_type type = event->type;
    size_t at = event_position(reader, event, false);
    bool good = true;
    if (type == FYET_DOCUMENT_START && reader->file->root != NULL)
      good = fail(reader, at, "yaml-documents", "make two files of it, or take this line out",
                  "a file of a pack holds one YAML document");
    else if (type == FYET_DOCUMENT_START && has_directive(event))
      good = fail(reader, at, "yaml-directive", "leave the lines before --- out",
                  "directives (%YAML, %TAG) are not allowed in a pack");
    else if (type > FYET_DOCUMENT_END)
      good = (reader->file->root = read_node(reader, event)) != NULL;
    fy_parser_event_free(reader->parser, event);
    if (!good)
      return false;
    if (type == FYET_STREAM_END)
      return true;
  }
  return false;
}

/* What to do about a parser's message, which speaks of YAML, not of packs. `line` is the one it stands in. */
static const char *
find_hint(const char *message, const char *line)
{
  static const struct {
    const char *said, *hint;
  } hints[] = {
      {"nested block mapping", "a text with ': ' in it stands in quotes"},
      {"UTF8 escape", "write the character itself"},
      {"multiline plain key", "lines that belong together begin in the same column"},
      {"plain multiline", "lines that belong together begin in the same column"},
      {"closing brac", "every bracket that is opened is closed"},
      {"after single-quoted", "inside single quotes a quote is written twice: ''"},
      {"escape", "patterns are best written in single quotes, where a backslash is a backslash"},
      {"tab", "indent with spaces"},
      {"quoted", "every quote that opens a text closes it; inside single quotes a quote is written twice"}};
  const char *value = strstr(line, ": "), *item = line + strspn(line, " ");
  if (value != NULL && value < line + strcspn(line, "\n"))
    value += strspn(value, ": ");
  else
    value = g_str_has_prefix(item, "- ") ? item + 2 : item;
  if (strstr(message, "quoted scalar") == NULL && *value != '\0' && strchr("{[*&!%@`", *value) != NULL)
    return "a text that begins with one of { [ * & ! % @ ` stands in quotes";
  for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
    if (strstr(message, hints[i].said) != NULL)
      return hints[i].hint;
  return NULL;
}

/* Hands over what the parser had to say; it may have said nothing. */
static void
take_errors(Reader *reader, struct fy_diag *diag)
{
  void *iterator = NULL;
  guint before = fl_diagnostics_get_length(reader->diagnostics);
  for (const struct fy_diag_error *error = NULL; (error = fy_diag_errors_iterate(diag, &iterator)) != NULL;) {
    const GArray *lines = reader->file->lines;
    guint line = CLAMP(error->line, 1, (int)lines->len) - 1;
    const char *start = reader->file->text + g_array_index(lines, uint32_t, line), *place = start;
    const char *message = error->msg != NULL ? error->msg : "not YAML";
    for (int column = 1; column < error->column && *place != '\n' && *place != '\0'; column++)
      place = g_utf8_next_char(place);
    fail(reader, (size_t)(place - reader->file->text), "yaml-syntax", find_hint(message, start), message);
  }
  if (fl_diagnostics_get_length(reader->diagnostics) == before)
    fail(reader, 0, "yaml-syntax", NULL, "not YAML");
}

/* libfyaml hands out text that is not UTF-8 as empty strings, and a zero byte ends its input: both are looked
 * for first. */
static bool
check_bytes(FlYaml *self, FlDiagnostics *diagnostics)
{
  const char *stop = NULL;
  if (g_utf8_validate_len(self->text, self->length, &stop))
    return true;
  size_t at = (size_t)(stop - self->text);
  g_autofree char *message = *stop == '\0'
                                 ? g_strdup("a zero byte: this is no text")
                                 : g_strdup_printf("byte 0x%02x is not UTF-8", (unsigned char)*stop);
  FlDiagnostic diagnostic = {.level = FL_DIAGNOSTIC_ERROR,
                             .id = "not-utf8",
                             .path = self->path,
                             .length = 1,
                             .message = message,
                             .hint = "save the file as UTF-8"};
  self->length = at; /* the place is found in what lies before */
  locate(self, at, &diagnostic.line, &diagnostic.column);
  fl_diagnostics_add(diagnostics, &diagnostic);
  return false;
}

static bool
read_tree(FlYaml *self, FlDiagnostics *diagnostics)
{
  struct fy_diag_cfg diag_cfg;
  fy_diag_cfg_default(&diag_cfg);
  diag_cfg.fp = NULL;
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  fy_diag_set_collect_errors(diag, true);
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_ALLOW_DUPLICATE_KEYS,
                             .diag = diag};
  Reader reader = {.file = self, .parser = fy_parser_create(&cfg), .diagnostics = diagnostics};
  guint before = fl_diagnostics_get_length(diagnostics);
  bool good = fy_parser_set_string(reader.parser, self->text, self->length) == 0 && read_document(&reader);
  if (!good && fl_diagnostics_get_length(diagnostics) == before)
    take_errors(&reader, diag);
  fy_parser_destroy(reader.parser);
  fy_diag_destroy(diag);
  return good;
}

FlYaml *
fl_yaml_parse(const char *text, gsize length, const char *path, FlDiagnostics *diagnostics)
{
  g_autoptr(FlYaml) self = g_new0(FlYaml, 1);
  gsize skipped = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  self->path = g_strdup(path);
  self->length = length - skipped;
  self->text = g_malloc(self->length + 1);
  memcpy(self->text, text + skipped, self->length);
  self->text[self->length] = '\0';
  find_lines(self);
  if (!check_bytes(self, diagnostics) || !read_tree(self, diagnostics))
    return NULL;
  return g_steal_pointer(&self);
}

FlYaml *
fl_yaml_load(const char *path, FlDiagnostics *diagnostics)
{
  gsize length = 0;
  g_autofree char *text = fl_pack_file_read(path, &length, diagnostics);
  return text != NULL ? fl_yaml_parse(text, length, path, diagnostics) : NULL;
}
