/*
 * FlYamlEdit: changes to a YAML file that leave all else of it as it is, byte for byte.
 *
 * Belongs to one thread; borrows the file.
 */
#pragma once

#include "fl-yaml.h"

typedef struct _FlYamlEdit FlYamlEdit;

FlYamlEdit *fl_yaml_edit_new(const FlYaml *file);
void fl_yaml_edit_free(FlYamlEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlYamlEdit, fl_yaml_edit_free)

/* Puts `text` in the place of the bytes from `start` to `end`. What was put elsewhere must not overlap. */
void fl_yaml_edit_replace(FlYamlEdit *self, size_t start, size_t end, const char *text);

/* The file with all that was changed; the caller's. */
char *fl_yaml_edit_apply(const FlYamlEdit *self);

/* Writes it over the file, whose permissions stay. Fails, and writes nothing, where the file on disk is not the
 * one that was loaded any more. */
bool fl_yaml_edit_save(const FlYamlEdit *self, GError **error);

/* The bytes of the file that a node takes up: a scalar with its quotes, a block without what is blank or comment
 * behind it. */
size_t fl_yaml_node_get_start(const FlYamlNode *self);
size_t fl_yaml_node_get_end(const FlYamlNode *self);

/* Whether a list or mapping is written with brackets or braces. */
bool fl_yaml_node_is_flow(const FlYamlNode *self);

/* A text as a scalar that may stand anywhere, in quotes where it must; the caller's. */
char *fl_yaml_quote(const char *text);
