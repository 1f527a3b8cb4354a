#include "fl-presentation.h"

static void
table_free(gpointer data)
{
  FlTable *self = data;
  g_strfreev(self->rows);
  g_free(self->columns);
  g_free(self->cell);
  g_free(self);
}

static void
timeline_free(gpointer data)
{
  FlTimeline *self = data;
  g_free(self->start);
  g_free(self->end);
  g_free(self);
}

FlPresentation *
fl_presentation_new(void)
{
  FlPresentation *self = g_new0(FlPresentation, 1);
  self->tables = g_ptr_array_new_with_free_func(table_free);
  self->timelines = g_ptr_array_new_with_free_func(timeline_free);
  return self;
}

void
fl_presentation_free(FlPresentation *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->tables);
  g_ptr_array_unref(self->timelines);
  g_free(self->language);
  g_free(self);
}

FlTable *
fl_presentation_add_table(FlPresentation *self)
{
  FlTable *table = g_new0(FlTable, 1);
  g_ptr_array_add(self->tables, table);
  return table;
}

FlTimeline *
fl_presentation_add_timeline(FlPresentation *self)
{
  FlTimeline *timeline = g_new0(FlTimeline, 1);
  g_ptr_array_add(self->timelines, timeline);
  return timeline;
}
