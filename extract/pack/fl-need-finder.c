#include "fl-need-finder.h"
#include "fl-workers.h"

/* So many patterns are given to the other thread at once: to wake it costs about as much as one of them. */
enum { BATCH = 16 };

typedef struct {
  FlPattern *pattern;
  GArray *needs;
} Search;

struct _FlNeedFinder {
  FlPrefilter *prefilter;
  FlDeriver *deriver;
  FlWorkers *workers; /* one; NULL before the first pattern. Its jobs are arrays of Search */
  GPtrArray *batch;   /* of Search, not given to it yet; NULL: none */
};

static void
search(const FlNeedFinder *finder, const Search *self)
{
  g_autoptr(FlSyntax) syntax = fl_deriver_parse(finder->deriver, fl_pattern_get_source(self->pattern));
  g_autoptr(GArray) requirements = fl_deriver_derive(finder->deriver, syntax);
  fl_prefilter_add(finder->prefilter, requirements, self->needs);
  fl_pattern_use_syntax(self->pattern, syntax);
}

static void
search_batch(void *job, void *state)
{
  const GPtrArray *batch = job;
  for (guint i = 0; i < batch->len; i++)
    search(state, batch->pdata[i]);
}

static void
search_free(void *data)
{
  Search *self = data;
  g_array_unref(self->needs);
  fl_pattern_unref(self->pattern);
  g_free(self);
}

FlNeedFinder *
fl_need_finder_new(FlPrefilter *prefilter)
{
  FlNeedFinder *self = g_new0(FlNeedFinder, 1);
  self->prefilter = prefilter;
  self->deriver = fl_deriver_new();
  return self;
}

void
fl_need_finder_free(FlNeedFinder *self)
{
  if (self == NULL)
    return;
  fl_need_finder_await(self);
  fl_workers_free(self->workers);
  fl_deriver_free(self->deriver);
  g_free(self);
}

static void
push_batch(FlNeedFinder *self)
{
  static const FlWork work = {.run = search_batch};
  if (self->batch == NULL)
    return;
  if (self->workers == NULL)
    self->workers = fl_workers_new(1, &work, self);
  fl_workers_push(self->workers, g_steal_pointer(&self->batch));
}

GArray *
fl_need_finder_add(FlNeedFinder *self, FlPattern *pattern)
{
  GArray *needs = g_array_new(FALSE, FALSE, sizeof(FlNeed));
  Search *added = g_new(Search, 1);
  *added = (Search){fl_pattern_ref(pattern), g_array_ref(needs)};
  if (self->batch == NULL)
    self->batch = g_ptr_array_new_with_free_func(search_free);
  g_ptr_array_add(self->batch, added);
  if (self->batch->len == BATCH)
    push_batch(self);
  return needs;
}

void
fl_need_finder_await(FlNeedFinder *self)
{
  push_batch(self);
  while (self->workers != NULL && fl_workers_get_n_jobs(self->workers) > 0)
    g_ptr_array_unref(fl_workers_pop(self->workers));
}
