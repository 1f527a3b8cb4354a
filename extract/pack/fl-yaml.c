#include "fl-yaml.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <string.h>

/* A rule file is a few levels deep; more is a mistake or an attack. */
enum { MAX_DEPTH = 64 };

struct _FlYaml {
  char *path;
  char *text;
  gsize length;
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
locate(const FlYaml *self, size_t at, uint32_t *ret_line, uint32_t *ret_column)
{
  const char *line = self->text;
  *ret_line = 1;
  at = MIN(at, self->length);
  for (const char *p = self->text; p < self->text + at; p++)
    if (*p == '\n') {
      ++*ret_line;
      line = p + 1;
    }
  *ret_column = (uint32_t)g_utf8_strlen(line, self->text + at - line) + 1;
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
  size_t at = MIN(fault.offset, self->length);
  locate(self, at, &diagnostic.line, &diagnostic.column);
  const char *start = self->text + at, *end = strchr(start, '\n');
  while (start > self->text && start[-1] != '\n')
    start--;
  diagnostic.source = g_strndup(start, end == NULL ? strlen(start) : (size_t)(end - start));
  fl_diagnostics_add(diagnostics, &diagnostic);
  g_free(diagnostic.source);
}

/* White space of the file that the text has as a single space or line feed: a folded line break with what
 * stands around it. */
static const char *
skip_fold(const char *p, const char *end)
{
  const char *q = p;
  while (q < end && strchr(" \t\r\n", *q) != NULL)
    q++;
  return q > p && memchr(p, '\n', (size_t)(q - p)) != NULL ? q : p + 1;
}

static size_t
escape_length(const char *p)
{
  switch (p[1]) {
  case 'x':
    return 4;
  case 'u':
    return 6;
  case 'U':
    return 10;
  default:
    return 2;
  }
}

/* Where the file goes on behind what gave the character at `t` of a scalar's text. */
static const char *
step(const FlYamlNode *node, const char *p, const char *end, const char *t)
{
  if (node->style == '"' && *p == '\\')
    return p + escape_length(p);
  if (node->style == '\'' && *t == '\'')
    return p + 2;
  if (*t != ' ' && *t != '\n')
    return g_utf8_next_char(p);
  return node->style == '|' ? p + 1 : skip_fold(p, end);
}

/* The indentation of a block scalar is no part of its text. */
static const char *
skip_indent(const FlYamlNode *node, const char *p, size_t indent)
{
  bool block = node->style == '|' || node->style == '>', at_start = p == node->file->text || p[-1] == '\n';
  return block && at_start ? p + MIN(strspn(p, " "), indent) : p;
}

/* The place in the file of byte `offset` of a scalar's text: both are walked side by side. Marks of scalars
 * lie inside quotes. */
static size_t
scalar_position(const FlYamlNode *node, size_t offset)
{
  const char *p = node->file->text + node->start, *end = node->file->text + node->end;
  size_t indent = strspn(p, " ");
  p = skip_indent(node, p, indent);
  for (const char *t = node->text; t < node->text + offset && p < end; t = g_utf8_next_char(t))
    p = skip_indent(node, step(node, p, end, t), indent);
  return (size_t)(MIN(p, end) - node->file->text);
}

void
fl_yaml_node_locate(const FlYamlNode *self, size_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  size_t at = self->kind == FL_YAML_SCALAR ? scalar_position(self, offset) : self->start;
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
  fault.offset = self->kind == FL_YAML_SCALAR ? scalar_position(self, fault.offset) : self->start;
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
} Reader;

static bool
fail(Reader *reader, size_t at, const char *id, const char *hint, const char *message)
{
  report(reader->file, reader->diagnostics, (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, at, 1}, message);
  return false;
}

static size_t
event_position(struct fy_event *event, bool end)
{
  const struct fy_mark *mark = end ? fy_event_end_mark(event) : fy_event_start_mark(event);
  return mark != NULL ? mark->input_pos : 0;
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
    return fail(reader, token_position(anchor), "yaml-anchor", "write it out, or make it a define",
                "anchors (&name) are not allowed in a pack");
  if (tag != NULL)
    return fail(reader, token_position(tag) + 1, "yaml-tag", NULL, "tags (!name) are not allowed in a pack");
  return true;
}

static FlYamlNode *
node_new(Reader *reader, FlYamlKind kind, struct fy_event *event)
{
  FlYamlNode *node = g_new0(FlYamlNode, 1);
  node->kind = kind;
  node->file = reader->file;
  node->start = (uint32_t)event_position(event, false);
  node->end = (uint32_t)event_position(event, true);
  if (kind != FL_YAML_SCALAR)
    node->items = g_ptr_array_new_with_free_func(node_free);
  return node;
}

static FlYamlNode *
read_scalar(Reader *reader, struct fy_event *event)
{
  static const char styles[] = {[FYSS_PLAIN] = 0,
                                [FYSS_SINGLE_QUOTED] = '\'',
                                [FYSS_DOUBLE_QUOTED] = '"',
                                [FYSS_LITERAL] = '|',
                                [FYSS_FOLDED] = '>'};
  FlYamlNode *node = node_new(reader, FL_YAML_SCALAR, event);
  size_t length = 0;
  const char *text = fy_token_get_text(event->scalar.value, &length);
  enum fy_scalar_style style = fy_scalar_token_get_style(event->scalar.value);
  node->text = g_strndup(text != NULL ? text : "", length);
  node->style = style >= FYSS_PLAIN && style <= FYSS_FOLDED ? styles[style] : 0;
  return node;
}

static FlYamlNode *read_node(Reader *reader, struct fy_event *event);

static bool
check_key(Reader *reader, const FlYamlNode *mapping, const FlYamlNode *key)
{
  if (key->kind != FL_YAML_SCALAR)
    return fail(reader, key->start, "yaml-key", NULL, "a key must be a plain word");
  for (guint i = 0; i < mapping->items->len; i += 2) {
    const FlYamlNode *other = mapping->items->pdata[i];
    if (strcmp(other->text, key->text) != 0)
      continue;
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
  return true;
}

/* Reads the items of a sequence or mapping up to its end. */
static bool
read_items(Reader *reader, FlYamlNode *node, enum fy_event_type end)
{
  bool good = true, mapping = node->kind == FL_YAML_MAPPING;
  if (++reader->depth > MAX_DEPTH)
    return fail(reader, node->start, "yaml-depth", NULL, "nested too deeply");
  while (good) {
    struct fy_event *event = fy_parser_parse(reader->parser);
    if (event == NULL)
      return false;
    if (event->type == end) {
      node->end = (uint32_t)event_position(event, true);
      fy_parser_event_free(reader->parser, event);
      break;
    }
    FlYamlNode *item = read_node(reader, event);
    fy_parser_event_free(reader->parser, event);
    good = item != NULL && (!mapping || node->items->len % 2 == 1 || check_key(reader, node, item));
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
    fail(reader, event_position(event, false), "yaml-alias", "write it out, or make it a define",
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
read_document(Reader *reader)
{
  for (struct fy_event *event = NULL; (event = fy_parser_parse(reader->parser)) != NULL;) {
    enum fy_event_type type = event->type;
    size_t at = event_position(event, false);
    bool good = true;
    if (type == FYET_DOCUMENT_START && reader->file->root != NULL)
      good = fail(reader, at, "yaml-documents", NULL, "a file of a pack holds one YAML document");
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

/* Hands over what the parser had to say; it may have said nothing. */
static void
take_errors(Reader *reader, struct fy_diag *diag)
{
  void *iterator = NULL;
  guint before = fl_diagnostics_get_length(reader->diagnostics);
  for (const struct fy_diag_error *error = NULL; (error = fy_diag_errors_iterate(diag, &iterator)) != NULL;) {
    const char *line = reader->file->text;
    for (int i = 1; i < error->line && (line = strchr(line, '\n')) != NULL; i++)
      line++;
    size_t at = line == NULL ? reader->file->length
                             : (size_t)(line - reader->file->text) + (size_t)MAX(error->column - 1, 0);
    fail(reader, at, "yaml-syntax", NULL, error->msg != NULL ? error->msg : "not YAML");
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
  g_autofree char *message = g_strdup_printf("byte 0x%02x is not UTF-8", (unsigned char)*stop);
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
  if (!check_bytes(self, diagnostics) || !read_tree(self, diagnostics))
    return NULL;
  return g_steal_pointer(&self);
}

FlYaml *
fl_yaml_load(const char *path, FlDiagnostics *diagnostics)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(path, &text, &length, &error)) {
    FlDiagnostic diagnostic = {
        .level = FL_DIAGNOSTIC_ERROR, .id = "unreadable", .path = (char *)path, .message = error->message};
    fl_diagnostics_add(diagnostics, &diagnostic);
    return NULL;
  }
  return fl_yaml_parse(text, length, path, diagnostics);
}
