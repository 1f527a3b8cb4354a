#include "fl-pipeline.h"
#include "fl-extractor.h"
#include "fl-source-list.h"

/* How many documents each worker may be ahead of the consumer. */
enum { AHEAD = 4 };

typedef struct {
  FlFactBatch *batch;
  GError *failure;
  bool done;
} Slot;

typedef struct {
  FlRuleSet *rules;
  const GPtrArray *sources;
  guint window;

  GMutex mutex;
  GCond changed;
  Slot *slots;     /* a ring: source i is in slot i % window */
  guint next;      /* the source that a worker takes next */
  guint delivered; /* sources handed to the sink */
  bool stopped;
} Pipeline;

/* The next source for a worker, once there is room for what comes of it; false when there is none. */
static bool
take_source(Pipeline *self, guint *ret_index)
{
  bool taken = false;
  g_mutex_lock(&self->mutex);
  while (!self->stopped && self->next < self->sources->len && self->next >= self->delivered + self->window)
    g_cond_wait(&self->changed, &self->mutex);
  if (!self->stopped && self->next < self->sources->len) {
    *ret_index = self->next++;
    taken = true;
  }
  g_mutex_unlock(&self->mutex);
  return taken;
}

static void
put_result(Pipeline *self, guint index, FlFactBatch *batch, GError *failure)
{
  g_mutex_lock(&self->mutex);
  self->slots[index % self->window] = (Slot){batch, failure, true};
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->mutex);
}

static gpointer
work(gpointer data)
{
  Pipeline *self = data;
  g_autoptr(FlExtractor) extractor = fl_extractor_new(self->rules);
  for (guint index = 0; take_source(self, &index);) {
    const FlSource *source = self->sources->pdata[index];
    GError *failure = NULL;
    FlDocument *document = fl_document_load(source->path, source->name, &failure);
    put_result(self, index, document == NULL ? NULL : fl_extractor_extract(extractor, document), failure);
  }
  return NULL;
}

/* Waits for the result of the source whose turn it is. */
static Slot
wait_for(Pipeline *self, guint index)
{
  g_mutex_lock(&self->mutex);
  while (!self->slots[index % self->window].done)
    g_cond_wait(&self->changed, &self->mutex);
  Slot slot = self->slots[index % self->window];
  self->slots[index % self->window] = (Slot){0};
  g_mutex_unlock(&self->mutex);
  return slot;
}

static void
advance(Pipeline *self, bool stop)
{
  g_mutex_lock(&self->mutex);
  self->delivered++;
  self->stopped |= stop;
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->mutex);
}

static bool
deliver(Pipeline *self, FlPipelineSink sink, void *user_data, GError **error)
{
  bool good = true;
  for (guint i = 0; good && i < self->sources->len; i++) {
    Slot slot = wait_for(self, i);
    good = sink(i, slot.batch, slot.failure, user_data, error);
    g_clear_error(&slot.failure);
    advance(self, !good);
  }
  return good;
}

bool
fl_pipeline_run(FlRuleSet *rules, const GPtrArray *sources, guint n_threads, FlPipelineSink sink,
                void *user_data, GError **error)
{
  n_threads = CLAMP(n_threads, 1, MAX(sources->len, 1));
  Pipeline self = {.rules = rules, .sources = sources, .window = n_threads * AHEAD};
  g_mutex_init(&self.mutex);
  g_cond_init(&self.changed);
  self.slots = g_new0(Slot, self.window);
  g_autofree GThread **threads = g_new0(GThread *, n_threads);
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new("extract", work, &self);
  bool good = deliver(&self, sink, user_data, error);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join(threads[i]);
  for (guint i = 0; i < self.window; i++) { /* what workers had done ahead of a stop */
    fl_fact_batch_free(self.slots[i].batch);
    g_clear_error(&self.slots[i].failure);
  }
  g_free(self.slots);
  g_cond_clear(&self.changed);
  g_mutex_clear(&self.mutex);
  return good;
}
