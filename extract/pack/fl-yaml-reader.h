/*
 * Reading settings out of a YAML tree: each function takes a node, checks that it is what it should be, and
 * otherwise adds an error at its place and returns false or NULL. A NULL node is one that is not there:
 * functions say what they do with it.
 */
#pragma once

#include "fl-yaml.h"

/* Adds an error at a node; `hint` may be NULL. Returns false, for the caller to return. */
bool fl_read_fail(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *id, const char *hint,
                  const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The same for a name that is not known: the hint is the one of `names` that was probably meant. */
bool fl_read_fail_unknown(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *id,
                          const char *const *names, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The same for a mapping without a key that it must have; the hint is an example. */
bool fl_read_fail_missing(FlDiagnostics *diagnostics, const FlYamlNode *mapping, const char *key);

bool fl_read_is_mapping(FlDiagnostics *diagnostics, const FlYamlNode *node);
bool fl_read_is_sequence(FlDiagnostics *diagnostics, const FlYamlNode *node);

/* The text of a scalar; NULL (and no error) for no node. Borrowed. */
const char *fl_read_string(FlDiagnostics *diagnostics, const FlYamlNode *node);

/* The value of `key` in `mapping`, as a string that must be there. */
const char *fl_read_required(FlDiagnostics *diagnostics, const FlYamlNode *mapping, const char *key);

/* For these, no node leaves `*ret_value` as it is and is true. */
bool fl_read_bool(FlDiagnostics *diagnostics, const FlYamlNode *node, bool *ret_value);
bool fl_read_number(FlDiagnostics *diagnostics, const FlYamlNode *node, double least, double most,
                    double *ret_value);
bool fl_read_whole(FlDiagnostics *diagnostics, const FlYamlNode *node, int least, int most, int *ret_value);

/* The index of a scalar's text in `names` (NULL-terminated); -1 with an error when it is none of them. `what`
 * names them in the message. */
int fl_read_choice(FlDiagnostics *diagnostics, const FlYamlNode *node, const char *what,
                   const char *const *names);

/* The scalars of a sequence, or a single scalar: the caller's array of
 * const FlYamlNode*. Empty for no node. */
GPtrArray *fl_read_scalars(FlDiagnostics *diagnostics, const FlYamlNode *node);
