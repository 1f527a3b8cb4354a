/*
 * Facts for tests, written as NDJSON with ' for ", and graphs as text.
 */
#pragma once

#include "fl-graph.h"

/* Person (name), Place (name), Meeting (name, start; end), Figure (subject, value, unit), Article, with the
 * parts of the key in brackets before the semicolon; start, value and unit are late. Relations: attended
 * Person→Meeting (role), held_at Meeting→Place, mentions. */
FlSchema *facts_schema_new(void);

/* A batch stream with its header; the caller's. */
char *facts_make_stream(const FlSchema *schema, const char *documents);

/* Reads a stream's bytes; NULL with `error` set when it is none. An array of FlFactBatch. */
GPtrArray *facts_read_stream(FlSchema *schema, const char *stream, size_t length, GError **error);

/* Reads documents written without a header; they must be in order. */
GPtrArray *facts_read(FlSchema *schema, const char *documents);

/* The graph of some batches, finished; or of documents. */
FlGraph *facts_weave_batches(FlSchema *schema, const GPtrArray *batches);
FlGraph *facts_weave(const char *documents);

/* All that can be read of a graph, as text; the caller's. */
char *facts_describe(const FlGraph *graph);

/* The lines of facts_describe() that begin with one of these words: node, edge, evidence, finding. */
char *facts_describe_only(const FlGraph *graph, const char *word);

/* Fail with the text that lacks, or has, a part. */
void assert_has(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);

guint count_lines(const char *text);
