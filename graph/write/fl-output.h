/*
 * The files of a finished graph, written as a set: graph.graphml, graph.gexf, nodes.csv, edges.csv,
 * evidence.csv, graph.dot, graph.db, and in any case manifest.json, which says what the others are and what
 * they were made of.
 */
#pragma once

#include "fl-graph.h"
#include "fl-output-set.h"

/* A picture of more nodes cannot be read. */
enum { FL_OUTPUT_DOT_TOP = 300 };

typedef struct {
  const char *const *formats; /* names, ending in NULL: at least one; NULL for those that are the default */
  uint32_t dot_top;           /* how many nodes and edges graph.dot has at most; 0: all */
  const char *version;        /* the program's, for manifest.json; NULL: not told */
  guint n_threads;            /* so many files are written at a time; 0: one a processor */
} FlOutputOptions;

/* Whether there is a format of this name. */
bool fl_output_is_format(const char *name);

/* The file that says what the others are; the names of these, of all formats, NULL behind the last. */
#define FL_OUTPUT_MANIFEST "manifest.json"
const char *fl_output_get_file(size_t index);

/* The names of all formats, ending in NULL. The caller's array, names borrowed. */
const char **fl_output_list_formats(void);

/* Writes the files of the chosen formats to a set, which may get other files as well before it is committed.
 * What an earlier run left of the other formats will not survive: a folder shows one graph. */
bool fl_output_add(FlOutputSet *set, const FlGraph *graph, const FlOutputOptions *options, GError **error);

/* How the files differ that fl_output_write() would change or remove; the caller's array of FlDifference,
 * NULL with `error` set on failure. The folder is not touched. */
GPtrArray *fl_output_list_differences(const FlGraph *graph, const char *folder,
                                      const FlOutputOptions *options, GError **error);

/* Removes what killed runs have left of a folder, which fl_output_write() does too. */
void fl_output_tidy(const char *folder);

/* Whether a folder has just the files that a manifest lists, with these bytes, and that manifest itself: then
 * there is nothing to be written. */
bool fl_output_is_in_place(const char *folder, const char *manifest);

/* Writes the folder as one set: its files are all of this graph, or on failure all as they were. */
bool fl_output_write(const FlGraph *graph, const char *folder, const FlOutputOptions *options,
                     GError **error);
