#include "fl-units.h"

#include <string.h>

typedef struct {
  char *base;
  double factor;
} Unit;

struct _FlUnits {
  const FlNumerals *numerals;
  GHashTable *units; /* name to Unit */
  gsize longest;     /* name of them */
};

static void
unit_free(gpointer data)
{
  g_free(((Unit *)data)->base);
  g_free(data);
}

FlUnits *
fl_units_new(const FlNumerals *numerals)
{
  FlUnits *self = g_new0(FlUnits, 1);
  self->numerals = numerals;
  self->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unit_free);
  return self;
}

void
fl_units_free(FlUnits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->units);
  g_free(self);
}

void
fl_units_add(FlUnits *self, const char *name, const char *base, double factor)
{
  Unit *unit = g_new0(Unit, 1);
  unit->base = g_strdup(base);
  unit->factor = factor;
  self->longest = MAX(self->longest, strlen(name));
  g_hash_table_replace(self->units, g_strdup(name), unit);
}

/* Whether so much of the text is nothing but scales. */
static bool
is_scale(const FlUnits *self, const char *text, gsize length, double *ret_factor)
{
  g_autofree char *scales = g_strndup(text, length);
  return fl_numerals_measure_scale(self->numerals, scales, ret_factor) == length;
}

const char *
fl_units_resolve(const FlUnits *self, const char *text, double *ret_factor)
{
  double all = 1, factor = 1;
  const char *behind = text + fl_numerals_measure_scale(self->numerals, text, &all),
             *end = text + strlen(text);
  for (const char *p = text; p <= behind; p = g_utf8_next_char(p)) {
    const Unit *unit = (gsize)(end - p) <= self->longest ? g_hash_table_lookup(self->units, p) : NULL;
    if (unit != NULL && is_scale(self, text, (gsize)(p - text), &factor)) {
      *ret_factor = factor * unit->factor;
      return unit->base;
    }
    if (*p == '\0')
      break;
  }
  *ret_factor = all;
  return behind;
}
