#include "fl-expanding.h"
#include "fl-string.h"

#include <string.h>

/* What a list is joined by where a pack does not say. */
static const char *const default_separator = "\\s*[,，、]\\s*";

bool
fl_expanding_is_clean(const FlExpanding *self)
{
  const FlRule *rule = self->expander->rule;
  return rule != NULL && rule->in != FL_UNIT_SOURCE;
}

bool
fl_expanding_fail(const FlExpanding *self, const FlFrame *frame, FlToken token, const char *id,
                  const char *hint, const char *message)
{
  fl_yaml_node_report(
      frame->node, self->expander->loader->diagnostics,
      (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, token.start,
                (uint32_t)g_utf8_strlen(frame->node->text + token.start, (gssize)(token.end - token.start))},
      "%s", message);
  return false;
}

FlToken
fl_expanding_find_thing(const FlFrame *frame, FlToken token, const char *thing)
{
  const char *text = frame->node->text, *end = text + token.end;
  const char *colon = memchr(text + token.start, ':', token.end - token.start);
  const char *from = colon != NULL ? colon : text + token.start;
  const char *found = g_strstr_len(from, end - from, thing);
  if (found == NULL)
    return token;
  size_t start = (size_t)(found - text);
  return (FlToken){token.kind, start, start + strlen(thing)};
}

/* Whether a token goes on where the last one that was written ended. */
static bool
goes_on(const FlExpansion *self, const FlFrame *frame, FlToken token)
{
  if (self->origins->len == 0)
    return false;
  const FlOrigin *last = &g_array_index(self->origins, FlOrigin, self->origins->len - 1);
  return !last->made && last->node == frame->node &&
         last->offset + (self->text->len - last->at) == token.start;
}

void
fl_expanding_append_written(FlExpanding *self, const FlFrame *frame, FlToken token)
{
  if (!goes_on(self->out, frame, token)) {
    FlOrigin origin = {self->out->text->len, token.start, frame->node, false};
    g_array_append_val(self->out->origins, origin);
  }
  fl_string_append_bytes(self->out->text, frame->node->text + token.start, token.end - token.start);
}

void
fl_expanding_append_made(FlExpanding *self, const FlFrame *frame, FlToken token, const char *text)
{
  FlOrigin origin = {self->out->text->len, token.start, frame->node, true};
  g_array_append_val(self->out->origins, origin);
  g_string_append(self->out->text, text);
}

FlSeparator
fl_separator_find(const FlLoader *loader, bool texts)
{
  for (int i = loader->pack->index; i >= 0; i--) {
    const FlPackFiles *pack = loader->packs->pdata[i];
    const FlYamlNode *node = texts ? pack->text_separator : pack->type_separator;
    if (node != NULL)
      return (FlSeparator){node, pack};
  }
  return (FlSeparator){0};
}

bool
fl_expanding_append_repeats(FlExpanding *self, const FlFrame *frame, FlToken token, size_t start,
                            const FlSeparator *separator)
{
  g_autofree char *member = g_strconcat(")", self->out->text->str + start, ")*", NULL);
  fl_expanding_append_made(self, frame, token, "(?:(?:");
  if (separator->node == NULL)
    fl_expanding_append_made(self, frame, token, default_separator);
  else {
    FlFrame inner = {frame, separator->pack, separator->node, NULL, frame->depth + 1};
    if (!fl_expanding_expand(self, &inner))
      return false;
  }
  fl_expanding_append_made(self, frame, token, member);
  return true;
}

bool
fl_expanding_add_capture(FlExpanding *self, const FlFrame *frame, FlToken token, const char *name,
                         FlCaptureKind kind, uint64_t types)
{
  FlRule *rule = self->expander->rule;
  self->more = true;
  if (rule == NULL || self->expander->lists == NULL)
    return fl_expanding_fail(self, frame, token, "no-captures-here", "leave its name out",
                             "nothing is captured where this is used");
  int index = fl_rule_find_capture(rule, name);
  if (index >= 0) {
    FlCapture *capture = rule->captures->pdata[index];
    capture->types |= types;
    return capture->kind == kind ||
           fl_expanding_fail(self, frame, token, "capture-kind", "give one of them another name",
                             "a capture of this name is of another kind elsewhere in the rule");
  }
  FlCapture *capture = g_new0(FlCapture, 1);
  *capture = (FlCapture){.name = g_strdup(name), .kind = kind, .types = types};
  g_ptr_array_add(rule->captures, capture);
  return true;
}

bool
fl_hole_is_list(const FlHole *hole)
{
  return hole->quantifier == '+' || hole->quantifier == '*';
}

void
fl_expanding_open_hole(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole)
{
  g_autofree char *opening = hole->name != NULL ? g_strdup_printf("(?<%s>", hole->name) : g_strdup("(?:");
  fl_expanding_append_made(self, frame, token, opening);
}

void
fl_expanding_close_hole(FlExpanding *self, const FlFrame *frame, FlToken token, const FlHole *hole)
{
  fl_expanding_append_made(self, frame, token,
                           hole->quantifier == '?' || hole->quantifier == '*' ? ")?" : ")");
}
