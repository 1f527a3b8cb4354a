#include "fl-display.h"
#include "fl-explainer.h"

void
fl_explainer_append_heading(const FlExplainer *self, const char *heading)
{
  g_string_append(self->out, "\n  ");
  fl_display_append_styled(self->out, self->options->colour, FL_STYLE_STRONG, heading);
  g_string_append_c(self->out, '\n');
}

char *
fl_explainer_get_text(const FlExplainer *self, FlSpan span, gsize columns)
{
  const char *text = fl_analysis_get_text(self->analysis, span);
  g_autofree char *safe = fl_display_make_safe(text);
  GString *shown = g_string_new(NULL);
  fl_display_append_clipped(shown, safe != NULL ? safe : text, -1, columns);
  return g_string_free(shown, FALSE);
}

void
fl_explainer_append_view(const FlExplainer *self, const char *text, size_t length, gsize columns)
{
  const FlRuleSet *rules = self->analysis->rules;
  g_autoptr(GString) drawn = g_string_new(NULL);
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= FL_MENTION_CHAR && c < FL_MENTION_CHAR + rules->types->len)
      g_string_append_printf(drawn, "⟨%s⟩", fl_rule_set_get_type(rules, (int)(c - FL_MENTION_CHAR))->name);
    else
      g_string_append_unichar(drawn, c);
  }
  g_autofree char *safe = fl_display_make_safe(drawn->str);
  fl_display_append_clipped(self->out, safe != NULL ? safe : drawn->str, -1, columns);
}

void
fl_explainer_append_place(const FlExplainer *self, const FlYamlNode *node, size_t offset)
{
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(node, offset, &line, &column);
  g_autofree char *place = g_strdup_printf("(%s:%u:%u)", fl_yaml_get_path(node->file), line, column);
  fl_display_append_styled(self->out, self->options->colour, FL_STYLE_DIM, place);
}

void
fl_explainer_append_types(const FlExplainer *self, uint64_t types)
{
  const char *between = "";
  for (uint64_t left = types; left != 0; left &= left - 1) {
    g_string_append_printf(self->out, "%s%s", between,
                           fl_rule_set_get_type(self->analysis->rules, __builtin_ctzll(left))->name);
    between = " or ";
  }
}

bool
fl_explainer_holds(const FlExplainer *self, FlSpan span)
{
  return self->sentence->span.start <= span.start && span.start < self->sentence->span.end;
}

bool
fl_explainer_has_match(const FlExplainer *self, const FlRule *rule)
{
  for (guint i = 0; i < self->analysis->matches->len; i++) {
    const FlMatch *match = self->analysis->matches->pdata[i];
    if (match->rule == rule &&
        (match->article == self->sentence->article || match->article == FL_NO_ARTICLE) &&
        fl_explainer_holds(self, match->span))
      return true;
  }
  return false;
}
