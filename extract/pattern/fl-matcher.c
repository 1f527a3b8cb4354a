#include "fl-pattern-private.h"

#include <string.h>

/* The stack that machine code matches on grows to this; deeper recursion is reported as a limit hit. */
enum { STACK_START = 64 * 1024, STACK_LIMIT = 4 * 1024 * 1024, PAIRS = 64 };

/* What is run less often than this, over texts of so many bytes, does not make good for compiling it. */
enum { FEW_RUNS = 16, SHORT = 600 };

struct _FlMatcher {
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  uint32_t limit;
  size_t last;
  bool found, everywhere;
  const FlPattern *given_up;
};

typedef struct {
  PCRE2_SPTR text;
  size_t length;
} Subject;

/* Whether this is one of the first runs, over a short text. Both ways give the same, as long as neither gives up and
 * the pattern has no verbs. */
static bool
is_worth_interpreting(const FlPattern *self, size_t length)
{
  FlPattern *run = (FlPattern *)self;
  return length <= SHORT && atomic_load_explicit(&run->n_runs, memory_order_relaxed) < FEW_RUNS &&
         atomic_fetch_add_explicit(&run->n_runs, 1, memory_order_relaxed) < FEW_RUNS &&
         strstr(self->source, "(*") == NULL;
}

FlMatcher *
fl_matcher_new(void)
{
  FlMatcher *self = g_new0(FlMatcher, 1);
  self->data = pcre2_match_data_create(PAIRS, NULL);
  self->context = pcre2_match_context_create(NULL);
  self->last = PCRE2_UNSET;
  self->stack = pcre2_jit_stack_create(STACK_START, STACK_LIMIT, NULL);
  pcre2_jit_stack_assign(self->context, NULL, self->stack);
  pcre2_set_heap_limit(self->context, STACK_LIMIT / 1024);
  return self;
}

void
fl_matcher_free(FlMatcher *self)
{
  if (self == NULL)
    return;
  pcre2_match_data_free(self->data);
  pcre2_match_context_free(self->context);
  pcre2_jit_stack_free(self->stack);
  g_free(self);
}

void
fl_matcher_set_start_filter(FlMatcher *self, bool filter)
{
  self->everywhere = !filter;
}

static void
make_room(FlMatcher *self, const FlPattern *pattern)
{
  uint32_t pairs = pattern->names->len;
  if (pairs <= pcre2_get_ovector_count(self->data))
    return;
  pcre2_match_data_free(self->data);
  self->data = pcre2_match_data_create(2 * pairs, NULL);
}

static int
run(FlMatcher *self, const FlPattern *pattern, Subject subject, size_t start, size_t last, uint32_t options)
{
  if (last != self->last)
    pcre2_set_offset_limit(self->context, self->last = last);
  if (is_worth_interpreting(pattern, subject.length - start)) {
    int n = pcre2_match(pattern->code, subject.text, subject.length, start,
                        options | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, self->data, self->context);
    if (n > 0 || n == PCRE2_ERROR_NOMATCH)
      return n;
  }
  const pcre2_code *fast = fl_pattern_get_code(pattern);
  if (fast != NULL)
    return pcre2_jit_match(fast, subject.text, subject.length, start, options, self->data, self->context);
  return pcre2_match(pattern->code, subject.text, subject.length, start, options | PCRE2_NO_UTF_CHECK,
                     self->data, self->context);
}

/* Runs the pattern wherever its start filter lets a match begin. */
static int
run_filtered(FlMatcher *self, const FlPattern *pattern, Subject subject, size_t start, size_t last,
             uint32_t options)
{
  const char *text = (const char *)subject.text;
  size_t first = 0, stop = 0;
  while (start <= MIN(last, subject.length) &&
         fl_start_filter_find(pattern->starts, text, subject.length, start, last, &first, &stop)) {
    int n = run(self, pattern, subject, first, stop, options);
    if (n != PCRE2_ERROR_NOMATCH || stop == subject.length)
      return n;
    start = (size_t)(g_utf8_next_char(text + stop) - text);
  }
  return PCRE2_ERROR_NOMATCH;
}

static FlMatchResult
find(FlMatcher *self, const FlPattern *pattern, Subject subject, size_t start, size_t last, uint32_t limit,
     uint32_t options)
{
  make_room(self, pattern);
  if (limit != self->limit)
    pcre2_set_match_limit(self->context, self->limit = limit);
  int n = self->everywhere || fl_pattern_get_starts(pattern) == NULL
              ? run(self, pattern, subject, start, last, options)
              : run_filtered(self, pattern, subject, start, last, options);
  self->found = n > 0;
  if (n == PCRE2_ERROR_NOMATCH)
    return FL_MATCH_NONE;
  if (n < 0)
    self->given_up = pattern;
  return n > 0 ? FL_MATCH_FOUND : FL_MATCH_LIMIT;
}

FlMatchResult
fl_matcher_find(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length, size_t start,
                uint32_t limit)
{
  return find(self, pattern, (Subject){(PCRE2_SPTR)subject, length}, start, PCRE2_UNSET, limit,
              PCRE2_NOTEMPTY);
}

FlMatchResult
fl_matcher_find_between(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length,
                        size_t start, size_t last, uint32_t limit)
{
  return find(self, pattern, (Subject){(PCRE2_SPTR)subject, length}, start, last, limit, PCRE2_NOTEMPTY);
}

FlMatchResult
fl_matcher_find_boundary(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length,
                         size_t start, uint32_t limit)
{
  return find(self, pattern, (Subject){(PCRE2_SPTR)subject, length}, start, PCRE2_UNSET, limit, 0);
}

FlMatchResult
fl_matcher_find_at(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length, size_t at,
                   FlMatchAt how, uint32_t limit)
{
  uint32_t options = (how.empty ? 0 : PCRE2_NOTEMPTY) | (how.cut ? PCRE2_NOTEOL : 0);
  return find(self, pattern, (Subject){(PCRE2_SPTR)subject, length}, at, at, limit, options);
}

bool
fl_matcher_test(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length)
{
  return find(self, pattern, (Subject){(PCRE2_SPTR)subject, length}, 0, PCRE2_UNSET, pattern->limit, 0) ==
         FL_MATCH_FOUND;
}

const FlPattern *
fl_matcher_take_given_up(FlMatcher *self)
{
  const FlPattern *pattern = self->given_up;
  self->given_up = NULL;
  return pattern;
}

bool
fl_matcher_get_group(const FlMatcher *self, int group, FlSpan *ret_span)
{
  const PCRE2_SIZE *pair = pcre2_get_ovector_pointer(self->data) + 2 * (size_t)group;
  if (!self->found || pair[0] == PCRE2_UNSET || pair[0] > pair[1])
    return false;
  *ret_span = (FlSpan){(uint32_t)pair[0], (uint32_t)pair[1]};
  return true;
}

bool
fl_matcher_get_named(const FlMatcher *self, const FlPattern *pattern, const char *name, FlSpan *ret_span)
{
  for (int group = 1; group < (int)pattern->names->len; group++)
    if (g_strcmp0(pattern->names->pdata[group], name) == 0 && fl_matcher_get_group(self, group, ret_span))
      return true;
  return false;
}
