/*
 * The text of a scalar, read from its file: quotes, escapes, folds, indentation. Private to this folder.
 *
 * libfyaml (0.7.12) finds scalars rightly but reads some of them wrongly: with doubled quotes, escaped line
 * breaks or indented lines beside folds, characters are lost or zero bytes added. And it does not say where a
 * character of the text stands.
 */
#pragma once

#include "fl-yaml.h"

/* The text of a scalar that lies from `node->start` to `node->end` in `source` (the file), of `node->style`.
 * For a block scalar, `node->text` is what libfyaml made of it, of which only the first line is used. It is all
 * that `out` has then. */
void fl_yaml_scalar_read(const FlYamlNode *node, const char *source, GString *out);

/* The offset in `source` of what gave byte `offset` of `node->text`; what folded lines gave stands where
 * their break begins. Behind the last byte it is where the scalar ends. */
size_t fl_yaml_scalar_find(const FlYamlNode *node, const char *source, size_t offset);
