/*
 * FlSpan: a piece of a text, as byte offsets: from start up to, not including, end. A plain value.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  uint32_t start, end;
} FlSpan;

static inline uint32_t
fl_span_length(FlSpan span)
{
  return span.end - span.start;
}

static inline bool
fl_span_overlaps(FlSpan a, FlSpan b)
{
  return a.start < b.end && b.start < a.end;
}

static inline bool
fl_span_contains(FlSpan outer, FlSpan inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}
