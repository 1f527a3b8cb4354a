/*
 * The header of a batch stream, read. (It is written in fl-fact-json-write.c.)
 */
#pragma once

#include "fl-json-text.h"
#include "fl-schema.h"

/* Reads the line {"factloom":1,"schema":…}; the schema is the caller's. NULL with `error` set when it is of
 * another version, or not what a schema is. */
FlSchema *fl_fact_json_read_header(const FlJsonValue *header, GError **error);
