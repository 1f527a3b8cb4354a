/*
 * Seconds of processor time: how long something takes must not hang on what else the machine does.
 */
#pragma once

#include <time.h>

static inline double
processor_seconds_since(clock_t started)
{
  return (double)(clock() - started) / CLOCKS_PER_SEC;
}
