/* The mentions of a sentence, those that others took the text from, and the contexts that hold there. */

#include "fl-context.h"
#include "fl-display.h"
#include "fl-emitted.h"
#include "fl-explainer.h"

#include <string.h>

enum { TEXT_COLUMNS = 24, TYPE_COLUMNS = 14, RULE_COLUMNS = 16 };

static int
compare_mentions(gconstpointer a, gconstpointer b, gpointer rules)
{
  const FlMention *first = *(FlMention *const *)a, *second = *(FlMention *const *)b;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  if (first->span.end != second->span.end)
    return first->span.end > second->span.end ? -1 : 1;
  bool step = fl_rule_set_get_type(rules, first->type)->node_type == FL_SCHEMA_NONE,
       other = fl_rule_set_get_type(rules, second->type)->node_type == FL_SCHEMA_NONE;
  return step != other ? step - other : first->type - second->type;
}

/* In order of place; of one place nodes first. */
static GPtrArray *
list_mentions(const FlExplainer *self)
{
  const FlArticleFacts *facts = &self->analysis->articles[self->sentence->article];
  GPtrArray *mentions = g_ptr_array_new();
  for (guint t = 0; t < self->analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++) {
      FlMention *mention = facts->mentions[t]->pdata[i];
      if (fl_explainer_holds(self, mention->span) && !mention->refused)
        g_ptr_array_add(mentions, mention);
    }
  g_ptr_array_sort_with_data(mentions, compare_mentions, (gpointer)self->analysis->rules);
  return mentions;
}

static bool
is_same_span(FlSpan a, FlSpan b)
{
  return a.start == b.start && a.end == b.end;
}

/* Its properties, but for a name that is what is read anyway. */
static void
append_values(const FlExplainer *self, const FlMention *mention)
{
  const FlType *type = fl_rule_set_get_type(self->analysis->rules, mention->type);
  for (guint p = 0; mention->values != NULL && p < type->properties->len; p++) {
    const char *name = g_array_index(type->properties, FlTypeProperty, p).name, *value = mention->values[p];
    if (value != NULL && (strcmp(name, "name") != 0 ||
                          strcmp(value, fl_analysis_get_text(self->analysis, mention->span)) != 0))
      g_string_append_printf(self->out, " %s=%s", name, value);
  }
  if (mention->emission != NULL && mention->emission->is >= 0 && mention->entity != NULL)
    g_string_append_printf(self->out, " is %s",
                           fl_entity_get_name(self->analysis, fl_entity_get_root(mention->entity)));
}

static void
append_mention(const FlExplainer *self, const FlMention *mention, bool again)
{
  g_autofree char *text = fl_explainer_get_text(self, mention->span, TEXT_COLUMNS);
  g_string_append(self->out, "    ");
  fl_display_append_left(self->out, again ? "" : text, TEXT_COLUMNS + 1);
  fl_display_append_left(self->out, fl_rule_set_get_type(self->analysis->rules, mention->type)->name,
                         TYPE_COLUMNS);
  g_string_append_c(self->out, ' ');
}

static void
trim_end(GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
}

void
fl_explainer_append_mentions(const FlExplainer *self)
{
  g_autoptr(GPtrArray) mentions = list_mentions(self);
  if (mentions->len == 0)
    return;
  fl_explainer_append_heading(self, "mentions");
  for (guint i = 0; i < mentions->len; i++) {
    const FlMention *mention = mentions->pdata[i], *before = i > 0 ? mentions->pdata[i - 1] : NULL;
    append_mention(self, mention, before != NULL && is_same_span(before->span, mention->span));
    fl_display_append_left(self->out, mention->rule, RULE_COLUMNS);
    append_values(self, mention);
    trim_end(self->out);
    g_string_append_c(self->out, '\n');
  }
}

/* ---- those that lost */

/* Why the winner was preferred (fl-settle.c). */
static const char *
why_preferred(const FlRuleSet *rules, const FlMention *loser, const FlMention *winner)
{
  bool first = fl_rule_set_get_type(rules, loser->type)->overlap == FL_OVERLAP_FIRST;
  if (!first && fl_span_length(winner->span) != fl_span_length(loser->span))
    return "which is longer";
  if (winner->claims)
    return "which keeps its text for lists that did not fit";
  if (!first && winner->confidence != loser->confidence)
    return "which is more confident";
  if (winner->order != loser->order)
    return loser->order == G_MAXINT ? "which a rule found there"
           : winner->order < 0      ? "which a list has"
                                    : "whose rule comes first";
  return is_same_span(winner->span, loser->span) ? "which is the same" : "which is further left or longer";
}

static const char *
why_refused(const FlMention *mention)
{
  static const char *const reasons[] = {[FL_NOT_REFUSED] = "lost",
                                        [FL_REFUSED_HIDDEN] = "stands inside a mention that masks it",
                                        [FL_REFUSED_BY_LIST] =
                                            "a name that the list of canonical names drops",
                                        [FL_REFUSED_NAMELESS] = "nothing that its key is made of is known",
                                        [FL_REFUSED_UNKNOWN] = "stands for nothing that is known here"};
  if (mention->claims)
    return "lists of unequal length: keeps other rules off this text";
  return reasons[mention->refused];
}

void
fl_explainer_append_lost(const FlExplainer *self)
{
  const GPtrArray *lost = self->analysis->articles[self->sentence->article].lost;
  bool any = false;
  for (guint i = 0; i < lost->len; i++) {
    FlMention *mention = lost->pdata[i];
    if (!fl_explainer_holds(self, mention->span))
      continue;
    if (!any)
      fl_explainer_append_heading(self, "lost");
    any = true;
    const FlMention *winner = fl_mention_get_winner(mention);
    append_mention(self, mention, false);
    g_string_append(self->out, mention->rule);
    if (winner == mention) {
      g_string_append_printf(self->out, ": %s\n", why_refused(mention));
      continue;
    }
    g_autofree char *text = fl_explainer_get_text(self, winner->span, TEXT_COLUMNS);
    g_string_append_printf(self->out, ", to %s 「%s」, %s\n", winner->rule, text,
                           why_preferred(self->analysis->rules, mention, winner));
  }
}

/* ---- contexts that hold where the sentence begins */

void
fl_explainer_append_contexts(const FlExplainer *self)
{
  bool any = false;
  for (guint v = 0; v < self->analysis->rules->variables->len; v++) {
    const FlContextEntry *entry = fl_context_store_find(
        self->analysis->contexts, (int)v,
        (FlContextPlace){.article = self->sentence->article, .at = self->sentence->span.start});
    if (entry == NULL)
      continue;
    if (!any)
      fl_explainer_append_heading(self, "contexts");
    any = true;
    FlLocation place = fl_analysis_locate(self->analysis, entry->match->span);
    const char *value =
        entry->text != NULL ? entry->text : fl_analysis_get_text(self->analysis, entry->node->span);
    g_autofree char *name =
        g_strdup_printf("@%s", fl_rule_set_get_variable(self->analysis->rules, (int)v)->name);
    g_string_append(self->out, "    ");
    fl_display_append_left(self->out, name, TYPE_COLUMNS);
    fl_display_append_left(self->out, value, TEXT_COLUMNS);
    g_string_append_printf(self->out, " %s, line %u, for the %s\n",
                           entry->match->rule->id != NULL ? entry->match->rule->id : "given", place.line,
                           fl_scope_name(entry->scope));
  }
}
