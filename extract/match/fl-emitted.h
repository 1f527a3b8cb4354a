/*
 * FlEmitted: one thing that a rule said in a document, as a person would put it: what tests compare and
 * explain shows.
 */
#pragma once

#include "fl-analysis.h"

typedef struct {
  FlEmitKind kind;
  const char *what;      /* the type, the relation, the context; of an update what it updates */
  const char *name;      /* of a node: its name; of a context: its value */
  const char *from, *to; /* of an edge: names */
  GPtrArray *properties; /* of const char*: name, value, name, value, …; NULL for none */
  const FlMatch *match;
  const FlEntity *ends[2]; /* of an edge: its ends; of a node: itself */
} FlEmitted;

/* What `rule` emitted that stands, in order of place; the caller's array of FlEmitted. Strings are the
 * arena's. */
GPtrArray *fl_analysis_list_emitted(FlAnalysis *self, const FlRule *rule);

/* Whether a node is one that an edge begins or ends at. */
bool fl_emitted_is_end_of(const FlEmitted *node, const FlEmitted *edge);

/* `李四 attended 座谈会`, `Figure 增长6.5% {value: 6.5, unit: %}`, `set period = 2024`, `update 座谈会
 * {start: 2024-01-05}`; the caller's. */
char *fl_emitted_format(const FlEmitted *self);

/* The name an entity has by its type's template; an article's is "article", as in rules. The arena's. */
const char *fl_entity_get_name(FlAnalysis *analysis, const FlEntity *entity);
