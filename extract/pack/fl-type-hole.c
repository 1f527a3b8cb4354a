/* Holes for types: one character, that stands for a mention, or a list of them. */

#include "fl-expanding.h"

static bool
find_types(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole, uint64_t *ret_types)
{
  const FlLoader *loader = self->expander->loader;
  *ret_types = 0;
  for (char **thing = hole->things; *thing != NULL; thing++) {
    int type = fl_rule_set_find_type(loader->set, *thing);
    if (type < 0) {
      g_autofree const char **names = fl_loader_get_type_names(loader);
      g_autofree char *near = fl_suggest_hint(*thing, names);
      const char *hint = near != NULL ? near : "types are given under nodes: in schema.yaml";
      g_autofree char *message = g_strdup_printf("the schema has no type '%s'", *thing);
      return fl_expanding_fail(self, frame, fl_expanding_find_thing(frame, token, *thing), "unknown-type",
                               hint, message);
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

bool
fl_expanding_expand_types(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole)
{
  FlLoader *loader = self->expander->loader;
  uint64_t types = 0;
  self->more = true;
  if (self->expander->rule == NULL)
    return fl_expanding_fail(self, frame, token, "no-types-here", "use a define",
                             "mentions are not known yet where this is used");
  if (self->expander->rule->in == FL_UNIT_SOURCE)
    return fl_expanding_fail(self, frame, token, "no-types-here",
                             "look at the articles: in: title, in: article",
                             "what a source is called holds no mentions");
  if (!find_types(self, frame, token, hole, &types))
    return false;
  self->expander->rule->view |= types;
  if (hole->name != NULL &&
      !fl_expanding_add_capture(self, frame, token, hole->name,
                                fl_hole_is_list(hole) ? FL_CAPTURE_MENTIONS : FL_CAPTURE_MENTION, types))
    return false;
  fl_expanding_open_hole(self, frame, token, hole);
  size_t start = self->out->text->len;
  g_autofree char *characters = make_class(types);
  fl_expanding_append_made(self, frame, token, characters);
  if (fl_hole_is_list(hole)) {
    int first = __builtin_ctzll(types);
    FlSeparator separator = {loader->separators[first], loader->separator_packs[first]};
    if (separator.node == NULL)
      separator = fl_separator_find(loader, false);
    if (!fl_expanding_append_repeats(self, frame, token, start, &separator))
      return false;
  }
  fl_expanding_close_hole(self, frame, token, hole);
  return true;
}
