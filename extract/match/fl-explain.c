#include "fl-explain.h"
#include "fl-context.h"
#include "fl-emitted.h"
#include "fl-explainer.h"
#include "fl-view.h"

#include <string.h>

/* ---- a view, drawn */

void
fl_explainer_append_view(const FlRuleSet *rules, const char *text, size_t length, GString *out)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= FL_MENTION_CHAR && c < FL_MENTION_CHAR + rules->types->len)
      g_string_append_printf(out, "⟨%s⟩", fl_rule_set_get_type(rules, (int)(c - FL_MENTION_CHAR))->name);
    else
      g_string_append_unichar(out, c);
  }
}

/* ---- mentions */

static void
append_values(const FlAnalysis *analysis, const FlMention *mention, GString *out)
{
  const FlType *type = fl_rule_set_get_type(analysis->rules, mention->type);
  for (guint p = 0; mention->values != NULL && p < type->properties->len; p++)
    if (mention->values[p] != NULL)
      g_string_append_printf(out, "  %s=%s", g_array_index(type->properties, FlTypeProperty, p).name,
                             mention->values[p]);
}

bool
fl_explainer_holds(const FlExplainer *self, FlSpan span)
{
  return self->sentence->span.start <= span.start && span.start < self->sentence->span.end;
}

/* What a mention that is the same thing as a context's is called in the graph. */
static void
append_identity(FlAnalysis *analysis, const FlMention *mention, GString *out)
{
  if (mention->emission != NULL && mention->emission->is >= 0 && mention->entity != NULL)
    g_string_append_printf(out, "  is %s", fl_entity_get_name(analysis, fl_entity_get_root(mention->entity)));
}

static void
append_mention(const FlExplainer *self, const FlMention *mention)
{
  g_string_append_printf(self->out, "    %-14s %s  (%s)",
                         fl_rule_set_get_type(self->analysis->rules, mention->type)->name,
                         fl_analysis_get_text(self->analysis, mention->span), mention->rule);
}

static void
append_mentions(const FlExplainer *self)
{
  const FlArticleFacts *facts = &self->analysis->articles[self->sentence->article];
  g_string_append(self->out, "\n  mentions\n");
  for (guint t = 0; t < self->analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++) {
      const FlMention *mention = facts->mentions[t]->pdata[i];
      if (!fl_explainer_holds(self, mention->span) || mention->refused)
        continue;
      append_mention(self, mention);
      append_values(self->analysis, mention, self->out);
      append_identity(self->analysis, mention, self->out);
      g_string_append_c(self->out, '\n');
    }
}

static const char *
why_lost(const FlMention *mention)
{
  static const char *const reasons[] = {[FL_NOT_REFUSED] = "lost",
                                        [FL_REFUSED_HIDDEN] = "inside a mention that masks it",
                                        [FL_REFUSED_BY_LIST] =
                                            "a name that the list of canonical names drops",
                                        [FL_REFUSED_NAMELESS] = "nothing that its key is made of is known",
                                        [FL_REFUSED_UNKNOWN] = "stands for nothing that is known here"};
  if (mention->claims)
    return "lists of unequal length: keeps other rules off this text";
  return reasons[mention->refused];
}

static void
append_lost(const FlExplainer *self)
{
  const GPtrArray *lost = self->analysis->articles[self->sentence->article].lost;
  bool any = false;
  for (guint i = 0; i < lost->len; i++) {
    FlMention *mention = lost->pdata[i];
    if (!fl_explainer_holds(self, mention->span))
      continue;
    g_string_append(self->out, any ? "" : "\n  lost\n");
    any = true;
    append_mention(self, mention);
    const FlMention *winner = fl_mention_get_winner(mention);
    if (winner != mention)
      g_string_append_printf(self->out, "  to %s (%s)\n", fl_analysis_get_text(self->analysis, winner->span),
                             winner->rule);
    else
      g_string_append_printf(self->out, ": %s\n", why_lost(mention));
  }
}

/* ---- contexts that hold where the sentence begins */

static void
append_contexts(const FlExplainer *self)
{
  bool any = false;
  for (guint v = 0; v < self->analysis->rules->variables->len; v++) {
    const FlContextEntry *entry = fl_context_store_find(
        self->analysis->contexts, (int)v,
        (FlContextPlace){.article = self->sentence->article, .at = self->sentence->span.start});
    if (entry == NULL)
      continue;
    FlLocation place = fl_analysis_locate(self->analysis, entry->match->span);
    g_string_append(self->out, any ? "" : "\n  contexts\n");
    any = true;
    g_string_append_printf(self->out, "    @%-13s %s  (%s, line %u, for the %s)\n",
                           fl_rule_set_get_variable(self->analysis->rules, (int)v)->name,
                           entry->text != NULL ? entry->text
                                               : fl_analysis_get_text(self->analysis, entry->node->span),
                           entry->match->rule->id != NULL ? entry->match->rule->id : "given", place.line,
                           fl_scope_name(entry->scope));
  }
}

/* ---- rules that matched */

static bool
append_emitted(const FlExplainer *self, const FlRule *rule)
{
  g_autoptr(GPtrArray) emitted = fl_analysis_list_emitted(self->analysis, rule);
  const FlMatch *before = NULL;
  for (guint i = 0; i < emitted->len; i++) {
    const FlEmitted *one = emitted->pdata[i];
    if (!fl_explainer_holds(self, one->match->span))
      continue;
    if (one->match != before)
      g_string_append_printf(self->out, "    %s  「%s」\n", rule->id,
                             fl_analysis_get_text(self->analysis, one->match->span));
    before = one->match;
    g_autofree char *text = fl_emitted_format(one);
    g_string_append_printf(self->out, "        %s\n", text);
  }
  return before != NULL;
}

static void
append_lost_edges(const FlExplainer *self, const FlRule *rule)
{
  for (guint i = 0; i < self->analysis->lost_edges->len; i++) {
    const FlLostEdge *lost = &g_array_index(self->analysis->lost_edges, FlLostEdge, i);
    if (lost->match->rule == rule && fl_explainer_holds(self, lost->match->span))
      g_string_append_printf(self->out, "        %s\n", lost->why);
  }
}

bool
fl_explainer_has_match(const FlExplainer *self, const FlRule *rule)
{
  for (guint i = 0; i < self->analysis->matches->len; i++) {
    const FlMatch *match = self->analysis->matches->pdata[i];
    if (match->rule == rule && match->article == self->sentence->article &&
        fl_explainer_holds(self, match->span))
      return true;
  }
  return false;
}

static void
append_matched(const FlExplainer *self)
{
  bool any = false;
  g_string_append(self->out, "\n  matched\n");
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    if (!fl_explainer_has_match(self, rule))
      continue;
    if (!append_emitted(self, rule))
      g_string_append_printf(self->out, "    %s  (nothing of what it emitted stands)\n", rule->id);
    append_lost_edges(self, rule);
    any = true;
  }
  g_string_append(self->out, any ? "" : "    no rule\n");
}

/* ---- the whole */

static void
explain_sentence(FlAnalysis *analysis, const FlUnit *sentence, GString *out)
{
  FlExplainer self = {analysis, sentence, out};
  FlLocation place = fl_analysis_locate(analysis, sentence->span);
  g_autoptr(FlView) view = fl_view_new();
  uint64_t nodes = 0;
  for (guint t = 0; t < analysis->rules->types->len; t++)
    if (fl_rule_set_get_type(analysis->rules, (int)t)->node_type != FL_SCHEMA_NONE)
      nodes |= (uint64_t)1 << t;
  fl_view_show(view, analysis, sentence->article, sentence->span, 0);
  g_string_append_printf(out, "%s%s:%u:%u\n  %s\n  ", out->len > 0 ? "\n" : "",
                         fl_document_get_name(analysis->document), place.line, place.column, view->text->str);
  fl_view_show(view, analysis, sentence->article,
               fl_text_get_article(analysis->text, sentence->article)->span, nodes);
  FlSpan part = fl_view_find(view, sentence->span);
  fl_explainer_append_view(analysis->rules, view->text->str + part.start, fl_span_length(part), out);
  g_string_append_c(out, '\n');
  append_mentions(&self);
  append_contexts(&self);
  append_matched(&self);
  append_lost(&self);
  fl_explainer_append_near(&self);
}

bool
fl_explain_line(FlAnalysis *analysis, uint32_t line, GString *out)
{
  bool any = false;
  for (uint32_t i = 0; i < fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE); i++) {
    const FlUnit *unit = fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, i);
    FlLocation place = fl_analysis_locate(analysis, unit->span);
    if (place.line > line || place.end_line < line)
      continue;
    explain_sentence(analysis, unit, out);
    any = true;
  }
  return any;
}

void
fl_explain_all(FlAnalysis *analysis, GString *out)
{
  for (uint32_t i = 0; i < fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE); i++)
    explain_sentence(analysis, fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, i), out);
}
