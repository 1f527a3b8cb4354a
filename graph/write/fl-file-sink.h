/*
 * FlFileSink: a file being written. It gathers what it is given and remembers the first error, so that a
 * writer writes straight through and the outcome is looked at once, when the file is closed. Used by one
 * thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct _FlFileSink FlFileSink;

/* Creates the file `path`, which must not exist. `shown` is its name in messages. NULL with `error` set. */
FlFileSink *fl_file_sink_new(const char *path, const char *shown, GError **error);

/* Frees it; a file that was not closed stays as far as it got. */
void fl_file_sink_free(FlFileSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlFileSink, fl_file_sink_free)

/* The path of the file, for what writes it by itself; nothing else is written to it then. */
const char *fl_file_sink_get_path(const FlFileSink *self);

/* Takes what has been written to the file by its path for what the sink was given. */
void fl_file_sink_take(FlFileSink *self);

void fl_file_sink_write(FlFileSink *self, const char *bytes, size_t length);

/* Says that what was to be written could not be made, with the errno value that comes nearest. */
void fl_file_sink_fail(FlFileSink *self, int problem);

/* Whether writing has failed: what follows is lost, a writer may stop. */
bool fl_file_sink_has_failed(const FlFileSink *self);

/* How many bytes a closed file has, and their digest (fl-digest.h). */
uint64_t fl_file_sink_get_length(const FlFileSink *self);
const char *fl_file_sink_get_digest(const FlFileSink *self);

/* Writes what is left, waits until the disk has all of it, and closes the file. Returns false with the first
 * error, as in "out/graph.graphml: No space left on device". */
bool fl_file_sink_close(FlFileSink *self, GError **error);
