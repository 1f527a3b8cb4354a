/*
 * FlFormat: the kinds of file that can be a source, one row of a table each. To add one: a row here, a reader
 * beside it.
 */
#pragma once

#include "fl-encoding.h"

typedef struct {
  const char *name;           /* what a layout's `format:` calls it */
  const char *const *endings; /* of file names, with the dot, lower-case; ends in NULL */

  /* Turns a file's bytes into text. */
  gboolean (*read)(GBytes *bytes, FlDecoded *ret_decoded, GError **error);
} FlFormat;

/* The format that claims a file by its name's ending; NULL when none does. */
const FlFormat *fl_format_claim(const char *name);

/* The same; plain text when no other claims it. */
const FlFormat *fl_format_find(const char *name);

/* The table, ending in a row without a name. */
const FlFormat *fl_format_get_all(void);
