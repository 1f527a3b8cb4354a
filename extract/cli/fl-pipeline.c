#include "fl-pipeline.h"
#include "fl-extractor.h"
#include "fl-workers.h"

/* How many documents may be on the way for each worker. */
enum { AHEAD = 4 };

/* A source, and what became of it. */
typedef struct {
  const FlSource *source;
  const FlPipeline *pipeline;
  FlFactBatch *batch;
  GError *failure;
} Job;

static void
job_free(Job *self)
{
  fl_fact_batch_free(self->batch);
  g_clear_error(&self->failure);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static void *
make_extractor(void *pipeline)
{
  const FlPipeline *self = pipeline;
  FlExtractor *extractor = fl_extractor_new(self->rules);
  fl_extractor_set_prefilter(extractor, self->prefilter);
  return extractor;
}

static void
free_extractor(void *extractor)
{
  fl_extractor_free(extractor);
}

static void
extract(void *job, void *extractor)
{
  Job *self = job;
  FlDocument *document = fl_source_load(self->source, &self->pipeline->reading, &self->failure);
  if (document != NULL)
    self->batch = fl_extractor_extract(extractor, document);
}

bool
fl_pipeline_run(const FlPipeline *self, const GPtrArray *sources, FlPipelineSink sink, void *user_data,
                GError **error)
{
  static const FlWork work = {make_extractor, extract, free_extractor};
  guint n_threads = CLAMP(self->n_threads, 1, MAX(sources->len, 1));
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_full(sources->len, (GDestroyNotify)job_free);
  for (guint i = 0; i < sources->len; i++) {
    Job *job = g_new0(Job, 1);
    *job = (Job){.source = sources->pdata[i], .pipeline = self};
    g_ptr_array_add(jobs, job);
  }
  g_autoptr(FlWorkers) workers = fl_workers_new(n_threads, &work, (void *)self); /* ends before the jobs do */
  for (guint pushed = 0, popped = 0; popped < jobs->len; popped++) {
    for (; pushed < jobs->len && fl_workers_get_n_jobs(workers) < n_threads * AHEAD; pushed++)
      fl_workers_push(workers, jobs->pdata[pushed]);
    Job *job = fl_workers_pop(workers);
    if (!sink(popped, g_steal_pointer(&job->batch), job->failure, user_data, error))
      return false;
    g_clear_error(&job->failure);
  }
  return true;
}
