#include "fl-worklist-private.h"

#include <string.h>

/* Of each thing so many places are kept. */
enum { MOST_PLACES = 3 };

static void
free_cluster(gpointer data)
{
  FlWorkCluster *self = data;
  g_clear_pointer(&self->rules, g_ptr_array_unref);
  g_array_unref(self->places);
  g_free(self);
}

FlWorkClusters *
fl_work_clusters_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_cluster);
}

static void
free_item(gpointer data)
{
  FlWorkItem *self = data;
  g_free(self->title);
  g_array_unref(self->places);
  g_free(self);
}

static void
free_section(gpointer data)
{
  FlWorkSection *self = data;
  g_free(self->title);
  g_ptr_array_unref(self->items);
  g_free(self);
}

FlWorklist *
fl_worklist_new(const FlRuleSet *rules)
{
  FlWorklist *self = g_new0(FlWorklist, 1);
  self->rules = rules;
  self->strings = g_string_chunk_new(4096);
  self->tally = fl_tally_new(rules);
  self->matcher = fl_matcher_new();
  self->view = fl_view_new();
  self->hits = fl_hits_new(rules->prefilter);
  self->tried = g_new0(guint64, rules->rules->len);
  self->words = fl_work_clusters_new();
  self->lookouts = g_new0(FlWorkClusters *, rules->lookouts->len);
  for (guint i = 0; i < rules->lookouts->len; i++)
    self->lookouts[i] = fl_work_clusters_new();
  self->steps = fl_work_clusters_new();
  self->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  self->sections = g_ptr_array_new_with_free_func(free_section);
  return self;
}

void
fl_worklist_free(FlWorklist *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->lookouts->len; i++)
    g_hash_table_unref(self->lookouts[i]);
  g_free(self->lookouts);
  g_hash_table_unref(self->words);
  g_hash_table_unref(self->steps);
  g_hash_table_unref(self->names);
  g_ptr_array_unref(self->sections);
  fl_hits_free(self->hits);
  fl_view_free(self->view);
  fl_matcher_free(self->matcher);
  fl_tally_free(self->tally);
  g_string_chunk_free(self->strings);
  g_free(self->tried);
  g_free(self);
}

/* ---- clusters and places */

GPtrArray *
fl_worklist_list_values(GHashTable *table)
{
  GPtrArray *values = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value = NULL;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    g_ptr_array_add(values, value);
  return values;
}

const char *
fl_worklist_keep(FlWorklist *self, const char *text)
{
  return g_string_chunk_insert_const(self->strings, text);
}

FlWorkCluster *
fl_worklist_find_cluster(FlWorklist *self, FlWorkClusters *clusters, const char *key)
{
  FlWorkCluster *cluster = g_hash_table_lookup(clusters, key);
  if (cluster != NULL)
    return cluster;
  cluster = g_new0(FlWorkCluster, 1);
  cluster->key = fl_worklist_keep(self, key);
  cluster->places = g_array_new(FALSE, FALSE, sizeof(FlWorkPlace));
  g_hash_table_insert(clusters, (gpointer)cluster->key, cluster);
  return cluster;
}

FlWorkPlace
fl_worklist_make_place(FlWorklist *self, const FlAnalysis *analysis, uint32_t article, FlSpan span)
{
  const FlUnit *unit = fl_text_find_unit(analysis->text, FL_UNIT_SENTENCE, article, span.start);
  return (FlWorkPlace){
      fl_worklist_keep(self, fl_document_get_name(analysis->document)),
      fl_analysis_locate(analysis, span).line,
      fl_worklist_keep(self, fl_analysis_get_text(analysis, unit != NULL ? unit->span : span)),
      fl_worklist_keep(self, fl_analysis_get_text(analysis, span))};
}

/* Where another place may be kept: behind those that are there, or instead of the second one of a file where the new
 * one is of a file of its own; -1: nowhere. */
static int
find_room(const FlWorkCluster *cluster, const char *file)
{
  int twice = -1;
  for (guint i = 0; i < cluster->places->len; i++) {
    const char *one = g_array_index(cluster->places, FlWorkPlace, i).file;
    if (cluster->places->len == MOST_PLACES && strcmp(one, file) == 0)
      return -1;
    for (guint j = 0; j < i && twice < 0; j++)
      twice = strcmp(one, g_array_index(cluster->places, FlWorkPlace, j).file) == 0 ? (int)i : -1;
  }
  return cluster->places->len < MOST_PLACES ? (int)cluster->places->len : twice;
}

void
fl_worklist_add_place(FlWorklist *self, FlWorkCluster *cluster, const FlAnalysis *analysis, uint32_t article,
                      FlSpan span)
{
  int room = find_room(cluster, fl_document_get_name(analysis->document));
  cluster->n++;
  if (room < 0)
    return;
  FlWorkPlace place = fl_worklist_make_place(self, analysis, article, span);
  for (guint i = 0; i < cluster->places->len; i++)
    if (strcmp(g_array_index(cluster->places, FlWorkPlace, i).text, place.text) == 0)
      return;
  if ((guint)room == cluster->places->len)
    g_array_append_val(cluster->places, place);
  else
    g_array_index(cluster->places, FlWorkPlace, (guint)room) = place;
}

/* ---- sections */

FlWorkSection *
fl_worklist_add_section(FlWorklist *self, const char *title)
{
  FlWorkSection *section = g_new0(FlWorkSection, 1);
  section->title = g_strdup(title);
  section->items = g_ptr_array_new_with_free_func(free_item);
  g_ptr_array_add(self->sections, section);
  return section;
}

FlWorkItem *
fl_work_section_add(FlWorkSection *self, char *take_title, double gain)
{
  FlWorkItem *item = g_new0(FlWorkItem, 1);
  item->title = take_title;
  item->gain = gain;
  item->places = g_array_new(FALSE, FALSE, sizeof(FlWorkPlace));
  g_ptr_array_add(self->items, item);
  return item;
}

void
fl_work_section_add_clusters(FlWorkSection *self, FlWorkClusters *clusters,
                             char *(*format)(const FlWorkCluster *), double (*gain)(const FlWorkCluster *))
{
  g_autoptr(GPtrArray) all = fl_worklist_list_values(clusters);
  for (guint i = 0; i < all->len; i++) {
    const FlWorkCluster *cluster = all->pdata[i];
    if (cluster->n == 0)
      continue;
    FlWorkItem *item = fl_work_section_add(self, format(cluster), gain(cluster));
    g_array_append_vals(item->places, cluster->places->data, cluster->places->len);
  }
}

static int
compare_items(gconstpointer a, gconstpointer b)
{
  const FlWorkItem *first = *(FlWorkItem *const *)a, *second = *(FlWorkItem *const *)b;
  if (first->gain != second->gain)
    return first->gain > second->gain ? -1 : 1;
  return strcmp(first->title, second->title);
}

void
fl_worklist_add(FlWorklist *self, const FlAnalysis *analysis)
{
  fl_tally_add(self->tally, analysis);
  fl_worklist_find_words(self, analysis);
  fl_worklist_find_lookouts(self, analysis);
  fl_worklist_find_steps(self, analysis);
  fl_worklist_find_names(self, analysis);
}

const GPtrArray *
fl_worklist_finish(FlWorklist *self)
{
  fl_worklist_write_lookouts(self);
  fl_worklist_write_words(self);
  fl_worklist_write_steps(self);
  fl_worklist_write_rules(self);
  fl_worklist_write_names(self);
  for (guint i = 0; i < self->sections->len; i++)
    g_ptr_array_sort(((FlWorkSection *)self->sections->pdata[i])->items, compare_items);
  return self->sections;
}
