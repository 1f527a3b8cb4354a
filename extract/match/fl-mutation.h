/*
 * FlMutation: a part of a rule that is taken out for a while, to see whether any test would miss it.
 *
 * Changes a rule set that is otherwise constant: whoever runs it does so alone, and has put everything back before
 * anybody else looks at it.
 */
#pragma once

#include "fl-rule-set.h"

typedef struct {
  FlRule *rule;
  const char *what;        /* what it is: "this alternative" */
  const FlYamlNode *place; /* where it is written */
  void (*swap)(FlRule *rule, guint index, gpointer *held);
  guint index;   /* of the alternative, guard or emission */
  gpointer held; /* what is taken out, or stands in its place; owned */
} FlMutation;

void fl_mutation_free(FlMutation *self);

/* Everything that can be taken out of a rule, all of it first: the caller's array of FlMutation. */
GPtrArray *fl_mutations_list(FlRule *rule);

/* Takes the part out; the second time puts it back. */
void fl_mutation_swap(FlMutation *self);
