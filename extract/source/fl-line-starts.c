#include "fl-line-starts.h"

#include <string.h>

GArray *
fl_line_starts_new(const char *text, gsize length)
{
  GArray *self = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  uint32_t start = 0;
  g_array_append_val(self, start);
  for (const char *p = text; (p = memchr(p, '\n', (gsize)(text + length - p))) != NULL;) {
    start = (uint32_t)(++p - text);
    g_array_append_val(self, start);
  }
  return self;
}

guint
fl_line_starts_find(const GArray *self, gsize offset)
{
  guint low = 0, high = self->len;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(self, uint32_t, middle) <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}
