#include "fl-evaluate.h"
#include "fl-settle.h"
#include "fl-string.h"

#include <string.h>

typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
  uint32_t article;
  int type_index;
  const FlType *type;
  int name;           /* the property */
  bool named_by_text; /* it is the mention's text where no rule gives another */
  GString *key;       /* of the mention that is joined */
} Finisher;

/* ---- properties */

static void
evaluate_values(const Finisher *self, const FlMention *mention, const char **values)
{
  if (mention->emission == NULL || mention->claims)
    return;
  FlEvaluation where = {self->analysis,    self->matcher,   mention->match,
                        mention->emission, mention->member, mention->span.start};
  for (guint i = 0; i < mention->emission->assignments->len; i++) {
    const FlAssignment *assignment = mention->emission->assignments->pdata[i];
    const char *value = fl_evaluate(&where, assignment->value);
    if (values[assignment->property] == NULL && *value != '\0')
      values[assignment->property] = value;
  }
}

static bool
is_named_by_text(const Finisher *self)
{
  if (self->type->node_type == FL_SCHEMA_NONE)
    return true;
  const FlNodeType *node_type = fl_schema_get_node_type(self->analysis->rules->schema, self->type->node_type);
  for (guint i = 0; i < node_type->key->len; i++)
    if (g_array_index(node_type->key, int, i) == self->name)
      return true;
  return strstr(node_type->name_template, "{name}") != NULL;
}

/* A list of canonical names merges a name into another, or refuses it. */
static void
canonise(const Finisher *self, FlMention *mention)
{
  const char *name = mention->values[self->name];
  const char *canonical =
      self->type->canonical == NULL || name == NULL ? NULL : g_hash_table_lookup(self->type->canonical, name);
  if (canonical == NULL)
    return;
  if (*canonical == '\0')
    mention->refused = FL_REFUSED_BY_LIST;
  else
    mention->values[self->name] = canonical;
}

/* A name of a list, or one merged by a list, may stand in the text under another. */
static void
note_alias(const Finisher *self, const FlMention *mention)
{
  bool listed = g_str_has_prefix(mention->rule, "list:") || self->type->canonical != NULL;
  const char *name = self->name < 0 ? NULL : mention->entity->values[self->name];
  if (!listed || name == NULL)
    return;
  const char *text = fl_analysis_get_text(self->analysis, mention->span);
  if (strcmp(name, text) != 0)
    fl_entity_add_alias(mention->entity, text);
}

static void
fill_values(const Finisher *self, FlMention *mention)
{
  if (mention->values == NULL) /* a name of a list brings its own */
    mention->values = fl_arena_new0(self->analysis->arena, const char *, self->type->properties->len);
  evaluate_values(self, mention, mention->values);
  if (self->named_by_text && mention->values[self->name] == NULL)
    mention->values[self->name] = fl_analysis_get_text(self->analysis, mention->span);
  canonise(self, mention);
}

/* What was found twice by equal spans is one reading: the winner takes the properties it lacks. */
static void
fill_from_losers(const Finisher *self)
{
  const GPtrArray *lost = self->analysis->articles[self->article].lost;
  for (guint i = 0; i < lost->len; i++) {
    FlMention *loser = lost->pdata[i];
    if (loser->type != self->type_index || loser->lost_to == NULL || loser->claims ||
        loser->span.start != loser->lost_to->span.start || loser->span.end != loser->lost_to->span.end)
      continue;
    FlMention *winner = fl_mention_get_winner(loser);
    if (loser->values == NULL)
      evaluate_values(self, loser, winner->values);
    else
      for (guint p = 0; p < self->type->properties->len; p++)
        if (winner->values[p] == NULL)
          winner->values[p] = loser->values[p];
  }
}

/* ---- propagation */

typedef struct {
  const Finisher *finisher;
  const GPtrArray *known; /* of FlMention: what the index's values name */
  GPtrArray *more;
} Propagation;

static void
add_propagated(const FlNameHit *hit, void *user_data)
{
  const Propagation *self = user_data;
  const FlMention *known = self->known->pdata[hit->value];
  if (fl_settle_stands(self->finisher->analysis, self->finisher->article, known->type, hit->span))
    return;
  FlMention *mention = fl_arena_new0(self->finisher->analysis->arena, FlMention, 1);
  *mention = (FlMention){.type = known->type,
                         .span = hit->span,
                         .covers = hit->span,
                         .article = known->article,
                         .order = G_MAXINT,
                         .confidence = known->confidence,
                         .values = known->values};
  g_autofree char *rule = g_strconcat("propagated:", known->rule, NULL);
  mention->rule = fl_arena_strdup(self->finisher->analysis->arena, rule);
  g_ptr_array_add(self->more, mention);
}

/* A name of one character says too little to be looked for. */
static bool
is_worth_looking_for(const FlMention *mention, int name)
{
  bool anaphor = mention->emission != NULL && mention->emission->is >= 0;
  return !anaphor && mention->values[name] != NULL && g_utf8_strlen(mention->values[name], -1) >= 2;
}

static void
propagate(const Finisher *self)
{
  const GPtrArray *mentions = self->analysis->articles[self->article].mentions[self->type_index];
  g_autoptr(FlNameIndex) names = fl_name_index_new();
  g_autoptr(GPtrArray) known = g_ptr_array_new(), more = g_ptr_array_new();
  for (guint i = 0; i < mentions->len; i++) {
    FlMention *mention = mentions->pdata[i];
    if (is_worth_looking_for(mention, self->name) &&
        fl_name_index_add(names, mention->values[self->name], 0, known->len))
      g_ptr_array_add(known, mention);
  }
  if (known->len == 0)
    return;
  Propagation propagation = {self, known, more};
  fl_name_index_scan(names, fl_text_get_string(self->analysis->text, NULL),
                     fl_text_get_article(self->analysis->text, self->article)->span, add_propagated,
                     &propagation);
  fl_settle_more(self->analysis, self->article, self->type_index, more);
}

/* ---- entities */

/* What makes two mentions one within an article: the parts of the key that are not late. False when they are
 * all empty: then it is nothing that could be told from anything else. */
static bool
make_key(const Finisher *self, const FlMention *mention)
{
  const FlNodeType *node_type = fl_schema_get_node_type(self->analysis->rules->schema, self->type->node_type);
  bool any = false;
  g_string_truncate(self->key, 0);
  for (guint i = 0; i < node_type->key->len; i++) {
    int property = g_array_index(node_type->key, int, i);
    if (fl_node_type_get_property(node_type, property)->late)
      continue;
    any |= mention->values[property] != NULL;
    fl_string_append(self->key, mention->values[property] != NULL ? mention->values[property] : "");
    fl_string_append_bytes(self->key, "\n", 1);
  }
  if (any || mention->emission != NULL)
    return any;
  g_string_assign(self->key, fl_analysis_get_text(self->analysis, mention->span));
  return true; /* one that a test gives needs no more than its text */
}

static void
join(const Finisher *self, FlMention *mention, GHashTable *by_key)
{
  if (!make_key(self, mention)) {
    mention->refused = FL_REFUSED_NAMELESS;
    return;
  }
  FlEntity *entity = g_hash_table_lookup(by_key, self->key->str);
  if (entity == NULL) {
    entity = fl_entity_new(self->analysis, self->type_index, self->article);
    g_hash_table_insert(by_key, fl_arena_strndup(self->analysis->arena, self->key->str, self->key->len),
                        entity);
    fl_analysis_add_entity(self->analysis, entity);
  }
  for (guint p = 0; p < self->type->properties->len; p++)
    if (entity->values[p] == NULL)
      entity->values[p] = mention->values[p];
  mention->entity = entity;
  note_alias(self, mention);
}

/* A mention that is the same thing as a context's is joined when contexts are complete. */
static void
join_mentions(const Finisher *self)
{
  GPtrArray *mentions = self->analysis->articles[self->article].mentions[self->type_index];
  g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < mentions->len; i++) {
    FlMention *mention = mentions->pdata[i];
    if (mention->emission == NULL || mention->emission->is < 0)
      join(self, mention, by_key);
  }
  fl_settle_drop_refused(mentions, self->analysis->articles[self->article].lost);
}

void
fl_finish(FlAnalysis *self, FlMatcher *matcher, uint32_t article, int type)
{
  Finisher finisher = {self, matcher, article, type, fl_rule_set_get_type(self->rules, type),
                       -1,   false,   NULL};
  FlArticleFacts *facts = &self->articles[article];
  if (facts->mentions[type] == NULL)
    return;
  g_autoptr(GString) key = g_string_new(NULL);
  finisher.key = key;
  finisher.name = fl_type_find_property(finisher.type, "name");
  finisher.named_by_text = finisher.name >= 0 && is_named_by_text(&finisher);
  for (guint i = 0; i < facts->mentions[type]->len; i++)
    fill_values(&finisher, facts->mentions[type]->pdata[i]);
  fill_from_losers(&finisher);
  fl_settle_drop_refused(facts->mentions[type], facts->lost);
  if (finisher.type->propagate && finisher.name >= 0)
    propagate(&finisher);
  if (finisher.type->node_type != FL_SCHEMA_NONE)
    join_mentions(&finisher);
}
