/*
 * The YAML files of one folder, loaded by two threads: most of what takes time before the first rule is read.
 */
#pragma once

#include "fl-yaml.h"

/* Loads the files of a folder that `names` (of char*) gives. Returns them in that order, an array of FlYaml
 * that are the caller's; NULL for one that can't be read or is no such YAML, with errors added as
 * fl_yaml_load() does. */
GPtrArray *fl_yaml_load_files(const char *folder, const GPtrArray *names, FlDiagnostics *diagnostics);
