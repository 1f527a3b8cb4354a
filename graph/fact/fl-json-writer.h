/*
 * FlJsonWriter: JSON for programs that read our reports, indented by two spaces a level.
 *
 * A plain value on the stack that writes to a borrowed string. Keys are written before each value of an object;
 * NULL for the items of an array. Who begins ends.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  GString *out;
  guint depth;
  bool begun; /* the object or array under way has something in it */
  bool in_row;
} FlJsonWriter;

void fl_json_writer_begin_object(FlJsonWriter *self, const char *key);
void fl_json_writer_end_object(FlJsonWriter *self);
void fl_json_writer_begin_array(FlJsonWriter *self, const char *key);
void fl_json_writer_end_array(FlJsonWriter *self);

/* An object on one line of its own, an item of an array; nothing is nested in it. */
void fl_json_writer_begin_row(FlJsonWriter *self);
void fl_json_writer_end_row(FlJsonWriter *self);

/* A string (UTF-8); NULL is null. */
void fl_json_writer_put_string(FlJsonWriter *self, const char *key, const char *value);
void fl_json_writer_put_count(FlJsonWriter *self, const char *key, guint64 value);
void fl_json_writer_put_bool(FlJsonWriter *self, const char *key, bool value);

/* With so many decimals, whatever the locale. */
void fl_json_writer_put_number(FlJsonWriter *self, const char *key, double value, guint decimals);
