/*
 * Fact batches as NDJSON (one JSON object a line, UTF-8, LF): the output of `factloom extract`, the input of
 * `factloom weave`, the entry of a cache and the golden form of tests.
 *
 * The first line of a stream is its header, {"factloom":1,"schema":…}. Each batch is a line {"document":NAME}
 * (with the digests of its bytes and of the rules, "sha256" and "rules", where they are known)
 * followed by its sentences, nodes (each with its values and evidence), edges and findings, in this order,
 * and by a line {"end":NAME}, so that a stream which was cut off is not taken for a whole one:
 *
 *   {"document":"a.txt"}
 *   {"sentence":0,"text":"李强出席会议。"}
 *   {"node":0,"type":"Article","values":{"title":"…","file":"a.txt"},"evidence":[…]}
 *   {"node":1,"type":"Person","values":{"name":"李强"},"aliases":["强哥"],
 *    "evidence":[{"at":"3:1-3:3","article":0,"sentence":0,"confidence":0.9,"rule":"person.title","text":"李强"}]}
 *   {"edge":"attended","from":1,"to":2,"evidence":[…]}
 *   {"finding":"match-limit","level":"warning","rule":"…","file":"a.txt","line":3,"message":"…"}
 *   {"end":"a.txt"}
 *
 * (each on one line). Evidence whose place in the source is more than a line has it: "place":"p3L12". Nodes and sentences carry their index. Absent and empty values, a confidence of 1 and a
 * count of 1 are left out; keys stand in a fixed order; numbers are as fl_number_format() writes them: the
 * same batch gives the same bytes. Streams of one schema may be put together by concatenating them: a header
 * may come again.
 *
 * A document that could not be read has in its place a line {"failed":NAME,"message":WHY}: what was to be in the
 * stream is known to be missing, and it is not read as a whole one.
 */
#pragma once

#include "fl-fact-batch.h"

#include <gio/gio.h>

#define FL_FACT_JSON_ERROR (fl_fact_json_error_quark())
GQuark fl_fact_json_error_quark(void);

typedef enum {
  FL_FACT_JSON_ERROR_SYNTAX,  /* a line is not JSON, or not what the format has in its place */
  FL_FACT_JSON_ERROR_VERSION, /* a header of another version, or none */
  FL_FACT_JSON_ERROR_SCHEMA,  /* streams of different schemas */
  FL_FACT_JSON_ERROR_FAILED,  /* a document could not be read when the stream was written */
} FlFactJsonError;

/* Appends the header line of a stream of batches of this schema. */
void fl_fact_json_append_header(GString *out, const FlSchema *schema);

/* Appends a sealed batch. */
void fl_fact_json_append_batch(GString *out, const FlFactBatch *batch);

/* Appends that a document could not be read, and why. */
void fl_fact_json_append_failure(GString *out, const char *document, const char *message);

/* Called with each batch that has been read, in the caller's thread; takes it. Returns false with `error` set
 * to stop the reading. */
typedef bool (*FlFactSink)(FlFactBatch *take_batch, void *user_data, GError **error);

/* Reads documents that stand in memory as fl_fact_json_append_batch() writes them, without a header: they are
 * of `schema`. Otherwise as fl_fact_json_read(), in the caller's thread alone. */
bool fl_fact_json_parse(const char *bytes, size_t length, const char *name, FlSchema *schema, FlFactSink sink,
                        void *user_data, GError **error);

/* Reads one stream to its end and hands over its batches, in order. `name` stands in messages, which begin
 * `name:line: `. `*schema` is the schema that the stream must have; when it is NULL, the stream's own is put
 * there (the caller's reference). Bytes are foreign: whatever they are, the outcome is batches or an error.
 * Other threads help with what follows the first document. */
bool fl_fact_json_read(GInputStream *stream, const char *name, FlSchema **schema, FlFactSink sink,
                       void *user_data, GError **error);
