/*
 * FlRulesRecord: what is remembered of packs, beside what was compiled of them.
 */
#pragma once

#include "fl-cache.h"
#include "fl-rule-set.h"

typedef struct {
  char digest[FL_DIGEST_SIZE]; /* of all files */
  GPtrArray *sources;          /* of FlPackSource: these */
  FlSchema *schema;
  char *said; /* about what is doubtful in them */
  guint n_rules, n_strata, n_warnings;
} FlRulesRecord;

FlRulesRecord *fl_rules_record_new(const FlRuleSet *set, const FlDiagnostics *diagnostics);
void fl_rules_record_free(FlRulesRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRulesRecord, fl_rules_record_free)

/* What is in the cache about packs, if all their files are as they were then; else NULL. */
FlRulesRecord *fl_rules_record_find(FlCache *cache, const char *const *packs);
void fl_rules_record_store(const FlRulesRecord *self, FlCache *cache, const char *const *packs);
