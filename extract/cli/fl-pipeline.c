#include "fl-pipeline.h"
#include "fl-digest.h"
#include "fl-extractor.h"
#include "fl-fact-cache.h"
#include "fl-workers.h"

/* How many documents may be on the way for each worker. */
enum { AHEAD = 4 };

/* A source, and what became of it. */
typedef struct {
  const FlSource *source;
  FlFactBatch *batch;
  bool extracted;
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

/* What a thread has: an extractor, once there is a document for it. */
typedef struct {
  const FlPipeline *pipeline;
  FlFactCache facts;
  FlExtractor *extractor;
} Worker;

static void *
begin_worker(void *pipeline)
{
  Worker *self = g_new0(Worker, 1);
  self->pipeline = pipeline;
  const FlRules *rules = self->pipeline->rules;
  self->facts = (FlFactCache){self->pipeline->cache, fl_rules_get_schema(rules), fl_rules_get_digest(rules),
                              self->pipeline->prefilter, self->pipeline->reading.encoding};
  return self;
}

static void
end_worker(void *worker)
{
  Worker *self = worker;
  fl_extractor_free(self->extractor);
  g_free(self);
}

static FlExtractor *
get_extractor(Worker *self, GError **error)
{
  FlRuleSet *rules = self->extractor == NULL ? fl_rules_get_set(self->pipeline->rules, error) : NULL;
  if (rules != NULL) {
    self->extractor = fl_extractor_new(rules);
    fl_extractor_set_prefilter(self->extractor, self->pipeline->prefilter);
  }
  return self->extractor;
}

static FlFactBatch *
extract(Worker *self, const FlSource *source, GBytes *bytes, GError **error)
{
  FlExtractor *extractor = get_extractor(self, error);
  if (extractor == NULL)
    return NULL;
  FlDocument *document = fl_source_parse(source, bytes, &self->pipeline->reading, error);
  return document != NULL ? fl_extractor_extract(extractor, document) : NULL;
}

static void
run_job(void *job, void *worker)
{
  Job *self = job;
  Worker *by = worker;
  char digest[FL_DIGEST_SIZE];
  g_autoptr(GBytes) bytes = fl_source_read(self->source, &self->failure);
  if (bytes == NULL)
    return;
  fl_digest_of(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), digest);
  if (by->facts.cache != NULL)
    self->batch = fl_fact_cache_find(&by->facts, self->source->name, digest);
  if (self->batch != NULL || (self->batch = extract(by, self->source, bytes, &self->failure)) == NULL)
    return;
  self->extracted = true;
  fl_fact_batch_set_origin(self->batch, digest, by->facts.rules);
  if (by->facts.cache != NULL)
    fl_fact_cache_store(&by->facts, self->source->name, self->batch);
}

bool
fl_pipeline_run(const FlPipeline *self, const GPtrArray *sources, FlPipelineSink sink, void *user_data,
                GError **error)
{
  static const FlWork work = {begin_worker, run_job, end_worker};
  guint n_threads = CLAMP(self->n_threads, 1, MAX(sources->len, 1));
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_full(sources->len, (GDestroyNotify)job_free);
  for (guint i = 0; i < sources->len; i++) {
    Job *job = g_new0(Job, 1);
    *job = (Job){.source = sources->pdata[i]};
    g_ptr_array_add(jobs, job);
  }
  g_autoptr(FlWorkers) workers = fl_workers_new(n_threads, &work, (void *)self); /* ends before the jobs do */
  for (guint pushed = 0, popped = 0; popped < jobs->len; popped++) {
    for (; pushed < jobs->len && fl_workers_get_n_jobs(workers) < n_threads * AHEAD; pushed++)
      fl_workers_push(workers, jobs->pdata[pushed]);
    Job *job = fl_workers_pop(workers);
    if (job->extracted && self->n_extracted != NULL)
      (*self->n_extracted)++;
    if (!sink(popped, g_steal_pointer(&job->batch), job->failure, user_data, error))
      return false;
    g_clear_error(&job->failure);
  }
  return true;
}
