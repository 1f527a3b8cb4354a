#include "fl-workers.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  uint32_t input;
  uint64_t result;
} Job;

/* Takes longer for some than for others, so that they end in another order. */
static void
count(void *job, void *state)
{
  Job *self = job;
  uint64_t sum = *(uint64_t *)state;
  for (uint32_t i = 0; i < (self->input % 7) * 20000; i++)
    sum = sum * 31 + i;
  self->result = sum | 1;
}

static void *
make_state(void *user_data)
{
  uint64_t *state = g_new(uint64_t, 1);
  *state = *(uint64_t *)user_data;
  return state;
}

static const FlWork with_state = {make_state, count, g_free}, without = {NULL, count, NULL};

static void
test_order(gconstpointer n_threads)
{
  enum { JOBS = 500, WINDOW = 12 };
  Job jobs[JOBS];
  uint64_t seed = 5;
  g_autoptr(FlWorkers) workers = fl_workers_new(GPOINTER_TO_UINT(n_threads), &with_state, &seed);
  for (uint32_t pushed = 0, popped = 0; popped < JOBS; popped++) {
    for (; pushed < JOBS && fl_workers_get_n_jobs(workers) < WINDOW; pushed++) {
      jobs[pushed] = (Job){pushed, 0};
      fl_workers_push(workers, &jobs[pushed]);
    }
    Job *job = fl_workers_pop(workers), again = {popped, 0};
    count(&again, &seed);
    g_assert_true(job == &jobs[popped]);
    g_assert_cmpuint(job->result, ==, again.result);
  }
  g_assert_null(fl_workers_pop(workers));
  g_assert_cmpuint(fl_workers_get_n_jobs(workers), ==, 0);
}

/* From here on no thread can be started. */
static bool
forbid_threads(void)
{
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAGAIN),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {G_N_ELEMENTS(filter), filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void
test_no_threads(void)
{
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed();
    return;
  }
  if (!forbid_threads()) {
    g_printerr("# skipped: not allowed to filter system calls\n");
    return;
  }
  test_order(GUINT_TO_POINTER(3));
  _exit(EXIT_SUCCESS); /* a sanitizer looks for leaks from a thread of its own */
}

/* Stopping in the middle touches no job that was not begun, and none half. */
static void
test_stop(void)
{
  for (uint32_t round = 0; round < 50; round++) {
    Job jobs[20];
    uint64_t seed = round;
    FlWorkers *workers = fl_workers_new(3, &without, &seed);
    for (uint32_t i = 0; i < G_N_ELEMENTS(jobs); i++) {
      jobs[i] = (Job){i, 0};
      fl_workers_push(workers, &jobs[i]);
    }
    for (uint32_t i = 0; i < round % 5; i++)
      fl_workers_pop(workers);
    fl_workers_free(workers);
    for (uint32_t i = 0; i < G_N_ELEMENTS(jobs); i++) {
      Job again = {i, 0};
      count(&again, &seed);
      g_assert_true(jobs[i].result == again.result || (i >= round % 5 && jobs[i].result == 0));
    }
  }
}

static void
test_none(void)
{
  uint64_t seed = 0;
  g_autoptr(FlWorkers) workers = fl_workers_new(0, &with_state, &seed); /* one all the same */
  g_assert_null(fl_workers_pop(workers));
  Job job = {3, 0};
  fl_workers_push(workers, &job);
  g_assert_true(fl_workers_pop(workers) == &job);
  g_assert_cmpuint(job.result, !=, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/workers/jobs-come-back-in-order/1", GUINT_TO_POINTER(1), test_order);
  g_test_add_data_func("/workers/jobs-come-back-in-order/2", GUINT_TO_POINTER(2), test_order);
  g_test_add_data_func("/workers/jobs-come-back-in-order/8", GUINT_TO_POINTER(8), test_order);
  g_test_add_func("/workers/no-thread-can-be-started", test_no_threads);
  g_test_add_func("/workers/stopping-in-the-middle", test_stop);
  g_test_add_func("/workers/no-threads-no-jobs", test_none);
  return g_test_run();
}
