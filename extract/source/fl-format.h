/*
 * FlFormat: the kinds of file that can be a source, one row of a table each. To add one: a row here, a reader
 * beside it.
 *
 * What the line and the place of evidence are, by format (a place follows the name and '#' in `evidence_loc`, and
 * stands in the column `place` of evidence.csv; where a format has none it is the line, as in a.txt#L12):
 *
 *   format           line                                               place
 *   text, markdown   line of the file                                   -
 *   docx             paragraph; a row of a table counts as one          t2r3 (table, row), fn4, en4 (notes)
 *   html, xml        block of text that was read                        its element: /html/body/div[2]/p[3]
 *   pdf              printed line, running heads not counted            p3L12 (page, line of the page)
 *   records          line of the record's text: title, (date), text     -
 *
 * Columns count the characters of the text that was read.
 */
#pragma once

#include "fl-reading.h"

/* What a run says about how sources are to be read. */
typedef struct {
  FlDeclaration encoding; /* of texts that say nothing of it themselves, as HTML does */
} FlReadOptions;

typedef struct {
  const char *name;           /* what a layout's `format:` calls it */
  const char *const *endings; /* of file names, with the dot, lower-case; ends in NULL */
  const char *const *marks; /* what its files begin with, lower-case; ends in NULL; NULL: nothing tells it */

  /* Turns a file's bytes into text; NULL for what holds documents instead of being one (fl-container.h), and for what
   * was left out of this build. */
  bool (*read)(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error);

  const char *option; /* what to build factloom with to have the reader; NULL: it is always there */
} FlFormat;

/* The format that claims a file by its name's ending; NULL when none does. An ending .gz is looked behind. */
const FlFormat *fl_format_claim(const char *name);

/* The same; where no ending tells, by what the bytes begin with; plain text when nothing tells. */
const FlFormat *fl_format_find(const char *name, GBytes *bytes);

/* Reads bytes of a format. */
bool fl_format_read(const FlFormat *self, GBytes *bytes, const FlReadOptions *options, FlReading *reading,
                    GError **error);

/* The table, ending in a row without a name. */
const FlFormat *fl_format_get_all(void);
