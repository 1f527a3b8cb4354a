/* Entities of one type whose names look like one. */

#include "fl-alike.h"
#include "fl-worklist-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of one type: who goes through more has better things to do. */
enum { MOST_PAIRS = 5000 };

/* The property that is a type's name, where it is part of the key; -1: none. */
static int
find_name(const FlRuleSet *rules, int index)
{
  const FlType *type = fl_rule_set_get_type(rules, index);
  int name = fl_type_find_property(type, "name");
  if (type->node_type == FL_SCHEMA_NONE || index == rules->article_type || name < 0)
    return -1;
  const FlNodeType *node = fl_schema_get_node_type(rules->schema, type->node_type);
  for (guint i = 0; i < node->key->len; i++)
    if (g_array_index(node->key, int, i) == name)
      return name;
  return -1;
}

static void
add_name(FlWorklist *self, const FlAnalysis *analysis, FlMention *mention, int property)
{
  const FlEntity *entity = mention->entity == NULL ? NULL : fl_entity_get_root(mention->entity);
  const char *name = entity == NULL ? NULL : entity->values[property];
  if (name == NULL || mention->refused)
    return;
  g_autofree char *key = g_strdup_printf("%d %s", mention->type, name);
  FlWorkName *known = g_hash_table_lookup(self->names, key);
  if (known == NULL) {
    known = g_new0(FlWorkName, 1);
    known->name = fl_worklist_keep(self, name);
    known->type = mention->type;
    known->place = fl_worklist_make_place(self, analysis, mention->article, mention->span);
    g_hash_table_insert(self->names, g_steal_pointer(&key), known);
  }
  known->n++;
}

void
fl_worklist_find_names(FlWorklist *self, const FlAnalysis *analysis)
{
  for (guint t = 0; t < self->rules->types->len; t++) {
    int property = find_name(self->rules, (int)t);
    for (uint32_t a = 0; property >= 0 && a < fl_text_get_n_articles(analysis->text); a++) {
      const GPtrArray *mentions = analysis->articles[a].mentions[t];
      for (guint i = 0; mentions != NULL && i < mentions->len; i++)
        add_name(self, analysis, mentions->pdata[i], property);
    }
  }
}

/* ---- the section */

static int
compare_names(gconstpointer a, gconstpointer b)
{
  const FlWorkName *first = *(FlWorkName *const *)a, *second = *(FlWorkName *const *)b;
  return first->type != second->type ? first->type - second->type : strcmp(first->name, second->name);
}

/* What is joined is as much as the rarer of the two. But names that are both common are two: a slip is rare beside what
 * was meant. And what lies within many others is no other name of each. */
static double
gain(const FlWorkName *one, const FlWorkName *other, FlAlikeKind kind, guint n_alike)
{
  double rarer = (double)MIN(one->n, other->n), share = rarer / (double)(one->n + other->n);
  double likely = pow(1 - 2 * share, 12);
  if (kind == FL_ALIKE_SPELLING)
    return 4 * rarer;
  return rarer * likely * (kind == FL_ALIKE_CONTAINED ? 0.3 / n_alike : 1);
}

static void
write_pair(FlWorklist *self, FlWorkSection *section, const FlWorkName *one, const FlWorkName *other,
           FlAlikeKind kind, double promised)
{
  FlWorkItem *item =
      fl_work_section_add(section,
                          g_strdup_printf("%s: %s (%" G_GUINT64_FORMAT ") and %s (%" G_GUINT64_FORMAT "): %s",
                                          fl_rule_set_get_type(self->rules, one->type)->name, one->name,
                                          one->n, other->name, other->n, fl_alike_kind_describe(kind)),
                          promised);
  g_array_append_val(item->places, one->place);
  g_array_append_val(item->places, other->place);
}

static int
compare_gains(gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return (first < second) - (first > second);
}

/* What a pair must promise to be among the best. */
static double
find_least_gain(const double *gains, guint n)
{
  if (n <= MOST_PAIRS)
    return 0;
  g_autofree double *sorted = g_memdup2(gains, n * sizeof *gains);
  qsort(sorted, n, sizeof *sorted, compare_gains);
  return sorted[MOST_PAIRS];
}

static void
write_type(FlWorklist *self, FlWorkSection *section, FlWorkName *const *names, guint n)
{
  g_autofree const char **texts = g_new(const char *, n);
  g_autofree guint *n_alike = g_new0(guint, n);
  for (guint i = 0; i < n; i++)
    texts[i] = names[i]->name;
  g_autoptr(GArray) alike = fl_alike_find(texts, n, self->rules->numerals);
  g_autofree double *gains = g_new(double, alike->len);
  for (guint i = 0; i < alike->len; i++)
    n_alike[g_array_index(alike, FlAlike, i).one]++;
  for (guint i = 0; i < alike->len; i++) {
    const FlAlike *pair = &g_array_index(alike, FlAlike, i);
    gains[i] = gain(names[pair->one], names[pair->other], pair->kind, n_alike[pair->one]);
  }
  double least = find_least_gain(gains, alike->len);
  for (guint i = 0; i < alike->len; i++) {
    const FlAlike *pair = &g_array_index(alike, FlAlike, i);
    if (alike->len <= MOST_PAIRS || gains[i] > least)
      write_pair(self, section, names[pair->one], names[pair->other], pair->kind, gains[i]);
  }
}

void
fl_worklist_write_names(FlWorklist *self)
{
  FlWorkSection *section = fl_worklist_add_section(self, "Names that may be one");
  g_autoptr(GPtrArray) names = fl_worklist_list_values(self->names);
  g_ptr_array_sort(names, compare_names);
  for (guint start = 0, end = 0; start < names->len; start = end) {
    while (end < names->len &&
           ((FlWorkName *)names->pdata[end])->type == ((FlWorkName *)names->pdata[start])->type)
      end++;
    write_type(self, section, (FlWorkName *const *)names->pdata + start, end - start);
  }
}
