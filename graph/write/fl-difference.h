/*
 * FlDifference: how a file that was made differs from the one that is there, for a person to read: how much
 * was gained, lost and changed, and the first few of each.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct {
  char *name;       /* of the file */
  GString *summary; /* "2 nodes gained, 1 lost, 3 changed" */
  GString *told;    /* what these are, line by line */
  uint32_t most;    /* so many are told of each kind: the rest is counted */
} FlDifference;

/* Compares two files, of which one may be missing. */
FlDifference *fl_difference_new(const char *name, const char *old_path, const char *new_path);

/* The same; NULL where their bytes are the same, or there is neither. */
FlDifference *fl_difference_find(const char *name, const char *old_path, const char *new_path);

void fl_difference_free(FlDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDifference, fl_difference_free)

/* ---- for those who compare files of one kind (private to this folder) */

/* What was gained, lost and changed of one thing. */
typedef struct {
  const char *one, *many; /* node, nodes */
  uint32_t gained, lost, changed;
} FlDifferenceCounts;

/* Adds to the summary: "2 nodes gained, 1 lost, 3 changed"; nothing when all is 0. */
void fl_difference_sum_up(FlDifference *self, const FlDifferenceCounts *counts);

/* Counts one more in `*count`, and tells it behind a sign ('+', '-', '~') unless enough of it was told. Takes
 * the text. */
void fl_difference_tell(FlDifference *self, uint32_t *count, char sign, char *take_text);

/* Says how many were not told. */
void fl_difference_end(FlDifference *self, uint32_t count);

/* Lines; rows of a table; tables of a database. `old_text` and `new_text` end in zero. */
void fl_difference_compare_lines(FlDifference *self, const char *old_text, const char *new_text);
void fl_difference_compare_tables(FlDifference *self, const char *old_text, const char *new_text);
void fl_difference_compare_databases(FlDifference *self, const char *old_path, const char *new_path);
