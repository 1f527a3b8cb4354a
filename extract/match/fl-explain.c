#include "fl-explain.h"
#include "fl-display.h"
#include "fl-explainer.h"

static void
append_all_matched(const FlExplainer *self)
{
  bool any = false;
  fl_explainer_append_heading(self, "matched");
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    if (!fl_explainer_has_match(self, rule))
      continue;
    fl_explainer_append_matched(self, rule);
    any = true;
  }
  g_string_append(self->out, any ? "" : "    no rule\n");
}

/* What became of the one rule that is asked about. */
static void
append_only(const FlExplainer *self, const FlRule *rule)
{
  if (!fl_explainer_has_match(self, rule)) {
    fl_explainer_append_missed(self, rule);
    return;
  }
  fl_explainer_append_heading(self, "matched");
  fl_explainer_append_matched(self, rule);
  fl_explainer_append_lost(self);
}

static void
explain_sentence(FlExplainer *self, const FlUnit *sentence)
{
  FlLocation place = fl_analysis_locate(self->analysis, sentence->span);
  g_autofree char *where =
      g_strdup_printf("%s:%u:%u", fl_document_get_name(self->analysis->document), place.line, place.column);
  self->sentence = sentence;
  g_string_append(self->out, self->out->len > 0 ? "\n" : "");
  fl_display_append_styled(self->out, self->options->colour, FL_STYLE_STRONG, where);
  g_string_append_c(self->out, '\n');
  fl_explainer_append_drawing(self);
  if (self->options->only != NULL) {
    append_only(self, self->options->only);
    return;
  }
  fl_explainer_append_mentions(self);
  fl_explainer_append_contexts(self);
  append_all_matched(self);
  fl_explainer_append_lost(self);
  fl_explainer_append_near(self);
}

/* Line 0: all. */
static bool
explain(FlAnalysis *analysis, uint32_t line, const FlExplainOptions *options, GString *out)
{
  bool any = false;
  uint32_t length = 0;
  const char *string = fl_text_get_string(analysis->text, &length);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlView) view = fl_view_new();
  g_autoptr(FlHits) hits = fl_hits_new(analysis->rules->prefilter);
  FlExplainer self = {
      .analysis = analysis, .options = options, .out = out, .matcher = matcher, .view = view, .hits = hits};
  fl_hits_find(hits, string, length);
  for (uint32_t i = 0; i < fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE); i++) {
    const FlUnit *unit = fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, i);
    FlLocation place = fl_analysis_locate(analysis, unit->span);
    if (line > 0 && (place.line > line || place.end_line < line))
      continue;
    explain_sentence(&self, unit);
    any = true;
  }
  return any;
}

bool
fl_explain_line(FlAnalysis *analysis, uint32_t line, const FlExplainOptions *options, GString *out)
{
  return explain(analysis, line, options, out);
}

void
fl_explain_all(FlAnalysis *analysis, const FlExplainOptions *options, GString *out)
{
  explain(analysis, 0, options, out);
}
