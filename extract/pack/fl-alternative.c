#include "fl-alternative.h"

#include <string.h>

size_t
fl_origins_find(const GArray *origins, size_t at, const FlYamlNode **ret_node)
{
  const FlOrigin *found = NULL;
  for (guint i = 0; i < origins->len && g_array_index(origins, FlOrigin, i).at <= at; i++)
    found = &g_array_index(origins, FlOrigin, i);
  *ret_node = found != NULL ? found->node : NULL;
  if (found == NULL || found->made)
    return found != NULL ? found->offset : 0;
  return MIN(found->offset + (at - found->at), strlen(found->node->text));
}

size_t
fl_origins_find_in(const GArray *origins, size_t at, const FlYamlNode *node)
{
  size_t offset = 0;
  for (guint i = 0; i < origins->len && g_array_index(origins, FlOrigin, i).at <= at; i++)
    if (g_array_index(origins, FlOrigin, i).node == node)
      offset = g_array_index(origins, FlOrigin, i).offset;
  return offset;
}

void
fl_capture_group_clear(gpointer data)
{
  FlCaptureGroup *self = data;
  fl_pattern_unref(self->member);
  fl_pattern_unref(self->separator);
}

void
fl_alternative_free(FlAlternative *self)
{
  if (self == NULL)
    return;
  fl_pattern_unref(self->pattern);
  g_clear_pointer(&self->origins, g_array_unref);
  g_clear_pointer(&self->groups, g_array_unref);
  g_clear_pointer(&self->needs, g_array_unref);
  g_clear_pointer(&self->required, g_array_unref);
  g_free(self);
}

void
fl_guard_free(FlGuard *self)
{
  if (self == NULL)
    return;
  fl_pattern_unref(self->pattern);
  g_free(self);
}
