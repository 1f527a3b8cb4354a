#include "fl-resolve.h"
#include "fl-context.h"
#include "fl-edge.h"
#include "fl-evaluate.h"
#include "fl-identity.h"
#include "fl-settle.h"

#include <string.h>

/* An update may read what another one fills: it is tried again until nothing new comes of it, at most so
 * often. */
enum { MAX_ROUNDS = 4 };

/* ---- mentions that are the same thing as a context's node */

static int
name_property(const FlAnalysis *self, int type)
{
  return fl_type_find_property(fl_rule_set_get_type(self->rules, type), "name");
}

/* The entities of one type in one article, by name. */
typedef struct {
  FlAnalysis *analysis;
  uint32_t article;
  int type, property;
  GHashTable *names; /* name to GQueue of FlEntity, the first in the article first; NULL: not asked for yet */
} Namesakes;

static void
add_namesake(Namesakes *self, FlEntity *entity)
{
  const GPtrArray *entities = self->analysis->articles[self->article].entities;
  const char *name = entity->values[self->property];
  if (name == NULL || entity->order >= entities->len || entities->pdata[entity->order] != entity)
    return;
  GQueue *queue = g_hash_table_lookup(self->names, name);
  if (queue == NULL)
    g_hash_table_insert(self->names, (gpointer)name, queue = g_queue_new());
  GList *behind = queue->tail;
  while (behind != NULL && ((FlEntity *)behind->data)->order > entity->order)
    behind = behind->prev;
  g_queue_insert_after(queue, behind, entity);
}

static void
free_queue(gpointer queue)
{
  g_queue_free(queue);
}

/* The first entity that has this name. One that was joined or has a longer name now is out for good. */
static FlEntity *
find_namesake(Namesakes *self, const char *name)
{
  const GPtrArray *entities = self->analysis->articles[self->article].entities;
  if (name == NULL)
    return NULL;
  if (self->names == NULL) {
    self->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_queue);
    for (guint i = 0; i < entities->len; i++)
      if (((FlEntity *)entities->pdata[i])->type == self->type)
        add_namesake(self, entities->pdata[i]);
  }
  GQueue *queue = g_hash_table_lookup(self->names, name);
  for (FlEntity *entity = NULL; queue != NULL && (entity = g_queue_peek_head(queue)) != NULL;) {
    if (entity->same_as == NULL && g_strcmp0(entity->values[self->property], name) == 0)
      return entity;
    g_queue_pop_head(queue);
  }
  return NULL;
}

static FlEntity *
add_entity(Namesakes *self, const FlMention *mention)
{
  FlAnalysis *analysis = self->analysis;
  FlEntity *entity = fl_entity_new(analysis, mention->type, mention->article);
  guint n = fl_rule_set_get_type(analysis->rules, mention->type)->properties->len;
  memcpy(entity->values, mention->values, n * sizeof *entity->values);
  fl_analysis_add_entity(analysis, entity);
  add_namesake(self, entity);
  return entity;
}

/* Of two names the longer one is the name, the other an alias. */
static void
take_name(FlAnalysis *self, FlEntity *entity, const char *name)
{
  int property = name_property(self, entity->type);
  const char *old = entity->values[property];
  if (old != NULL && strcmp(old, name) == 0)
    return;
  bool longer = old == NULL || g_utf8_strlen(name, -1) > g_utf8_strlen(old, -1);
  if (longer)
    entity->values[property] = name;
  if (!longer || old != NULL)
    fl_entity_add_alias(entity, longer ? old : name);
}

/* The name that the rule itself gives, beside `is`; NULL when it gives none. */
static const char *
given_name(const FlAnalysis *self, const FlMention *mention)
{
  int property = name_property(self, mention->type);
  for (guint i = 0; i < mention->emission->assignments->len; i++)
    if (((FlAssignment *)mention->emission->assignments->pdata[i])->property == property)
      return mention->values[property];
  return NULL;
}

static void
resolve_is(FlAnalysis *self, Namesakes *namesakes, FlMention *mention)
{
  const FlContextEntry *entry = fl_context_store_find(
      self->contexts, mention->emission->is,
      (FlContextPlace){.article = mention->article, .at = mention->span.start, .before = true});
  const char *name = given_name(self, mention);
  FlEntity *entity = entry != NULL && entry->node != NULL ? fl_mention_get_entity(entry->node) : NULL;
  FlEntity *namesake = find_namesake(namesakes, name);
  if (entity != NULL && entity->type == mention->type) {
    const char *old = namesakes->property < 0 ? NULL : entity->values[namesakes->property];
    mention->entity = entity;
    if (namesake != NULL)
      fl_identity_join(self, entity, namesake);
    if (name != NULL)
      take_name(self, entity, name);
    if (name != NULL && entity->values[namesakes->property] != old)
      add_namesake(namesakes, entity);
  } else if (name != NULL)
    mention->entity = namesake != NULL ? namesake : add_entity(namesakes, mention);
  else
    mention->refused = FL_REFUSED_UNKNOWN;
}

/* The meeting that a title's 会议 stands for may be named only further on: what is set behind counts when
 * nothing before does. */
static void
resolve_is_behind(FlAnalysis *self, FlMention *mention)
{
  const FlContextEntry *entry =
      fl_context_store_find(self->contexts, mention->emission->is,
                            (FlContextPlace){.article = mention->article, .at = mention->span.start});
  FlEntity *entity = entry != NULL && entry->node != NULL && entry->node != mention
                         ? fl_mention_get_entity(entry->node)
                         : NULL;
  if (entity == NULL || entity->type != mention->type) {
    FlLocation place = fl_analysis_locate(self, mention->span);
    fl_report_add(self->report, FL_FINDING_NOTE, "unresolved", mention->rule, place.line, place.column,
                  "'%s' is no %s that is known here", fl_analysis_get_text(self, mention->span),
                  fl_rule_set_get_type(self->rules, mention->type)->name);
    return;
  }
  mention->entity = entity;
  mention->refused = FL_NOT_REFUSED;
}

static void
resolve_mentions(FlAnalysis *self, uint32_t article)
{
  FlArticleFacts *facts = &self->articles[article];
  for (guint t = 0; t < self->rules->types->len; t++) {
    GPtrArray *mentions = facts->mentions[t];
    Namesakes namesakes = {self, article, (int)t, name_property(self, (int)t), NULL};
    for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
      FlMention *mention = mentions->pdata[i];
      if (mention->emission != NULL && mention->emission->is >= 0 && mention->entity == NULL)
        resolve_is(self, &namesakes, mention);
    }
    for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
      FlMention *mention = mentions->pdata[i];
      if (mention->refused && mention->emission != NULL && mention->emission->is >= 0)
        resolve_is_behind(self, mention);
    }
    g_clear_pointer(&namesakes.names, g_hash_table_unref);
    if (mentions != NULL)
      fl_settle_drop_refused(mentions, facts->lost);
  }
}

/* ---- who is meant */

static void
add_entity_of(GPtrArray *entities, FlMention *mention)
{
  g_ptr_array_add(entities, mention == NULL ? NULL : fl_mention_get_entity(mention));
}

GPtrArray *
fl_resolve_who(FlAnalysis *self, const FlMatch *match, FlWho who)
{
  GPtrArray *entities = g_ptr_array_new();
  if (who.kind == FL_WHO_CAPTURE)
    for (uint32_t i = 0; match->captures[who.index].members != NULL && i < match->captures[who.index].n; i++)
      add_entity_of(entities, match->captures[who.index].members[i]);
  else if (who.kind == FL_WHO_AS)
    for (uint32_t i = 0; i < match->made[who.index].n; i++)
      add_entity_of(entities, match->made[who.index].mentions[i]);
  else if (who.kind == FL_WHO_ARTICLE && match->article != FL_NO_ARTICLE)
    g_ptr_array_add(entities, self->articles[match->article].entity);
  else if (who.kind == FL_WHO_VARIABLE) {
    const FlContextEntry *entry = fl_context_store_find(
        self->contexts, who.index, (FlContextPlace){.article = match->article, .at = match->span.start});
    if (entry != NULL && entry->node != NULL)
      add_entity_of(entities, entry->node);
  }
  return entities;
}

/* ---- updates */

/* Of two updates the more confident comes first, then the first in the text; a match's own stay in its rule's
 * order. Edges come behind. */
static int
compare_statements(gconstpointer a, gconstpointer b)
{
  const FlStatement *first = a, *second = b;
  const FlMatch *m = first->match, *n = second->match;
  bool edge = first->emission->kind == FL_EMIT_EDGE, other_edge = second->emission->kind == FL_EMIT_EDGE;
  if (edge != other_edge)
    return edge ? 1 : -1;
  if (!edge && m->rule->confidence != n->rule->confidence)
    return m->rule->confidence > n->rule->confidence ? -1 : 1;
  if (m->span.start != n->span.start)
    return m->span.start < n->span.start ? -1 : 1;
  if (m->rule != n->rule)
    return m->rule->index - n->rule->index;
  return m->span.end == n->span.end ? 0 : m->span.end < n->span.end ? -1 : 1;
}

/* That a more confident rule has its way is what confidence is for; between equals it is in doubt. */
static void
report_conflict(FlAnalysis *self, const FlMatch *match, const FlEntity *entity, int property,
                const char *value)
{
  FlLocation place = fl_analysis_locate(self, match->span);
  const FlMatch *holder = entity->filled_by[property];
  bool overruled = holder != NULL && holder->rule->confidence > match->rule->confidence;
  const FlType *type = fl_rule_set_get_type(self->rules, entity->type);
  fl_report_add(
      self->report, overruled ? FL_FINDING_NOTE : FL_FINDING_WARNING, overruled ? "overruled" : "conflict",
      match->rule->id, place.line, place.column, "%s is '%s' already, not '%s'",
      g_array_index(type->properties, FlTypeProperty, property).name, entity->values[property], value);
}

/* Returns whether the entity was changed. */
static bool
update_entity(FlAnalysis *self, FlMatcher *matcher, const FlStatement *statement, FlEntity *entity, bool last)
{
  bool changed = false;
  FlEvaluation where = {
      self, matcher, statement->match, statement->emission, 0, statement->match->span.start};
  const FlType *type = fl_rule_set_get_type(self->rules, entity->type);
  for (guint i = 0; i < statement->emission->assignments->len; i++) {
    const FlAssignment *assignment = statement->emission->assignments->pdata[i];
    int property = fl_type_find_property(type, assignment->name);
    const char *value = property < 0 ? "" : fl_evaluate(&where, assignment->value);
    if (*value == '\0')
      continue;
    if (entity->values[property] == NULL) {
      entity->values[property] = value;
      entity->filled_by[property] = statement->match;
      changed = true;
    } else if (last && strcmp(entity->values[property], value) != 0)
      report_conflict(self, statement->match, entity, property, value);
  }
  return changed;
}

static bool
update_all(FlAnalysis *self, FlMatcher *matcher, bool last)
{
  bool changed = false;
  for (guint i = 0; i < self->statements->len; i++) {
    const FlStatement *statement = &g_array_index(self->statements, FlStatement, i);
    if (statement->emission->kind != FL_EMIT_UPDATE)
      continue;
    g_autoptr(GPtrArray) entities = fl_resolve_who(self, statement->match, statement->emission->to);
    for (guint e = 0; e < entities->len; e++)
      changed |=
          entities->pdata[e] != NULL && update_entity(self, matcher, statement, entities->pdata[e], last);
  }
  return changed;
}

void
fl_resolve(FlAnalysis *self, FlMatcher *matcher)
{
  for (uint32_t article = 0; article < fl_text_get_n_articles(self->text); article++)
    resolve_mentions(self, article);
  g_array_sort(self->statements, compare_statements); /* is stable */
  for (int round = 0; round < MAX_ROUNDS && update_all(self, matcher, false); round++)
    ;
  fl_identity_join_namesakes(self);
  update_all(self, matcher, false);
  update_all(self, matcher, true);
  fl_edges_resolve(self, matcher);
}
