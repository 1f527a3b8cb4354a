/*
 * Makes the tree of a YAML file from parse events, and says what a pack may not have of YAML. Private to this
 * folder, and the only place that knows libfyaml.
 */
#pragma once

#include "fl-arena.h"
#include "fl-yaml-source.h"

/* Reads the tree of `source`, whose bytes were checked, into an arena. `*ret_root` is NULL for an empty file; its
 * nodes say that they are of `file`. Returns false, with errors added and nothing else set, when it is no such
 * YAML. */
bool fl_yaml_parser_read(const FlYamlSource *source, const FlYaml *file, FlArena *arena,
                         FlDiagnostics *diagnostics, FlYamlNode **ret_root);
