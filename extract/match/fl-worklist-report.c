/* A worklist, for people and programs. */

#include "fl-display.h"
#include "fl-json-writer.h"
#include "fl-worklist-private.h"

static void
append_safe(GString *out, bool colour, FlStyle style, const char *text)
{
  g_autofree char *safe = fl_display_make_safe(text);
  fl_display_append_styled(out, colour, style, safe != NULL ? safe : text);
}

static void
append_place(const FlWorklistReport *report, const FlWorkPlace *place, GString *out)
{
  g_autofree char *where = g_strdup_printf("%s:%u", place->file, place->line);
  g_autofree char *text = fl_display_make_safe(place->text), *focus = NULL;
  gsize width = fl_display_measure(where, -1) + 8;
  if (place->focus != NULL)
    focus = fl_display_make_safe(place->focus);
  g_string_append(out, "      ");
  fl_display_append_styled(out, report->colour, FL_STYLE_DIM, where);
  g_string_append(out, "  ");
  fl_display_append_window(out, report->colour, text != NULL ? text : place->text,
                           focus != NULL ? focus : place->focus, FL_STYLE_CHANGED,
                           report->columns > width + 30 ? report->columns - width : 30);
  g_string_append_c(out, '\n');
}

static void
append_section(const FlWorkSection *self, const FlWorklistReport *report, GString *out)
{
  guint shown = report->most == 0 ? self->items->len : MIN(report->most, self->items->len);
  if (self->items->len == 0)
    return;
  g_string_append(out, out->len > 0 ? "\n" : "");
  append_safe(out, report->colour, FL_STYLE_STRONG, self->title);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < shown; i++) {
    const FlWorkItem *item = self->items->pdata[i];
    g_string_append(out, "  ");
    append_safe(out, false, FL_STYLE_PLAIN, item->title);
    g_string_append_c(out, '\n');
    for (guint p = 0; p < item->places->len; p++)
      append_place(report, &g_array_index(item->places, FlWorkPlace, p), out);
  }
  if (shown < self->items->len)
    g_string_append_printf(out, "  … and %u more\n", self->items->len - shown);
}

void
fl_worklist_append_text(const FlWorklist *self, const FlWorklistReport *report, GString *out)
{
  gsize before = out->len;
  for (guint i = 0; i < self->sections->len; i++)
    append_section(self->sections->pdata[i], report, out);
  if (out->len == before)
    g_string_append(out, "nothing to do\n");
}

static void
put_item(FlJsonWriter *json, const FlWorkItem *item)
{
  fl_json_writer_begin_object(json, NULL);
  fl_json_writer_put_string(json, "title", item->title);
  fl_json_writer_put_number(json, "gain", item->gain, 2);
  fl_json_writer_begin_array(json, "places");
  for (guint p = 0; p < item->places->len; p++) {
    const FlWorkPlace *place = &g_array_index(item->places, FlWorkPlace, p);
    fl_json_writer_begin_object(json, NULL);
    fl_json_writer_put_string(json, "file", place->file);
    fl_json_writer_put_count(json, "line", place->line);
    fl_json_writer_put_string(json, "text", place->text);
    fl_json_writer_put_string(json, "focus", place->focus);
    fl_json_writer_end_object(json);
  }
  fl_json_writer_end_array(json);
  fl_json_writer_end_object(json);
}

void
fl_worklist_append_json(const FlWorklist *self, GString *out)
{
  FlJsonWriter json = {.out = out};
  fl_json_writer_begin_object(&json, NULL);
  fl_json_writer_put_string(&json, "format", "factloom-worklist");
  fl_json_writer_put_count(&json, "version", 1);
  fl_json_writer_begin_array(&json, "sections");
  for (guint i = 0; i < self->sections->len; i++) {
    const FlWorkSection *section = self->sections->pdata[i];
    fl_json_writer_begin_object(&json, NULL);
    fl_json_writer_put_string(&json, "title", section->title);
    fl_json_writer_begin_array(&json, "items");
    for (guint k = 0; k < section->items->len; k++)
      put_item(&json, section->items->pdata[k]);
    fl_json_writer_end_array(&json);
    fl_json_writer_end_object(&json);
  }
  fl_json_writer_end_array(&json);
  fl_json_writer_end_object(&json);
}
