/*
 * The inside of FlPattern, for fl-pattern.c, which compiles it, and fl-matcher.c, which runs it.
 */
#pragma once

#include "fl-pattern-options.h"
#include "fl-pattern.h"
#include "fl-start-filter.h"

#include <pthread.h>
#include <stdatomic.h>

struct _FlPattern {
  gatomicrefcount references;
  char *source;
  pcre2_code *code;
  GPtrArray *names;               /* of char*, by group; [0] is NULL */
  pthread_mutex_t lock;           /* of the making of what follows, which threads that match may ask for */
  atomic_bool compiled, filtered; /* `fast`, `starts` are made */
  atomic_int n_runs;              /* before that */
  pcre2_code *fast;               /* with machine code; NULL: that is not possible */
  FlStartFilter *starts;          /* NULL: matches may begin anywhere */
  bool empty;
  uint32_t limit;
};

/* Make what is to be made once, whichever thread first needs it. */
void fl_pattern_make_code(FlPattern *self);
void fl_pattern_make_filter(FlPattern *self);

/* With machine code; NULL where that is not possible. */
static inline const pcre2_code *
fl_pattern_get_code(const FlPattern *self)
{
  if (!atomic_load_explicit(&((FlPattern *)self)->compiled, memory_order_acquire))
    fl_pattern_make_code((FlPattern *)self);
  return self->fast;
}

/* Where matches may begin; NULL: anywhere. */
static inline const FlStartFilter *
fl_pattern_get_starts(const FlPattern *self)
{
  if (!atomic_load_explicit(&((FlPattern *)self)->filtered, memory_order_acquire))
    fl_pattern_make_filter((FlPattern *)self);
  return self->starts;
}
