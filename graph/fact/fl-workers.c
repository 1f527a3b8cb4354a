#include "fl-workers.h"

#include <pthread.h>

typedef struct {
  void *job;
  bool done;
} Ticket;

struct _FlWorkers {
  const FlWork *work;
  void *user_data;
  GArray *threads; /* of pthread_t; none where none could be started: then who pops a job runs it */
  void *state;     /* of who pops */
  bool has_state;

  /* Those of POSIX, and not GLib's: a race detector knows them without a GLib of its own. */
  pthread_mutex_t mutex;
  pthread_cond_t pushed, finished;
  GQueue waiting; /* of Ticket: not begun */
  bool stopped;

  GQueue tickets; /* of Ticket: on the way, in order; only the owner looks at it */
};

/* The next job for a worker; NULL when there will be none. */
static Ticket *
take_ticket(FlWorkers *self)
{
  pthread_mutex_lock(&self->mutex);
  while (!self->stopped && self->waiting.length == 0)
    pthread_cond_wait(&self->pushed, &self->mutex);
  Ticket *ticket = self->stopped ? NULL : g_queue_pop_head(&self->waiting);
  pthread_mutex_unlock(&self->mutex);
  return ticket;
}

static void *
make_state(const FlWorkers *self)
{
  return self->work->begin != NULL ? self->work->begin(self->user_data) : self->user_data;
}

/* What a thread asks for first comes from the kernel page by page, each time with a lock that all share: so it asks
 * for a heap at once. It takes no memory before it is used. */
static void
grow_heap(void)
{
  enum { HEAP = 8 << 20 };
  g_free(g_malloc(HEAP));
}

static void *
serve(void *data)
{
  FlWorkers *self = data;
  grow_heap();
  void *state = make_state(self);
  for (Ticket *ticket = take_ticket(self); ticket != NULL; ticket = take_ticket(self)) {
    self->work->run(ticket->job, state);
    pthread_mutex_lock(&self->mutex);
    ticket->done = true;
    pthread_cond_signal(&self->finished);
    pthread_mutex_unlock(&self->mutex);
  }
  if (self->work->end != NULL)
    self->work->end(state);
  return NULL;
}

FlWorkers *
fl_workers_new(guint n_threads, const FlWork *work, void *user_data)
{
  FlWorkers *self = g_new0(FlWorkers, 1);
  self->work = work;
  self->user_data = user_data;
  self->threads = g_array_new(FALSE, FALSE, sizeof(pthread_t));
  pthread_mutex_init(&self->mutex, NULL);
  pthread_cond_init(&self->pushed, NULL);
  pthread_cond_init(&self->finished, NULL);
  g_queue_init(&self->waiting);
  g_queue_init(&self->tickets);
  /* The first to read a number makes GLib's C locale. Who has to wait for that has an errno, which
   * g_ascii_string_to_signed() takes for its own. */
  (void)g_ascii_strtoll("0", NULL, 10);
  for (guint i = 0; i < MAX(n_threads, 1); i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, self) == 0)
      g_array_append_val(self->threads, thread);
  }
  return self;
}

void
fl_workers_free(FlWorkers *self)
{
  if (self == NULL)
    return;
  pthread_mutex_lock(&self->mutex);
  self->stopped = true;
  pthread_cond_broadcast(&self->pushed);
  pthread_mutex_unlock(&self->mutex);
  for (guint i = 0; i < self->threads->len; i++)
    pthread_join(g_array_index(self->threads, pthread_t, i), NULL);
  g_array_unref(self->threads);
  if (self->has_state && self->work->end != NULL)
    self->work->end(self->state);
  g_queue_clear(&self->waiting);
  g_queue_clear_full(&self->tickets, g_free);
  pthread_cond_destroy(&self->finished);
  pthread_cond_destroy(&self->pushed);
  pthread_mutex_destroy(&self->mutex);
  g_free(self);
}

guint
fl_workers_get_n_jobs(const FlWorkers *self)
{
  return self->tickets.length;
}

void
fl_workers_push(FlWorkers *self, void *job)
{
  Ticket *ticket = g_new0(Ticket, 1);
  ticket->job = job;
  g_queue_push_tail(&self->tickets, ticket);
  pthread_mutex_lock(&self->mutex);
  g_queue_push_tail(&self->waiting, ticket);
  pthread_cond_signal(&self->pushed);
  pthread_mutex_unlock(&self->mutex);
}

static void
run_here(FlWorkers *self, const Ticket *ticket)
{
  if (!self->has_state)
    self->state = make_state(self);
  self->has_state = true;
  g_queue_remove(&self->waiting, ticket);
  self->work->run(ticket->job, self->state);
}

void *
fl_workers_pop(FlWorkers *self)
{
  g_autofree Ticket *ticket = g_queue_pop_head(&self->tickets);
  if (ticket == NULL)
    return NULL;
  if (self->threads->len == 0) {
    run_here(self, ticket);
    return ticket->job;
  }
  pthread_mutex_lock(&self->mutex);
  while (!ticket->done)
    pthread_cond_wait(&self->finished, &self->mutex);
  pthread_mutex_unlock(&self->mutex);
  return ticket->job;
}
