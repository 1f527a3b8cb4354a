#include "fl-analysis.h"
#include "fl-context.h"

static void
clear_arrays(GPtrArray **arrays, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_pointer(&arrays[i], g_ptr_array_unref);
  g_free(arrays);
}

static void
clear_article(FlArticleFacts *facts, guint n_types)
{
  clear_arrays(facts->pending, n_types);
  clear_arrays(facts->mentions, n_types);
  for (guint i = 0; i < facts->entities->len; i++)
    g_clear_pointer(&((FlEntity *)facts->entities->pdata[i])->aliases, g_ptr_array_unref);
  g_ptr_array_unref(facts->entities);
  g_ptr_array_unref(facts->lost);
}

void
fl_analysis_free(FlAnalysis *self)
{
  if (self == NULL)
    return;
  for (uint32_t i = 0; i < fl_text_get_n_articles(self->text); i++)
    clear_article(&self->articles[i], self->rules->types->len);
  g_free(self->articles);
  g_ptr_array_unref(self->matches);
  g_array_unref(self->statements);
  g_array_unref(self->edges);
  g_array_unref(self->lost_edges);
  fl_context_store_free(self->contexts);
  fl_arena_free(self->arena);
  fl_text_free(self->text);
  fl_report_free(self->report);
  fl_document_free(self->document);
  g_free(self);
}

FlEntity *
fl_entity_new(const FlAnalysis *analysis, int type, uint32_t article)
{
  FlEntity *entity = fl_arena_new0(analysis->arena, FlEntity, 1);
  guint n = fl_rule_set_get_type(analysis->rules, type)->properties->len;
  *entity = (FlEntity){.type = type, .article = article};
  entity->values = fl_arena_new0(analysis->arena, const char *, n);
  entity->filled_by = fl_arena_new0(analysis->arena, const FlMatch *, n);
  return entity;
}

void
fl_analysis_add_entity(FlAnalysis *self, FlEntity *entity)
{
  GPtrArray *entities = self->articles[entity->article].entities;
  entity->order = entities->len;
  g_ptr_array_add(entities, entity);
}

const char *
fl_analysis_get_text(const FlAnalysis *self, FlSpan span)
{
  return fl_arena_strndup(self->arena, fl_text_get_string(self->text, NULL) + span.start,
                          fl_span_length(span));
}

FlLocation
fl_analysis_locate(const FlAnalysis *self, FlSpan span)
{
  return fl_document_locate_span(self->document, fl_text_map(self->text, span));
}

const char *
fl_analysis_get_place(const FlAnalysis *self, FlSpan span)
{
  bool none = fl_document_get_source_line(self->document, 1) == NULL; /* as in all that is text */
  return none ? "" : fl_document_get_place(self->document, fl_text_map(self->text, span).start);
}
