/*
 * FlPresentation: how a pack wants its graph to be shown to people: in which language, as which tables, as
 * which timelines. Types and properties are those of the schema, by index and by name.
 *
 * Made by a pack's loader, then constant; owns its strings.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* A table of nodes: one row for each combination of the values of `rows`, one column for each value of
 * `columns`, and in the cells the nodes, each shown as `cell` says. */
typedef struct {
  uint64_t types; /* bit set over the schema's node types */
  char **rows;    /* names of properties, at least one */
  char *columns;  /* the name of a property */
  char
      *cell; /* a template: {value}[–{value2}]{unit}; what is in brackets is shown where all in it is there */
} FlTable;

/* Nodes of one type in order of time. */
typedef struct {
  int type;
  char *start; /* names of properties that hold dates; `end` may be NULL */
  char *end;
} FlTimeline;

typedef struct {
  char *language;       /* as in BCP 47: zh, en-GB; NULL: none is named */
  GPtrArray *tables;    /* of FlTable */
  GPtrArray *timelines; /* of FlTimeline */
} FlPresentation;

FlPresentation *fl_presentation_new(void);
void fl_presentation_free(FlPresentation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlPresentation, fl_presentation_free)

/* Adds an empty one, for the caller to fill. */
FlTable *fl_presentation_add_table(FlPresentation *self);
FlTimeline *fl_presentation_add_timeline(FlPresentation *self);
