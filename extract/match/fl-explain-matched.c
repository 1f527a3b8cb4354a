/* What a rule made of a sentence: its matches, what came of each, and what did not. */

#include "fl-context.h"
#include "fl-display.h"
#include "fl-emitted.h"
#include "fl-explainer.h"

#include <string.h>

enum { MATCH_COLUMNS = 76 };

/* ---- what came of a match */

static char *
format_emitted(const FlEmitted *emitted, const char *match)
{
  if (emitted->kind != FL_EMIT_NODE) /* the properties of nodes stand among the mentions */
    return fl_emitted_format(emitted);
  return strcmp(emitted->name, match) == 0 ? g_strdup(emitted->what)
                                           : g_strdup_printf("%s %s", emitted->what, emitted->name);
}

/* ---- what did not */

static bool
has_statement(const FlAnalysis *analysis, const FlMatch *match, const FlEmission *emission)
{
  for (guint i = 0; i < analysis->statements->len; i++) {
    const FlStatement *statement = &g_array_index(analysis->statements, FlStatement, i);
    if (statement->match == match && statement->emission == emission)
      return true;
  }
  return false;
}

static bool
has_set(const FlAnalysis *analysis, const FlMatch *match)
{
  for (guint i = 0; i < fl_context_store_get_length(analysis->contexts); i++)
    if (fl_context_store_get(analysis->contexts, i)->match == match)
      return true;
  return false;
}

/* Whether an emission was passed over where it had all that it speaks of: then its `when` did not hold. */
static bool
is_held_back(const FlAnalysis *analysis, const FlMatch *match, guint index)
{
  const FlEmission *emission = match->rule->emissions->pdata[index];
  if (emission->when == NULL)
    return false;
  if (emission->kind == FL_EMIT_NODE)
    return match->made[index].n == 0 && (emission->at < 0 || match->captures[emission->at].present);
  return emission->kind == FL_EMIT_SET ? !has_set(analysis, match)
                                       : !has_statement(analysis, match, emission);
}

static void
append_held_back(const FlExplainer *self, const FlMatch *match)
{
  for (guint i = 0; i < match->rule->emissions->len; i++) {
    const FlEmission *emission = match->rule->emissions->pdata[i];
    const FlYamlNode *when = fl_yaml_node_find(emission->source, "when");
    if (when == NULL || when->text == NULL || !is_held_back(self->analysis, match, i))
      continue;
    g_string_append_printf(self->out, "        not: when %s ", when->text);
    fl_explainer_append_place(self, when, 0);
    g_string_append_c(self->out, '\n');
  }
}

static void
append_lost_edges(const FlExplainer *self, const FlMatch *match)
{
  const char *before = "";
  for (guint i = 0; i < self->analysis->lost_edges->len; i++) {
    const FlLostEdge *lost = &g_array_index(self->analysis->lost_edges, FlLostEdge, i);
    if (lost->match == match && strcmp(before, lost->why) != 0)
      g_string_append_printf(self->out, "        %s\n", before = lost->why);
  }
}

/* ---- a rule */

/* One thing that a match came to is said beside it. */
static void
append_match(const FlExplainer *self, const FlMatch *match, const GPtrArray *emitted)
{
  g_autofree char *text = fl_explainer_get_text(self, match->span, MATCH_COLUMNS);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < emitted->len; i++) {
    const FlEmitted *one = emitted->pdata[i];
    if (one->match == match)
      g_ptr_array_add(lines, format_emitted(one, fl_analysis_get_text(self->analysis, match->span)));
  }
  bool beside =
      lines->len == 1 && fl_display_measure(text, -1) + fl_display_measure(lines->pdata[0], -1) <= 90;
  g_string_append_printf(self->out, "      %s%s%s\n", text, beside ? " → " : "",
                         beside            ? (char *)lines->pdata[0]
                         : lines->len == 0 ? ": nothing of what it says stands"
                                           : "");
  for (guint i = 0; !beside && i < lines->len; i++)
    g_string_append_printf(self->out, "        → %s\n", (char *)lines->pdata[i]);
  if (self->options->only != NULL || lines->len == 0)
    append_held_back(self, match);
  append_lost_edges(self, match);
}

void
fl_explainer_append_matched(const FlExplainer *self, const FlRule *rule)
{
  g_autoptr(GPtrArray) emitted = fl_analysis_list_emitted(self->analysis, rule);
  g_string_append_printf(self->out, "    %s ", rule->id);
  fl_explainer_append_place(self, rule->source, 0);
  g_string_append_c(self->out, '\n');
  for (guint i = 0; i < self->analysis->matches->len; i++) {
    const FlMatch *match = self->analysis->matches->pdata[i];
    if (match->rule == rule && fl_explainer_holds(self, match->span))
      append_match(self, match, emitted);
  }
}
