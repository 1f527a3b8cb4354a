/*
 * The inside of FlWorklist, for the files that find things of one kind. Private to this folder.
 */
#pragma once

#include "fl-view.h"
#include "fl-worklist.h"

/* Sentences that have something in common: a word, a pattern of the pack, a type. */
typedef struct {
  const char *key;
  guint64 n;        /* in which nothing came of it */
  guint64 n_good;   /* in which something did */
  GPtrArray *rules; /* of const char*: ids that look for it; NULL: none */
  GArray *places;   /* of FlWorkPlace */
} FlWorkCluster;

typedef GHashTable FlWorkClusters; /* key to FlWorkCluster */

/* A name of an entity. */
typedef struct {
  const char *name;
  int type;
  guint64 n;         /* mentions */
  FlWorkPlace place; /* the first */
} FlWorkName;

struct _FlWorklist {
  const FlRuleSet *rules;
  GStringChunk *strings;
  FlTally *tally;
  FlMatcher *matcher;
  FlView *view;
  FlHits *hits;
  guint64 *tried;            /* by rule: units in which all is there that it looks for */
  FlWorkClusters *words;     /* by word */
  FlWorkClusters **lookouts; /* by lookout of the pack */
  FlWorkClusters *steps;     /* by type */
  GHashTable *names;         /* "type name" to FlWorkName */
  GPtrArray *sections;       /* of FlWorkSection; none before it is finished */
};

/* What a table holds, in no order; the caller's array. */
GPtrArray *fl_worklist_list_values(GHashTable *table);

/* The text, kept. */
const char *fl_worklist_keep(FlWorklist *self, const char *text);

FlWorkClusters *fl_work_clusters_new(void);
FlWorkCluster *fl_worklist_find_cluster(FlWorklist *self, FlWorkClusters *clusters, const char *key);

/* The sentence around `span`, with that in focus. */
FlWorkPlace fl_worklist_make_place(FlWorklist *self, const FlAnalysis *analysis, uint32_t article,
                                   FlSpan span);

/* Counts a place where nothing came of it, and keeps it while there are few. */
void fl_worklist_add_place(FlWorklist *self, FlWorkCluster *cluster, const FlAnalysis *analysis,
                           uint32_t article, FlSpan span);

/* A section, and an item of it; `take_title` is the list's. */
FlWorkSection *fl_worklist_add_section(FlWorklist *self, const char *title);
FlWorkItem *fl_work_section_add(FlWorkSection *self, char *take_title, double gain);

/* An item for each cluster; `format` makes its title. */
void fl_work_section_add_clusters(FlWorkSection *self, FlWorkClusters *clusters,
                                  char *(*format)(const FlWorkCluster *),
                                  double (*gain)(const FlWorkCluster *));

/* ---- what finds things, and makes sections of them */

void fl_worklist_find_words(FlWorklist *self, const FlAnalysis *analysis); /* fl-worklist-words.c */
void fl_worklist_write_words(FlWorklist *self);
void fl_worklist_find_lookouts(FlWorklist *self, const FlAnalysis *analysis); /* fl-worklist-lookouts.c */
void fl_worklist_write_lookouts(FlWorklist *self);
void fl_worklist_find_steps(FlWorklist *self, const FlAnalysis *analysis); /* fl-worklist-steps.c */
void fl_worklist_write_steps(FlWorklist *self);
void fl_worklist_write_rules(FlWorklist *self);                            /* fl-worklist-rules.c */
void fl_worklist_find_names(FlWorklist *self, const FlAnalysis *analysis); /* fl-worklist-names.c */
void fl_worklist_write_names(FlWorklist *self);
