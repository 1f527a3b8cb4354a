#include "fl-type.h"

#include <string.h>

void
fl_type_free(FlType *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->properties->len; i++)
    g_free(g_array_index(self->properties, FlTypeProperty, i).name);
  g_array_unref(self->properties);
  g_clear_pointer(&self->canonical, g_hash_table_unref);
  g_free(self->name);
  g_free(self);
}

int
fl_type_find_property(const FlType *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    if (strcmp(g_array_index(self->properties, FlTypeProperty, i).name, name) == 0)
      return (int)i;
  return -1;
}
