/*
 * FlRecordReader: makes batches of the records of a stream, handed to it line by line. What may stand where,
 * and what each record must have, is known here.
 */
#pragma once

#include "fl-fact-json.h"

typedef struct _FlRecordReader FlRecordReader;

/* A reader for a stream, or for a part of one that begins with a document: only the first line must be a
 * header. For `schema` and `sink` see fl_fact_json_read(); behind the first line `*schema` is only read. */
FlRecordReader *fl_record_reader_new(FlSchema **schema, uint64_t first_line, FlFactSink sink,
                                     void *user_data);
void fl_record_reader_free(FlRecordReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRecordReader, fl_record_reader_free)

/* Takes the next line, without its end. False with `error` set when it is none of the format's, or the sink
 * stops: then nothing more can be taken. */
bool fl_record_reader_take(FlRecordReader *self, const char *line, size_t length, const char *name,
                           GError **error);

/* Whether the stream, or the part, may end here. */
bool fl_record_reader_end(FlRecordReader *self, const char *name, GError **error);
