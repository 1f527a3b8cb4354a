#include "fl-need-finder.h"
#include "fl-workers.h"

typedef struct {
  FlPattern *pattern;
  GArray *needs;
} Search;

struct _FlNeedFinder {
  FlPrefilter *prefilter;
  FlDeriver *deriver;
  FlWorkers *workers; /* one; NULL before the first pattern */
};

static void
search(void *job, void *state)
{
  const Search *self = job;
  const FlNeedFinder *finder = state;
  g_autoptr(FlSyntax) syntax = fl_deriver_parse(finder->deriver, fl_pattern_get_source(self->pattern));
  g_autoptr(GArray) requirements = fl_deriver_derive(finder->deriver, syntax);
  fl_prefilter_add(finder->prefilter, requirements, self->needs);
  fl_pattern_use_syntax(self->pattern, syntax);
}

static void
search_free(Search *self)
{
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

GArray *
fl_need_finder_add(FlNeedFinder *self, FlPattern *pattern)
{
  static const FlWork work = {.run = search};
  GArray *needs = g_array_new(FALSE, FALSE, sizeof(FlNeed));
  Search *added = g_new(Search, 1);
  *added = (Search){fl_pattern_ref(pattern), g_array_ref(needs)};
  if (self->workers == NULL)
    self->workers = fl_workers_new(1, &work, self);
  fl_workers_push(self->workers, added);
  return needs;
}

void
fl_need_finder_await(FlNeedFinder *self)
{
  while (self->workers != NULL && fl_workers_get_n_jobs(self->workers) > 0)
    search_free(fl_workers_pop(self->workers));
}
