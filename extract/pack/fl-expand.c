/* Patterns with holes become patterns of PCRE2. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pattern-scanner.h"

#include <string.h>

/* A pattern with its defines put in is at most so long: defines in defines grow fast. */
enum { MAX_PATTERN = 256 * 1024 };

/* Every define is a group of its own, and PCRE2 nests no more than 250. */
enum { MAX_DEPTH = 100 };

/* What a list is joined by where a pack does not say. */
static const char *const default_separator = "\\s*[,，、]\\s*";

/* Runs of the view: without mention characters, and with them. */
static const struct {
  const char *name, *pattern;
} built_in[] = {{"text", "[^\\x{f0000}-\\x{ffffd}]*?"}, {"gap", ".*?"}};

/* A pattern that is being expanded, and those around it whose holes led to it. */
typedef struct _Frame {
  const struct _Frame *outer;
  const FlPackFiles *pack;
  const FlYamlNode *node;
  const char *name; /* of the define; NULL for the pattern itself */
  int depth;
} Frame;

typedef struct {
  FlExpander *expander;
  FlExpansion *out;
} Expanding;

static bool expand_frame(Expanding *self, const Frame *frame);

static bool
fail_at(const Expanding *self, const Frame *frame, FlToken token, const char *id, const char *hint,
        const char *message)
{
  fl_yaml_node_report(
      frame->node, self->expander->loader->diagnostics,
      (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, token.start,
                (uint32_t)g_utf8_strlen(frame->node->text + token.start, (gssize)(token.end - token.start))},
      "%s", message);
  return false;
}

static void
append_written(Expanding *self, const Frame *frame, FlToken token)
{
  FlOrigin origin = {self->out->text->len, token.start, frame->node, false};
  g_array_append_val(self->out->origins, origin);
  g_string_append_len(self->out->text, frame->node->text + token.start, (gssize)(token.end - token.start));
}

/* What a hole adds of its own. */
static void
append_made(Expanding *self, const Frame *frame, FlToken token, const char *text)
{
  FlOrigin origin = {self->out->text->len, token.start, frame->node, true};
  g_array_append_val(self->out->origins, origin);
  g_string_append(self->out->text, text);
}

/* What stands between the members of a list, and the pack that wrote it; no node: the default. */
typedef struct {
  const FlYamlNode *node;
  const FlPackFiles *pack;
} Separator;

/* A pack's own, else of the nearest pack before it. */
static Separator
find_separator(const FlLoader *loader, bool texts)
{
  for (int i = loader->pack->index; i >= 0; i--) {
    const FlPackFiles *pack = loader->packs->pdata[i];
    const FlYamlNode *node = texts ? pack->text_separator : pack->type_separator;
    if (node != NULL)
      return (Separator){node, pack};
  }
  return (Separator){0};
}

/* A list of one thing or more: what is written from `start` on is repeated behind a separator. */
static bool
append_repeats(Expanding *self, const Frame *frame, FlToken token, size_t start, const Separator *separator)
{
  g_autofree char *member = g_strconcat(")", self->out->text->str + start, ")*", NULL);
  append_made(self, frame, token, "(?:(?:");
  if (separator->node == NULL)
    append_made(self, frame, token, default_separator);
  else {
    Frame inner = {frame, separator->pack, separator->node, NULL, frame->depth + 1};
    if (!expand_frame(self, &inner))
      return false;
  }
  append_made(self, frame, token, member);
  return true;
}

static bool
add_capture(Expanding *self, const Frame *frame, FlToken token, const char *name, FlCaptureKind kind,
            uint64_t types)
{
  FlRule *rule = self->expander->rule;
  if (rule == NULL || self->expander->lists == NULL)
    return fail_at(self, frame, token, "no-captures-here", "leave its name out",
                   "nothing is captured where this is used");
  int index = fl_rule_find_capture(rule, name);
  if (index >= 0) {
    FlCapture *capture = rule->captures->pdata[index];
    capture->types |= types;
    return capture->kind == kind ||
           fail_at(self, frame, token, "capture-kind", "give one of them another name",
                   "a capture of this name is of another kind elsewhere in the rule");
  }
  FlCapture *capture = g_new0(FlCapture, 1);
  *capture = (FlCapture){.name = g_strdup(name), .kind = kind, .types = types};
  g_ptr_array_add(rule->captures, capture);
  return true;
}

static bool
is_list(const FlHole *hole)
{
  return hole->quantifier == '+' || hole->quantifier == '*';
}

static void
open_hole(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  g_autofree char *opening = hole->name != NULL ? g_strdup_printf("(?<%s>", hole->name) : g_strdup("(?:");
  append_made(self, frame, token, opening);
}

static void
close_hole(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  append_made(self, frame, token, hole->quantifier == '?' || hole->quantifier == '*' ? ")?" : ")");
}

/* ---- holes for types */

static bool
find_types(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole, uint64_t *ret_types)
{
  const FlLoader *loader = self->expander->loader;
  *ret_types = 0;
  for (char **thing = hole->things; *thing != NULL; thing++) {
    int type = fl_rule_set_find_type(loader->set, *thing);
    if (type < 0) {
      g_autofree const char **names = fl_loader_get_type_names(loader);
      g_autofree char *hint = fl_suggest_hint(*thing, names);
      g_autofree char *message = g_strdup_printf("the schema has no type '%s'", *thing);
      return fail_at(self, frame, token, "unknown-type", hint, message);
    }
    *ret_types |= (uint64_t)1 << type;
  }
  return true;
}

/* The characters that stand for mentions of these types. */
static char *
make_class(uint64_t types)
{
  bool one = (types & (types - 1)) == 0;
  GString *out = g_string_new(one ? "" : "[");
  for (uint64_t left = types; left != 0; left &= left - 1)
    g_string_append_printf(out, "\\x{%x}", FL_MENTION_CHAR + __builtin_ctzll(left));
  g_string_append(out, one ? "" : "]");
  return g_string_free(out, FALSE);
}

static bool
expand_types(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  FlLoader *loader = self->expander->loader;
  uint64_t types = 0;
  if (self->expander->rule == NULL)
    return fail_at(self, frame, token, "no-types-here", "use a define",
                   "mentions are not known yet where this is used");
  if (self->expander->rule->in == FL_UNIT_SOURCE)
    return fail_at(self, frame, token, "no-types-here", "look at the articles: in: title, in: article",
                   "what a source is called holds no mentions");
  if (!find_types(self, frame, token, hole, &types))
    return false;
  self->expander->rule->view |= types;
  if (hole->name != NULL && !add_capture(self, frame, token, hole->name,
                                         is_list(hole) ? FL_CAPTURE_MENTIONS : FL_CAPTURE_MENTION, types))
    return false;
  open_hole(self, frame, token, hole);
  size_t start = self->out->text->len;
  g_autofree char *characters = make_class(types);
  append_made(self, frame, token, characters);
  if (is_list(hole)) {
    int first = __builtin_ctzll(types);
    Separator separator = {loader->separators[first], loader->separator_packs[first]};
    if (separator.node == NULL)
      separator = find_separator(loader, false);
    if (!append_repeats(self, frame, token, start, &separator))
      return false;
  }
  close_hole(self, frame, token, hole);
  return true;
}

/* ---- holes for defines */

static bool
enter_define(Expanding *self, const Frame *frame, FlToken token, const char *name)
{
  const FlLoader *loader = self->expander->loader;
  Frame inner = {.outer = frame, .name = name, .depth = frame->depth + 1};
  inner.node = fl_loader_find_define(loader, frame->pack, name, &inner.pack);
  for (size_t i = 0; inner.node == NULL && i < G_N_ELEMENTS(built_in); i++)
    if (strcmp(built_in[i].name, name) == 0) {
      append_made(self, frame, token, built_in[i].pattern);
      return true;
    }
  if (inner.node == NULL) {
    g_autofree const char **names = fl_loader_get_define_names(loader);
    g_autofree char *hint = fl_suggest_hint(name, names);
    g_autofree char *message = g_strdup_printf("nothing is defined as '%s'", name);
    return fail_at(self, frame, token, "unknown-define", hint, message);
  }
  g_autoptr(GString) path = g_string_new(name);
  for (const Frame *outer = frame; outer != NULL; outer = outer->outer) {
    if (outer->name != NULL)
      g_string_prepend(g_string_prepend(path, " → "), outer->name);
    if (outer->node == inner.node)
      return fail_at(self, frame, token, "define-cycle", NULL,
                     g_string_prepend(path, "a define that needs itself: ")->str);
  }
  if (inner.depth > MAX_DEPTH)
    return fail_at(self, frame, token, "pattern-size", NULL, "defines more than 100 deep in one another");
  append_made(self, frame, token, "(?>");
  bool good = expand_frame(self, &inner);
  append_made(self, frame, token, ")");
  return good;
}

void
fl_text_list_free(FlTextList *self)
{
  g_free(self->name);
  fl_pattern_free(self->member);
  fl_pattern_free(self->separator);
  g_free(self);
}

/* What takes a list of texts apart again, member by member. */
static void
add_list(Expanding *self, const char *name, const char *member, const char *separator)
{
  g_autofree char *one = g_strdup_printf("\\G%s", member), *between = g_strdup_printf("\\G(?:%s)", separator);
  FlTextList *list = g_new0(FlTextList, 1);
  *list = (FlTextList){g_strdup(name), fl_pattern_new(one, NULL, NULL), fl_pattern_new(between, NULL, NULL)};
  g_ptr_array_add(self->expander->lists, list);
}

static bool
append_texts(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole, size_t start)
{
  Separator separator = find_separator(self->expander->loader, true);
  g_autofree char *member = g_strdup(self->out->text->str + start);
  size_t before = self->out->text->len;
  if (!append_repeats(self, frame, token, start, &separator))
    return false;
  if (hole->name == NULL)
    return true;
  /* "(?:(?:" SEPARATOR ")" member ")*" was just written */
  size_t length = self->out->text->len - before - strlen("(?:(?:)") - strlen(member) - strlen(")*");
  g_autofree char *between = g_strndup(self->out->text->str + before + strlen("(?:(?:"), length);
  add_list(self, hole->name, member, between);
  return true;
}

static bool
expand_define(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  if (hole->things[1] != NULL)
    return fail_at(self, frame, token, "bad-hole", "make a define of the alternatives",
                   "only types can stand side by side in a hole");
  if (hole->name != NULL &&
      !add_capture(self, frame, token, hole->name, is_list(hole) ? FL_CAPTURE_TEXTS : FL_CAPTURE_TEXT, 0))
    return false;
  open_hole(self, frame, token, hole);
  size_t start = self->out->text->len;
  if (!enter_define(self, frame, token, hole->things[0]))
    return false;
  if (is_list(hole) && !append_texts(self, frame, token, hole, start))
    return false;
  close_hole(self, frame, token, hole);
  return true;
}

static bool
is_word_boundary(const Frame *frame, FlToken token)
{
  const char *text = frame->node->text + token.start;
  return token.kind == FL_TOKEN_ESCAPE && (text[1] == 'b' || text[1] == 'B') && token.end - token.start == 2;
}

static bool
expand_hole(Expanding *self, const Frame *frame, FlToken token, FlToken before)
{
  const char *problem = NULL;
  if (self->out->text->len > MAX_PATTERN)
    return fail_at(self, frame, token, "pattern-size", "names by the thousand are better given as a list",
                   "with its defines put in this pattern is longer than 256 KiB");
  g_autoptr(FlHole) hole = fl_hole_parse(frame->node->text + token.start, token.end - token.start, &problem);
  if (hole == NULL)
    return fail_at(self, frame, token, "bad-hole", NULL, problem);
  if (!fl_is_type_name(hole->things[0]))
    return expand_define(self, frame, token, hole);
  FlPatternScanner behind = {frame->node->text, token.end, false};
  if (is_word_boundary(frame, before) || is_word_boundary(frame, fl_pattern_scanner_next(&behind)))
    return fail_at(self, frame, token, "word-boundary", "look at the text around it instead: (?<!…), (?=…)",
                   "\\b has no meaning beside a mention");
  return expand_types(self, frame, token, hole);
}

/* A named group that is written out captures a text. */
static bool
take_group(Expanding *self, const Frame *frame, FlToken token)
{
  const char *text = frame->node->text + token.start, *name = NULL;
  if (token.kind == FL_TOKEN_OPEN && (g_str_has_prefix(text, "(?<") || g_str_has_prefix(text, "(?'")))
    name = text + strlen("(?<");
  if (token.kind == FL_TOKEN_OPEN && g_str_has_prefix(text, "(?P<"))
    name = text + strlen("(?P<");
  if (name == NULL || strchr("=!", *name) != NULL || self->expander->rule == NULL ||
      self->expander->lists == NULL)
    return true;
  g_autofree char *copy = g_strndup(name, strcspn(name, ">'"));
  return add_capture(self, frame, token, copy, FL_CAPTURE_TEXT, 0);
}

/* What is opened in a text and not closed there would go on in the patterns it is put into. */
static bool
check_token(Expanding *self, const Frame *frame, FlToken token, GArray *open)
{
  const char *text = frame->node->text + token.start;
  size_t length = token.end - token.start;
  bool at_end = text[length] == '\0';
  if (token.kind == FL_TOKEN_OPEN)
    g_array_append_val(open, token);
  if (token.kind == FL_TOKEN_CLOSE && open->len == 0)
    return fail_at(self, frame, token, "bad-pattern", "a parenthesis that is meant itself is written \\)",
                   "a parenthesis that was never opened");
  if (token.kind == FL_TOKEN_CLOSE)
    g_array_set_size(open, open->len - 1);
  if (token.kind == FL_TOKEN_CLASS && at_end && (text[length - 1] != ']' || length < 3))
    return fail_at(self, frame, token, "bad-pattern", "a bracket that is meant itself is written \\[",
                   "a class that is never closed");
  return token.kind != FL_TOKEN_LITERAL || !at_end || strcmp(text, "\\") != 0 ||
         fail_at(self, frame, token, "bad-pattern", "a backslash that is meant itself is written \\\\",
                 "a backslash with nothing behind it");
}

static bool
expand_token(Expanding *self, const Frame *frame, FlToken token, FlToken before)
{
  if (token.kind == FL_TOKEN_HOLE)
    return expand_hole(self, frame, token, before);
  append_written(self, frame, token);
  return take_group(self, frame, token);
}

static bool
expand_frame(Expanding *self, const Frame *frame)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(FlToken));
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, frame->node->text);
  g_hash_table_add(self->expander->loader->patterns, (gpointer)frame->node);
  FlToken before = {0};
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END; before = token)
    if (!check_token(self, frame, token, open) || !expand_token(self, frame, token, before))
      return false;
  if (scanner.quoted)
    append_made(self, frame, before, "\\E");
  return open->len == 0 ||
         fail_at(self, frame, g_array_index(open, FlToken, open->len - 1), "bad-pattern",
                 "a parenthesis that is meant itself is written \\(", "a parenthesis that is never closed");
}

bool
fl_expand(FlExpander *self, const FlYamlNode *node, FlExpansion *ret_expansion)
{
  ret_expansion->text = g_string_new(NULL);
  ret_expansion->origins = g_array_new(FALSE, FALSE, sizeof(FlOrigin));
  Expanding expanding = {self, ret_expansion};
  Frame frame = {NULL, self->loader->pack, node, NULL, 0};
  if (expand_frame(&expanding, &frame))
    return true;
  fl_expansion_clear(ret_expansion);
  return false;
}

void
fl_expansion_clear(FlExpansion *self)
{
  g_string_free(self->text, TRUE);
  g_array_unref(self->origins);
}
