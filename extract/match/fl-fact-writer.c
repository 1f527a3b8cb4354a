#include "fl-fact-writer.h"
#include "fl-fingerprint.h"
#include "fl-han.h"
#include "fl-string.h"

#include <string.h>

/* A text with fewer letters is no fingerprint of anything. */
enum { MIN_FINGERPRINT = 64 };

typedef struct {
  FlAnalysis *analysis;
  FlFactBatch *batch;
  uint32_t *sentences;   /* by sentence of the text: index in the batch + 1; 0: not written yet */
  uint32_t last;         /* sentence that was found */
  GHashTable *titles;    /* title to how many articles had it */
  GString *shown, *text; /* what is being written: the batch has a copy of its own */
} Writer;

/* ---- evidence */

static const char *
show(const Writer *self, GString *buffer, FlSpan span)
{
  g_string_truncate(buffer, 0);
  fl_string_append_bytes(buffer, fl_text_get_string(self->analysis->text, NULL) + span.start,
                         fl_span_length(span));
  return buffer->str;
}

/* Mentions are written in order of place: mostly the sentence is the last one, or the next. */
static const FlUnit *
find_sentence(Writer *self, uint32_t article, uint32_t offset)
{
  const FlText *text = self->analysis->text;
  uint32_t n = fl_text_get_n_units(text, FL_UNIT_SENTENCE);
  for (uint32_t i = self->last, end = MIN(i + 2, n); i < end; i++) {
    const FlUnit *unit = fl_text_get_unit(text, FL_UNIT_SENTENCE, i);
    if (unit->article != article || offset < unit->span.start || offset >= unit->span.end)
      continue;
    self->last = i;
    return unit;
  }
  const FlUnit *unit = fl_text_find_unit(text, FL_UNIT_SENTENCE, article, offset);
  if (unit != NULL)
    self->last = (uint32_t)(unit - fl_text_get_unit(text, FL_UNIT_SENTENCE, 0));
  return unit;
}

static uint32_t
add_sentence(Writer *self, uint32_t article, FlSpan span)
{
  const FlUnit *unit = find_sentence(self, article, span.start);
  if (unit == NULL) /* in no sentence: it is one by itself */
    return fl_fact_batch_add_sentence(self->batch, show(self, self->shown, span));
  uint32_t *known = &self->sentences[self->last];
  if (*known == 0)
    *known = fl_fact_batch_add_sentence(self->batch, show(self, self->shown, unit->span)) + 1;
  return *known - 1;
}

static FlEvidence
make_evidence(Writer *self, uint32_t article, FlSpan span, const char *rule, double confidence)
{
  return (FlEvidence){.at = fl_analysis_locate(self->analysis, span),
                      .article = self->analysis->articles[article].entity->node - 1,
                      .sentence = add_sentence(self, article, span),
                      .confidence = confidence,
                      .rule = rule,
                      .text = show(self, self->text, span),
                      .place = fl_analysis_get_place(self->analysis, span)};
}

/* ---- nodes */

/* What gave a value that is none: a match, or a mention. */
typedef struct {
  const char *rule;
  FlSpan span;
} Giver;

/* Who gave an entity the value of a property: an update, else the first mention that has it. */
static Giver
find_giver(const FlAnalysis *analysis, const FlEntity *entity, guint property)
{
  const FlMatch *match = entity->filled_by[property];
  const GPtrArray *mentions = analysis->articles[entity->article].mentions[entity->type];
  if (match != NULL)
    return (Giver){match->rule->id, match->span};
  for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
    const FlMention *mention = mentions->pdata[i];
    if (mention->entity != NULL && fl_entity_get_root(mention->entity) == entity &&
        g_strcmp0(mention->values[property], entity->values[property]) == 0)
      return (Giver){mention->rule, mention->span};
  }
  return (Giver){NULL, fl_text_get_article(analysis->text, entity->article)->span};
}

static void
report_value(const Writer *self, const char *property, const char *text, Giver giver)
{
  FlLocation place = fl_analysis_locate(self->analysis, giver.span);
  fl_report_add(self->analysis->report, FL_FINDING_WARNING, "bad-value", giver.rule, place.line, place.column,
                "'%s' is no value for %s", text, property);
}

static void
write_node(Writer *self, FlEntity *entity)
{
  const FlType *type = fl_rule_set_get_type(self->analysis->rules, entity->type);
  uint32_t node = fl_fact_batch_add_node(self->batch, type->node_type);
  entity->node = node + 1;
  for (guint p = 0; p < type->properties->len; p++) {
    const FlTypeProperty *property = &g_array_index(type->properties, FlTypeProperty, p);
    FlValue value = {.type = FL_VALUE_NONE};
    if (entity->values[p] == NULL)
      continue;
    if (!fl_value_parse(property->type, entity->values[p], &value))
      report_value(self, property->name, entity->values[p], find_giver(self->analysis, entity, p));
    else if (value.type != FL_VALUE_NONE)
      fl_fact_batch_set_node_value(self->batch, node, (int)p, value);
  }
  for (guint i = 0; entity->aliases != NULL && i < entity->aliases->len; i++)
    fl_fact_batch_add_alias(self->batch, node, entity->aliases->pdata[i]);
}

/* ---- articles */

/* U+3000 to U+3004 and U+FF00 to U+FF0F: no letters, and what comes at the end of nearly every run of them. */
static bool
is_punctuation(const char *p)
{
  const unsigned char *s = (const unsigned char *)p;
  return (s[0] == 0xef && s[1] == 0xbc && s[2] <= 0x8f) || (s[0] == 0xe3 && s[1] == 0x80 && s[2] <= 0x84);
}

static bool
is_letter(const char *p)
{
  if ((unsigned char)*p < 0x80)
    return g_ascii_isalnum(*p);
  return !is_punctuation(p) && g_unichar_isalnum(g_utf8_get_char(p));
}

/* Goes behind the letters and digits that stand at `*p`; returns how many there are. */
static guint
skip_letters(const char **p, const char *end)
{
  guint n = 0;
  while (*p < end) {
    size_t han = fl_measure_han(*p, end);
    *p += han;
    n += (guint)(han / 3);
    if (*p == end || !is_letter(*p))
      break;
    *p = g_utf8_next_char(*p);
    n++;
  }
  return n;
}

/* What an article says, without what tells one print of it from another: letters alone, hashed. NULL when it
 * says too little. */
static char *
make_fingerprint(const FlAnalysis *analysis, uint32_t article)
{
  const FlArticle *holder = fl_text_get_article(analysis->text, article);
  const char *string = fl_text_get_string(analysis->text, NULL);
  g_autofree char *letters = g_malloc(fl_span_length(holder->span) + 1);
  gsize length = 0;
  guint n = 0;
  for (uint32_t i = 0; i < holder->n_units[FL_UNIT_PARAGRAPH]; i++) {
    FlSpan span =
        fl_text_get_unit(analysis->text, FL_UNIT_PARAGRAPH, holder->first_unit[FL_UNIT_PARAGRAPH] + i)->span;
    const char *p = string + span.start, *end = string + span.end;
    while (p < end) {
      const char *start = p;
      n += skip_letters(&p, end);
      memcpy(letters + length, start, (gsize)(p - start));
      length += (gsize)(p - start);
      p = p < end ? g_utf8_next_char(p) : p;
    }
  }
  return n < MIN_FINGERPRINT ? NULL : fl_fingerprint_format(fl_fingerprint_make(letters, length));
}

static void
set_value(const FlAnalysis *analysis, FlEntity *entity, const char *name, const char *text)
{
  int property = fl_type_find_property(fl_rule_set_get_type(analysis->rules, entity->type), name);
  if (property >= 0 && text != NULL)
    entity->values[property] = fl_arena_strdup(analysis->arena, text);
}

static void
set_number(const FlAnalysis *analysis, FlEntity *entity, const char *name, uint32_t number)
{
  g_autofree char *text = g_strdup_printf("%u", number);
  set_value(analysis, entity, name, text);
}

static void
write_article(Writer *self, uint32_t article)
{
  FlAnalysis *analysis = self->analysis;
  const FlArticle *holder = fl_text_get_article(analysis->text, article);
  FlEntity *entity = analysis->articles[article].entity;
  FlLocation place = fl_analysis_locate(analysis, holder->span);
  guint equals = GPOINTER_TO_UINT(g_hash_table_lookup(self->titles, holder->title)) + 1;
  g_hash_table_insert(self->titles, holder->title, GUINT_TO_POINTER(equals));
  g_autofree char *fingerprint = make_fingerprint(analysis, article);
  set_value(analysis, entity, "title", holder->title);
  set_value(analysis, entity, "file", fl_document_get_name(analysis->document));
  set_number(analysis, entity, "start_line", place.line);
  set_number(analysis, entity, "end_line", place.end_line);
  set_number(analysis, entity, "ordinal", equals);
  set_value(analysis, entity, "fingerprint", fingerprint);
  write_node(self, entity);
  FlSpan head =
      fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, holder->first_unit[FL_UNIT_SENTENCE])->span;
  FlEvidence evidence = make_evidence(self, article, head, "layout", 1);
  fl_fact_batch_add_node_evidence(self->batch, entity->node - 1, &evidence);
}

/* ---- mentions and edges */

static void
write_mentions(Writer *self, uint32_t article)
{
  const FlArticleFacts *facts = &self->analysis->articles[article];
  for (guint t = 0; t < self->analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++) {
      const FlMention *mention = facts->mentions[t]->pdata[i];
      if (mention->entity == NULL || mention->refused)
        continue;
      FlEntity *entity = fl_entity_get_root(mention->entity);
      if (entity->node == 0)
        write_node(self, entity);
      FlEvidence evidence = make_evidence(self, article, mention->span, mention->rule, mention->confidence);
      fl_fact_batch_add_node_evidence(self->batch, entity->node - 1, &evidence);
    }
}

static void
write_edge(Writer *self, const FlEdge *edge)
{
  const FlEdgeType *type = fl_schema_get_edge_type(self->analysis->rules->schema, edge->emission->type);
  uint32_t index =
      fl_fact_batch_add_edge(self->batch, edge->emission->type, edge->from->node - 1, edge->to->node - 1);
  for (guint p = 0; edge->values != NULL && p < type->properties->len; p++) {
    const FlProperty *property = &g_array_index(type->properties, FlProperty, p);
    FlValue value = {.type = FL_VALUE_NONE};
    if (edge->values[p] == NULL)
      continue;
    if (!fl_value_parse(property->type, edge->values[p], &value))
      report_value(self, property->name, edge->values[p], (Giver){edge->match->rule->id, edge->match->span});
    else if (value.type != FL_VALUE_NONE)
      fl_fact_batch_set_edge_value(self->batch, index, (int)p, value);
  }
  FlEvidence evidence = make_evidence(self, edge->match->article, edge->match->span, edge->match->rule->id,
                                      edge->match->rule->confidence);
  fl_fact_batch_add_edge_evidence(self->batch, index, &evidence);
}

FlFactBatch *
fl_analysis_write_batch(FlAnalysis *analysis)
{
  g_autoptr(GHashTable) titles = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GString) shown = g_string_new(NULL), text = g_string_new(NULL);
  g_autofree uint32_t *sentences = g_new0(uint32_t, fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE));
  Writer self = {.analysis = analysis,
                 .batch =
                     fl_fact_batch_new(analysis->rules->schema, fl_document_get_name(analysis->document)),
                 .sentences = sentences,
                 .titles = titles,
                 .shown = shown,
                 .text = text};
  uint32_t n = fl_text_get_n_articles(analysis->text);
  for (uint32_t article = 0; article < n; article++)
    write_article(&self, article);
  for (uint32_t article = 0; article < n; article++)
    write_mentions(&self, article);
  for (guint i = 0; i < analysis->edges->len; i++)
    write_edge(&self, &g_array_index(analysis->edges, FlEdge, i));
  for (guint i = 0; i < fl_report_get_length(analysis->report); i++)
    fl_fact_batch_add_finding(self.batch, fl_report_get(analysis->report, i));
  fl_fact_batch_seal(self.batch);
  return self.batch;
}
