#include "fl-mention.h"

#include <string.h>

FlMention *
fl_mention_get_winner(FlMention *mention)
{
  while (mention->lost_to != NULL)
    mention = mention->lost_to;
  return mention;
}

FlEntity *
fl_entity_get_root(FlEntity *entity)
{
  while (entity->same_as != NULL)
    entity = entity->same_as;
  return entity;
}

void
fl_entity_add_alias(FlEntity *self, const char *alias)
{
  if (self->aliases == NULL)
    self->aliases = g_ptr_array_new();
  guint n = self->aliases->len;
  if (n == 0 || strcmp(self->aliases->pdata[n - 1], alias) != 0)
    g_ptr_array_add(self->aliases, (gpointer)alias);
}
