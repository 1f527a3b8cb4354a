#include "fl-json-writer.h"

#include "fl-json-string.h"

/* The line of a value, up to where it stands. */
static void
begin_value(FlJsonWriter *self, const char *key)
{
  if (self->begun)
    g_string_append_c(self->out, ',');
  if (self->in_row)
    g_string_append(self->out, self->begun ? " " : "");
  else if (self->depth > 0)
    g_string_append_printf(self->out, "\n%*s", (int)(2 * self->depth), "");
  self->begun = true;
  if (key == NULL)
    return;
  fl_json_append_string(self->out, key);
  g_string_append(self->out, ": ");
}

static void
begin(FlJsonWriter *self, const char *key, char bracket)
{
  begin_value(self, key);
  g_string_append_c(self->out, bracket);
  self->depth++;
  self->begun = false;
}

static void
end(FlJsonWriter *self, char bracket)
{
  self->depth--;
  if (self->begun)
    g_string_append_printf(self->out, "\n%*s", (int)(2 * self->depth), "");
  g_string_append_c(self->out, bracket);
  if (self->depth == 0)
    g_string_append_c(self->out, '\n');
  self->begun = true;
}

void
fl_json_writer_begin_object(FlJsonWriter *self, const char *key)
{
  begin(self, key, '{');
}

void
fl_json_writer_end_object(FlJsonWriter *self)
{
  end(self, '}');
}

void
fl_json_writer_begin_array(FlJsonWriter *self, const char *key)
{
  begin(self, key, '[');
}

void
fl_json_writer_end_array(FlJsonWriter *self)
{
  end(self, ']');
}

void
fl_json_writer_begin_row(FlJsonWriter *self)
{
  begin(self, NULL, '{');
  self->in_row = true;
}

void
fl_json_writer_end_row(FlJsonWriter *self)
{
  g_string_append_c(self->out, '}');
  self->depth--;
  self->begun = true;
  self->in_row = false;
}

void
fl_json_writer_put_string(FlJsonWriter *self, const char *key, const char *value)
{
  begin_value(self, key);
  if (value != NULL)
    fl_json_append_string(self->out, value);
  else
    g_string_append(self->out, "null");
}

void
fl_json_writer_put_count(FlJsonWriter *self, const char *key, guint64 value)
{
  begin_value(self, key);
  g_string_append_printf(self->out, "%" G_GUINT64_FORMAT, value);
}

void
fl_json_writer_put_bool(FlJsonWriter *self, const char *key, bool value)
{
  begin_value(self, key);
  g_string_append(self->out, value ? "true" : "false");
}

void
fl_json_writer_put_number(FlJsonWriter *self, const char *key, double value, guint decimals)
{
  char format[16], text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  g_snprintf(format, sizeof format, "%%.%uf", decimals);
  begin_value(self, key);
  g_string_append(self->out, g_ascii_formatd(text, sizeof text, format, value));
}
