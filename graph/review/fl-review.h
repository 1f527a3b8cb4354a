/*
 * FlReview: a finished graph with the texts that it was made of, as one HTML page: sources with their mentions,
 * entities, rules, tables, timelines. The page holds all it needs and asks the network for nothing.
 *
 * A plain value that borrows everything. What stands in a text or a name can't break out of the data it is
 * in: fl-island.h.
 */
#pragma once

#include "fl-graph.h"
#include "fl-presentation.h"

#define FL_REVIEW_ERROR (fl_review_error_quark())
GQuark fl_review_error_quark(void);

typedef enum {
  FL_REVIEW_ERROR_NO_PAGE, /* the program was built without the page */
} FlReviewError;

/* What evidence calls a line of a text: its number, and how many characters of that number stand on earlier lines. */
typedef struct {
  uint32_t number, column;
} FlReviewLine;

/* A source: evidence names it by its name, and a place in it by line and column. */
typedef struct {
  const char *name;
  const char *text; /* UTF-8 */
  GArray *lines;    /* of FlReviewLine, one a line of the text; NULL: lines are numbered from 1 */
} FlReviewSource;

/* A rule as it is written. */
typedef struct {
  const char *id, *file, *about, *text; /* `about` may be NULL */
  uint32_t line;
} FlReviewRule;

/* One thing that a rule emits when it is run over a sentence alone. */
typedef struct {
  const char *what;        /* node type or relation; "" for others */
  const char *text;        /* of a node: the mention */
  const char *from, *to;   /* of an edge: names; NULL for others */
  const char *expectation; /* as a test of the rule writes it */
} FlReviewEmission;

/* All that one rule emits in one sentence alone: what a test of it expects. */
typedef struct {
  const char *sentence, *rule;
  const GPtrArray *emissions; /* of FlReviewEmission */
} FlReviewTrial;

typedef struct {
  const FlGraph *graph;
  const FlPresentation *presentation;
  const GArray *sources;   /* of FlReviewSource */
  const GArray *rules;     /* of FlReviewRule */
  const GPtrArray *trials; /* of FlReviewTrial */
  const char *title;       /* what the page is about, in a few words */
  const char
      *watch; /* a script beside the page that tells of newer versions; NULL: the page stays as it is */
} FlReview;

/* The page; the caller's, with its version in `*ret_version` (the caller's too): what tells it from a page with other data. NULL when the
 * program was built without it. */
GString *fl_review_format(const FlReview *self, char **ret_version, GError **error);

/* What the script beside a watched page must say for the page to be of this version; the caller's. */
char *fl_review_format_version(const char *version);

/* The data alone, as JSON that is safe inside a script element; the caller's. */
GString *fl_review_format_data(const FlReview *self); /* fl-review-data.c */
