/*
 * FlLoader: what the readers of a pack's files share while packs are loaded. Private to this folder.
 */
#pragma once

#include "fl-csv-table.h"
#include "fl-need-finder.h"
#include "fl-pack-files.h"
#include "fl-pattern-pool.h"
#include "fl-rule-set.h"
#include "fl-yaml-reader.h"

typedef struct {
  FlRuleSet *set;
  FlDiagnostics *diagnostics;
  bool thorough;                          /* look for all that is doubtful */
  GPtrArray *packs;                       /* of FlPackFiles */
  FlPackFiles *pack;                      /* the one being read */
  const FlYamlNode *separators[64];       /* between the members of a list, by type; NULL: the pack's own */
  const FlPackFiles *separator_packs[64]; /* the pack that wrote it */
  GHashTable *rules;                      /* id to FlRule; borrowed */
  FlLook looks[64];                       /* by type */
  GHashTable *edges;                      /* edge type to const FlYamlNode*, the key that names it first */
  GHashTable *edge_labels;                /* edge type to const FlYamlNode* */
  FlNeedFinder *needs;                    /* of the patterns that are read */
  FlPatternPool *shared;                  /* patterns that are not one rule's alone */
  GHashTable *patterns;       /* of const FlYamlNode*: all that was compiled, or put into another */
  GHashTable *clean_patterns; /* of those the ones that see clean text only: what rules are made of */
  GHashTable
      *expanded[2]; /* of const FlYamlNode*, what is only text, to its FlExpansion: whether for clean text */
  GHashTable *used_tables; /* of GHashTable*: those that something is looked up in */
  GHashTable *used;        /* the defines that something uses: "pack/name"; of others there is a warning */
} FlLoader;

/* A define by name, as seen from `pack`: its own, else of the nearest pack before it. Sets `*ret_pack` to the
 * one it belongs to. */
const FlYamlNode *fl_loader_find_define(const FlLoader *self, const FlPackFiles *pack, const char *name,
                                        const FlPackFiles **ret_pack);

/* The names of all defines seen from the pack being read; the caller's, NULL-terminated, names borrowed. */
const char **fl_loader_get_define_names(const FlLoader *self);

/* A table by name, likewise. */
GHashTable *fl_loader_find_table(const FlLoader *self, const char *name);

/* The names of all types; the caller's, NULL-terminated, names borrowed. */
const char **fl_loader_get_type_names(const FlLoader *self);

/* The index of the type that a scalar names; -1, with an error at it, when there is none. */
int fl_loader_read_type_name(FlLoader *self, const FlYamlNode *node);

/* A property of the schema; its name is borrowed. `written`: it becomes a column, whose type must be the same
 * everywhere. False, with errors added, when it can't be one. */
bool fl_loader_read_property(FlLoader *self, const FlYamlNode *key, const FlYamlNode *value, bool written,
                             FlProperty *ret_property);

/* What makes a node of a type what it is: its key, how it is named, names that are merged
 * (fl-identity-reader.c). */
void fl_loader_read_identity(FlLoader *self, FlType *type, const FlYamlNode *node);

/* How types are shown (fl-look-reader.c): a new node type, named by its name until a pack says otherwise; what a
 * pack says of a type, or of the label of an edge. */
int fl_loader_add_node_type(FlLoader *self, const char *name);
void fl_loader_read_look(FlLoader *self, const FlType *type, const FlYamlNode *node);
void fl_loader_read_edge_label(FlLoader *self, int edge, const FlYamlNode *node);

/* An edge type of the schema. */
void fl_loader_read_edge(FlLoader *self, const FlYamlNode *key, const FlYamlNode *node);

/* `limits:` of a pack or rule; what it does not name stays as it is. */
void fl_loader_read_limits(FlLoader *self, const FlYamlNode *node, uint32_t *limit, uint32_t *max_edges);

/* The table in a file that a scalar names, from the pack's folder; NULL
 * for no node, and with errors added. */
FlCsvTable *fl_loader_load_table(FlLoader *self, const FlYamlNode *node);

/* ---- the readers, in the order in which they are called for each pack */

/* An empty rule set (fl-rule-set.c), which the loading fills. */
FlRuleSet *fl_rule_set_new(void);

void fl_loader_read_settings(FlLoader *self); /* pack.yaml: cleaning, separators, numbers, dates, variables */
void fl_loader_read_schema(FlLoader *self);   /* schema.yaml */
void fl_loader_read_review(FlLoader *self);   /* how the graph is shown: review: of schema.yaml */
void fl_loader_read_defines(FlLoader *self);  /* define: of all files */
void
fl_loader_read_layouts(FlLoader *self); /* pack.yaml: layouts, sections, separators, which may use defines */
void fl_loader_read_lookouts(FlLoader *self); /* worklist: of pack.yaml */
void fl_loader_read_lists(FlLoader *self);    /* lists: and tables: of all files */
void fl_loader_find_contexts(FlLoader *self); /* those that rules set */
void fl_loader_read_rules(FlLoader *self);

/* After all packs: checks what edges begin and end at, and what updates fill (fl-edge-ends.c). */
void fl_loader_check_ends(FlLoader *self);

/* After all packs: orders rules and types into steps; reports cycles. */
void fl_loader_order(FlLoader *self);

/* ---- templates and conditions (fl-template-reader.c) */

FlTemplate *fl_loader_read_template(FlLoader *self, const FlRule *rule, const FlYamlNode *node);
FlCondition *fl_loader_read_condition(FlLoader *self, const FlRule *rule, const FlYamlNode *node);

/* ---- emissions (fl-emission-reader.c) */

void fl_loader_read_emissions(FlLoader *self, FlRule *rule, const FlYamlNode *node);

/* variables: of pack.yaml (fl-context-reader.c). */
void fl_loader_read_variables(FlLoader *self, const FlYamlNode *node);

/* Notes what kind of thing the contexts are that a rule sets, before its emissions are read. */
void fl_loader_note_contexts(FlLoader *self, const FlRule *rule, const FlYamlNode *emit);

/* Warnings about all packs (fl-lint.c). */
void fl_loader_lint(FlLoader *self);
