/*
 * FlYamlSource: the text of a YAML file with its lines, and what is said about places in it. Private to this
 * folder.
 *
 * Owns its path and its text; offsets are in bytes, lines and columns count from 1, columns in code points.
 */
#pragma once

#include "fl-yaml.h"

typedef struct {
  char *path;
  char *text; /* ends with a zero byte, which is not part of `length` */
  gsize length;
  GArray *lines; /* of uint32_t: where lines begin */
} FlYamlSource;

/* Copies both; a byte order mark is left out. */
void fl_yaml_source_init(FlYamlSource *self, const char *text, gsize length, const char *path);
void fl_yaml_source_clear(FlYamlSource *self);

/* Whether all of it is UTF-8 without zero bytes; where not, an error is added, and the text ends there. */
bool fl_yaml_source_check_bytes(FlYamlSource *self, FlDiagnostics *diagnostics);

/* The line and column of an offset; behind the end it is that of the end. */
void fl_yaml_source_locate(const FlYamlSource *self, size_t at, uint32_t *ret_line, uint32_t *ret_column);

/* Adds what is to be said at `fault.offset`, here an offset in the text. */
void fl_yaml_source_report(const FlYamlSource *self, FlDiagnostics *diagnostics, FlFault fault,
                           const char *message);
