/*
 * FlCutting: one cutting of a document under way; shared by fl-cutter.c, which makes paragraphs of lines, and
 * fl-segmenter.c, which makes articles, sections and units of paragraphs. Private to this folder.
 */
#pragma once

#include "fl-cutter.h"
#include "fl-text-private.h"

typedef struct {
  const FlCutter *cutter;
  FlText *text;
  FlMatcher *matcher;
  FlReport *report;
  FlCleaner cleaner;
} FlCutting;

/* Makes articles, sections, sentences and clauses of the paragraphs, which know
 * the number of their article. */
void fl_segmenter_run(FlCutting *self);

/* Makes every paragraph a heading of a section of level 1. */
void fl_segmenter_make_headings(FlCutting *self);

/* The unit of the document's name and first characters. */
void fl_segmenter_add_source(FlCutting *self);
