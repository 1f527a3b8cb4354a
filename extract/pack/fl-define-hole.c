/* Holes for defines: another pattern, put into this one. */

#include "fl-expanding.h"

#include <string.h>

/* Every define is a group of its own, and PCRE2 nests no more than 250. */
enum { MAX_DEPTH = 100 };

/* Runs of the view: without mention characters, and with them. */
static const struct {
  const char *name, *pattern;
} built_in[] = {{"text", "[^\\x{f0000}-\\x{ffffd}]*?"}, {"gap", ".*?"}};

/* What was written from these places on, as it may be written again. */
static FlExpansion *
copy_expansion(const FlExpansion *self, size_t text, guint origins)
{
  FlExpansion *copy = g_new(FlExpansion, 1);
  copy->text = g_string_new_len(self->text->str + text, (gssize)(self->text->len - text));
  copy->origins = g_array_new(FALSE, FALSE, sizeof(FlOrigin));
  for (guint i = origins; i < self->origins->len; i++) {
    FlOrigin origin = g_array_index(self->origins, FlOrigin, i);
    origin.at -= text;
    g_array_append_val(copy->origins, origin);
  }
  return copy;
}

static void
append_expansion(FlExpansion *self, const FlExpansion *known)
{
  for (guint i = 0; i < known->origins->len; i++) {
    FlOrigin origin = g_array_index(known->origins, FlOrigin, i);
    origin.at += self->text->len;
    g_array_append_val(self->origins, origin);
  }
  g_string_append_len(self->text, known->text->str, (gssize)known->text->len);
}

/* Writes a define. One that is only text is kept, to be written in the next pattern that needs it: most are, and
 * many are needed a hundred times. */
static bool
expand_define(FlExpanding *self, const FlFrame *frame)
{
  bool before = self->more;
  GHashTable *expanded = self->expander->loader->expanded[fl_expanding_is_clean(self)];
  const FlExpansion *known = g_hash_table_lookup(expanded, frame->node);
  size_t text = self->out->text->len;
  guint origins = self->out->origins->len;
  if (known != NULL) {
    append_expansion(self->out, known);
    return true;
  }
  self->more = false;
  if (!fl_expanding_expand(self, frame))
    return false;
  if (!self->more)
    g_hash_table_insert(expanded, (gpointer)frame->node, copy_expansion(self->out, text, origins));
  self->more |= before;
  return true;
}

static bool
enter_define(FlExpanding *self, const FlFrame *frame, FlToken token, const char *name)
{
  const FlLoader *loader = self->expander->loader;
  FlFrame inner = {.outer = frame, .name = name, .depth = frame->depth + 1};
  inner.node = fl_loader_find_define(loader, frame->pack, name, &inner.pack);
  for (size_t i = 0; inner.node == NULL && i < G_N_ELEMENTS(built_in); i++)
    if (strcmp(built_in[i].name, name) == 0) {
      fl_expanding_append_made(self, frame, token, built_in[i].pattern);
      return true;
    }
  if (inner.node == NULL) {
    g_autofree const char **names = fl_loader_get_define_names(loader);
    g_autofree char *near = fl_suggest_hint(name, names);
    const char *hint =
        near != NULL ? near : "write it under define:, in a file of this pack or of one before it";
    g_autofree char *message = g_strdup_printf("nothing is defined as '%s'", name);
    return fl_expanding_fail(self, frame, fl_expanding_find_thing(frame, token, name), "unknown-define", hint,
                             message);
  }
  g_autoptr(GString) path = g_string_new(name);
  for (const FlFrame *outer = frame; outer != NULL; outer = outer->outer) {
    if (outer->name != NULL)
      g_string_prepend(g_string_prepend(path, " → "), outer->name);
    if (outer->node == inner.node)
      return fl_expanding_fail(self, frame, token, "define-cycle", "write one of them out",
                               g_string_prepend(path, "a define that needs itself: ")->str);
  }
  if (inner.depth > MAX_DEPTH)
    return fl_expanding_fail(self, frame, token, "pattern-size", "write some of them out",
                             "defines more than 100 deep in one another");
  fl_expanding_append_made(self, frame, token, "(?>");
  bool good = expand_define(self, &inner);
  fl_expanding_append_made(self, frame, token, ")");
  return good;
}

void
fl_text_list_free(FlTextList *self)
{
  g_free(self->name);
  fl_pattern_unref(self->member);
  fl_pattern_unref(self->separator);
  g_free(self);
}

static FlPattern *
compile_shared(FlPatternPool *shared, const char *source)
{
  FlPattern *pattern = fl_pattern_pool_find(shared, source, FL_PATTERN_DEFAULT_LIMIT);
  if (pattern == NULL && (pattern = fl_pattern_new(source, NULL, NULL)) != NULL)
    fl_pattern_pool_add(shared, pattern);
  return pattern;
}

/* What takes a list of texts apart again, member by member. */
static void
add_list(FlExpanding *self, const char *name, const char *member, const char *separator)
{
  g_autofree char *one = g_strdup_printf("\\G%s", member), *between = g_strdup_printf("\\G(?:%s)", separator);
  FlPatternPool *shared = self->expander->loader->shared;
  FlTextList *list = g_new0(FlTextList, 1);
  *list = (FlTextList){g_strdup(name), compile_shared(shared, one), compile_shared(shared, between)};
  g_ptr_array_add(self->expander->lists, list);
}

static bool
append_texts(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole, size_t start)
{
  FlSeparator separator = fl_separator_find(self->expander->loader, true);
  g_autofree char *member = g_strdup(self->out->text->str + start);
  size_t before = self->out->text->len;
  if (!fl_expanding_append_repeats(self, frame, token, start, &separator))
    return false;
  if (hole->name == NULL)
    return true;
  /* "(?:(?:" SEPARATOR ")" member ")*" was just written */
  size_t length = self->out->text->len - before - strlen("(?:(?:)") - strlen(member) - strlen(")*");
  g_autofree char *between = g_strndup(self->out->text->str + before + strlen("(?:(?:"), length);
  add_list(self, hole->name, member, between);
  return true;
}

bool
fl_expanding_expand_define(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole)
{
  if (hole->things[1] != NULL)
    return fl_expanding_fail(self, frame, token, "bad-hole", "make a define of the alternatives",
                             "only types can stand side by side in a hole");
  if (hole->name != NULL &&
      !fl_expanding_add_capture(self, frame, token, hole->name,
                                fl_hole_is_list(hole) ? FL_CAPTURE_TEXTS : FL_CAPTURE_TEXT, 0))
    return false;
  fl_expanding_open_hole(self, frame, token, hole);
  size_t start = self->out->text->len;
  if (!enter_define(self, frame, token, hole->things[0]))
    return false;
  if (fl_hole_is_list(hole) && !append_texts(self, frame, token, hole, start))
    return false;
  fl_expanding_close_hole(self, frame, token, hole);
  return true;
}
