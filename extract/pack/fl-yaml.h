/*
 * FlYaml: a YAML file as a tree in which everything knows its place.
 *
 * YAML 1.2 without anchors, aliases, tags and directives; a duplicate key is an error. The tree is made from
 * parse events, so nothing is ever resolved or expanded. Constant once loaded; it owns its nodes.
 */
#pragma once

#include "fl-diagnostic.h"

typedef enum {
  FL_YAML_SCALAR,
  FL_YAML_SEQUENCE,
  FL_YAML_MAPPING,
} FlYamlKind;

typedef struct _FlYaml FlYaml;

typedef struct _FlYamlNode {
  FlYamlKind kind;
  const FlYaml *file;
  uint32_t start, end;        /* bytes in the file */
  char *text;                 /* of a scalar, as YAML reads it; NULL for others */
  char style;                 /* of a scalar: ' " | > or 0 for plain */
  struct _FlYamlNode **items; /* a sequence's items, or a mapping's keys and values in turn */
  guint n_items;              /* 0 for a scalar */
} FlYamlNode;

/* Loads a file; `path` stands in messages. Returns NULL, with errors added, when it can't be read or is no
 * such YAML. */
FlYaml *fl_yaml_load(const char *path, FlDiagnostics *diagnostics);

/* The same from text. */
FlYaml *fl_yaml_parse(const char *text, gsize length, const char *path, FlDiagnostics *diagnostics);

void fl_yaml_free(FlYaml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlYaml, fl_yaml_free)

const char *fl_yaml_get_path(const FlYaml *self);
const char *fl_yaml_get_digest(const FlYaml *self); /* of its bytes (fl-digest.h) */

/* All of the file, without a byte order mark; nodes say where in it they stand. `ret_length` may be NULL. */
const char *fl_yaml_get_text(const FlYaml *self, gsize *ret_length);

/* The top of the tree; NULL for an empty file. */
const FlYamlNode *fl_yaml_get_root(const FlYaml *self);

guint fl_yaml_node_get_length(const FlYamlNode *self); /* items, or pairs */
const FlYamlNode *fl_yaml_node_get_item(const FlYamlNode *self, guint index);
const FlYamlNode *fl_yaml_node_get_key(const FlYamlNode *self, guint index);
const FlYamlNode *fl_yaml_node_get_value(const FlYamlNode *self, guint index);

/* The value of a key, or NULL. */
const FlYamlNode *fl_yaml_node_find(const FlYamlNode *self, const char *key);

/* The lines of the file in which a node is written, as far as they belong to it, without the indentation they
 * share; the caller's. */
char *fl_yaml_node_dup_source(const FlYamlNode *self);

/* The line and column (from 1, in code points) at which a node begins, or at which byte `offset` of a
 * scalar's text stands in the file, whatever quotes, escapes and folds lie between. */
void fl_yaml_node_locate(const FlYamlNode *self, size_t offset, uint32_t *ret_line, uint32_t *ret_column);

/* Something to say about a node: at which byte of a scalar's text (0: where the node begins), and how many
 * characters of it are marked. */
typedef struct {
  FlDiagnosticLevel level;
  const char *id;
  const char *hint; /* NULL: none */
  size_t offset;
  uint32_t length;
} FlFault;

void fl_yaml_node_report(const FlYamlNode *self, FlDiagnostics *diagnostics, FlFault fault,
                         const char *format, ...) G_GNUC_PRINTF(4, 5);
