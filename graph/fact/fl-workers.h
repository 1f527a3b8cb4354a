/*
 * FlWorkers: threads that run jobs, which come back in the order in which they were pushed.
 *
 * One thread pushes and pops: while it has as many jobs on the way as it can bear, it pops one before it
 * pushes the next, so that nothing piles up behind a slow one. A job is the caller's own; between push and
 * pop it belongs to the worker.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What a worker does. `begin` makes the state of one thread, on that thread, and `end` frees it; both may be
 * NULL, the state is then `user_data`. */
typedef struct {
  void *(*begin)(void *user_data);
  void (*run)(void *job, void *state);
  void (*end)(void *state);
} FlWork;

typedef struct _FlWorkers FlWorkers;

/* Starts the threads, at least one. `work` must outlive them. Where no thread can be started, jobs run when they
 * are popped, on the thread that pops them. */
FlWorkers *fl_workers_new(guint n_threads, const FlWork *work, void *user_data);

/* Lets the jobs that run come to their end, drops those not begun, joins the threads. Jobs that were not
 * popped stay the caller's. */
void fl_workers_free(FlWorkers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlWorkers, fl_workers_free)

/* How many jobs are on the way. */
guint fl_workers_get_n_jobs(const FlWorkers *self);

void fl_workers_push(FlWorkers *self, void *job);

/* The first job on the way, once it is done; NULL when none is on the way. */
void *fl_workers_pop(FlWorkers *self);
