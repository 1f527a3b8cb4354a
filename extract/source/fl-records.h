/*
 * Records: a corpus in one file, a document a line, as NDJSON: {"id":"…","title":"…","date":"2032-02-18","text":"…"}.
 *
 * The record's document is called FILE/ID. Its text is the title, where there is one, in line 1; the date, where there
 * is one, in parentheses in the next; and the text. Other keys are left alone. The only place in extract/ that knows
 * jansson.
 */
#pragma once

#include "fl-source.h"

/* Finds the records of a file; a line that is none, and an id that comes again, are missing. */
void fl_records_list(const char *path, const char *name, FlFoundSources *found);

/* Whether bytes, which no name tells of, begin with a record. */
bool fl_records_are_in(GBytes *bytes);

/* Makes a document of a record's bytes. */
FlDocument *fl_record_read(const char *name, GBytes *bytes, GError **error);
