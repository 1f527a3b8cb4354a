/*
 * FlRuleSet: packs, compiled: all that extraction goes by. The one product of this folder.
 *
 * Loaded once, then constant; shared by reference between threads. Owns everything it points to. Fields are
 * read directly.
 */
#pragma once

#include "fl-allowances.h"
#include "fl-calendar.h"
#include "fl-cutter.h"
#include "fl-lookout.h"
#include "fl-name-index.h"
#include "fl-pack-source.h"
#include "fl-prefilter.h"
#include "fl-presentation.h"
#include "fl-rule.h"
#include "fl-schema.h"
#include "fl-type.h"
#include "fl-units.h"

/* A context that rules set and read. */
typedef struct {
  char *name;
  bool holds_nodes, holds_text; /* one of them once a rule sets it */
  uint64_t types;               /* of the nodes it may hold */
  char *fallback;               /* the pack's default; NULL: none */
  bool neighbour; /* an article without a value takes the nearest article's of the same source */
  const FlYamlNode *source;
} FlVariable;

/* A name of a list. */
typedef struct {
  int type;
  const char **values; /* by property of the type; NULL where there is none */
  const char *rule;    /* list:places.csv */
} FlListEntry;

/* What happens when, in this order: a rule is run over all articles, then types and so on. */
typedef enum { FL_STEP_RULE, FL_STEP_SETTLE, FL_STEP_FINISH } FlStepKind;

typedef struct {
  FlStepKind kind;
  int index; /* of the rule or type */
  int stratum;
} FlStep;

typedef struct {
  GPtrArray *files;            /* of FlYaml: diagnostics and tests point into them */
  GPtrArray *packs;            /* of char*: names, in order */
  GPtrArray *sources;          /* of FlPackSource: the files that were read */
  char digest[FL_DIGEST_SIZE]; /* of these */
  FlSchema *schema;
  FlPresentation *presentation;
  FlCutter *cutter;
  FlNumerals *numerals;
  FlUnits *units;
  FlCalendar *calendar;
  GPtrArray *types;     /* of FlType */
  GPtrArray *variables; /* of FlVariable */
  GPtrArray *rules;     /* of FlRule, in the order of files */
  GPtrArray *lookouts;  /* of FlLookout */
  GArray *steps;        /* of FlStep */
  int n_strata;
  FlPrefilter *prefilter;   /* of all alternatives of all rules */
  FlNameIndex *names;       /* of all lists; groups are types, values index `entries` */
  GArray *entries;          /* of FlListEntry */
  GPtrArray *tables;        /* of GHashTable: what `map:` looks up */
  FlAllowances *allowances; /* the warnings that the files keep back; for who looks for such */
  GStringChunk *strings;
  int article_type; /* index of Article among the types */
} FlRuleSet;

/* Loads packs (folders, NULL-terminated), in order: a later one sees the types, defines and tables of those
 * before it. What is wrong or doubtful is added to `diagnostics`; returns NULL when there were errors. */
FlRuleSet *fl_rule_set_load(const char *const *packs, FlDiagnostics *diagnostics);

/* The same, which looks for all that is doubtful: what is dead, shadowed or never true beside what is slow or may
 * not do what it seems to. */
FlRuleSet *fl_rule_set_check(const char *const *packs, FlDiagnostics *diagnostics);

FlRuleSet *fl_rule_set_ref(FlRuleSet *self);
void fl_rule_set_unref(FlRuleSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRuleSet, fl_rule_set_unref)

const FlType *fl_rule_set_get_type(const FlRuleSet *self, int index);
const FlVariable *fl_rule_set_get_variable(const FlRuleSet *self, int index);
const FlRule *fl_rule_set_get_rule(const FlRuleSet *self, int index);

/* By name; -1 when there is none. */
int fl_rule_set_find_type(const FlRuleSet *self, const char *name);
int fl_rule_set_find_variable(const FlRuleSet *self, const char *name);
int fl_rule_set_find_rule(const FlRuleSet *self, const char *id);

/* What the filter `date` takes from contexts where a text leaves it open: its year, month and day, and a
 * month or day that it is near to. The variable of the name that the language gives each; -1 when there is
 * none. */
typedef enum {
  FL_DATE_CONTEXT_YEAR,
  FL_DATE_CONTEXT_MONTH,
  FL_DATE_CONTEXT_DAY,
  FL_DATE_CONTEXT_NEAR,
  FL_N_DATE_CONTEXTS
} FlDateContextKind;
int fl_rule_set_find_date_context(const FlRuleSet *self, FlDateContextKind kind);
