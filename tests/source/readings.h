/*
 * Documents of any format as text, for tests: each line with all that its format says of it.
 */
#pragma once

#include "fl-source.h"

/* Reads bytes of a format; the caller's. A line that is not blank becomes
 *
 *   NUMBER[+COLUMN] [PLACE] [h1] [gap2] [indent4] [page]|TEXT
 *
 * and what can't be read `error: MESSAGE`. */
char *describe_reading(const char *name, const char *bytes, gsize length);

/* The same of a Word document made of parts: names and contents by turns, ending in NULL. */
char *describe_docx(const char *const *parts);

/* A zip archive of parts. */
GBytes *zip_parts(const char *const *parts);
