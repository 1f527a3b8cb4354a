/*
 * Texts (UTF-8) as JSON writes them, for all of our writers that put JSON together by themselves.
 */
#pragma once

#include <glib.h>

/* Appends a text with quotes around it; quotes, backslashes and control characters in it are escaped. */
void fl_json_append_string(GString *out, const char *text);
