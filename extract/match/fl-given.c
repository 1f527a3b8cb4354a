#include "fl-given.h"
#include "fl-context.h"
#include "fl-emit.h"

#include <string.h>

void
fl_given_add_mentions(FlAnalysis *analysis, const FlGivenMention *given)
{
  uint32_t length = 0;
  const char *string = fl_text_get_string(analysis->text, &length);
  for (uint32_t i = 0; i < fl_text_get_n_articles(analysis->text); i++) {
    FlSpan span = fl_text_get_article(analysis->text, i)->span;
    for (const char *p = string + span.start;
         (p = g_strstr_len(p, string + span.end - p, given->text)) != NULL; p += strlen(given->text)) {
      FlSpan found = {(uint32_t)(p - string), (uint32_t)(p - string + strlen(given->text))};
      fl_analysis_add_named(analysis, given->type, given->values, i, found)->rule = "given";
    }
  }
}

/* A thing that a context stands for: known to the document, though no text of it names it. An update may fill its
 * values: they are a copy. */
static FlMention *
add_given_node(FlAnalysis *analysis, const FlGivenContext *given)
{
  const FlType *type = fl_rule_set_get_type(analysis->rules, given->type);
  FlMention *mention = fl_arena_new0(analysis->arena, FlMention, 1);
  *mention = (FlMention){.type = given->type, .rule = "given"};
  mention->values = fl_arena_new0(analysis->arena, const char *, type->properties->len);
  memcpy(mention->values, given->values, type->properties->len * sizeof *given->values);
  if (type->node_type != FL_SCHEMA_NONE) {
    mention->entity = fl_entity_new(analysis, given->type, 0);
    mention->entity->values = mention->values;
    mention->entity->given = true;
  }
  return mention;
}

/* They are set by a match that is none, of a rule that emits nothing. */
void
fl_given_set_contexts(FlAnalysis *analysis, const GArray *contexts, const FlRule *nothing)
{
  FlMatch *match = fl_arena_new0(analysis->arena, FlMatch, 1);
  *match = (FlMatch){.rule = nothing, .article = FL_NO_ARTICLE};
  for (guint i = 0; contexts != NULL && i < contexts->len; i++) {
    const FlGivenContext *given = &g_array_index(contexts, FlGivenContext, i);
    FlContextEntry entry = {.variable = given->variable,
                            .match = match,
                            .scope = FL_SCOPE_SOURCE,
                            .article = FL_NO_ARTICLE,
                            .text = given->text};
    entry.node = given->text != NULL ? NULL : add_given_node(analysis, given);
    fl_context_store_add(analysis->contexts, &entry);
  }
}
