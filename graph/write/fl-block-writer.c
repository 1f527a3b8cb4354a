#include "fl-block-writer.h"

#include "fl-workers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

/* As direct writes of Linux want them: a page, and no device has larger sectors. */
enum { ALIGNMENT = 4096, MOST_ON_THE_WAY = 3 };

struct _FlBlockWriter {
  int file;
  atomic_int problem; /* errno of the first error, or 0 */
  bool is_direct;     /* the worker's until it has given its blocks back */
  FlWorkers *worker;
};

static void
set_direct(FlBlockWriter *self, bool wanted)
{
  int flags = fcntl(self->file, F_GETFL);
  bool done = flags >= 0 && fcntl(self->file, F_SETFL, wanted ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
  self->is_direct = done && wanted;
}

/* Some file systems take no direct write, or none where a short one has ended: then the cache has to do. */
static void
write_block(void *block, void *writer)
{
  FlBlockWriter *self = writer;
  for (size_t done = 0; done < FL_BLOCK_SIZE && self->problem == 0;) {
    ssize_t n = write(self->file, (const char *)block + done, FL_BLOCK_SIZE - done);
    if (n > 0)
      done += (size_t)n;
    else if (n < 0 && errno == EINVAL && self->is_direct)
      set_direct(self, false);
    else if (n < 0 && errno != EINTR)
      self->problem = errno;
  }
}

FlBlockWriter *
fl_block_writer_new(int file)
{
  static const FlWork work = {NULL, write_block, NULL};
  FlBlockWriter *self = g_new0(FlBlockWriter, 1);
  self->file = file;
  set_direct(self, true);
  self->worker = fl_workers_new(1, &work, self);
  return self;
}

void
fl_block_writer_free(FlBlockWriter *self)
{
  if (self == NULL)
    return;
  fl_block_writer_finish(self);
  fl_workers_free(self->worker);
  g_free(self);
}

char *
fl_block_new(void)
{
  return g_aligned_alloc(1, FL_BLOCK_SIZE, ALIGNMENT);
}

char *
fl_block_writer_exchange(FlBlockWriter *self, char *block)
{
  char *empty =
      fl_workers_get_n_jobs(self->worker) < MOST_ON_THE_WAY ? fl_block_new() : fl_workers_pop(self->worker);
  fl_workers_push(self->worker, block);
  return empty;
}

int
fl_block_writer_get_problem(const FlBlockWriter *self)
{
  return self->problem;
}

int
fl_block_writer_finish(FlBlockWriter *self)
{
  for (char *block = fl_workers_pop(self->worker); block != NULL; block = fl_workers_pop(self->worker))
    g_aligned_free(block);
  set_direct(self, false);
  return self->problem;
}
