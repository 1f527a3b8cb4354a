/*
 * Reading a file of a pack into memory.
 */
#pragma once

#include "fl-diagnostic.h"

/* The bytes of a file, the caller's; one more behind them is zero. NULL, with an error added, when it can't
 * be read, is no regular file (a pipe might never end) or larger than 256 MiB. */
char *fl_pack_file_read(const char *path, gsize *ret_length, FlDiagnostics *diagnostics);
