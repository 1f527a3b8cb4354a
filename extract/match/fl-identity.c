#include "fl-identity.h"

void
fl_identity_join(FlAnalysis *self, FlEntity *entity, FlEntity *other)
{
  if (entity == other)
    return;
  for (guint p = 0; p < fl_rule_set_get_type(self->rules, entity->type)->properties->len; p++)
    if (entity->values[p] == NULL) {
      entity->values[p] = other->values[p];
      entity->filled_by[p] = other->filled_by[p];
    }
  for (guint i = 0; other->aliases != NULL && i < other->aliases->len; i++)
    fl_entity_add_alias(entity, other->aliases->pdata[i]);
  other->same_as = entity;
}

static bool
has_late_parts(const FlNodeType *type, const FlEntity *entity, bool *ret_any)
{
  bool late = false;
  *ret_any = false;
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    if (!fl_node_type_get_property(type, property)->late)
      continue;
    late = true;
    *ret_any |= entity->values[property] != NULL;
  }
  return late;
}

static char *
make_early_key(const FlNodeType *type, const FlEntity *entity)
{
  GString *key = g_string_new(NULL);
  g_string_append_printf(key, "%d", entity->type);
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    if (!fl_node_type_get_property(type, property)->late)
      g_string_append_printf(key, "\n%s", entity->values[property] != NULL ? entity->values[property] : "");
  }
  return g_string_free(key, FALSE);
}

static bool
have_equal_keys(const FlNodeType *type, const FlEntity *a, const FlEntity *b)
{
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    if (g_strcmp0(a->values[property], b->values[property]) != 0)
      return false;
  }
  return true;
}

/* Calls `visit` with every entity that has a late key, and is not joined to another. */
static void
visit_late(FlAnalysis *self, GHashTable *dated,
           void (*visit)(FlAnalysis *, GHashTable *, const FlNodeType *, FlEntity *, bool))
{
  for (uint32_t article = 0; article < fl_text_get_n_articles(self->text); article++) {
    const GPtrArray *entities = self->articles[article].entities;
    for (guint i = 0; i < entities->len; i++) {
      FlEntity *entity = entities->pdata[i];
      int node_type = fl_rule_set_get_type(self->rules, entity->type)->node_type;
      const FlNodeType *type = fl_schema_get_node_type(self->rules->schema, node_type);
      bool any = false;
      if (entity->same_as == NULL && has_late_parts(type, entity, &any))
        visit(self, dated, type, entity, any);
    }
  }
}

/* Notes who has the late parts; a name that two different ones have is noted as nobody's. */
static void
note_dated(G_GNUC_UNUSED FlAnalysis *self, GHashTable *dated, const FlNodeType *type, FlEntity *entity,
           bool any)
{
  if (!any)
    return;
  char *key = make_early_key(type, entity);
  gpointer other = NULL;
  bool known = g_hash_table_lookup_extended(dated, key, NULL, &other);
  bool same = known && other != NULL && have_equal_keys(type, other, entity);
  g_hash_table_insert(dated, key, !known ? entity : same ? other : NULL);
}

static void
join_undated(FlAnalysis *self, GHashTable *dated, const FlNodeType *type, FlEntity *entity, bool any)
{
  g_autofree char *key = any ? NULL : make_early_key(type, entity);
  FlEntity *other = any ? NULL : g_hash_table_lookup(dated, key);
  if (other != NULL)
    fl_identity_join(self, other, entity);
}

void
fl_identity_join_namesakes(FlAnalysis *self)
{
  g_autoptr(GHashTable) dated = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  visit_late(self, dated, note_dated);
  visit_late(self, dated, join_undated);
}
