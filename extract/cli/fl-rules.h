/*
 * FlRules: the rules of a run. What a run must know of them in any case is remembered from an earlier run
 * with the same files, so that they are compiled only when there is a document to run them over.
 */
#pragma once

#include "fl-cache.h"
#include "fl-rule-set.h"

typedef struct _FlRules FlRules;

/* Finds what is known of packs (folders, NULL-terminated), or compiles them. `cache` may be NULL; it must
 * outlive the rules. What is wrong or doubtful in the packs is appended to `said`, as a person reads it. NULL
 * when there were errors. */
FlRules *fl_rules_load(const char *const *packs, FlCache *cache, GString *said);
/* Rules that are compiled already; takes a reference. */
FlRules *fl_rules_new(FlRuleSet *set);

void fl_rules_free(FlRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRules, fl_rules_free)

/* The compiled rules, borrowed; compiles them when they are not yet. May be called by many threads. NULL with
 * `error` set when their files have changed since. */
FlRuleSet *fl_rules_get_set(FlRules *self, GError **error);

FlSchema *fl_rules_get_schema(const FlRules *self);
const char *fl_rules_get_digest(const FlRules *self);       /* of all their files */
const GPtrArray *fl_rules_get_sources(const FlRules *self); /* of FlPackSource: these */
guint fl_rules_get_n_rules(const FlRules *self);
guint fl_rules_get_n_strata(const FlRules *self);
guint fl_rules_get_n_warnings(const FlRules *self);
