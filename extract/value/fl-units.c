#include "fl-units.h"

typedef struct {
  char *base;
  double factor;
} Unit;

struct _FlUnits {
  const FlNumerals *numerals;
  GHashTable *units; /* name to Unit */
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
  g_hash_table_replace(self->units, g_strdup(name), unit);
}

const char *
fl_units_resolve(const FlUnits *self, const char *text, double *ret_factor)
{
  double all = 1, factor = 1;
  const char *behind = text + fl_numerals_measure_scale(self->numerals, text, &all);
  for (const char *p = text; p <= behind; p = g_utf8_next_char(p)) {
    const Unit *unit = g_hash_table_lookup(self->units, p);
    g_autofree char *scales = g_strndup(text, (gsize)(p - text));
    if (unit != NULL && fl_numerals_measure_scale(self->numerals, scales, &factor) == (gsize)(p - text)) {
      *ret_factor = factor * unit->factor;
      return unit->base;
    }
    if (*p == '\0')
      break;
  }
  *ret_factor = all;
  return behind;
}
