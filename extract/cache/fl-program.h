/*
 * Which program this is, to the letter: what it makes of a source may change with any of its parts.
 */
#pragma once

#include "fl-digest.h"

/* The digest of what the linker says of the program and of each library that it runs with; where it says
 * nothing of the program, of its file's time and size. To be asked before the program loads any library by
 * itself, as it does for encodings. Returns `buffer`. */
const char *fl_program_digest(char buffer[FL_DIGEST_SIZE]);
