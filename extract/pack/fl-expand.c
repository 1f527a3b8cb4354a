/* Patterns with holes become patterns of PCRE2. */

#include "fl-hole.h"
#include "fl-loader.h"
#include "fl-pattern-scanner.h"

#include <string.h>

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
append_from(Expanding *self, const Frame *frame, size_t offset, const char *text, gssize length)
{
  FlOrigin origin = {self->out->text->len, offset, frame->node};
  g_array_append_val(self->out->origins, origin);
  g_string_append_len(self->out->text, text, length);
}

/* A list of one thing or more: what is written from `start` on is repeated behind a separator. */
static bool
append_repeats(Expanding *self, const Frame *frame, size_t start, const FlYamlNode *separator,
               const FlPackFiles *pack)
{
  g_autofree char *member = g_strdup(self->out->text->str + start);
  g_string_append(self->out->text, "(?:(?:");
  if (separator == NULL)
    g_string_append(self->out->text, default_separator);
  else {
    Frame inner = {frame, pack, separator, NULL};
    if (!expand_frame(self, &inner))
      return false;
  }
  g_string_append_printf(self->out->text, ")%s)*", member);
  return true;
}

static bool
add_capture(Expanding *self, const Frame *frame, FlToken token, const char *name, FlCaptureKind kind,
            uint64_t types)
{
  FlRule *rule = self->expander->rule;
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
open_hole(Expanding *self, const FlHole *hole)
{
  g_string_append_printf(self->out->text, hole->name != NULL ? "(?<%s>" : "(?:", hole->name);
}

static void
close_hole(Expanding *self, const FlHole *hole)
{
  g_string_append(self->out->text, hole->quantifier == '?' || hole->quantifier == '*' ? ")?" : ")");
}

/* ---- holes for types */

static bool
find_types(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole, uint64_t *ret_types)
{
  const FlRuleSet *set = self->expander->loader->set;
  *ret_types = 0;
  for (char **thing = hole->things; *thing != NULL; thing++) {
    int type = fl_rule_set_find_type(set, *thing);
    if (type < 0) {
      g_autoptr(GPtrArray) names = g_ptr_array_new();
      for (guint i = 0; i < set->types->len; i++)
        g_ptr_array_add(names, fl_rule_set_get_type(set, (int)i)->name);
      g_ptr_array_add(names, NULL);
      const char *near = fl_suggest(*thing, (const char *const *)names->pdata);
      g_autofree char *hint = near != NULL ? g_strdup_printf("did you mean '%s'?", near) : NULL;
      g_autofree char *message = g_strdup_printf("the schema has no type '%s'", *thing);
      return fail_at(self, frame, token, "unknown-type", hint, message);
    }
    *ret_types |= (uint64_t)1 << type;
  }
  return true;
}

static void
append_types(GString *out, uint64_t types)
{
  bool one = (types & (types - 1)) == 0;
  g_string_append(out, one ? "" : "[");
  for (uint64_t left = types; left != 0; left &= left - 1)
    g_string_append_printf(out, "\\x{%x}", FL_MENTION_CHAR + __builtin_ctzll(left));
  g_string_append(out, one ? "" : "]");
}

static bool
expand_types(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  FlLoader *loader = self->expander->loader;
  uint64_t types = 0;
  if (self->expander->rule == NULL)
    return fail_at(self, frame, token, "no-types-here", "use a define",
                   "mentions are not known yet where this is used");
  if (!find_types(self, frame, token, hole, &types))
    return false;
  self->expander->rule->view |= types;
  if (hole->name != NULL && !add_capture(self, frame, token, hole->name,
                                         is_list(hole) ? FL_CAPTURE_MENTIONS : FL_CAPTURE_MENTION, types))
    return false;
  open_hole(self, hole);
  size_t start = self->out->text->len;
  append_types(self->out->text, types);
  if (is_list(hole)) {
    int first = __builtin_ctzll(types);
    const FlYamlNode *separator = loader->separators[first];
    const FlPackFiles *pack = separator != NULL ? loader->separator_packs[first] : loader->pack;
    if (!append_repeats(self, frame, start, separator != NULL ? separator : loader->pack->type_separator,
                        pack))
      return false;
  }
  close_hole(self, hole);
  return true;
}

/* ---- holes for defines */

static bool
enter_define(Expanding *self, const Frame *frame, FlToken token, const char *name)
{
  const FlLoader *loader = self->expander->loader;
  Frame inner = {.outer = frame, .name = name};
  inner.node = fl_loader_find_define(loader, frame->pack, name, &inner.pack);
  for (size_t i = 0; inner.node == NULL && i < G_N_ELEMENTS(built_in); i++)
    if (strcmp(built_in[i].name, name) == 0) {
      append_from(self, frame, token.start, built_in[i].pattern, -1);
      return true;
    }
  if (inner.node == NULL) {
    g_autofree const char **names = fl_loader_get_define_names(loader);
    const char *near = fl_suggest(name, names);
    g_autofree char *hint = near != NULL ? g_strdup_printf("did you mean '%s'?", near) : NULL;
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
  g_string_append(self->out->text, "(?>");
  bool good = expand_frame(self, &inner);
  g_string_append_c(self->out->text, ')');
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

/* What takes a list of texts apart again, member by member. An error in it is reported for the pattern it
 * stands in. */
static void
add_list(Expanding *self, const char *name, const char *member, const char *separator)
{
  g_autofree char *one = g_strdup_printf("\\G%s", member), *between = g_strdup_printf("\\G(?:%s)", separator);
  if (self->expander->lists == NULL)
    return;
  FlTextList *list = g_new0(FlTextList, 1);
  *list = (FlTextList){g_strdup(name), fl_pattern_new(one, NULL, NULL), fl_pattern_new(between, NULL, NULL)};
  g_ptr_array_add(self->expander->lists, list);
}

static bool
append_texts(Expanding *self, const Frame *frame, const FlHole *hole, size_t start)
{
  FlLoader *loader = self->expander->loader;
  g_autofree char *member = g_strdup(self->out->text->str + start);
  size_t before = self->out->text->len;
  if (!append_repeats(self, frame, start, loader->pack->text_separator, loader->pack))
    return false;
  if (hole->name == NULL)
    return true;
  /* "(?:" SEPARATOR member ")*" was just written */
  size_t length = self->out->text->len - before - strlen("(?:") - strlen(member) - strlen(")*");
  g_autofree char *separator = g_strndup(self->out->text->str + before + strlen("(?:"), length);
  add_list(self, hole->name, member, separator);
  return true;
}

static bool
expand_define(Expanding *self, const Frame *frame, FlToken token, const FlHole *hole)
{
  bool capturing = hole->name != NULL;
  if (capturing && self->expander->rule == NULL)
    return fail_at(self, frame, token, "no-captures-here", NULL, "nothing is captured where this is used");
  if (hole->things[1] != NULL)
    return fail_at(self, frame, token, "bad-hole", "make a define of the alternatives",
                   "only types can stand side by side in a hole");
  if (capturing &&
      !add_capture(self, frame, token, hole->name, is_list(hole) ? FL_CAPTURE_TEXTS : FL_CAPTURE_TEXT, 0))
    return false;
  open_hole(self, hole);
  size_t start = self->out->text->len;
  if (!enter_define(self, frame, token, hole->things[0]))
    return false;
  if (is_list(hole) && !append_texts(self, frame, hole, start))
    return false;
  close_hole(self, hole);
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

static bool
expand_frame(Expanding *self, const Frame *frame)
{
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, frame->node->text);
  FlToken before = {0};
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END; before = token) {
    if (token.kind != FL_TOKEN_HOLE)
      append_from(self, frame, token.start, frame->node->text + token.start,
                  (gssize)(token.end - token.start));
    else if (!expand_hole(self, frame, token, before))
      return false;
  }
  return true;
}

bool
fl_expand(FlExpander *self, const FlYamlNode *node, FlExpansion *ret_expansion)
{
  ret_expansion->text = g_string_new(NULL);
  ret_expansion->origins = g_array_new(FALSE, FALSE, sizeof(FlOrigin));
  Expanding expanding = {self, ret_expansion};
  Frame frame = {NULL, self->loader->pack, node, NULL};
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
