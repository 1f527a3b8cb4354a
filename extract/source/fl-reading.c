#include "fl-reading.h"
#include "fl-limits.h"

#include <string.h>

void
fl_reading_clear(FlReading *self)
{
  g_clear_pointer(&self->lines, g_array_unref);
  if (self->places != NULL)
    g_string_free(g_steal_pointer(&self->places), TRUE);
  if (self->text != NULL)
    g_string_free(g_steal_pointer(&self->text), TRUE);
  g_clear_pointer(&self->decoded.text, g_free);
}

static void
begin(FlReading *self)
{
  if (self->lines != NULL)
    return;
  self->text = g_string_new(NULL);
  self->lines = g_array_new(FALSE, FALSE, sizeof(FlSourceLine));
  self->places = g_string_new(NULL);
  g_string_append_c(self->places, '\0');
}

static FlSourceLine *
get_last(const FlReading *self)
{
  return self->lines == NULL || self->lines->len == 0
             ? NULL
             : &g_array_index(self->lines, FlSourceLine, self->lines->len - 1);
}

/* Where in `places` a place stands; lines one after another often have the same. */
static uint32_t
keep_place(FlReading *self, const char *place)
{
  const FlSourceLine *last = get_last(self);
  if (place == NULL || *place == '\0')
    return 0;
  if (last != NULL && strcmp(self->places->str + last->place, place) == 0)
    return last->place;
  uint32_t at = (uint32_t)self->places->len;
  g_string_append_len(self->places, place, (gssize)strlen(place) + 1);
  return at;
}

static void
add_line(FlReading *self, const char *text, gsize length, FlSourceLine line)
{
  const FlSourceLine *last = get_last(self);
  if (last != NULL && last->number == line.number) {
    const char *start = memrchr(self->text->str, '\n', self->text->len - 1);
    start = start == NULL ? self->text->str : start + 1;
    line.column = last->column + (uint32_t)g_utf8_strlen(start, self->text->str + self->text->len - start);
  }
  g_string_append_len(self->text, text, (gssize)length);
  g_string_append_c(self->text, '\n');
  g_array_append_val(self->lines, line);
}

void
fl_reading_add(FlReading *self, const char *text, const FlSourceLine *line, const char *place)
{
  begin(self);
  FlSourceLine added = *line;
  added.column = 0;
  added.place = keep_place(self, place);
  for (const char *end = NULL; (end = strchr(text, '\n')) != NULL; text = end + 1) {
    add_line(self, text, (gsize)(end - text), added);
    added.gap = 0;
    added.new_page = false;
  }
  add_line(self, text, strlen(text), added);
}

uint32_t
fl_reading_get_next_number(const FlReading *self)
{
  const FlSourceLine *last = get_last(self);
  return last == NULL ? 1 : last->number + 1;
}

bool
fl_reading_end(FlReading *self, GError **error)
{
  begin(self);
  if (self->text->len > 0) /* the last line needs no line feed: with one there would be another line */
    g_string_truncate(self->text, self->text->len - 1);
  if (self->text->len > FL_LIMIT_SOURCE) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "its text is larger than 1 GiB");
    return false;
  }
  if (self->decoded.encoding == NULL)
    self->decoded.encoding = "UTF-8";
  self->decoded.length = self->text->len;
  self->decoded.text = g_string_free(g_steal_pointer(&self->text), FALSE);
  return true;
}
