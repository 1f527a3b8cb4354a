/*
 * The review page of a run: the graph, with the sources and the rules that it came of, becomes a file.
 */
#pragma once

#include "fl-graph.h"
#include "fl-rule-set.h"
#include "fl-source.h"

typedef struct {
  const FlGraph *graph; /* finished */
  FlRuleSet *rules;
  const GPtrArray *sources; /* of FlSource */
  FlReadOptions reading;    /* how they were read */
  const char *path;         /* of the page; folders that are missing are made */
  bool watched;             /* the page looks whether it is written anew, by a script beside it */
} FlReviewPage;

/* Whether a page may be written there: nothing is there yet, or an older page. False with `error` set where
 * it would cost something else, a source perhaps. */
bool fl_review_page_check(const char *path, GError **error);

/* Writes the page, and beside one that is watched `*.version.js`. A source that can't be read any more is
 * left out. False with `error` set, and the old page in place, on failure. */
bool fl_review_page_write(const FlReviewPage *self, GError **error);
