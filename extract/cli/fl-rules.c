#include "fl-rules.h"
#include "fl-rules-record.h"

#include <pthread.h>
#include <string.h>

struct _FlRules {
  char **packs;
  FlRulesRecord *record;
  pthread_mutex_t lock;
  FlRuleSet *set; /* NULL: not compiled yet */
};

FlRules *
fl_rules_load(const char *const *packs, FlCache *cache, GString *said)
{
  g_autoptr(FlRules) self = g_new0(FlRules, 1);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  pthread_mutex_init(&self->lock, NULL);
  self->packs = g_strdupv((char **)packs);
  self->record = cache != NULL ? fl_rules_record_find(cache, packs) : NULL;
  if (self->record == NULL) {
    self->set = fl_rule_set_load(packs, diagnostics);
    self->record = fl_rules_record_new(self->set, diagnostics);
    if (self->set != NULL && cache != NULL)
      fl_rules_record_store(self->record, cache, packs);
  }
  g_string_append(said, self->record->said);
  return self->record->schema != NULL ? g_steal_pointer(&self) : NULL;
}

FlRules *
fl_rules_new(FlRuleSet *set)
{
  FlRules *self = g_new0(FlRules, 1);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  pthread_mutex_init(&self->lock, NULL);
  self->set = fl_rule_set_ref(set);
  self->record = fl_rules_record_new(set, diagnostics);
  return self;
}

void
fl_rules_free(FlRules *self)
{
  if (self == NULL)
    return;
  g_strfreev(self->packs);
  fl_rules_record_free(self->record);
  fl_rule_set_unref(self->set);
  pthread_mutex_destroy(&self->lock);
  g_free(self);
}

FlRuleSet *
fl_rules_get_set(FlRules *self, GError **error)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  pthread_mutex_lock(&self->lock);
  if (self->set == NULL)
    self->set = fl_rule_set_load((const char *const *)self->packs, diagnostics);
  FlRuleSet *set =
      self->set != NULL && strcmp(self->set->digest, self->record->digest) == 0 ? self->set : NULL;
  pthread_mutex_unlock(&self->lock);
  if (set == NULL)
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the rules changed during the run: run it again");
  return set;
}

FlSchema *
fl_rules_get_schema(const FlRules *self)
{
  return self->record->schema;
}

const char *
fl_rules_get_digest(const FlRules *self)
{
  return self->record->digest;
}

const GPtrArray *
fl_rules_get_sources(const FlRules *self)
{
  return self->record->sources;
}

guint
fl_rules_get_n_rules(const FlRules *self)
{
  return self->record->n_rules;
}

guint
fl_rules_get_n_strata(const FlRules *self)
{
  return self->record->n_strata;
}

guint
fl_rules_get_n_warnings(const FlRules *self)
{
  return self->record->n_warnings;
}
