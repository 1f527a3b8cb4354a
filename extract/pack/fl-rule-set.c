#include "fl-loader.h"
#include "fl-string.h"

#include <string.h>

static void
variable_free(gpointer data)
{
  FlVariable *self = data;
  g_free(self->name);
  g_free(self->fallback);
  g_free(self);
}

static void
clear_entry(gpointer data)
{
  g_free(((FlListEntry *)data)->values);
}

FlRuleSet *
fl_rule_set_new(void)
{
  FlRuleSet *self = g_atomic_rc_box_new0(FlRuleSet);
  self->files = g_ptr_array_new_with_free_func((GDestroyNotify)fl_yaml_free);
  self->packs = g_ptr_array_new_with_free_func(g_free);
  self->sources = fl_pack_sources_new();
  self->schema = fl_schema_new();
  self->presentation = fl_presentation_new();
  self->cutter = fl_cutter_new();
  self->numerals = fl_numerals_new();
  self->units = fl_units_new(self->numerals);
  self->calendar = fl_calendar_new(self->numerals);
  self->types = g_ptr_array_new_with_free_func((GDestroyNotify)fl_type_free);
  self->variables = g_ptr_array_new_with_free_func(variable_free);
  self->rules = g_ptr_array_new_with_free_func((GDestroyNotify)fl_rule_free);
  self->lookouts = g_ptr_array_new_with_free_func((GDestroyNotify)fl_lookout_free);
  self->steps = g_array_new(FALSE, FALSE, sizeof(FlStep));
  self->prefilter = fl_prefilter_new();
  self->names = fl_name_index_new();
  self->entries = g_array_new(FALSE, FALSE, sizeof(FlListEntry));
  g_array_set_clear_func(self->entries, clear_entry);
  self->tables = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
  self->allowances = fl_allowances_new();
  self->strings = g_string_chunk_new(4096);
  return self;
}

FlRuleSet *
fl_rule_set_ref(FlRuleSet *self)
{
  return g_atomic_rc_box_acquire(self);
}

static void
clear_rule_set(gpointer data)
{
  FlRuleSet *self = data;
  g_ptr_array_unref(self->rules);
  g_ptr_array_unref(self->lookouts);
  g_ptr_array_unref(self->types);
  g_ptr_array_unref(self->variables);
  g_array_unref(self->steps);
  g_array_unref(self->entries);
  fl_prefilter_free(self->prefilter);
  fl_name_index_free(self->names);
  g_ptr_array_unref(self->tables);
  fl_calendar_free(self->calendar);
  fl_units_free(self->units);
  fl_numerals_free(self->numerals);
  fl_cutter_free(self->cutter);
  fl_presentation_free(self->presentation);
  fl_schema_unref(self->schema);
  g_ptr_array_unref(self->packs);
  fl_allowances_free(self->allowances);
  g_ptr_array_unref(self->sources);
  g_ptr_array_unref(self->files);
  g_string_chunk_free(self->strings);
}

void
fl_rule_set_unref(FlRuleSet *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full(self, clear_rule_set);
}

const FlType *
fl_rule_set_get_type(const FlRuleSet *self, int index)
{
  return self->types->pdata[index];
}

const FlVariable *
fl_rule_set_get_variable(const FlRuleSet *self, int index)
{
  return self->variables->pdata[index];
}

const FlRule *
fl_rule_set_get_rule(const FlRuleSet *self, int index)
{
  return self->rules->pdata[index];
}

int
fl_rule_set_find_type(const FlRuleSet *self, const char *name)
{
  for (int i = 0; i < (int)self->types->len; i++)
    if (strcmp(fl_rule_set_get_type(self, i)->name, name) == 0)
      return i;
  return -1;
}

int
fl_rule_set_find_variable(const FlRuleSet *self, const char *name)
{
  for (int i = 0; i < (int)self->variables->len; i++)
    if (strcmp(fl_rule_set_get_variable(self, i)->name, name) == 0)
      return i;
  return -1;
}

int
fl_rule_set_find_date_context(const FlRuleSet *self, FlDateContextKind kind)
{
  static const char *const names[FL_N_DATE_CONTEXTS] = {[FL_DATE_CONTEXT_YEAR] = "year",
                                                        [FL_DATE_CONTEXT_MONTH] = "month",
                                                        [FL_DATE_CONTEXT_DAY] = "day",
                                                        [FL_DATE_CONTEXT_NEAR] = "near"};
  return fl_rule_set_find_variable(self, names[kind]);
}

int
fl_rule_set_find_rule(const FlRuleSet *self, const char *id)
{
  for (int i = 0; i < (int)self->rules->len; i++)
    if (strcmp(fl_rule_set_get_rule(self, i)->id, id) == 0)
      return i;
  return -1;
}
