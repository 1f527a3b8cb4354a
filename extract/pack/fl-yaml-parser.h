/*
 * Makes the tree of a YAML file from parse events, and says what a pack may not have of YAML. Private to this
 * folder, and the only place that knows libfyaml.
 */
#pragma once

#include "fl-yaml-source.h"

/* Frees a node and all below it; NULL is none. */
void fl_yaml_node_free(FlYamlNode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlYamlNode, fl_yaml_node_free)

/* Reads the tree of `source`, whose bytes were checked. `*ret_root` is the caller's, NULL for an empty file; its
 * nodes say that they are of `file`. Returns false, with errors added and nothing else set, when it is no such
 * YAML. */
bool fl_yaml_parser_read(const FlYamlSource *source, const FlYaml *file, FlDiagnostics *diagnostics,
                         FlYamlNode **ret_root);
