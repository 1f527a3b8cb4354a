#include "fl-keyed.h"

#include <string.h>

enum { BITS = 8, N_DIGITS = 64 / BITS, N_VALUES = 1 << BITS };

/* Of each digit, how often each value occurs. */
typedef uint32_t Counts[N_DIGITS][N_VALUES];

static unsigned
get_digit(uint64_t key, int digit)
{
  return (unsigned)(key >> (digit * BITS)) & (N_VALUES - 1);
}

static void
count(const FlKeyed *all, uint32_t n, Counts counts)
{
  for (uint32_t i = 0; i < n; i++)
    for (int d = 0; d < N_DIGITS; d++)
      counts[d][get_digit(all[i].key, d)]++;
}

/* Puts all in the order of one digit. */
static void
distribute(const FlKeyed *from, FlKeyed *to, uint32_t n, int digit, const uint32_t counts[N_VALUES])
{
  uint32_t places[N_VALUES], place = 0;
  for (size_t value = 0; value < N_VALUES; value++) {
    places[value] = place;
    place += counts[value];
  }
  for (uint32_t i = 0; i < n; i++)
    to[places[get_digit(from[i].key, digit)]++] = from[i];
}

void
fl_keyed_sort(FlKeyed *all, uint32_t n)
{
  if (n < 2)
    return;
  Counts counts = {0};
  count(all, n, counts);
  g_autofree FlKeyed *other = g_new(FlKeyed, n);
  FlKeyed *from = all, *to = other;
  for (int d = 0; d < N_DIGITS; d++) {
    if (counts[d][get_digit(all->key, d)] == n)
      continue; /* all are equal there */
    distribute(from, to, n, d, counts[d]);
    FlKeyed *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != all)
    memcpy(all, from, n * sizeof *all);
}

uint32_t
fl_keyed_find_end(const FlKeyed *all, uint32_t n, uint32_t first)
{
  uint32_t end = first + 1;
  while (end < n && all[end].key == all[first].key)
    end++;
  return end;
}

void
fl_keyed_sort_equals(FlKeyed *all, uint32_t n, GCompareDataFunc compare, void *data)
{
  for (uint32_t first = 0, end = 0; first < n; first = end) {
    end = fl_keyed_find_end(all, n, first);
    if (end - first > 1)
      g_qsort_with_data(all + first, (int)(end - first), sizeof *all, compare, data);
  }
}

uint64_t
fl_keyed_head(const char *text)
{
  uint64_t head = 0;
  for (int shift = 56; shift >= 0 && *text != '\0'; shift -= 8)
    head |= (uint64_t)(unsigned char)*text++ << shift;
  return head;
}
