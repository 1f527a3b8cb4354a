#include "fl-yaml-parser.h"
#include "fl-yaml-scalar.h"

#include <libfyaml.h>
#include <string.h>

/* A rule file is a few levels deep; more is a mistake or an attack. */
enum { MAX_DEPTH = 64 };

typedef struct {
  const FlYaml *file;
  const FlYamlSource *source;
  FlArena *arena;
  FlYamlNode *root; /* NULL: none yet */
  GPtrArray
      *open;     /* of FlYamlNode: the items, so far, of the nodes that are being read, the outermost first */
  GString *text; /* of a scalar that is being read */
  struct fy_parser *parser;
  FlDiagnostics *diagnostics;
  guint depth;
  size_t at; /* behind what was read last: there stands what has no place of its own, an empty value */
} Reader;

static bool
fail(Reader *reader, size_t at, const char *id, const char *hint, const char *message)
{
  fl_yaml_source_report(reader->source, reader->diagnostics, (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, at, 1},
                        message);
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
  FlYamlNode *node = fl_arena_new0(reader->arena, FlYamlNode, 1);
  node->kind = kind;
  node->file = reader->file;
  node->start = (uint32_t)event_position(reader, event, false);
  node->end = (uint32_t)event_position(reader, event, true);
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
  FlYamlNode *node = node_new(reader, FL_YAML_SCALAR, event);
  enum fy_scalar_style style = fy_scalar_token_get_style(event->scalar.value);
  node->style = style >= FYSS_PLAIN && style <= FYSS_FOLDED ? styles[style] : 0;
  /* libfyaml leaks when it puts together the lines of other scalars */
  if (style == FYSS_LITERAL || style == FYSS_FOLDED)
    node->text = (char *)fy_token_get_text0(event->scalar.value);
  fl_yaml_scalar_read(node, reader->source->text, reader->text);
  if (!check_text(reader, node->start, reader->text->str, reader->text->len))
    return NULL;
  node->text = fl_arena_strndup(reader->arena, reader->text->str, reader->text->len);
  return node;
}

static FlYamlNode *read_node(Reader *reader, struct fy_event *event);

/* The key of this text among the items of a mapping. A mapping has a few, or is a table of many: those are held by
 * text too. */
static const FlYamlNode *
find_key(gpointer *items, guint n, const char *text, GHashTable **keys)
{
  enum { MANY = 16 };
  if (n / 2 < MANY) {
    for (guint i = 0; i < n; i += 2)
      if (strcmp(((const FlYamlNode *)items[i])->text, text) == 0)
        return items[i];
    return NULL;
  }
  if (*keys == NULL)
    *keys = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 2 * g_hash_table_size(*keys); i < n; i += 2)
    g_hash_table_insert(*keys, ((FlYamlNode *)items[i])->text, items[i]);
  return g_hash_table_lookup(*keys, text);
}

/* Whether a key may follow the items that a mapping has. */
static bool
check_key(Reader *reader, guint first, const FlYamlNode *key, GHashTable **keys)
{
  if (key->kind != FL_YAML_SCALAR)
    return fail(reader, key->start, "yaml-key", "a key that begins with { or [ stands in quotes",
                "a key must be a text");
  const FlYamlNode *other = find_key(reader->open->pdata + first, reader->open->len - first, key->text, keys);
  if (other == NULL)
    return true;
  uint32_t line = 0, column = 0;
  fl_yaml_source_locate(reader->source, other->start, &line, &column);
  g_autofree char *hint = g_strdup_printf("it stands in line %u already", line);
  g_autofree char *message = g_strdup_printf("the key '%s' stands twice", key->text);
  fl_yaml_source_report(reader->source, reader->diagnostics,
                        (FlFault){FL_DIAGNOSTIC_ERROR, "duplicate-key", hint, key->start,
                                  (uint32_t)g_utf8_strlen(key->text, -1)},
                        message);
  return false;
}

/* Makes what is open from `first` on the items of a node. */
static void
close_items(Reader *reader, FlYamlNode *node, guint first)
{
  node->n_items = reader->open->len - first;
  node->items = fl_arena_new0(reader->arena, FlYamlNode *, node->n_items);
  for (guint i = 0; i < node->n_items; i++)
    node->items[i] = reader->open->pdata[first + i];
  g_ptr_array_set_size(reader->open, (gint)first);
}

/* Reads the items of a sequence or mapping up to its end. */
static bool
read_items(Reader *reader, FlYamlNode *node, enum fy_event_type end)
{
  g_autoptr(GHashTable) keys = NULL;
  guint first = reader->open->len;
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
    bool key = mapping && (reader->open->len - first) % 2 == 0;
    good = item != NULL && (!key || check_key(reader, first, item, &keys));
    if (good)
      g_ptr_array_add(reader->open, item);
  }
  close_items(reader, node, first);
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
  FlYamlNode *node = node_new(reader, mapping ? FL_YAML_MAPPING : FL_YAML_SEQUENCE, event);
  return read_items(reader, node, mapping ? FYET_MAPPING_END : FYET_SEQUENCE_END) ? node : NULL;
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
    if (type == FYET_DOCUMENT_START && reader->root != NULL)
      good = fail(reader, at, "yaml-documents", "make two files of it, or take this line out",
                  "a file of a pack holds one YAML document");
    else if (type == FYET_DOCUMENT_START && has_directive(event))
      good = fail(reader, at, "yaml-directive", "leave the lines before --- out",
                  "directives (%YAML, %TAG) are not allowed in a pack");
    else if (type > FYET_DOCUMENT_END)
      good = (reader->root = read_node(reader, event)) != NULL;
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
    const GArray *lines = reader->source->lines;
    guint line = CLAMP(error->line, 1, (int)lines->len) - 1;
    const char *start = reader->source->text + g_array_index(lines, uint32_t, line), *place = start;
    const char *message = error->msg != NULL ? error->msg : "not YAML";
    for (int column = 1; column < error->column && *place != '\n' && *place != '\0'; column++)
      place = g_utf8_next_char(place);
    fail(reader, (size_t)(place - reader->source->text), "yaml-syntax", find_hint(message, start), message);
  }
  if (fl_diagnostics_get_length(reader->diagnostics) == before)
    fail(reader, 0, "yaml-syntax", NULL, "not YAML");
}

bool
fl_yaml_parser_read(const FlYamlSource *source, const FlYaml *file, FlArena *arena,
                    FlDiagnostics *diagnostics, FlYamlNode **ret_root)
{
  struct fy_diag_cfg diag_cfg;
  fy_diag_cfg_default(&diag_cfg);
  diag_cfg.fp = NULL;
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  fy_diag_set_collect_errors(diag, true);
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_ALLOW_DUPLICATE_KEYS,
                             .diag = diag};
  g_autoptr(GPtrArray) open = g_ptr_array_new();
  g_autoptr(GString) text = g_string_new(NULL);
  Reader reader = {.file = file,
                   .source = source,
                   .arena = arena,
                   .open = open,
                   .text = text,
                   .parser = fy_parser_create(&cfg),
                   .diagnostics = diagnostics};
  guint before = fl_diagnostics_get_length(diagnostics);
  bool good =
      fy_parser_set_string(reader.parser, source->text, source->length) == 0 && read_document(&reader);
  if (!good && fl_diagnostics_get_length(diagnostics) == before)
    take_errors(&reader, diag);
  fy_parser_destroy(reader.parser);
  fy_diag_destroy(diag);
  if (good)
    *ret_root = reader.root;
  return good;
}
